"""参与分配: the plan drawn, served, objected to and carried out. Fen.

While a plan is open nobody's debt is lowered by its money: whose debt falls is what the plan settles. It
falls, as always, on the day on which the money came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from duixian.court.cases.actions import record_payment, reverse_payment
from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.claims import statement_of
from duixian.court.cases.models import Case
from duixian.court.funds import book
from duixian.court.funds.actions.common import limit, lying_in, parts_of, tell, written
from duixian.court.funds.book import Draft, Kind, Move, of_case
from duixian.court.funds.models import Claim, Place, Plan, PlanObjection, PlanShare, Receipt, Release
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law import distribution as law
from duixian.law.distribution.method import in_full
from duixian.law.errors import InputError
from duixian.law.money import display


@dataclass(frozen=True)
class Joined:
    """A case that shares: what of its debt has priority and why, and when its measure took effect."""

    case: Case
    preferred: int = 0
    basis: str = ""
    controlled_on: date | None = None


@action
def draw_plan(
    actor: Staff,
    case: Case,
    joined: Sequence[Joined],
    *,
    debtor: str,
    bankruptcy: str = Plan.Bankruptcy.UNASKED,
    costs: int = 0,
    on: date,
    today: date,
) -> Plan:
    """制作分配方案 for all that lies in a case. Raises InputError, also where law forbids it; NotAllowed.

    Source: 民诉法解释 第五百零六条至第五百一十四条; 执行规定 第五十五条.
    """
    held = hold(actor, Act.WORK_CASE, [case, *(one.case for one in joined)])
    case = held[case.pk]
    not_later(on, today, "制作日期")
    if Plan.objects.filter(case=case, state__in=Plan.OPEN).exists():
        raise InputError(f"{case.case_no} 分配方案", "已有没有执行完的方案", "请先执行完或者撤销")
    if case.pk not in {one.case.pk for one in joined} or len(joined) < 2:
        raise InputError("参与分配的案件", "不足两件，或者没有本案", "没有其他债权的，直接报请发放")
    if any(row.court_id != case.court_id for row in held.values()):
        raise InputError("参与分配的案件", "有外院案件", "外院债权请由该院来函后，以该院为收款人另行发放")
    total = lying_in(case.court_id, case, Place.HELD)
    _uncount(actor, case, on, today)
    claims = [_claim(held[one.case.pk], one, on) for one in joined]
    told = law.Debtor(debtor, bankruptcy=bankruptcy)  # type: ignore[arg-type]
    found = law.distribute(told, law.Money(total, costs), claims)
    plan = Plan.objects.create(
        court_id=case.court_id,
        case=case,
        drawn_on=on,
        debtor=debtor,
        bankruptcy=bankruptcy,
        total=total,
        costs=costs,
        method=found.method.name,
        cite=found.method.cite,
        made_by=actor,
    )
    numbers = {row.case_no: row for row in held.values()}
    PlanShare.objects.bulk_create(
        PlanShare(
            plan=plan,
            no=no,
            case=numbers.get(one.key),
            key=one.key,
            stage=one.stage,
            amount=one.amount,
            due=one.due,
            why=one.why[:500],
            cite=one.cite[:200],
            verified=one.verified,
        )
        for no, one in enumerate(found.lines, 1)
    )
    for row in held.values():
        tell(actor, row, on, f"制作分配方案：{case.case_no}的{display(total)}元，{found.method.name}", total)
    return plan


@action
def serve_plan(actor: Staff, plan: Plan, *, on: date, today: date) -> Plan:
    """登记送达, of the last who received it; from then they have 15 days. Raises InputError, NotAllowed."""
    plan = _held(actor, plan, Plan.State.DRAWN)
    not_later(on, today, "送达日期")
    if on < plan.drawn_on:
        raise InputError("送达日期", f"早于制作日期{plan.drawn_on}", "请核对日期")
    plan.state, plan.served_on = Plan.State.SERVED, on
    plan.object_by = law.objection_by(on).day
    plan.save()
    tell(actor, plan.case, on, f"分配方案送达各债权人和被执行人，{plan.object_by}以前可以提出异议")
    return plan


@action
def object_to(
    actor: Staff, share: PlanShare, *, by: str, amount: int, text: str, on: date, today: date
) -> PlanObjection:
    """登记异议 against a share. Raises InputError, NotAllowed. Source: 民诉法解释 第五百零九条."""
    plan = _held(actor, share.plan, Plan.State.SERVED)
    not_later(on, today, "提出日期")
    if plan.object_by and on > plan.object_by:
        raise InputError(
            "提出日期", f"已过{plan.object_by}的异议期", "逾期的异议不影响方案的执行，请另行告知"
        )
    other = PlanObjection.objects.filter(plan=plan, ended_on=None).select_related("share")
    told = [law.Objection(one.by, (_against(one.share, one.amount),)) for one in other]
    law.disputed(_plan_of(plan), [*told, law.Objection(by, (_against(share, amount),))])
    row = PlanObjection(
        plan=plan, share=share, by=by, amount=amount, text=written("异议理由", text, "请写明理由"), on=on
    )
    fitting("分配方案异议", row).save()
    tell(actor, plan.case, on, f"{by}对分配方案提出异议，争议{display(amount)}元：{row.text}", amount)
    return row


@action
def end_objection(actor: Staff, row: PlanObjection, *, result: str, on: date, today: date) -> PlanObjection:
    """登记异议了结: withdrawn, not sued on in time, or judged. Raises InputError, NotAllowed."""
    plan = _held(actor, row.plan, Plan.State.SERVED)
    row = PlanObjection.objects.select_for_update().get(pk=row.pk)
    if row.ended_on:
        raise InputError("分配方案异议", f"已于{row.ended_on}了结", "请刷新页面核对")
    not_later(on, today, "了结日期")
    row.ended_on, row.result = on, written("结果", result, "请写明，如 撤回、逾期未起诉、判决驳回及文号")
    fitting("分配方案异议", row).save()
    tell(actor, plan.case, on, f"{row.by}的分配方案异议了结：{row.result}")
    return row


@action
def carry_out(actor: Staff, plan: Plan, *, on: date, today: date) -> Plan:
    """执行方案: what nobody disputes goes to its cases; the rest stays. Raises InputError, NotAllowed.

    Source: 民诉法解释 第五百零九条、第五百一十条.
    """
    # All cases at once, in the order in which every action holds them.
    hold(actor, Act.WORK_CASE, [plan.case, *Case.objects.filter(plan_shares__plan=plan)])
    plan = _held(actor, plan, Plan.State.SERVED)
    not_later(on, today, "划付日期")
    if plan.object_by and on <= plan.object_by:
        raise InputError("执行分配方案", f"异议期至{plan.object_by}届满", "请在期满后划付")
    disputed = _disputed(plan)
    for share in plan.shares.select_for_update(of=("self",)).select_related("case"):
        free = share.amount - disputed.get(share.pk, 0) - share.moved
        if free > 0:
            share.moved += free
            share.save(update_fields=["moved"])
            if share.case and share.case_id != plan.case_id:
                for receipt, fen in parts_of(plan.court_id, plan.case, Place.HELD, free):
                    _give(actor, plan, share.case, receipt, fen, on, today)
    own = sum(plan.shares.filter(case=plan.case_id).values_list("moved", flat=True))
    _count(actor, plan.case, plan, own, on, today)
    if not disputed:
        plan.state, plan.ended_on = Plan.State.DONE, on
        plan.save()
    tell(
        actor,
        plan.case,
        on,
        "按分配方案划付" + (f"，争议的{display(sum(disputed.values()))}元留存" if disputed else ""),
    )
    return plan


@action
def drop_plan(actor: Staff, plan: Plan, *, reason: str, on: date, today: date) -> Plan:
    """撤销方案, as long as nothing was paid by it; the money counts for its case again.

    Raises InputError, NotAllowed.
    """
    plan = _held(actor, plan, *Plan.OPEN)
    if plan.shares.filter(moved__gt=0).exists():
        raise InputError("撤销方案", "已经按方案划付了一部分", "其余部分待异议了结后划付")
    not_later(on, today, "撤销日期")
    plan.state, plan.ended_on = Plan.State.DROPPED, on
    plan.ended_why = written("理由", reason, "请写明为何撤销，如 有新的债权人参加")[:300]
    plan.save()
    _count(actor, plan.case, plan, plan.total, on, today)
    tell(actor, plan.case, on, f"撤销分配方案：{plan.ended_why}")
    return plan


def _uncount(actor: Staff, case: Case, on: date, today: date) -> None:
    """Money that is to be shared has lowered nobody's debt; what was released of it stays paid."""
    for claim in case.claims.filter(undone_on=None, payment__isnull=False).select_related(
        "receipt", "payment"
    ):
        lying = book.lying(of_case(Place.HELD, claim.receipt, case), case.court_id)
        if lying == 0 or claim.payment is None:
            continue
        paid = claim.payment
        claim.payment = None
        claim.save(update_fields=["payment"])
        reverse_payment(actor, paid, "进入参与分配，按分得的份额重新登记", on)
        if kept := min(_released(claim), paid.amount):
            key = f"kept:{paid.pk}"
            claim.payment = record_payment(
                actor, case, on=paid.on, amount=kept, channel=paid.channel, key=key, today=today
            )
            claim.save(update_fields=["payment"])


