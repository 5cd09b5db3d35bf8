from django.apps import AppConfig


class PropertyConfig(AppConfig):
    name = "duixian.court.property"
    label = "property"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "财产查控"

    def ready(self) -> None:
        """A case has a page of its property, its menu the acts on it, the agenda its days."""
        from duixian.court.cases import tabs
        from duixian.court.cases.views import acts
        from duixian.court.property import clocks
        from duixian.court.property.views import doing, leads

        tabs.register(tabs.Tab("财产", "property-of-case"))
        acts.register(*doing.OF_CASE, *leads.OF_CASE)
        clocks.register()
