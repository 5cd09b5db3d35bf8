from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "duixian.court.settlement"
    label = "settlement"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "执行和解"

    def ready(self) -> None:
        """A case has a page of this room and its acts; the agenda has what is due on agreements."""
        from duixian.court.cases import tabs
        from duixian.court.settlement import acts, clocks

        tabs.register(tabs.Tab("和解沟通", acts.PAGE))
        acts.register()
        clocks.register()