def _count(actor: Staff, case: Case, plan: Plan, amount: int, on: date, today: date) -> None:
    """So much of the money lying in its own case lowers its debt, beside what was released of it before."""
    rows = case.claims.filter(undone_on=None).select_related("receipt", "payment").order_by("pk")
    for claim in rows:
        lying = book.lying(of_case(Place.HELD, claim.receipt, case), case.court_id)
        part = min(amount, claim.amount, lying)
        amount -= part
        known = claim.payment.key or "" if claim.payment else ""
        if claim.payment is None or known.startswith(("kept:", f"plan:{plan.pk}:")):
            _told_anew(actor, plan, claim, _released(claim) + part, on, today)
    if amount and plan.state != Plan.State.DROPPED:
        raise InputError("执行分配方案", "本案待发放的案款与方案不符", "请核对方案制作以后的变动")


def _told_anew(actor: Staff, plan: Plan, claim: Claim, amount: int, on: date, today: date) -> None:
    """The payment of a claim as it is now; what is beyond the debt is none."""
    paid = claim.payment
    if paid and paid.amount == amount:
        return
    if paid:
        claim.payment = None
        claim.save(update_fields=["payment"])
        reverse_payment(actor, paid, "按分配方案的划付重新登记", on)
    arrived = claim.receipt.arrived_on
    if part := min(amount, statement_of(claim.case, arrived).total):
        channel, key = Claim.Source(claim.source).label, f"plan:{plan.pk}:{claim.pk}:{part}"
        claim.payment = record_payment(
            actor, claim.case, on=arrived, amount=part, channel=channel, key=key, today=today
        )
        claim.save(update_fields=["payment"])


