from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "duixian.court.approvals"
    label = "approvals"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "审批"

    def ready(self) -> None:
        """The agenda has what waits for a signature."""
        from duixian.court.approvals import clocks

        clocks.register()
