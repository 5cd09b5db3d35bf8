from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "duixian.site"
    label = "site_frame"
    verbose_name = "站点"
