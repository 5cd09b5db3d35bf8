from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "duixian.court.liaison"
    label = "liaison"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "执行联动"

    def ready(self) -> None:
        """A case has a page of this room and two acts more; the agenda has what is due here."""
        from duixian.court.cases import tabs
        from duixian.court.liaison import acts, clocks

        tabs.register(tabs.Tab("联动", acts.PAGE))
        acts.register()
        clocks.register()
