"""The statement of debt of a claim on its day."""

from __future__ import annotations

from collections.abc import Iterator

from duixian.law.calendar import DAY
from duixian.law.debt.accrual import NEW_RULE, before_lpr, by_length
from duixian.law.debt.reckoning import Reckoning
from duixian.law.debt.result import Statement
from duixian.law.errors import InputError
from duixian.law.money import display, round_half_up
from duixian.law.rates import LPR_STARTS, RateTables, published
from duixian.law.title import Claim, Instalments

_PASSES = 5


def statement(claim: Claim, tables: RateTables | None = None) -> Statement:
    """What is owed at the end of `claim.as_of`, in fen, with every line behind it.

    Raises InputError where a day or a sum is missing or lies after as_of, UnknownRate where a period
    runs past the last known quote. Source: 法释〔2014〕8号；民事诉讼法（迟延履行利息）.
    """
    _check(claim)
    reckoning = _reckoned(claim, tables or published())
    end = reckoning.end
    return Statement(
        as_of=claim.as_of,
        fees=sum(reckoning.fees),
        interest=max(0, sum(owed for _, owed in reckoning.owed_on(reckoning.interest, end))),
        principal=sum(part.unpaid for part in reckoning.parts) - _undue_instalments(claim, reckoning),
        surcharge=max(0, sum(owed for _, owed in reckoning.owed_on(reckoning.delays, end))),
        paid=sum(payment.amount for payment in claim.payments),
        overpaid=reckoning.overpaid,
        lines=tuple(line for track in reckoning.tracks for line in track.lines),
        allocations=reckoning.allocations,
        effective_on=reckoning.effective,
        warnings=tuple(dict.fromkeys(_warnings(claim, reckoning))),
    )


def _reckoned(claim: Claim, tables: RateTables) -> Reckoning:
    """The claim carried to its day.

    Some rates go by the length of the whole period (同期), which is known only when the debt is paid
    off: then the claim is reckoned again with the end that was found, so that a debt once paid off
    stays the same on every later day.
    """
    reckoning = Reckoning(claim, tables, {})
    reckoning.run()
    if not _goes_by_length(claim, reckoning):
        return reckoning
    ended = reckoning.ended
    for _ in range(_PASSES):
        if not ended:
            break
        reckoning = Reckoning(claim, tables, ended)
        reckoning.run()
        if reckoning.ended == ended:
            break
        ended = reckoning.ended
    return reckoning


def _goes_by_length(claim: Claim, reckoning: Reckoning) -> bool:
    rules = (rule for obligation in claim.obligations for rule in obligation.interest)
    return any(by_length(rule.rate) for rule in rules) or any(
        track.start < NEW_RULE for track in reckoning.delays
    )


def _check(claim: Claim) -> None:
    for number, payment in enumerate(claim.payments):
        if payment.on > claim.as_of:
            raise InputError(f"payments[{number}]", f"付款日{payment.on}晚于截至日", "请改正日期，或改 as_of")
    for number, waiver in enumerate(claim.waivers):
        if waiver.on > claim.as_of:
            raise InputError(f"waivers[{number}]", f"放弃日{waiver.on}晚于截至日", "请改正日期，或改 as_of")


def _undue_instalments(claim: Claim, reckoning: Reckoning) -> int:
    """Fen of instalments that are not due yet: nobody owes them on this day."""
    return sum(
        part.unpaid
        for part in reckoning.parts
        if part.last_day > claim.as_of and isinstance(part.obligation.falls_due, Instalments)
    )


def _warnings(claim: Claim, reckoning: Reckoning) -> Iterator[str]:
    yield from reckoning.warnings
    yield from _day_itself(claim, reckoning)
    undue = sum(part.unpaid for part in reckoning.parts if part.last_day > claim.as_of)
    later = _undue_instalments(claim, reckoning)
    if later:
        yield f"另有{display(later)}元分期款尚未到期，未计入"
    if undue > later:
        yield f"本金中有{display(undue - later)}元的履行期尚未届满"
    yield from _start_choice(claim, reckoning)
    rules = [rule for obligation in claim.obligations for rule in obligation.interest]
    if any(before_lpr(rule.rate, rule.start) for rule in rules):
        yield f"LPR自{LPR_STARTS}起公布，此前的天数按同档次贷款基准利率计算"
    if claim.options.extend_last_quote:
        yield "已按最后一次公布的报价推算其后的利率，公布新报价后请重算"
    if any(line.start < NEW_RULE for track in reckoning.delays for line in track.lines):
        yield "2014年8月1日前的迟延按旧规定计算，利率档次依迟延长短、日利率按年利率除以360，均待核实"
    if any(fee.payable_to == "applicant" for fee in claim.fees) and reckoning.delays:
        state = "已计入" if claim.options.court_fee_in_base else "未计入"
        yield f"由被执行人负担的诉讼费用{state}加倍部分的基数，实践做法不一"


def _day_itself(claim: Claim, reckoning: Reckoning) -> Iterator[str]:
    """Whether the last day counts is a convention, so a statement with lines always says."""
    if not claim.options.count_as_of:
        yield f"利息计至{claim.as_of - DAY}，不含截至日当日"
    elif any(track.lines for track in reckoning.tracks):
        yield f"利息计至{claim.as_of}，含当日"


def _start_choice(claim: Claim, reckoning: Reckoning) -> Iterator[str]:
    """The other reading of 届满之日 and what it would change."""
    difference = round_half_up(reckoning.last_day_worth)
    if not difference:
        return
    if claim.options.surcharge_start == "next_day":
        yield f"加倍部分从履行期届满次日起算；如从届满当日起算，多{display(difference)}元"
    else:
        yield f"加倍部分从履行期届满当日起算；如从次日起算，少{display(difference)}元"
