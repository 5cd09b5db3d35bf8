"""What the record of a case tells for its closing: from every room, as law.closing asks it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Sum
from django.utils.timezone import localdate

from duixian.court.cases.actions.documents import withdrawn
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Case, Event, EventKind, Party
from duixian.court.closing.lineage import lineage
from duixian.court.coercion.models import (
    Decision,
    Detention,
    DishonestEntry,
    Fine,
    PremisesSearch,
    Referral,
    Restriction,
)
from duixian.court.coercion.models.restriction import IN_FORCE
from duixian.court.funds.queries.lying import awaited, lying
from duixian.court.liaison.models import FieldVisit, LiaisonRequest, Sighting
from duixian.court.property.guards import LIVE
from duixian.court.property.models import Find, Lead, Measure, PropertyReport, SearchRequest
from duixian.court.settlement.models import Contact
from duixian.court.settlement.queries import running
from duixian.law import closing as law
from duixian.law.closing.facts import Kind, Outcome
from duixian.law.closing.table import table
from duixian.law.errors import InputError, InputErrors

_OUTCOMES: dict[str, Outcome] = {"found": "found", "none": "none", "error": "failed"}


def facts_of(case: Case, on: date, *, ground: str = "", evidence: str = "") -> law.Facts:
    """All that is known of a case on a day; what nobody recorded is not known."""
    cases = lineage(case)
    names = _names(case)
    imposed, under_way = _sanctions(cases, on)
    return law.Facts(
        filed_on=case.filed_on,
        category=case.category,
        claimed=case.amount_claimed,
        owed=_owed(case, on),
        conduct_only=case.amount_claimed == 0,
        respondents=_respondents(case, cases, names, on),
        notice_on=_papered(case, "enforcement_notice"),
        report_order_on=_report_ordered(case),
        report_dealt_with=_reported(case, names),
        queries=_queries(case, names),
        inquiries=_inquiries(case),
        open_leads=tuple(
            Lead.objects.filter(case__in=cases, verified_on=None).values_list("text", flat=True)
        ),
        finds=_finds(cases),
        talk_on=_talked(case, on),
        sanctions=imposed,
        sanctions_open=under_way,
        undistributed=undistributed(cases),
        unreleased=_unreleased(cases),
        ground=ground,
        ground_evidence=evidence,
        settlement_open=running(case) is not None,
    )


def undistributed(cases: list[Case]) -> int:
    """Fen that the court took for these cases and has not passed on.

    What was passed on before the court kept its money here is told by events of that time.
    """
    before = Event.objects.filter(case__in=cases, kind=EventKind.RELEASED).exclude(
        data__contains={"room": "funds"}
    )
    passed = before.aggregate(fen=Sum("amount"))["fen"] or 0
    return lying(cases) + max(0, awaited(cases) - int(passed))


def _owed(case: Case, on: date) -> int | None:
    try:
        return statement_of(case, on).total
    except (InputError, InputErrors):
        return None


def _unreleased(cases: list[Case]) -> tuple[str, ...]:
    live = Measure.objects.filter(case__in=cases, state__in=LIVE).select_related("asset", "case")
    return tuple(
        f"{one.asset.description} {one.asset.identity}（{one.asset.holder}"
        f"{'' if one.case_id == cases[0].pk else f'，{one.case.case_no}'}）"
        for one in live
    )


def _names(case: Case) -> dict[int, tuple[Party, str]]:
    """The respondents by id, each with a name of his own: of namesakes the end of the number tells which."""
    parties = [one for one in case.parties.all() if one.side == Party.Side.RESPONDENT]
    times = Counter(one.name for one in parties)
    return {
        one.pk: (one, one.name if times[one.name] == 1 else f"{one.name}（{one.id_no[-4:] or one.pk}）")
        for one in parties
    }


def _respondents(
    case: Case, cases: list[Case], names: dict[int, tuple[Party, str]], on: date
) -> tuple[law.Respondent, ...]:
    """In the new case as in the former ones it is the same person, by name and number."""
    restricted = _restricted(cases)
    whereabouts = _whereabouts(case, on)
    entries = DishonestEntry.objects.filter(IN_FORCE, case__in=cases)
    listed = set(entries.values_list("party__name", "party__id_no"))
    certain = Sighting.objects.filter(party__in=names, certainty=Sighting.Certainty.CERTAIN)
    seen = set(certain.values_list("party_id", flat=True))
    return tuple(
        law.Respondent(
            name=name,
            kind=_kind(one),
            alive=True if one.is_person is False or one.pk in seen else None,
            restricted=(one.name, one.id_no) in restricted,
            responsible=restricted.get((one.name, one.id_no), ()),
            whereabouts=whereabouts.get(one.pk, ""),
            ground=None,
            listed=(one.name, one.id_no) in listed,
        )
        for one, name in names.values()
    )


def _restricted(cases: list[Case]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Who is restricted, by name and number, and the persons of a unit that are restricted with it."""
    in_force = Restriction.objects.filter(IN_FORCE, case__in=cases, kind=Restriction.Kind.CONSUMPTION)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in in_force.select_related("party").prefetch_related("persons"):
        key = (row.party.name, row.party.id_no) if row.party else (row.person, row.id_no)
        found[key] = (*found.get(key, ()), *(one.name for one in row.persons.all()))
    return found


