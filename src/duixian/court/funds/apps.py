from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "duixian.court.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "案款"

    def ready(self) -> None:
        """A case has a page of this room and its acts; what is signed here follows the signature."""
        from django.urls import reverse

        from duixian.court.approvals import registry
        from duixian.court.cases import tabs
        from duixian.court.funds import acts, clocks
        from duixian.court.funds.actions import delaying, releasing
        from duixian.law.funds import DELAY_MATTER

        tabs.register(tabs.Tab("案款", clocks.PAGE))
        acts.register()
        clocks.register()
        for matter, follows in ((releasing.MATTER, releasing), (DELAY_MATTER, delaying)):
            answer = registry.Answer(
                follows.granted,
                follows.refused,
                lambda request: reverse(clocks.PAGE, args=[request.case_id]),
            )
            registry.register(matter, answer)
