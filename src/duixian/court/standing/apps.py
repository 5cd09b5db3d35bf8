from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "duixian.court.standing"
    label = "standing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "程序变动"

    def ready(self) -> None:
        """A case has a page of this room and its acts; what stands still bars what others do."""
        from django.urls import reverse

        from duixian.court.approvals import registry
        from duixian.court.cases import bars, tabs
        from duixian.court.standing import actions, acts, clocks, queries

        tabs.register(tabs.Tab("程序", clocks.PAGE))
        acts.register()
        clocks.register()
        bars.register(queries.bar)
        answer = registry.Answer(
            actions.granted,
            actions.refused,
            lambda request: reverse(clocks.PAGE, args=[request.case_id]),
        )
        for matter in ("stay", "deferral"):
            registry.register(matter, answer)
