"""扣划、提取: from what is held to the court's account; never more than is held, nor than is owed. Fen."""

from __future__ import annotations

from datetime import date

from duixian.court.cases import actions as cases
from duixian.court.cases import bars
from duixian.court.cases.actions.acting import action, fitting, not_later, positive
from duixian.court.cases.bars import Deed
from duixian.court.cases.models import EventKind
from duixian.court.people.models import Staff
from duixian.court.property import guards
from duixian.court.property.actions import papers
from duixian.court.property.actions.holding import end, held_measure, next_in_queue, note
from duixian.court.property.models import Deduction, ExpectedPayment, Measure
from duixian.law import control as law
from duixian.law.control import Thing
from duixian.law.errors import InputError
from duixian.law.money import display


@action
def deduct(
    actor: Staff,
    measure: Measure,
    *,
    amount: int,
    ruling_no: str,
    on: date,
    today: date,
    receipt: str = "",
    with_costs: bool = False,
    reserve: int = 0,
    given_freely: bool = False,
    key: str | None = None,
) -> Deduction:
    """扣划 on its day, which stops interest on that sum; `with_costs` takes the enforcement fee as well.

    `reserve` is what must be left for living; `given_freely` is a third party's own payment, which needs
    no end of his days for objection. The same `key` again gives the deduction of before.
    Raises InputError, NotAllowed.
    """
    measure = held_measure(actor, measure)
    known = Deduction.objects.filter(payment__key=f"deduction:{key}").first() if key else None
    if known and known.measure_id == measure.pk and known.amount == amount:
        return known
    positive(amount, "扣划金额")
    not_later(on, today, "扣划日期")
    _holds(measure, on)
    bars.refuse(measure.case, Deed.DISPOSE, on, measure.asset.identity)
    _no_objection(measure, on, given_freely)
    limit = guards.limit_of(measure.case, on)
    # The day of transfer bears no interest any more, so what is owed is reckoned to that day.
    most = law.deductible(
        Thing(measure.asset.thing), left_of(measure), limit.owed, limit.costs if with_costs else 0, reserve
    )
    if amount > most:
        raise InputError(
            "扣划金额",
            f"{display(amount)}元超过可扣划的{display(most)}元",
            f"请填写不超过{display(most)}元的金额",
        )
    word = "提取" if measure.act == Measure.Act.WITHHOLD else "扣划"
    facts = {"property": papers.of_asset(measure.asset), "holder": measure.asset.holder, "amount": amount}
    paper = papers.ruling(actor, measure.case, "deduct_ruling", ruling_no, facts, on=on, today=today)
    payment = cases.record_payment(
        actor,
        measure.case,
        on=on,
        amount=amount,
        channel=f"{measure.asset.get_thing_display()}{word}"[:60],
        key=f"deduction:{key}" if key else None,
        today=today,
    )
    row = Deduction(
        measure=measure,
        on=on,
        amount=amount,
        ruling_no=paper.number,
        document=paper.document,
        receipt=receipt.strip(),
        payment=payment,
        made_by=actor,
    )
    fitting("扣划", row).save()
    measure.taken += amount
    measure.save(update_fields=["taken"])
    said = f"{word}{measure.asset.description}（{measure.asset.holder}）{display(amount)}元至本院案款账户"
    note(actor, measure, EventKind.DEDUCTED, on, said, amount)
    if left_of(measure) == 0:
        end(measure, Measure.State.SPENT, on)
        next_in_queue(actor, measure.asset, on)
    return row


def left_of(measure: Measure) -> int:
    """What is still held in money. Raises InputError for a thing that must first be sold."""
    held = measure.frozen if measure.frozen is not None else measure.amount
    if held is None:
        raise InputError(
            measure.asset.description, "控制的是财产整体，不能直接扣划", "请评估、拍卖、变卖后登记到位"
        )
    return held - measure.taken - measure.let_go


def _holds(measure: Measure, on: date) -> None:
    if measure.state != Measure.State.HELD:
        words = measure.get_state_display()
        raise InputError(
            measure.asset.description, f"不在控制中（{words}）", "请先送达控制裁定，或刷新页面核对"
        )
    served = measure.served_on
    if served and on < served:
        raise InputError("扣划日期", f"早于控制裁定的送达日期{served}", "请核对日期")


def _no_objection(measure: Measure, on: date, given_freely: bool) -> None:
    """A third party who objects in time is not enforced against; until then he pays freely or not."""
    expected = ExpectedPayment.objects.filter(measure=measure, kind=ExpectedPayment.Kind.CLAIM).first()
    if expected is None or given_freely:
        return
    if expected.objected_on:
        raise InputError(
            expected.payer,
            f"第三人已于{expected.objected_on}提出异议，不得对其强制执行",
            "异议不作实质审查；冻结仍然有效，可告知申请执行人提起代位权诉讼",
        )
    if expected.objection_until and on <= expected.objection_until:
        raise InputError(
            expected.payer,
            f"异议期至{expected.objection_until}届满",
            "期满无异议又不履行的，裁定强制执行；第三人自愿给付的，请勾选自愿给付",
        )
