from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from duixian.court.cases.models import Case
    from duixian.court.people.models import Staff


class CampaignsConfig(AppConfig):
    name = "duixian.court.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "专项执行行动"

    def ready(self) -> None:
        """Cases that a ledger brings are screened into the campaigns that run; the desk shows these."""
        from duixian.court.campaigns import desk
        from duixian.court.cases import duties
        from duixian.court.cases.ledger_import import imported

        imported.append(_screen)
        duties.register(duties=desk.duties, figures=desk.figures)


def _screen(actor: Staff, cases: Sequence[Case], on: date) -> object:
    from duixian.court.campaigns.actions import screen_running

    return screen_running(actor, on, cases)
