"""The pages of one case: this room's own, and those that other rooms register, so that it imports none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.people.models import Staff


@dataclass(frozen=True)
class Tab:
    """One page of a case: its word, and the name of its address, which takes the case's id."""

    words: str
    url_name: str


CASE = Tab("概况", "case-page")
DOCUMENTS = Tab("文书", "documents-of-case")
_tabs = [CASE]


def register(tab: Tab) -> None:
    """Add another page of a case; called once, when the room's app is ready."""
    _tabs.append(tab)


def shell(actor: Staff, case: Case, tab: str = CASE.url_name) -> dict[str, Any]:
    """What every page of a case shows around its own: the head, the acts and the tabs (cases/shell.html)."""
    included = case.inclusions.filter(removed_on=None)
    return {
        "case": case,
        "acts": [(one.name, one.words) for one in acts.open_to(actor, case)],
        "campaigns": [one.campaign for one in included.select_related("campaign")],
        "tabs": [(one, one.url_name == tab) for one in (*_tabs, DOCUMENTS)],
    }
