from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "duixian.court.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "工作台"

    def ready(self) -> None:
        """The menu of a case has the acts that stop its term and let it run on."""
        from duixian.court.agenda import acts

        acts.register()
