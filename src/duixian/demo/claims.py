"""Titles of the sample: what each kind of judgment, mediation or award orders, in the contract's shape.

Every builder takes the fen in dispute (for support: fen a month) and the day of filing, and dates the
title so that it was due before the case was filed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from duixian.demo.facts import PlannedTitle, Terms
from duixian.law.calendar import add_months
from duixian.law.fees import acceptance_fee
from duixian.law.money import contract_yuan, display

_JUDGMENT, _MEDIATION, _AWARD = "民事判决书", "民事调解书", "仲裁裁决书"


@dataclass(frozen=True)
class Setting:
    """Where and between whom a title was made."""

    court: str
    court_name: str
    filed_on: date
    creditor: str
    debtor: str


@dataclass(frozen=True)
class Claimed:
    """A title and the fen for which enforcement is asked."""

    title: PlannedTitle
    amount: int


def lump(random: Random, amount: int, at: Setting) -> Claimed:
    """One sum, due some days after the judgment takes effect, with half the acceptance fee."""
    days = random.choice((7, 10, 15))
    terms = _sum("1", "应付款项", amount, days)
    return _judged(random, at, (terms,), amount, f"{_orders(at, days)}应付款项{display(amount)}元。")


def loan(random: Random, amount: int, at: Setting) -> Claimed:
    """Principal with interest by the quoted rate or a fixed one, to the day of payment."""
    days = random.choice((7, 10, 15))
    effective = _effective(random, at)
    since = effective - timedelta(random.randint(120, 900))
    rate, words = _rate(random)
    interest = {"from": since.isoformat(), "until": "payment", "rate": rate}
    terms = {**_sum("1", "本金", amount, days), "interest": interest}
    order = (
        f"{_orders(at, days)}本金{display(amount)}元，"
        f"并自{_words(since)}起至实际清偿之日止按{words}支付利息。"
    )
    return _judged(random, at, (terms,), amount, order, effective)


def injury(random: Random, amount: int, at: Setting) -> Claimed:
    """Damages for losses, and for suffering where the sum is large."""
    days = random.choice((10, 15, 20))
    suffering = 5_000_00 if amount > 60_000_00 else 0
    losses = _sum("1", "医疗费、误工费等损失", amount - suffering, days)
    both = (losses, _sum("2", "精神损害抚慰金", suffering, days)) if suffering else (losses,)
    return _judged(random, at, both, amount, f"{_orders(at, days)}各项损失共{display(amount)}元。")


def wages(random: Random, amount: int, at: Setting) -> Claimed:
    """Wages: an arbitral award payable at once, or a mediation in three instalments."""
    return (_award if random.random() < 0.6 else _mediation)(random, amount, at)


def support(random: Random, monthly: int, at: Setting) -> Claimed:
    """A sum a month that has run for one to three years and was not paid."""
    monthly = max(monthly // 100_00, 1) * 100_00
    months = random.randint(10, 36)
    last = add_months(at.filed_on.replace(day=1), -1)
    first = add_months(last, 1 - months)
    effective = first - timedelta(random.randint(5, 40))
    periodic = {
        "amount": contract_yuan(monthly),
        "every": "month",
        "day": random.choice((5, 10, "last")),
        "from": f"{first:%Y-%m}",
        "until": f"{last:%Y-%m}",
    }
    terms = {"id": "1", "subject": "生活费", "periodic": periodic, "surcharge": True}
    order = (
        f"一、{at.debtor}自{first.year}年{first.month}月起每月支付{at.creditor}生活费{display(monthly)}元。"
    )
    title = _title(random, at, _MEDIATION, effective, order, (terms,))
    return Claimed(title, monthly * months)


def _award(random: Random, amount: int, at: Setting) -> Claimed:
    effective = _effective(random, at)
    terms = {**_sum("1", "劳动报酬", amount, 0)}
    order = f"一、{at.debtor}支付{at.creditor}劳动报酬{display(amount)}元。"
    return Claimed(_title(random, at, _AWARD, effective, order, (terms,)), amount)


def _mediation(random: Random, amount: int, at: Setting) -> Claimed:
    due = [at.filed_on - timedelta(days) for days in (100, 60, 20)]
    third = amount // 3
    parts = [third, third, amount - 2 * third]
    instalments = [
        {"on": on.isoformat(), "amount": contract_yuan(part)} for on, part in zip(due, parts, strict=True)
    ]
    terms = {
        "id": "1",
        "subject": "劳务费",
        "amount": contract_yuan(amount),
        "instalments": instalments,
        "accelerates": True,
        "surcharge": True,
    }
    order = f"一、{at.debtor}支付{at.creditor}劳务费{display(amount)}元，" + "，".join(
        f"{_words(on)}前付{display(part)}元" for on, part in zip(due, parts, strict=True)
    )
    effective = due[0] - timedelta(random.randint(15, 60))
    title = _title(random, at, _MEDIATION, effective, order + "；一期未付，其余一并到期。", (terms,))
    return Claimed(title, amount)


def _judged(
    random: Random,
    at: Setting,
    obligations: tuple[Terms, ...],
    amount: int,
    order: str,
    effective: date | None = None,
) -> Claimed:
    """A judgment whose acceptance fee, halved in summary procedure, the debtor bears."""
    fee = acceptance_fee(amount, halved=True).fee
    words = f"{order}案件受理费{display(fee)}元，由{at.debtor}负担。"
    effective = effective or _effective(random, at)
    title = _title(random, at, _JUDGMENT, effective, words, obligations, (("案件受理费", fee),))
    return Claimed(title, amount + fee)


def _title(
    random: Random,
    at: Setting,
    kind: str,
    effective: date,
    order: str,
    obligations: tuple[Terms, ...],
    fees: tuple[tuple[str, int], ...] = (),
) -> PlannedTitle:
    serial = random.randint(100, 4_000)
    if kind == _AWARD:
        number, maker = f"示劳人仲案〔{effective.year}〕{serial}号", "示例劳动人事争议仲裁委员会"
    else:
        number, maker = f"（{effective.year}）{at.court}民初{serial}号", at.court_name
    return PlannedTitle(number, kind, maker, effective, order, obligations, fees)


def _sum(number: str, subject: str, amount: int, days: int) -> dict[str, Any]:
    return {
        "id": number,
        "subject": subject,
        "amount": contract_yuan(amount),
        "days_after_effective": days,
        "surcharge": True,
    }


def _rate(random: Random) -> tuple[dict[str, str], str]:
    draw = random.random()
    if draw < 0.5:
        return {"kind": "lpr", "tenor": "1y"}, "一年期贷款市场报价利率"
    if draw < 0.75:
        return {"kind": "lpr", "tenor": "1y", "multiple": "1.5"}, "一年期贷款市场报价利率的1.5倍"
    return {"kind": "annual", "value": "0.06"}, "年利率6%"


def _effective(random: Random, at: Setting) -> date:
    return at.filed_on - timedelta(random.randint(30, 300))


def _orders(at: Setting, days: int) -> str:
    return f"一、{at.debtor}于本判决生效之日起{days}日内给付{at.creditor}"


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
