"""拒执罪: what the case's own rows tell of a person who refuses. Sums are fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from duixian.court.cases.models import Case, Event, EventKind, Payment, Title
from duixian.court.coercion.actions.common import owed_on
from duixian.court.coercion.actions.facts import RefusalAsk
from duixian.court.coercion.models import Decision, Detention, Fine, Referral
from duixian.law import coercion as law

_MEANS = (EventKind.FOUND, EventKind.FROZEN, EventKind.SEALED, EventKind.DEDUCTED, EventKind.LEAD)
_CONDUCT = (
    EventKind.NOTICE,
    EventKind.DOCUMENT,
    EventKind.CONSUMPTION,
    EventKind.DISHONEST,
    EventKind.SUMMONED,
    EventKind.SUMMONED_BY_FORCE,
    EventKind.PREMISES_SEARCH,
    EventKind.VISIT,
)
_PENALTIES = (EventKind.FINED, EventKind.DETAINED)
_PAID = (EventKind.PAYMENT,)
_OF_CHECK = {"able": _MEANS, "head": _CONDUCT, "prior": _PENALTIES, "unperformed": _PAID}
_KINDS = (*_MEANS, *_CONDUCT, *_PENALTIES, *_PAID)


@dataclass(frozen=True)
class Shown:
    """One item of the checklist and the events that bear it out."""

    check: law.Check
    events: list[Event]


@dataclass(frozen=True)
class Evidence:
    """One line of the list that goes with the file."""

    event: Event

    @property
    def words(self) -> str:
        """Its day, its kind and what it says."""
        return f"{self.event.on} {self.event.get_kind_display()}：{self.event.text}"


def facts_of(case: Case, person_key: str, told: RefusalAsk) -> law.RefusalFacts:
    """What law is asked about: what the officer says, beside what the case tells."""
    owed = owed_on(case, told.on)
    sent = _sent(case, person_key, told)
    title = Title.objects.filter(case=case).first()
    paid = case.payments.filter(reversed_on=None, on__lte=told.on)
    last = paid.order_by("-on").values_list("on", flat=True).first()
    return law.RefusalFacts(
        effective_on=title.effective_on if title else None,
        head=told.head,
        acted_on=told.acted_on,
        able=told.able,
        means=told.means.strip(),
        suit_began_on=told.suit_began_on,
        penalties=_penalties(case, person_key),
        owed=owed,
        paid=_sum(paid.filter(on__lte=sent.judged_on) if sent and sent.judged_on else paid),
        category=case.category,
        indicted_on=sent.indicted_on if sent else None,
        judged_on=sent.judged_on if sent else None,
        paid_in_full_on=last if owed == 0 else None,
    )


def checklist(case: Case, person_key: str, told: RefusalAsk) -> tuple[list[Shown], tuple[str, ...]]:
    """Each item with its events, and what weighs more or less."""
    facts = facts_of(case, person_key, told)
    events = _events(case)
    checks = list(law.checks_refusal(facts, told.on))
    if told.way == "private":
        checks.append(law.check_private(refused_by=told.refused_by, refused_on=told.refused_on))
    shown = [
        Shown(one, [event for event in events if event.kind in _OF_CHECK.get(one.key, ())]) for one in checks
    ]
    return shown, law.weighs(facts)


def list_of(case: Case) -> list[Evidence]:
    """证据目录 from the timeline, the earliest first."""
    return [Evidence(event) for event in _events(case)]


def paid_between(case: Case, first: date, last: date) -> int:
    """Fen that came in these days, both counted."""
    found = case.payments.filter(reversed_on=None, on__gte=first, on__lte=last)
    return _sum(found)


def _sum(payments: QuerySet[Payment]) -> int:
    return payments.aggregate(fen=Sum("amount"))["fen"] or 0


def _sent(case: Case, person_key: str, told: RefusalAsk) -> Referral | None:
    """The referral that is before the police or the court; an act after its judgment is another matter."""
    rows = Referral.objects.filter(case=case, person_key=person_key, sent_on__isnull=False)
    row = rows.order_by("-sent_on", "-pk").first()
    anew = row and row.judged_on and told.acted_on and told.acted_on > row.judged_on
    return None if anew else row


def _events(case: Case) -> list[Event]:
    return list(case.events.filter(kind__in=_KINDS).order_by("on", "pk"))


def _penalties(case: Case, person_key: str) -> list[law.Penalty]:
    standing = Q(case=case, person_key=person_key, decision=Decision.GRANTED, revoked_on=None)
    fines = Fine.objects.filter(standing)
    held = Detention.objects.filter(standing, began_at__isnull=False)
    found = [law.Penalty("fine", row.act_key, row.decided_on) for row in fines if row.decided_on]
    return found + [law.Penalty("detention", row.act_key, row.decided_on) for row in held if row.decided_on]
