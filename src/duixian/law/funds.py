"""案款: what keeps the money of a case in court, and to whom it may go.

The limits to claim, to tell the parties and to release are those of `clock` (money_claim, money_notice,
money_release). Sums are fen.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from duixian.law.calendar import DAY, add_months, days_between
from duixian.law.coercion.check import Check
from duixian.law.control import Thing, term
from duixian.law.errors import InputError, Lapsed
from duixian.law.money import display

_TABLE = Path(__file__).parent / "tables" / "funds.toml"
_UNVERIFIED = "，待核实"

Basis = Literal["order", "notice"]

DELAY_MATTER = "release_delay"
"""The matter of approvals that signs every delay."""


@dataclass(frozen=True)
class Colour:
    """How long money has lain: from `days` after its arrival on."""

    key: str
    name: str
    days: int


@dataclass(frozen=True)
class Reason:
    """Why money may stay in court longer."""

    key: str
    name: str
    cite: str
    verified: bool


def colours() -> tuple[Colour, ...]:
    """All of them, the mildest first. Source: the bureau's own standard."""
    return _book().colours


def colour(arrived_on: date, on: date) -> Colour | None:
    """The colour that money arrived on a day has reached; None before the first.

    The day of arrival is day 0. Source: the bureau's own standard.
    """
    days = days_between(arrived_on, on)
    return next((one for one in reversed(colours()) if days >= one.days), None)


def delay_reasons() -> tuple[Reason, ...]:
    """Why a release may be put off; each needs the approval of DELAY_MATTER in writing.

    Source: 法发〔2017〕6号 第十条第二款, wording not verified.
    """
    return _book().reasons


def escrow_from(told_on: date) -> date:
    """The first day on which money that nobody took since `told_on` may go to escrow (提存).

    Source: 法发〔2017〕6号 第十三条, not verified.
    """
    return add_months(told_on, _row(_book().escrow, told_on).length) + DAY


def bases() -> Mapping[Basis, str]:
    """The papers that a hold may rest on: key → name."""
    return _book().bases


def hold_ends(held_on: date, order_on: date | None = None, order_ends_on: date | None = None) -> date:
    """The last day of a hold, itself counted: by itself without an order, with it at the order's end.

    Without a day of its own an order holds for the longest term of a deposit, and never longer than that.
    Raises Lapsed for an order after the hold ended by itself; InputError for one that ended before it, or
    that ends before it begins.
    Source: the table's [[hold]], not verified; 民诉法解释 第四百八十五条.
    """
    row = _row(_book().holds, held_on)
    last = held_on + timedelta(days=row.length)
    if order_on is None:
        if order_ends_on is not None:
            raise InputError("扣留", "填了裁定的届满日，没有填裁定日期", "请补填裁定或者协助执行通知书的日期")
        return last
    if order_on > last:
        raise Lapsed(
            "扣留",
            f"{held_on}起扣留{row.length}日无裁定，已于{last}自行解除（{row.source}）",
            "款项还在的，请依新的裁定重新扣留",
        )
    end = term(Thing.DEPOSIT, order_on, registered_end=order_ends_on).last
    if end < held_on:
        raise InputError(
            "扣留", f"裁定{end}已经届满，早于扣留日{held_on}", "请取得新的裁定或者协助执行通知书"
        )
    return end


@dataclass(frozen=True)
class HoldFacts:
    """Money about to be held: `available` is what the payee would get, `owed` what he owes in the other case.

    `same_person` is whether payee and respondent are one, by identity number and not by name alone; None is
    not known. `basis` is the paper that there is, None where it is still to come. `told_on`: the payee told.
    """

    amount: int
    available: int
    owed: int
    same_person: bool | None
    case_open: bool
    same_case: bool
    why: str
    held_on: date
    basis: Basis | None = None
    basis_no: str = ""
    told_on: date | None = None


def checks_hold(facts: HoldFacts) -> tuple[Check, ...]:
    """The payee, the other case, the sum, the paper, the notice. Source: the [[hold]] of the table."""
    return (_same(facts), _other(facts), _amount(facts), _why(facts), _paper(facts), _told(facts))


def _same(facts: HoldFacts) -> Check:
    words = {True: "证件号码一致", False: "不是同一人", None: "只有姓名相同，证件号码没有核对"}
    item = "收款人是另案被执行人"
    return _hold(facts, "person", item, facts.same_person, words[facts.same_person], "请核对证件号码")


def _other(facts: HoldFacts) -> Check:
    met = facts.case_open and not facts.same_case
    why = "另案就是本案" if facts.same_case else "另案在执行中" if facts.case_open else "另案已经结案"
    return _hold(facts, "case", "另案正在执行", met, why, "没有正在执行的另案的，应当发放")


def _amount(facts: HoldFacts) -> Check:
    most = max(0, min(facts.available, facts.owed))
    held, available, owed = map(display, (facts.amount, facts.available, facts.owed))
    why = f"扣留{held}元，可发放{available}元，另案尚欠{owed}元"
    fits = 0 < facts.amount <= most
    return _hold(facts, "amount", "扣留金额", fits, why, f"请填不超过{display(most)}元的金额")


def _why(facts: HoldFacts) -> Check:
    why = facts.why.strip()
    return _hold(facts, "why", "书面理由", bool(why), why or "没有写明理由", "请写明理由")


