"""Where the record shows what a condition of closing says: the papers and pages behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from duixian.court.cases.actions.documents import withdrawn
from duixian.court.cases.models import Case, Document
from duixian.court.coercion.models import DishonestEntry, Restriction
from duixian.court.coercion.models.restriction import IN_FORCE
from duixian.court.property.models import SearchOrder
from duixian.court.settlement.models import Contact

_NOTICES = ("enforcement_notice", "property_report_order")


@dataclass(frozen=True)
class Link:
    """A paper or a page, in its words."""

    words: str
    href: str


def evidence_of(case: Case, keys: tuple[str, ...]) -> dict[str, list[Link]]:
    """The links of each condition by its key; none where the record holds nothing of it."""
    kinds = {key: key.partition(":")[0] for key in keys}
    found = {kind: _FINDERS[kind](case) for kind in set(kinds.values()) & _FINDERS.keys()}
    return {key: found.get(kind, []) for key, kind in kinds.items()}


def _papers(case: Case) -> list[Link]:
    gone = withdrawn(case)
    made = [one for one in case.documents.filter(form__in=_NOTICES) if one.pk not in gone]
    return [_paper(one) for one in made]


def _searches(case: Case) -> list[Link]:
    orders = SearchOrder.objects.filter(requests__case=case).distinct().order_by("on")
    return [Link(f"查询令 {one.on}", reverse("search-order", args=[one.pk])) for one in orders]


def _consumption(case: Case) -> list[Link]:
    rows = Restriction.objects.filter(IN_FORCE, case=case, kind=Restriction.Kind.CONSUMPTION)
    return _signed(case, rows.select_related("document"))


def _dishonest(case: Case) -> list[Link]:
    return _signed(case, DishonestEntry.objects.filter(IN_FORCE, case=case).select_related("document"))


def _talks(case: Case) -> list[Link]:
    page = reverse("case-settlement", args=[case.pk])
    talks = Contact.objects.filter(case=case, side=Contact.Side.APPLICANT)
    return [Link(f"沟通 {one.on}", f"{page}#contact-{one.pk}") for one in talks]


def _signed(case: Case, rows: object) -> list[Link]:
    page = reverse("case-coercion", args=[case.pk])
    return [
        _paper(one.document) if one.document else Link(f"{one.person} {one.decided_on}", page)
        for one in rows  # type: ignore[attr-defined]
    ]


def _paper(one: Document) -> Link:
    return Link(f"{one.title} {one.on}", reverse("document", args=[one.pk]))


def _page(words: str, name: str, anchor: str = "") -> Callable[[Case], list[Link]]:
    return lambda case: [Link(words, reverse(name, args=[case.pk]) + anchor)]


_FINDERS: dict[str, Callable[[Case], list[Link]]] = {
    "notice": _papers,
    "report": _page("财产报告", "property-of-case", "#reports"),
    "central": _searches,
    "besides": _searches,
    "inquiry": _page("走访", "case-liaison", "#visits"),
    "leads": _page("线索", "property-of-case", "#leads"),
    "finds": _page("查明财产", "property-of-case", "#finds"),
    "consumption": _consumption,
    "dishonest": _dishonest,
    "sought": _page("下落、走访", "case-liaison"),
    "obstruction": _page("强制措施", "case-coercion"),
    "talk": _talks,
    "owing": _page("债务计算", "case-page", "#statement"),
    "paid": _page("债务计算", "case-page", "#statement"),
    "settled": _page("和解", "case-settlement", "#settlements"),
    "money": _page("扣划", "property-of-case", "#measures"),
    "measures": _page("控制措施", "property-of-case", "#measures"),
}
