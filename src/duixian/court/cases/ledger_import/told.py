"""What a row of a ledger tells of a case, in the court's own words; plain, so that it can be staged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from duixian.court.cases.models import Case, Party, Status
from duixian.law.money import contract_yuan, display
from duixian.reading.ledger import LedgerRow

LEDGER_CHANNEL = "台账"
LEDGER_SUBJECT = "申请执行标的"
"""What an obligation is called of which a ledger tells the sum and the last day alone."""

LABELS = {
    "cause": "案由",
    "amount_claimed": "申请标的",
    "filed_on": "立案日期",
    "handler_name": "承办人",
    "clerk_name": "书记员",
    "applicants": "申请执行人",
    "respondents": "被执行人",
    "status": "状态",
    "closed_on": "结案日期",
    "recovered": "到位金额",
    "respondent_id": "被执行人证件号码",
    "phone": "联系电话",
    "title_number": "执行依据文号",
    "title_kind": "执行依据类型",
    "title_made_by": "作出执行依据单位",
    "operative": "主文",
    "effective_on": "生效日期",
    "performance_due": "履行期限",
}
_WAYS = {
    "执行完毕": Status.FULLY_PERFORMED,
    "终结本次执行程序": Status.SUSPENDED,
    "终本": Status.SUSPENDED,
    "终结本次执行": Status.SUSPENDED,
    "终结执行": Status.TERMINATED,
    "销案": Status.WITHDRAWN,
    "不予执行": Status.REFUSED,
    "驳回申请": Status.DISMISSED,
}


class Contradiction(ValueError):
    """A row that tells what cannot be; `field` is the meaning of the column to look at."""

    def __init__(self, field: str, why: str) -> None:
        self.field = field
        super().__init__(why)


class Paid(NamedTuple):
    """What enforcement has recovered on a case, in fen: all of it, and what was entered by hand."""

    total: int = 0
    by_hand: int = 0


@dataclass(frozen=True)
class Told:
    """A row's facts; an empty one is what the ledger does not say. Money in fen."""

    case_no: str
    court: str
    filed_on: str
    amount_claimed: int
    cause: str = ""
    handler_name: str = ""
    clerk_name: str = ""
    applicants: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    respondent_id: str = ""
    phone: str = ""
    status: str = ""
    closed_on: str = ""
    recovered: int | None = None
    title_number: str = ""
    title_kind: str = ""
    title_made_by: str = ""
    operative: str = ""
    effective_on: str = ""
    performance_due: str = ""

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Told:
        """From the staged row's JSON."""
        sides = {name: tuple(facts.get(name, ())) for name in ("applicants", "respondents")}
        return cls(**{**facts, **sides})

    def facts(self) -> dict[str, Any]:
        """For the staged row's JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value not in ("", (), None)}


def told_by(row: LedgerRow) -> Told:
    """The facts of one row. Raises Contradiction."""
    status, closed_on = _closing(row)
    days = row.days
    return Told(
        case_no=row.case_no,
        court=row.court_code,
        filed_on=_day(row.filed_on or days.get("received_on")),
        amount_claimed=row.amount,
        cause=row.cause[:100],
        handler_name=row.handler[:40],
        clerk_name=row.more.get("clerk", "")[:40],
        applicants=_once(row.applicants),
        respondents=_once(row.respondents),
        respondent_id=row.more.get("respondent_id", "")[:30] if len(row.respondents) == 1 else "",
        phone=row.more.get("phone", "")[:30] if len(row.applicants) == 1 else "",
        status=status,
        closed_on=_day(closed_on),
        recovered=row.sums.get("recovered"),
        title_number=row.more.get("title_no", "")[:80],
        title_kind=row.more.get("title_kind", "")[:40],
        title_made_by=row.more.get("title_made_by", "")[:80],
        operative=row.more.get("operative", ""),
        effective_on=_day(days.get("effective_on")),
        performance_due=_day(days.get("performance_due")),
    )


def _closing(row: LedgerRow) -> tuple[str, date | None]:
    way = row.more.get("closing_way", "").strip()
    status = next((found for words, found in _WAYS.items() if words in way), None)
    suspended = row.days.get("suspended_on")
    if way and status is None:
        raise Contradiction("closing_way", f"结案方式“{way[:20]}”不认识")
    if status is None and suspended:
        status = Status.SUSPENDED
    if status is None:
        return "", None
    closed = (suspended if status == Status.SUSPENDED else None) or row.days.get("closed_on")
    if closed is None:
        raise Contradiction("closed_on", f"写明了“{way or status.label}”，但没有结案日期")
    return status.value, closed


def check_days(told: Told, case: Case | None, on: date) -> None:
    """Raises Contradiction where the days cannot be, by themselves or beside what the case holds already."""
    today = on.isoformat()
    if not told.filed_on:
        raise Contradiction("filed_on", "立案日期没有填写")
    for field, day in (("filed_on", told.filed_on), ("closed_on", told.closed_on)):
        if day > today:
            raise Contradiction(field, f"{LABELS[field]}{day}还没有到")
    closed = told.closed_on or (_day(case.closed_on) if case else "")
    if closed and closed < told.filed_on:
        field = "closed_on" if told.closed_on else "filed_on"
        raise Contradiction(field, f"结案日期{closed}早于立案日期{told.filed_on}")


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name[:100] for name in names))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def changes(told: Told, case: Case, paid: Paid) -> Iterator[dict[str, str]]:
    """What the ledger would change in a case: field, old and new as a person reads them."""
    for field, old in _held(told, case).items():
        new = getattr(told, field)
        if old is not None and new not in ("", (), None) and not _alike(new, old):
            yield _change(field, _shown(field, old), _shown(field, new))
    if told.recovered is not None and _counts(told.recovered, paid):
        yield _change("recovered", display(paid.total), display(told.recovered))


def due_of(case: Case) -> str | None:
    """The last day that a ledger told, "" where none did; None where the title was entered by hand."""
    obligations = list(case.obligations.all())
    if not obligations:
        return ""
    if len(obligations) > 1 or obligations[0].subject != LEDGER_SUBJECT:
        return None
    return str(obligations[0].terms.get("due_on", ""))


def sum_due(amount: int, due_on: str) -> dict[str, object]:
    """The obligation of which a ledger tells no more than the sum (fen) and the last day."""
    return {"id": "1", "subject": LEDGER_SUBJECT, "amount": contract_yuan(amount), "due_on": due_on}


def _held(told: Told, case: Case) -> dict[str, Any]:
    """What the case holds of each field; None where a ledger has no say."""
    title = getattr(case, "title", None)
    return {
        "cause": case.cause,
        "amount_claimed": case.amount_claimed,
        "filed_on": _day(case.filed_on),
        "handler_name": case.handler_name,
        "clerk_name": case.clerk_name,
        "applicants": names(case, "applicant"),
        "respondents": names(case, "respondent"),
        "status": case.status if told.status else "",
        "closed_on": _day(case.closed_on),
        "respondent_id": _of_party(case, Party.Side.RESPONDENT, told.respondents, "id_no"),
        "phone": _of_party(case, Party.Side.APPLICANT, told.applicants, "phone"),
        "title_number": title.number if title else "",
        "title_kind": title.kind if title else "",
        "title_made_by": title.made_by if title else "",
        "operative": title.operative if title else "",
        "effective_on": _day(title.effective_on) if title else "",
        "performance_due": due_of(case),
    }


def _alike(new: Any, old: Any) -> bool:
    """Whether two values say the same; in which order parties are named says nothing."""
    return set(new) == set(old) if isinstance(new, tuple) else bool(new == old)


def _counts(recovered: int, paid: Paid) -> bool:
    """More money than is known always counts; less, where nothing was entered by hand since."""
    return recovered > paid.total or (recovered < paid.total and not paid.by_hand)


def _change(field: str, old: str, new: str) -> dict[str, str]:
    return {"field": field, "label": LABELS[field], "old": old, "new": new}


def names(case: Case, side: str) -> tuple[str, ...]:
    """Names of one side, in the order in which they were registered."""
    return tuple(party.name for party in case.parties.all() if party.side == side)


def _of_party(case: Case, side: str, told: tuple[str, ...], column: str) -> str:
    parties = (party for party in case.parties.all() if party.side == side and party.name in told[:1])
    return next((getattr(party, column) for party in parties), "")


def _shown(field: str, value: Any) -> str:
    if field == "amount_claimed":
        return display(value)
    if field == "status":
        return Status(value).label if value else ""
    if field in ("respondent_id", "phone"):
        # The timeline is read by many; the number itself stands with the party.
        return f"尾号{value[-4:]}" if value else ""
    return "、".join(value) if isinstance(value, tuple) else str(value)
