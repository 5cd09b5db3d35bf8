from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "duixian.court.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "专项执行行动"
