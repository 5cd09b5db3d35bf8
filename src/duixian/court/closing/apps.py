from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "duixian.court.closing"
    label = "closing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "结案"
