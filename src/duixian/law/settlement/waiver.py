"""放弃: only the creditor's own, said expressly, by one who may say it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from duixian.law.errors import InputError
from duixian.law.settlement.proposal import Forgiven
from duixian.law.settlement.table import guardian_note

_CITE = "法释〔2018〕3号 第四条；执行工作若干问题的规定 第二十条"


class By(StrEnum):
    """Who says it for the creditor."""

    PARTY = "party"
    SPECIAL_AGENT = "special_agent"
    GENERAL_AGENT = "general_agent"
    GUARDIAN = "guardian"
    DEBTOR = "debtor"


def check_waiver(forgiven: Forgiven, by: By, *, express: bool, for_minor: bool, on: date) -> tuple[str, ...]:
    """What a person must still look into before this is given up; empty where nothing is.

    Raises InputError where it is not said expressly, or not by one entitled.
    Source: 执行工作若干问题的规定 第二十条；法释〔2018〕3号 第四条.
    """
    if not forgiven.total:
        return ()
    if by is By.DEBTOR:
        raise InputError("放弃人", f"被执行人不能放弃申请执行人的权利（{_CITE}）", "须由申请执行人一方放弃")
    if by is By.GENERAL_AGENT:
        raise InputError(
            "放弃人",
            f"一般授权的代理人无权放弃、变更权利（{_CITE}）",
            "请由本人表示，或补交写明可以和解、放弃的特别授权委托书",
        )
    if not express:
        raise InputError(
            "放弃的表示", f"放弃须明示，不能推定（{_CITE}）", "请写明书面声明、协议条款或笔录中的原话"
        )
    if by is By.GUARDIAN and for_minor and forgiven.principal:
        return (str(guardian_note(on)),)
    return ()
