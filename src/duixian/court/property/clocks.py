"""What falls due of property: terms of control and their receipts, lapses, leads, reports, answers, money."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, page, rows, words
from duixian.court.cases.models import Event
from duixian.court.property.models import (
    ExpectedPayment,
    Lead,
    Measure,
    MeasureTerm,
    PropertyReport,
    SearchRequest,
)
from duixian.law.control import REMIND_DAYS

EXPLAINED = "explained_lapse"
"""Where an event's data names the lapsed measure that it explains."""

_PAGE = "property-of-case"
_EXPECTED = ExpectedPayment.State
_SPACE = Value(" ")


def register() -> None:
    """Called once, when the room's app is ready."""
    for source in SOURCES:
        clocks.register(source)


def lapsed() -> QuerySet[Measure]:
    """失效 that nobody has dealt with: nothing holds the thing anew for the case, and nobody said why."""
    again = Measure.objects.filter(
        case=OuterRef("case"), asset=OuterRef("asset"), ruled_on__gte=OuterRef("ended_on")
    )
    told = Event.objects.annotate(of=KT(f"data__{EXPLAINED}")).filter(
        case=OuterRef("case"), of=OuterRef("key")
    )
    gone = Measure.objects.filter(state=Measure.State.LAPSED)
    return gone.annotate(key=Cast("pk", TextField())).exclude(Exists(again)).exclude(Exists(told))


def _control() -> Rows:
    held = Measure.objects.filter(state=Measure.State.HELD)
    return rows(held, until="ends_on", since="served_on", what=_measure(), whom="party__name")


def _lapsed() -> Rows:
    return rows(lapsed(), until="ended_on", since="served_on", what=_measure(), whom="party__name")


def _receipt() -> Rows:
    # A term that a later one followed is proved by that one's receipt.
    latest = MeasureTerm.objects.filter(receipt="", cut_on=None, ends_on__gte=F("measure__ends_on"))
    return rows(
        latest.filter(measure__state=Measure.State.HELD),
        until="starts_on",
        since="measure__ruled_on",
        what=_measure("measure__"),
        whom="measure__party__name",
        case="measure__case__",
        court="measure__court",
    )


def _lead() -> Rows:
    return rows(
        Lead.objects.filter(verified_on=None), until="due_on", since="received_on", what=F("text"), whom=""
    )


def _report() -> Rows:
    return rows(
        PropertyReport.objects.filter(reported_on=None),
        until="due_on",
        since="ordered_on",
        what=words("报告财产"),
        whom="party__name",
    )


def _search() -> Rows:
    sent = SearchRequest.objects.filter(state=SearchRequest.State.SENT)
    return rows(sent, until="due_on", since="sent_on", what=F("institution__name"), whom="party__name")


def _expected() -> Rows:
    watched = ExpectedPayment.objects.filter(
        state__in=[_EXPECTED.WATCHED, _EXPECTED.NOTICED, _EXPECTED.OBJECTED], expected_on__isnull=False
    )
    return rows(watched, until="expected_on", since="known_on", what=_payment(), whom="party__name")


def _objection() -> Rows:
    open_to_it = ExpectedPayment.objects.filter(state=_EXPECTED.NOTICED, objection_until__isnull=False)
    return rows(open_to_it, until="objection_until", since="noticed_on", what=_payment(), whom="party__name")


def _measure(way: str = "") -> Combinable:
    return Concat(_shown(f"{way}act", Measure.Act.choices), _SPACE, f"{way}asset__description")


def _payment() -> Combinable:
    return Concat(F("payer"), _SPACE, _shown("kind", ExpectedPayment.Kind.choices))


def _shown(column: str, choices: list[tuple[str, Any]]) -> Combinable:
    """A choice in its words."""
    cases = [When(**{column: key}, then=Value(str(label))) for key, label in choices]
    return Case(*cases, default=Value(""), output_field=CharField())


SOURCES = (
    Source(
        "control",
        "控制期限",
        _control,
        "续行",
        clocks.row_page("measure-act", "renew"),
        "续行裁定送达，协助单位出具回执",
        early=max(REMIND_DAYS),
    ),
    Source(
        "lapsed",
        "控制失效",
        _lapsed,
        "说明",
        clocks.row_page("measure-act", "lapse"),
        "重新采取控制措施，或写明不再控制的理由",
    ),
    Source("receipt", "控制回执", _receipt, "登记回执", page(_PAGE), "协助单位的回执"),
    Source("lead", "财产线索", _lead, "核查线索", clocks.row_page("lead-verify"), "核实记录"),
    Source(
        "report", "财产报告", _report, "登记报告", clocks.row_page("report-act", "take"), "被执行人的财产报告"
    ),
    Source("search", "查询反馈", _search, "催办", page(_PAGE), "协助单位的反馈"),
    Source(
        "expected", "待收款项", _expected, "办理", page(_PAGE, "expected"), "款项截留到院，或写明未截住的情况"
    ),
    Source(
        "objection", "第三人异议期", _objection, "提取", page(_PAGE, "expected"), "提取到院，或登记第三人异议"
    ),
)
