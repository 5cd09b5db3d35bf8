"""What a row of a ledger tells of a case, in the court's own words; plain, so that it can be staged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from duixian.court.cases.models import Case, Status
from duixian.law.money import display
from duixian.reading.ledger import LedgerRow

LEDGER_CHANNEL = "台账"

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
    "title_number": "执行依据文号",
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
    """The facts of one row. Raises ValueError, with a Chinese sentence, where they contradict."""
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
        applicants=tuple(name[:100] for name in row.applicants),
        respondents=tuple(name[:100] for name in row.respondents),
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
        raise ValueError(f"结案方式“{way[:20]}”不认识")
    if status is None and suspended:
        status = Status.SUSPENDED
    if status is None:
        return "", None
    closed = (suspended if status == Status.SUSPENDED else None) or row.days.get("closed_on")
    if closed is None:
        raise ValueError(f"写明了“{way or status.label}”，但没有结案日期")
    if row.filed_on and closed < row.filed_on:
        raise ValueError(f"结案日期{closed}早于立案日期{row.filed_on}")
    return status.value, closed


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def changes(told: Told, case: Case, recovered: int) -> Iterator[dict[str, str]]:
    """What the ledger would change in a case: field, old and new as a person reads them."""
    title = getattr(case, "title", None)
    held: dict[str, Any] = {
        "cause": case.cause,
        "amount_claimed": case.amount_claimed,
        "filed_on": _day(case.filed_on),
        "handler_name": case.handler_name,
        "clerk_name": case.clerk_name,
        "applicants": names(case, "applicant"),
        "respondents": names(case, "respondent"),
        "status": case.status if told.status else "",
        "closed_on": _day(case.closed_on),
        "title_number": title.number if title else "",
        "effective_on": _day(title.effective_on) if title else "",
        "performance_due": _due(case),
    }
    for field, old in held.items():
        new = getattr(told, field)
        if new not in ("", (), None) and new != old:
            yield {
                "field": field,
                "label": LABELS[field],
                "old": _shown(field, old),
                "new": _shown(field, new),
            }
    if told.recovered is not None and told.recovered > recovered:
        yield _change("recovered", display(recovered), display(told.recovered))


def _change(field: str, old: str, new: str) -> dict[str, str]:
    return {"field": field, "label": LABELS[field], "old": old, "new": new}


def names(case: Case, side: str) -> tuple[str, ...]:
    """Names of one side, in the order in which they were registered."""
    return tuple(party.name for party in case.parties.all() if party.side == side)


def _due(case: Case) -> str:
    for obligation in case.obligations.all():
        return str(obligation.terms.get("due_on", ""))
    return ""


def _shown(field: str, value: Any) -> str:
    if field == "amount_claimed":
        return display(value)
    if field == "status":
        return Status(value).label if value else ""
    return "、".join(value) if isinstance(value, tuple) else str(value)
