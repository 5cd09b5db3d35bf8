from django.apps import AppConfig


class CoercionConfig(AppConfig):
    name = "duixian.court.coercion"
    label = "coercion"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "强制措施"
