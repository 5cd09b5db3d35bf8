"""What a case's page shows of its talks, its hardships and its agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from duixian.court.cases.models import Case
from duixian.court.people.access import courts_of
from duixian.court.people.models import Staff
from duixian.court.settlement import words
from duixian.court.settlement.models import Contact, Hardship, Settlement
from duixian.court.settlement.reckoning import Paid, agreement_of, for_minor, forgiven_of, matched, paid_for
from duixian.law.errors import InputError
from duixian.law.settlement import By, check_waiver, last_day_to_revive


@dataclass(frozen=True)
class Shown:
    """An agreement as its page shows it; sums are fen. `acts` are the names of what can be done with it."""

    row: Settlement
    parts: list[Paid]
    paid: int
    waiver: str
    guarantee: str
    warnings: tuple[str, ...]
    revive_until: date | None
    acts: tuple[str, ...]

    @property
    def short(self) -> int:
        """Fen of what was agreed that have not come."""
        return max(0, self.row.agreed - self.paid)


def contacts_of(case: Case) -> list[Contact]:
    """沟通 in a case, the newest first."""
    return list(case.contacts.select_related("noted_by"))


def hardships_of(case: Case) -> list[Hardship]:
    """困难情况 of a case's parties, the newest first."""
    return list(case.hardships.select_related("party", "noted_by"))


def settlements_of(case: Case) -> list[Shown]:
    """和解 of a case, the newest first."""
    found = case.settlements.select_related("case", "document", "noted_by").prefetch_related("instalments")
    return [_shown(one) for one in found]


def find_settlement(actor: Staff, pk: int) -> Settlement:
    """The agreement of an id. Raises Http404 where there is none that the actor may see."""
    rows = Settlement.objects.filter(pk=pk, court__in=courts_of(actor))
    found = rows.select_related("case", "case__court", "case__handler", "stop").first()
    if found is None:
        raise Http404("没有这份和解协议，或不在您可查看的法院")
    return found


def running(case: Case) -> Settlement | None:
    """The agreement under which a case stands now."""
    return Settlement.objects.filter(case=case, state=Settlement.State.SIGNED).first()


def _shown(row: Settlement) -> Shown:
    broken = row.state == Settlement.State.BREACHED
    paid = paid_for(row)
    return Shown(
        row=row,
        parts=matched(row),
        paid=paid,
        waiver=words.waiver_words(row),
        guarantee=words.guarantee_words(row),
        warnings=_warnings(row),
        revive_until=last_day_to_revive(agreement_of(row)) if broken else None,
        acts=tuple(_acts(row, paid)),
    )


def _acts(row: Settlement, paid: int) -> list[str]:
    if row.state == Settlement.State.DRAFTED:
        return ["sign", "void"]
    if row.state == Settlement.State.SIGNED:
        return ["perform", "void"] if paid >= row.agreed else ["breach", "void"]
    if row.state == Settlement.State.BREACHED and row.answered_on is None:
        return ["perform"] if paid >= row.agreed else ["revive", "sue"]
    return []


def _warnings(row: Settlement) -> tuple[str, ...]:
    try:
        return check_waiver(
            forgiven_of(row), By(row.waived_by), express=True, for_minor=for_minor(row.case), on=row.on
        )
    except InputError as error:
        return (str(error),)
