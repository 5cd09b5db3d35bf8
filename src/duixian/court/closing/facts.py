"""What the record of a case tells for its closing: from every room, as law.closing asks it."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from duixian.court.cases.actions.documents import withdrawn
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Case, EventKind, Party
from duixian.court.coercion.models import (
    Decision,
    Detention,
    DishonestEntry,
    Fine,
    PremisesSearch,
    Restriction,
)
from duixian.court.coercion.models.restriction import IN_FORCE
from duixian.court.liaison.models import FieldVisit, Sighting
from duixian.court.property.models import Deduction, Find, Lead, Measure, PropertyReport, SearchRequest
from duixian.court.settlement.models import Contact
from duixian.court.settlement.queries import running
from duixian.law import closing as law
from duixian.law.closing.facts import Kind, Outcome
from duixian.law.closing.table import table
from duixian.law.errors import InputError, InputErrors

_OUTCOMES: dict[str, Outcome] = {"found": "found", "none": "none", "error": "failed"}
_LIVE = (Measure.State.HELD, Measure.State.QUEUED)


def facts_of(case: Case, on: date, *, ground: str = "", evidence: str = "") -> law.Facts:
    """All that is known of a case on a day; what nobody recorded is not known."""
    parties = [one for one in case.parties.all() if one.side == Party.Side.RESPONDENT]
    return law.Facts(
        filed_on=case.filed_on,
        category=case.category,
        claimed=case.amount_claimed,
        owed=_owed(case, on),
        conduct_only=case.amount_claimed == 0,
        respondents=_respondents(case, parties),
        notice_on=_papered(case, "enforcement_notice"),
        report_order_on=_report_ordered(case),
        report_dealt_with=_reported(case),
        queries=_queries(case),
        inquiries=_inquiries(case),
        open_leads=tuple(Lead.objects.filter(case=case, verified_on=None).values_list("text", flat=True)),
        finds=_finds(case),
        talk_on=_talked(case),
        undistributed=undistributed(case),
        unreleased=tuple(
            f"{one.asset.description}（{one.asset.holder}）"
            for one in Measure.objects.filter(case=case, state__in=_LIVE).select_related("asset")
        ),
        ground=ground,
        ground_evidence=evidence,
        settlement_open=running(case) is not None,
    )


def undistributed(case: Case) -> int:
    """Fen that the court itself took from somewhere for the case and has not passed on."""
    taken = Deduction.objects.filter(measure__case=case).aggregate(fen=Sum("amount"))["fen"] or 0
    passed = case.events.filter(kind=EventKind.RELEASED).aggregate(fen=Sum("amount"))["fen"] or 0
    return max(0, int(taken) - int(passed))


def _owed(case: Case, on: date) -> int | None:
    try:
        return statement_of(case, on).total
    except (InputError, InputErrors):
        return None


def _respondents(case: Case, parties: list[Party]) -> tuple[law.Respondent, ...]:
    restricted = set(
        Restriction.objects.filter(IN_FORCE, case=case, kind="consumption").values_list("party_id", flat=True)
    )
    listed = set(DishonestEntry.objects.filter(IN_FORCE, case=case).values_list("party_id", flat=True))
    seen = set(
        Sighting.objects.filter(party__in=parties, certainty=Sighting.Certainty.CERTAIN).values_list(
            "party_id", flat=True
        )
    )
    return tuple(
        law.Respondent(
            name=one.name,
            kind=_kind(one),
            alive=True if one.is_person is False or one.pk in seen else None,
            restricted=one.pk in restricted,
            ground=None,
            listed=one.pk in listed,
        )
        for one in parties
    )


def _kind(party: Party) -> Kind:
    if any(word in party.name for word in table()["suspension"]["exempt"]["words"]):
        return "exempt"
    return "entity" if party.is_person is False else "person"


def _papered(case: Case, form: str) -> date | None:
    """The first day of a paper of this form that still stands."""
    gone = withdrawn(case)
    days = [paper.on for paper in case.documents.filter(form=form) if paper.pk not in gone]
    return min(days, default=None)


def _report_ordered(case: Case) -> date | None:
    ordered = PropertyReport.objects.filter(case=case).values_list("ordered_on", flat=True)
    days = [day for day in (*ordered, _papered(case, "property_report_order")) if day]
    return min(days, default=None)


def _reported(case: Case) -> bool | None:
    """Whether each report was given and found true, or its neglect or falsehood was punished."""
    reports = list(PropertyReport.objects.filter(case=case))
    if not reports:
        return None
    return all(one.truthful for one in reports) or _punished(case)


def _punished(case: Case) -> bool:
    """Whether somebody was fined, detained or listed for a report that was refused or false."""
    conduct = Fine.Conduct.FALSE_REPORT
    told = {"case": case, "conduct": conduct, "decision": Decision.GRANTED}
    return (
        Fine.objects.filter(**told).exists()
        or Detention.objects.filter(**told).exists()
        or DishonestEntry.objects.filter(IN_FORCE, case=case, ground=DishonestEntry.Ground.REPORT).exists()
    )


def _queries(case: Case) -> tuple[law.Query, ...]:
    """Only what came back: a request that waits has searched nothing."""
    answered = SearchRequest.objects.filter(case=case, state__in=_OUTCOMES, answered_on__isnull=False)
    return tuple(
        law.Query(one.answered_on, one.party.name, one.institution.source, _OUTCOMES[one.state])
        for one in answered.select_related("party", "institution")
        if one.answered_on
    )


def _inquiries(case: Case) -> tuple[date, ...]:
    visits = FieldVisit.objects.filter(case=case, state="done").values_list("planned_on", flat=True)
    searches = PremisesSearch.objects.filter(case=case, began_at__isnull=False)
    return (*visits, *(one.began_at.date() for one in searches if one.began_at))


def _finds(case: Case) -> tuple[law.Find, ...]:
    taken = set(
        Deduction.objects.filter(measure__case=case).values_list("measure__asset__identity", flat=True)
    )
    return tuple(
        law.Find(
            f"{one.description} {one.identity}".strip(),
            one.worth,
            useless=one.set_aside_why,
            disposed=bool(one.identity) and one.identity in taken,
        )
        for one in Find.objects.filter(case=case)
    )


def _talked(case: Case) -> date | None:
    talks = Contact.objects.filter(case=case, side=Contact.Side.APPLICANT).exclude(
        result=Contact.Result.NO_ANSWER
    )
    last: Contact | None = talks.first()
    return last.on if last else None
