from django.apps import AppConfig


class CoercionConfig(AppConfig):
    name = "duixian.court.coercion"
    label = "coercion"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "强制措施"

    def ready(self) -> None:
        """A case has a page of this room and its acts; the agenda has who is held, what is to be lifted."""
        from duixian.court.cases import tabs
        from duixian.court.coercion import acts, answers, clocks

        tabs.register(tabs.Tab("强制措施", acts.PAGE))
        acts.register()
        answers.register()
        clocks.register()
