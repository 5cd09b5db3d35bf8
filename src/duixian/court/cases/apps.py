from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "duixian.court.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "案件"
