from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "duixian.court.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "案款"