def _released(claim: Claim) -> int:
    """What of a claim's receipt is on its way to the case's own creditors, or there."""
    out = Release.objects.filter(receipt=claim.receipt, case=claim.case)
    rows = out.exclude(state__in=(Release.State.RETURNED, Release.State.CANCELLED))
    fen: int | None = rows.exclude(payee__kind="respondent").aggregate(fen=Sum("amount"))["fen"]
    return min(claim.amount, fen or 0)


def _give(actor: Staff, plan: Plan, case: Case, receipt: Receipt, fen: int, on: date, today: date) -> None:
    claim = Claim.objects.create(
        court_id=plan.court_id,
        receipt=receipt,
        case=case,
        amount=fen,
        source=Claim.Source.PLAN,
        on=on,
        why=f"{plan.case.case_no}{plan.drawn_on}分配方案",
        made_by=actor,
        tell_by=limit("money_notice", on),
    )
    move = Move(of_case(Place.HELD, receipt, plan.case), of_case(Place.HELD, receipt, case), fen)
    text = f"参与分配 {plan.case.case_no} 至 {case.case_no}"
    book.post(actor, plan.court_id, Draft(on, Kind.TRANSFER, (move,), text, case.pk, f"claim:{claim.pk}"))
    channel, key = Claim.Source.PLAN.label, f"claim:{claim.pk}"
    claim.payment = record_payment(
        actor, case, on=receipt.arrived_on, amount=fen, channel=channel, key=key, today=today
    )
    claim.save(update_fields=["payment"])
    tell(actor, case, on, f"自{plan.case.case_no}分得{display(fen)}元", fen)


def _claim(case: Case, told: Joined, on: date) -> law.Claim:
    owed = statement_of(case, on)
    return law.Claim(
        key=case.case_no,
        owed=owed.total - owed.surcharge,
        surcharge=owed.surcharge,
        preferred=told.preferred,
        basis=told.basis,
        controlled_on=told.controlled_on,
    )


def _disputed(plan: Plan) -> dict[int, int]:
    """Fen in dispute by share."""
    found: dict[int, int] = {}
    for row in PlanObjection.objects.filter(plan=plan, ended_on=None).select_related("share"):
        left = row.share.amount - row.share.moved
        found[row.share_id] = min(left, found.get(row.share_id, 0) + row.amount)
    return found


def _against(share: PlanShare, amount: int) -> law.Against:
    return law.Against(share.key, share.stage, amount)  # type: ignore[arg-type]


def _plan_of(plan: Plan) -> law.Plan:
    """Its lines as law reads them; how they came about is no matter any more."""
    lines = tuple(
        law.Share(one.key, one.stage, one.amount, one.due, one.why, one.cite, one.verified)  # type: ignore[arg-type]
        for one in plan.shares.all()
    )
    return law.Plan(in_full(), plan.total, lines)


def _held(actor: Staff, plan: Plan, *states: str) -> Plan:
    hold(actor, Act.WORK_CASE, [plan.case])
    plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    if plan.state not in states:
        raise InputError("分配方案", f"现在是“{plan.get_state_display()}”", "请刷新页面核对")
    return plan
