"""What the acts of this room share: whom they concern, what is owed, how they ask, what they leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model

from duixian.court.approvals import actions as approvals
from duixian.court.cases import bars
from duixian.court.cases.actions import produce_document
from duixian.court.cases.actions.acting import fitting, hold, not_later
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Case, Document, Event, EventKind, Party, Status
from duixian.court.coercion import moments
from duixian.court.coercion.actions.facts import Whom
from duixian.court.coercion.models import Post, Signed
from duixian.court.coercion.models.base import OF_UNIT
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.coercion import Check
from duixian.law.errors import InputError, InputErrors

S = TypeVar("S", bound=Signed)
M = TypeVar("M", bound=Model)
CONTINUES = (Status.OPEN, Status.SUSPENDED)


def whom_columns(case: Case, whom: Whom) -> dict[str, Any]:
    """The columns of a measure against a person. Raises InputError where nobody is named."""
    if whom.post not in Post.values:
        raise InputError("与被执行人的关系", f"“{whom.post}”不认识", f"请在{'、'.join(Post.labels)}中选择")
    party = whom.party
    if party is not None and party.case_id != case.pk:
        raise InputError("对何人", f"{party.name}不是本案当事人", "请在本案当事人中选择")
    if whom.post == Post.RESPONDENT and (party is None or party.side != Party.Side.RESPONDENT):
        raise InputError("对何人", "没有选择被执行人", "请在本案被执行人中选择，其他人写明姓名和关系")
    if whom.post in OF_UNIT and (party is None or party.is_person):
        raise InputError("对何人", "没有选择所属的单位", "请选择被执行单位，并写明责任人员的姓名")
    named = party is not None and whom.post == Post.RESPONDENT
    name, id_no = (party.name, party.id_no) if named and party else (whom.name.strip(), whom.id_no.strip())
    if not name:
        raise InputError("对何人", "没有写明姓名", "请写明责任人员或者协助义务人的姓名")
    return {
        "party": party,
        "person": name,
        "id_no": id_no,
        "post": whom.post,
        "person_key": id_no or f"{case.court_id}:{name}",
    }


def asked(actor: Staff, case: Case, reason: str, on: date) -> dict[str, Any]:
    """The columns of everything that is asked for."""
    return {
        "case": case,
        "court_id": case.court_id,
        "reason": reason.strip(),
        "asked_on": on,
        "noted_by": actor,
    }


def is_person(columns: dict[str, Any]) -> bool:
    """Whether it is a human being: a respondent as its row says, everyone else by his name."""
    party = columns["party"]
    return columns["post"] != Post.RESPONDENT or party is None or bool(party.is_person)


def owed_on(case: Case, on: date) -> int:
    """Fen owed on a day; the last known sum where law cannot say."""
    try:
        return statement_of(case, on).total
    except (InputError, InputErrors):
        return case.owed


def held_case(actor: Staff, case: Case) -> Case:
    """The case, held. Raises NotAllowed."""
    return hold(actor, Act.WORK_CASE, [case])[case.pk]


def going_on(case: Case, what: str, on: date) -> None:
    """Refuse a measure in a case that is over, or that stands still."""
    if case.status not in CONTINUES:
        raise InputError(
            f"{case.case_no} {what}", f"案件已{case.get_status_display()}", "已结案的不得采取强制措施"
        )
    bars.refuse(case, bars.Deed.COERCE, on)


def put(
    actor: Staff,
    row: S,
    matter: str,
    words: str,
    checks: Sequence[Check],
    today: date,
    acted_at: datetime | None = None,
) -> S:
    """Ask for a signature on a row and keep both. Raises InputError with the article that law refuses by."""
    not_later(row.asked_on, today, "报请日期")
    if not row.reason.strip():
        raise InputError("事实和理由", "没有填写", "请写明根据什么事实、为何采取")
    fitting(row.case.case_no, row)
    row.request = approvals.ask(
        actor,
        row.case,
        matter,
        text=f"{words}：{row.reason}",
        checks=checks,
        on=row.asked_on,
        today=today,
        urgent=acted_at is not None,
        acted_at=acted_at,
    )
    row.save()
    return row


def locked(model: type[M], pk: int) -> M:
    """The row as it is now, held until the transaction ends."""
    return model._default_manager.select_for_update(of=("self",)).get(pk=pk)


def granted_only(row: Signed, what: str) -> None:
    """Refuse what nobody signed yet."""
    if not row.is_granted:
        raise InputError(what, f"{row.get_decision_display()}", "批准后再办")


def draw_up(row: Signed, form: str, facts: dict[str, Any], on: date) -> Document:
    """制作文书 that a signature brings forth: drawn up in the name of who asked, whose case it is."""
    assert row.request  # noqa: S101  only what was asked is granted
    return produce_document(row.request.asked_by, row.case, form, on=on, facts=facts, today=on)


def tell(
    actor: Staff,
    row: Any,
    kind: EventKind,
    on: date,
    words: str,
    *,
    person: str = "",
    amount: int | None = None,
) -> Event:
    """An event of a row on the timeline of its case."""
    return Event.objects.create(
        case_id=row.case_id,
        court_id=row.court_id,
        on=on,
        kind=kind,
        actor=actor,
        text=words[:500],
        person=person[:60],
        amount=amount,
        data={row._meta.model_name: row.pk},
    )


def come(at: datetime, now: datetime, what: str) -> None:
    """Refuse a moment that has not come."""
    if at > now:
        raise InputError(what, f"{moments.clock(at)} 还没有到", f"请填写 {moments.clock(now)} 或以前的时间")


def after(at: datetime, before: datetime | None, what: str, before_what: str) -> None:
    """Refuse a moment before the one that it follows."""
    if before and at < before:
        raise InputError(
            what, f"{moments.clock(at)} 早于{before_what} {moments.clock(before)}", "请核对两个时间"
        )


def once(told: object, what: str) -> None:
    """Refuse what was told already: it stands as it was told."""
    if told:
        shown = moments.clock(told) if isinstance(told, datetime) else told
        raise InputError(what, f"已登记为 {shown}，不能更改", "登记有误的，在经过中写明更正")
