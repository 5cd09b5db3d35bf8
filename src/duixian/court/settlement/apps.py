from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "duixian.court.settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "执行和解"
