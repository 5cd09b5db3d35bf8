"""The filters of the agenda in words: chips to take away, fields to add; all of it in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from duixian.court.agenda.bands import BANDS, CLIMBED, LEVEL_WORDS, level_of
from duixian.court.agenda.queries.sight import UNASSIGNED, Filters
from duixian.court.cases import clocks
from duixian.court.cases.views.filters import Names
from duixian.court.people.models import Role, Staff
from duixian.law.clock import Level

_OWN = {Role.HANDLER, Role.CLERK}


def filter_context(actor: Staff, asked: Mapping[str, Any], *, with_bands: bool) -> dict[str, Any]:
    """What `_filters.html` and the chips show; who watches only his own work chooses no handler."""
    wanted, names = Filters.from_query(asked), Names.seen_by(actor)
    kinds = [(one.key, one.label) for one in clocks.sources()]
    fields: list[tuple[str, str, list[tuple[str, str]]]] = [("kind", "事项", kinds)]
    if with_bands:
        shown = [one for one in BANDS.values() if one != CLIMBED or level_of(actor.role)]
        fields.insert(0, ("band", "期限", [(one.name, one.words) for one in shown]))
    if actor.role not in _OWN:
        fields.append(("handler", "承办人", [*names.handlers.items(), (UNASSIGNED, "未分案")]))
        levels = [(level.value, f"已升级到{LEVEL_WORDS[level]}") for level in list(Level)[1:]]
        fields.append(("level", "升级", levels))
    if len(names.courts) > 1:
        fields.append(("court", "法院", list(names.courts.items())))
    words = {name: dict(options) for name, _, options in fields}
    given = {name: value for name, value in asdict(wanted).items() if value}
    return {
        "choices": fields,
        "chips_now": [(name, value, words.get(name, {}).get(value, value)) for name, value in given.items()],
        "kept_in_form": list(given.items()),
    }
