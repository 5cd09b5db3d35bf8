"""依令扣留: money of a payee who owes elsewhere, in fen; without an order it ends by itself, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.models import Case
from duixian.court.funds import book
from duixian.court.funds.actions.claiming import pay
from duixian.court.funds.actions.common import limit, lying_in, parts_of, tell, written
from duixian.court.funds.book import Draft, Kind, Move, of_case, of_payee
from duixian.court.funds.models import Claim, Hold, Payee, Place
from duixian.court.funds.screening import debts_of
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import funds as law
from duixian.law.coercion import Check, refuse
from duixian.law.errors import InputError
from duixian.law.money import display


@dataclass(frozen=True)
class Basis:
    """The paper that a hold rests on; `until` None is its longest term."""

    kind: str = Hold.Basis.NONE
    no: str = ""
    on: date | None = None
    until: date | None = None


@action
def withhold(
    actor: Staff,
    case: Case,
    payee: Payee,
    for_case: Case,
    *,
    amount: int,
    why: str,
    basis: Basis | None = None,
    told_on: date | None = None,
    on: date,
    today: date,
) -> list[Hold]:
    """扣留 what would go to a payee, for a case in which he owes. Raises InputError, NotAllowed.

    Source: 发放前核查收款人是否为被执行人的做法; see law.funds.
    """
    basis = basis or Basis()
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    positive(amount, "扣留金额")
    not_later(on, today, "扣留日期")
    for_case = Case.objects.get(pk=for_case.pk)
    if payee.case_id != case.pk or payee.ended_on:
        raise InputError("收款账户", "不是本案在用的账户", "请刷新页面后重新选择")
    refuse(f"{case.case_no} 扣留", _checks(case, payee, for_case, amount, why, basis, told_on, on))
    until = law.hold_ends(on, basis.on if basis.kind != Hold.Basis.NONE else None, basis.until)
    rows = []
    for receipt, fen in parts_of(case.court_id, case, Place.HELD, amount):
        row = Hold(
            court_id=case.court_id,
            receipt=receipt,
            case=case,
            payee=payee,
            for_case=for_case,
            amount=fen,
            why=why.strip(),
            held_on=on,
            basis=basis.kind,
            basis_no=basis.no.strip(),
            basis_on=basis.on,
            until=until,
            told_on=told_on,
            made_by=actor,
        )
        fitting("扣留", row).save()
        move = Move(of_case(Place.HELD, receipt, case), of_payee(Place.WITHHELD, receipt, case, payee), fen)
        book.post(
            actor, case.court_id, Draft(on, Kind.WITHHOLD, (move,), f"扣留 为{for_case.case_no}", case.pk)
        )
        rows.append(row)
    paper = f"依{Hold.Basis(basis.kind).label}{basis.no}" if basis.no else f"尚无裁定，{until}届满自行解除"
    said = f"扣留应发{payee.name}的{display(amount)}元，其为{for_case.case_no}的被执行人；{paper}"
    tell(actor, case, on, said, amount)
    tell(
        actor,
        for_case,
        on,
        f"{case.case_no}应发被执行人{payee.name}的{display(amount)}元已扣留；{paper}",
        amount,
    )
    return rows


@action
def give_basis(actor: Staff, row: Hold, basis: Basis, *, today: date) -> Hold:
    """补交裁定、协助执行通知书; from then the hold lasts as long as it. Raises InputError, NotAllowed."""
    row = _running(actor, row)
    if basis.kind not in (Hold.Basis.ORDER, Hold.Basis.NOTICE) or basis.on is None:
        raise InputError("法律依据", "没有选文书或没有填日期", "请填写裁定书或者协助执行通知书的文号、日期")
    not_later(basis.on, today, "文书日期")
    row.basis, row.basis_no, row.basis_on = basis.kind, written("文号", basis.no, "请照文书填写"), basis.on
    row.until = law.hold_ends(row.held_on, basis.on, basis.until)
    fitting("扣留", row).save()
    tell(
        actor,
        row.case,
        today,
        f"扣留{display(row.amount)}元补交{row.get_basis_display()}{row.basis_no}，至{row.until}",
    )
    return row


@action
def end_hold(actor: Staff, row: Hold, *, reason: str, on: date, today: date) -> Hold:
    """解除扣留: the money is to be released. Raises InputError, NotAllowed."""
    row = _running(actor, row)
    not_later(on, today, "解除日期")
    _end(actor, row, written("理由", reason, "请写明为何解除"), on)
    return row


@action
def take_hold(actor: Staff, row: Hold, *, on: date, today: date) -> Claim:
    """划转 what is held to the case for which it is held, by its paper. Raises InputError, NotAllowed."""
    hold(actor, Act.WORK_CASE, [row.case, *([row.for_case] if row.for_case.court_id == row.court_id else [])])
    row = _running(actor, row)
    not_later(on, today, "划转日期")
    if row.basis == Hold.Basis.NONE:
        raise InputError("划转", "没有裁定或者协助执行通知书", "请先补交法律依据")
    target = row.for_case
    if target.court_id != row.court_id:
        raise InputError(
            "划转", f"{target.case_no}是他院案件", "请先解除扣留，再以该院案款专户为收款人报请发放"
        )
    on = max(on, row.held_on)
    claim = Claim(
        court_id=row.court_id,
        receipt=row.receipt,
        case=target,
        amount=row.amount,
        source=Claim.Source.HOLD,
        on=on,
        why=f"自{row.case.case_no}划转，{row.get_basis_display()}{row.basis_no}",
        made_by=actor,
        tell_by=limit("money_notice", on),
    )
    claim.save()
    move = Move(
        of_payee(Place.WITHHELD, row.receipt, row.case, row.payee),
        of_case(Place.HELD, row.receipt, target),
        row.amount,
    )
    text = f"划转 {row.case.case_no} 至 {target.case_no}"
    book.post(actor, row.court_id, Draft(on, Kind.TRANSFER, (move,), text, target.pk, f"claim:{claim.pk}"))
    claim.payment = pay(actor, claim, on, today)
    claim.save(update_fields=["payment"])
    row.taken, row.ended_on, row.ended_why = row.amount, on, f"划转至{target.case_no}"
    row.save()
    tell(actor, row.case, on, f"扣留的{display(row.amount)}元划转至{target.case_no}", row.amount)
    tell(actor, target, on, f"自{row.case.case_no}划入{display(row.amount)}元", row.amount)
    return claim


def end_overdue(actor: Staff, on: date) -> int:
    """Holds whose last day is over end by themselves, each with its event; how many. Done every night."""
    rows = Hold.objects.filter(ended_on=None, until__lt=on).order_by("pk").values_list("pk", flat=True)
    return sum(_end_overdue(actor, pk, on) for pk in list(rows))


@action
def _end_overdue(actor: Staff, pk: int, on: date) -> bool:
    rows = Hold.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("case", "payee", "receipt").filter(pk=pk, ended_on=None, until__lt=on).first()
    if row is None:
        return False
    why = "没有裁定" if row.basis == Hold.Basis.NONE else f"{row.get_basis_display()}期限"
    _end(actor, row, f"{why}，已于{row.until}届满，自行解除", on)
    return True


def _end(actor: Staff, row: Hold, reason: str, on: date) -> None:
    on = max(on, row.held_on)
    row.ended_on, row.ended_why = on, reason[:300]
    row.save()
    move = Move(
        of_payee(Place.WITHHELD, row.receipt, row.case, row.payee),
        of_case(Place.HELD, row.receipt, row.case),
        row.amount,
    )
    book.post(actor, row.court_id, Draft(on, Kind.WITHHOLD, (move,), f"解除扣留 {reason}", row.case_id))
    tell(actor, row.case, on, f"解除扣留{display(row.amount)}元，应发{row.payee.name}：{reason}", row.amount)


def _running(actor: Staff, row: Hold) -> Hold:
    hold(actor, Act.WORK_CASE, [row.case])
    rows = Hold.objects.select_for_update(of=("self",))
    row = rows.select_related("case", "for_case", "payee", "receipt").get(pk=row.pk)
    if row.ended_on:
        raise InputError("扣留", f"已于{row.ended_on}结束：{row.ended_why}", "请刷新页面核对")
    return row


def _checks(
    case: Case,
    payee: Payee,
    for_case: Case,
    amount: int,
    why: str,
    basis: Basis,
    told_on: date | None,
    on: date,
) -> tuple[Check, ...]:
    found = {debt.case.pk: debt.certain for debt in debts_of(payee)}
    facts = law.HoldFacts(
        amount=amount,
        available=lying_in(case.court_id, case, Place.HELD),
        owed=for_case.owed,
        same_person=(True if found[for_case.pk] else None) if for_case.pk in found else False,
        case_open=for_case.pk in found,
        same_case=for_case.pk == case.pk,
        why=why,
        held_on=on,
        basis=basis.kind if basis.kind != Hold.Basis.NONE else None,  # type: ignore[arg-type]
        basis_no=basis.no,
        told_on=told_on,
    )
    return law.checks_hold(facts)