def _whereabouts(case: Case, on: date) -> dict[int | None, str]:
    """Where each respondent was seen last, or how he was looked for; what comes first in this order."""
    seen = Sighting.objects.filter(case=case, seen_on__lte=on, certainty=Sighting.Certainty.CERTAIN).order_by(
        "seen_on"
    )
    asked = LiaisonRequest.objects.filter(
        case=case, sent_on__lte=on, purpose=LiaisonRequest.Purpose.FIND_PERSON
    ).order_by("sent_on")
    visited = FieldVisit.objects.filter(
        case=case, state=FieldVisit.State.DONE, done_at__date__lte=on
    ).order_by("done_at")
    return (
        {one.party_id: f"{localdate(one.done_at)}上门查找" for one in visited if one.done_at}
        | {one.party_id: f"{one.sent_on}请{one.name}查找" for one in asked}
        | {one.party_id: f"{one.seen_on}在{one.place}" for one in seen}
    )


def _sanctions(cases: list[Case], on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands for obstruction on a day: imposed or sent, and what is still under way."""
    asked = {"case__in": cases, "asked_on__lte": on}
    rows: list[tuple[str, date | None, Decision]] = []
    for model, word in ((Fine, "罚款"), (Detention, "拘留")):
        standing = model.objects.filter(**asked, revoked_on=None).order_by("pk")
        rows += [(f"对{one.person}{word}", one.decided_on, Decision(one.decision)) for one in standing]
    # A referral that was approved has not been made before it is sent.
    sent = Referral.objects.filter(**asked).order_by("pk")
    rows += [(f"对{one.person}移送拒执罪", one.sent_on, Decision(one.decision)) for one in sent]
    live = [(words, day) for words, day, decision in rows if decision != Decision.REFUSED]
    imposed = tuple(words for words, day in live if day and day <= on)
    return imposed, tuple(words for words, day in live if not (day and day <= on))


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


def _reported(case: Case, names: dict[int, tuple[Party, str]]) -> bool | None:
    """Whether each respondent's reports were found true, or he was punished for their lack or falsehood."""
    reports = list(PropertyReport.objects.filter(case=case, party__in=names))
    given = {one.party_id for one in reports}
    untrue = {one.party_id for one in reports if not one.truthful}
    punished = _punished(case)
    if not given and not punished:
        return None
    return all(one in punished or (one in given and one not in untrue) for one in names)


def _punished(case: Case) -> set[int | None]:
    """Respondents fined, detained or listed for a report that was refused or false."""
    conduct = Fine.Conduct.FALSE_REPORT
    told = {"case": case, "conduct": conduct, "decision": Decision.GRANTED}
    ground = DishonestEntry.Ground.REPORT
    return {
        *Fine.objects.filter(**told).values_list("party_id", flat=True),
        *Detention.objects.filter(**told).values_list("party_id", flat=True),
        *DishonestEntry.objects.filter(IN_FORCE, case=case, ground=ground).values_list("party_id", flat=True),
    }


def _queries(case: Case, names: dict[int, tuple[Party, str]]) -> tuple[law.Query, ...]:
    """Only what came back: a request that waits has searched nothing."""
    answered = SearchRequest.objects.filter(
        party__in=names, case=case, state__in=_OUTCOMES, answered_on__isnull=False
    )
    return tuple(
        law.Query(on, names[party][1], source, _OUTCOMES[state])
        for on, party, source, state in answered.values_list(
            "answered_on", "party_id", "institution__source", "state"
        )
        if on
    )


def _inquiries(case: Case) -> tuple[date, ...]:
    """The days, here, on which somebody was there."""
    visits = FieldVisit.objects.filter(case=case, state=FieldVisit.State.DONE, done_at__isnull=False)
    searches = PremisesSearch.objects.filter(case=case, began_at__isnull=False)
    moments = (*visits.values_list("done_at", flat=True), *searches.values_list("began_at", flat=True))
    return tuple(localdate(one) for one in moments if one)


def _finds(cases: list[Case]) -> tuple[law.Find, ...]:
    done, finds = _disposed(cases), Find.objects.filter(case__in=cases)
    known = {(one.thing, one.identity) for one in finds}
    told = tuple(
        law.Find(
            f"{one.description} {one.identity}".strip(),
            one.worth,
            useless=one.set_aside_why,
            disposed=bool(one.identity) and (one.thing, one.identity) in done,
        )
        for one in finds
    )
    return (*told, *_money_held(cases, known))


def _money_held(cases: list[Case], known: set[tuple[str, str]]) -> tuple[law.Find, ...]:
    """Money that is controlled and was neither taken nor let go, unless it stands among the finds."""
    held = Measure.objects.filter(case__in=cases, state=Measure.State.HELD, frozen__gt=0)
    return tuple(
        law.Find(f"{one.asset.description} {one.asset.identity}".strip(), left)
        for one in held.select_related("asset")
        if (one.asset.thing, one.asset.identity) not in known
        and (left := (one.frozen or 0) - one.taken - one.let_go) > 0
    )


def _disposed(cases: list[Case]) -> set[tuple[str, str]]:
    """Things from which was taken what could be: nothing of them is held any more."""
    key = ("asset__thing", "asset__identity")
    of_cases = Measure.objects.filter(case__in=cases)
    taken = set(of_cases.filter(deductions__payment__reversed_on=None, taken__gt=0).values_list(*key))
    return taken - set(of_cases.filter(state__in=LIVE).values_list(*key))


def _talked(case: Case, on: date) -> date | None:
    talks = Contact.objects.filter(case=case, side=Contact.Side.APPLICANT, on__lte=on).exclude(
        result=Contact.Result.NO_ANSWER
    )
    last: Contact | None = talks.first()
    return last.on if last else None
