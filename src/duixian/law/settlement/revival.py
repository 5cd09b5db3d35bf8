"""恢复执行: whether a broken agreement brings the title back, until when, and what is open instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from duixian.law.calendar import add_years
from duixian.law.money import display
from duixian.law.settlement.proposal import Planned
from duixian.law.settlement.table import revival_term

_NOT_REVIVED = "法释〔2018〕3号 第十一条"


@dataclass(frozen=True)
class Agreement:
    """What was agreed and what was paid on it: (day, fen) of each payment, in any order.

    `as_of` is the day of the agreement; `at_once` fen were to be paid on it. `submitted` is false where it
    never came before the court, so that the title never stood still.
    """

    as_of: date
    instalments: tuple[Planned, ...]
    paid: tuple[tuple[date, int], ...] = ()
    at_once: int = 0
    submitted: bool = True

    @property
    def total(self) -> int:
        """Fen that were agreed."""
        return self.at_once + sum(one.amount for one in self.instalments)

    @property
    def last_on(self) -> date:
        """The last day of the agreed period."""
        return max((one.on for one in self.instalments), default=self.as_of)

    def paid_by(self, on: date) -> int:
        """Fen paid up to the end of a day."""
        return sum(amount for day, amount in self.paid if day <= on)


@dataclass(frozen=True)
class Answer:
    """Whether the title revives, why, by which article; `instead` is what the creditor may do otherwise."""

    allowed: bool
    why: str
    cite: str
    instead: str = ""
    warnings: tuple[str, ...] = ()


def overdue(agreement: Agreement, on: date) -> tuple[Planned, ...]:
    """The parts whose last day is past and that payments, oldest part first, do not cover whole."""
    paid = agreement.paid_by(on)
    return tuple(one for one, cover in _covers(_parts(agreement)) if cover > paid and one.on < on)


def last_day_to_revive(agreement: Agreement) -> date:
    """The last day on which the creditor may ask for the title again.

    Source: 法释〔2018〕3号 第十条；民事诉讼法（申请执行期间）.
    """
    return add_years(agreement.last_on, revival_term(agreement.last_on).years)


def revival(agreement: Agreement, asked_on: date, *, refusal: str = "", objected: bool = False) -> Answer:
    """Whether the title revives when the creditor asks for it on a day.

    `refusal` tells how the debtor made plain before the day that he will not perform. A court does not raise
    the end of the period by itself: `objected` says that the debtor did.
    Source: 法释〔2018〕3号 第九条至第十一条、第十五条、第十九条；民诉法解释 第四百八十一条.
    """
    if not agreement.submitted:
        return Answer(
            False,
            "协议没有提交法院，原执行依据没有因此停止，不需要恢复",
            "法释〔2018〕3号 第十九条",
            "直接继续执行；被执行人以协议提出异议的，依异议程序审查",
        )
    if agreement.paid_by(asked_on) >= agreement.total:
        return _performed(agreement, asked_on)
    late = overdue(agreement, asked_on)
    if not late and not refusal.strip():
        return _not_broken(agreement, asked_on)
    return _broken(agreement, late, asked_on, refusal.strip(), objected)


def _performed(agreement: Agreement, on: date) -> Answer:
    why = f"协议约定的{display(agreement.total)}元已经履行完毕，不予恢复"
    if any(cover > agreement.paid_by(one.on) for one, cover in _covers(_parts(agreement))):
        instead = "因迟延履行受到损害的，可以向执行法院另行起诉（法释〔2018〕3号 第十五条）"
        return Answer(False, why, f"{_NOT_REVIVED}第一项", instead)
    return Answer(False, why, f"{_NOT_REVIVED}第一项")


def _not_broken(agreement: Agreement, on: date) -> Answer:
    due = next((one.on for one in agreement.instalments if one.on >= on), agreement.last_on)
    if agreement.paid_by(on):
        return Answer(
            False, f"被执行人正在按约履行，下一期{due}届满，不予恢复", f"{_NOT_REVIVED}第三项", "等到期后再看"
        )
    return Answer(
        False,
        f"约定的履行期限{due}尚未届至，不予恢复",
        f"{_NOT_REVIVED}第二项",
        "被执行人明确表示或者以行为表明不履行的除外，请记明其表示（民法典 第五百七十八条）",
    )


def _broken(agreement: Agreement, late: Sequence[Planned], on: date, refusal: str, objected: bool) -> Answer:
    last = last_day_to_revive(agreement)
    cite = revival_term(agreement.last_on).cite
    if on > last and objected:
        return Answer(
            False, f"申请恢复执行的期间已于{last}届满，被执行人提出了异议", cite, "审查有无中止、中断的事由"
        )
    why = (
        f"{late[0].on}届满的{display(late[0].amount)}元没有付清"
        if late
        else f"期限届满前已表明不履行：{refusal}"
    )
    article = "法释〔2018〕3号 第九条" if late else "法释〔2018〕3号 第十一条第二项；民法典 第五百七十八条"
    warnings = (
        (f"申请恢复执行的期间已于{last}届满；法院不主动审查，被执行人提出异议的另行处理（{cite}）",)
        if on > last
        else ()
    )
    return Answer(True, f"{why}，恢复执行原生效法律文书", article, "也可以就履行协议另行起诉", warnings)


def _parts(agreement: Agreement) -> list[Planned]:
    at_once = [Planned(agreement.as_of, agreement.at_once)] if agreement.at_once else []
    return sorted((*at_once, *agreement.instalments), key=lambda one: one.on)


def _covers(parts: Sequence[Planned]) -> Iterator[tuple[Planned, int]]:
    """Each part with the fen that must have been paid in all so that it is paid whole."""
    return zip(parts, accumulate(one.amount for one in parts), strict=True)
