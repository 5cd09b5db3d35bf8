from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "duixian.court.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "法院与人员"