def _paper(facts: HoldFacts) -> Check:
    if facts.basis is None:
        last = hold_ends(facts.held_on)
        why = f"尚无裁定、协助执行通知书，{last}届满自行解除"
        return _hold(facts, "basis", "法律依据", None, why, f"请在{last}以前取得")
    name, number = bases()[facts.basis], facts.basis_no.strip()
    why = f"{name}{number}" if number else f"{name}没有填文号"
    return _hold(facts, "basis", "法律依据", bool(number), why, "请填写文号")


def _told(facts: HoldFacts) -> Check:
    why = f"{facts.told_on}已告知" if facts.told_on else "还没有告知"
    met = True if facts.told_on else None
    return _hold(facts, "told", "告知收款人", met, why, "请告知收款人扣留的金额、理由和期限")


def _hold(facts: HoldFacts, key: str, item: str, met: bool | None, why: str, remedy: str) -> Check:
    row = _row(_book().holds, facts.held_on)
    return Check(key, item, met, why, row.cite, "" if met else remedy, row.verified)


@dataclass(frozen=True)
class AccountFacts:
    """A payee's account: the party's name and the account's, and who entered and verified it.

    `special_authority` (特别授权) is whether the account's holder is the party's agent with it; None is not
    known.
    """

    party: str
    name: str
    added_by: str
    verified_by: str = ""
    reason: str = ""
    special_authority: bool | None = None


def checks_account(facts: AccountFacts) -> tuple[Check, ...]:
    """The account's name, and that another person verified it. Source: 法发〔2017〕6号, not verified.

    An account of another name needs its reason in writing and an agent with special authority.
    """
    same = _plain(facts.party) == _plain(facts.name)
    why = "户名与当事人一致" if same else f"户名{facts.name}，当事人{facts.party}"
    found = [] if same else [_reason(facts, why), _authority(facts, why)]
    first = [_account("name", "户名", True, why)] if same else []
    return (*first, *found, _verified(facts))


def _reason(facts: AccountFacts, why: str) -> Check:
    reason = facts.reason.strip()
    return _account(
        "reason",
        "户名不一致的书面理由",
        bool(reason),
        f"{why}；{reason or '没有写明理由'}",
        "请写明理由，或者改填当事人本人的账户",
    )


def _authority(facts: AccountFacts, why: str) -> Check:
    words = {True: "有代收款项的特别授权", False: "没有特别授权", None: "有没有特别授权还不清楚"}
    return _account(
        "authority",
        "特别授权",
        facts.special_authority,
        f"{why}；{words[facts.special_authority]}",
        "请提交载明代收款项的特别授权委托书，或者改填当事人本人的账户",
    )


def _verified(facts: AccountFacts) -> Check:
    if not facts.verified_by:
        return _account("verified", "另一人核对", None, "还没有核对", "请由登记人以外的人核对")
    another = facts.verified_by != facts.added_by
    why = "由另一人核对" if another else "登记和核对是同一人"
    return _account("verified", "另一人核对", another, why, "请由登记人以外的人核对")


def _account(key: str, item: str, met: bool | None, why: str, remedy: str = "") -> Check:
    rule = _book().account
    return Check(key, item, met, why, rule["cite"], "" if met else remedy, rule["verified"])


def _plain(name: str) -> str:
    """A name without the spaces and full-width forms in which banks print it."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True)
class _Row:
    """A dated length: days or months, in force from `start`."""

    start: date
    length: int
    cite: str
    verified: bool

    @property
    def source(self) -> str:
        return f"{self.cite}{'' if self.verified else _UNVERIFIED}"


@dataclass(frozen=True)
class _Book:
    colours: tuple[Colour, ...]
    reasons: tuple[Reason, ...]
    escrow: tuple[_Row, ...]
    holds: tuple[_Row, ...]
    bases: dict[Basis, str]
    account: dict[str, Any]


def _row(rows: tuple[_Row, ...], on: date) -> _Row:
    return next((one for one in reversed(rows) if one.start <= on), rows[0])


@cache
def _book() -> _Book:
    return _read(tomllib.loads(_TABLE.read_text(encoding="utf-8")))


def _read(raw: dict[str, Any]) -> _Book:
    _only("", raw, {"colour", "delay", "escrow", "hold", "basis", "account"})
    delay = _only("delay", raw["delay"], {"cite", "verified", "reason"})
    return _Book(
        tuple(sorted((Colour(**row) for row in raw["colour"]), key=lambda one: one.days)),
        tuple(Reason(key, name, delay["cite"], delay["verified"]) for key, name in delay["reason"].items()),
        _dated("escrow", raw["escrow"], "months"),
        _dated("hold", raw["hold"], "days"),
        _only("basis", raw["basis"], {"order", "notice"}),
        _only("account", raw["account"], {"cite", "verified"}),
    )


def _dated(part: str, rows: list[dict[str, Any]], length: str) -> tuple[_Row, ...]:
    for row in rows:
        _only(part, row, {"from", length, "cite", "verified"})
    made = (_Row(row["from"], row[length], row["cite"], row["verified"]) for row in rows)
    return tuple(sorted(made, key=lambda one: one.start))


def _only(part: str, row: dict[str, Any], fields: set[str]) -> dict[Any, Any]:
    if wrong := set(row) ^ fields:
        raise ValueError(f"案款表 {part}：缺少或者不认识 {sorted(wrong)}")
    return row
