from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "duixian.court.closing"
    label = "closing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "结案"

    def ready(self) -> None:
        """A case has a page of this room; what is signed here follows the signature."""
        from django.urls import reverse

        from duixian.court.approvals import registry
        from duixian.court.cases import tabs
        from duixian.court.closing import actions, acts, clocks

        tabs.register(tabs.Tab("结案", clocks.PAGE))
        acts.register()
        clocks.register()
        answer = registry.Answer(
            actions.granted,
            actions.refused,
            lambda request: reverse(clocks.PAGE, args=[request.case_id]),
        )
        for matter in ("closing", *actions.MATTERS.values()):
            registry.register(matter, answer)
