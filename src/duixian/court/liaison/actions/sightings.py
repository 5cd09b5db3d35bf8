"""下落: each dated, with who said it and how sure it is; none replaces another."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, Event, EventKind
from duixian.court.liaison.actions.checks import chosen, party_of, told
from duixian.court.liaison.actions.facts import SightingFacts
from duixian.court.liaison.models import LiaisonRequest, Sighting
from duixian.court.people.access import Act
from duixian.court.people.models import Staff


@action
def note_sighting(actor: Staff, case: Case, facts: SightingFacts, today: date) -> Sighting:
    """登记下落. Raises InputError, NotAllowed."""
    return seen(actor, hold(actor, Act.WORK_CASE, [case])[case.pk], facts, today)


def seen(
    actor: Staff, case: Case, facts: SightingFacts, today: date, request: LiaisonRequest | None = None
) -> Sighting:
    """Write down a sighting at a case that the caller holds. Raises InputError."""
    where = f"{case.case_no} 下落"
    chosen(f"{where} 可信程度", facts.certainty, Sighting.Certainty)
    told(f"{where} 地点", facts.place, "请写明在哪里")
    told(f"{where} 来源", facts.source, "请写明是谁说的，或从何得知")
    not_later(facts.seen_on, today, f"{where} 日期")
    party_of(case, facts.party)
    given = {name: getattr(facts, name).strip() for name in ("place", "area", "source", "text")}
    sighting = Sighting(
        case=case,
        court_id=case.court_id,
        party=facts.party,
        seen_on=facts.seen_on,
        certainty=facts.certainty,
        request=request,
        noted_by=actor,
        **given,
    )
    fitting(where, sighting).save()
    sure = sighting.get_certainty_display()
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=facts.seen_on,
        kind=EventKind.NOTE,
        actor=actor,
        person=facts.party.name[:60],
        text=f"下落：{sighting.place}（{sure}，{sighting.source}）{sighting.text}"[:500],
        data={"sighting": sighting.pk},
    )
    return sighting
