"""An agreement in words: for its event, its page and its record."""

from __future__ import annotations

from typing import Any

from duixian.court.settlement.models import Settlement
from duixian.law.money import display

_PARTS = (("waived_surcharge", "加倍部分"), ("waived_interest", "利息"), ("waived_principal", "本金"))


def waiver_words(settlement: Settlement) -> str:
    """What is given up, by whom and when; empty where nothing is."""
    given = [
        f"{words}{display(getattr(settlement, name))}元"
        for name, words in _PARTS
        if getattr(settlement, name)
    ]
    if not given:
        return ""
    when = settlement.get_waiver_takes_effect_display()
    return f"{settlement.get_waived_by_display()}放弃{'、'.join(given)}，{when}生效"


def payment_words(settlement: Settlement) -> str:
    """What is to be paid, and when."""
    parts = list(settlement.instalments.all())
    said = [f"当场履行{display(settlement.at_once)}元"] if settlement.at_once else []
    if len(parts) == 1:
        said.append(f"{parts[0].due_on}前付{display(parts[0].amount)}元")
    elif parts:
        rest = sum(one.amount for one in parts)
        said.append(f"{display(rest)}元分{len(parts)}期，自{parts[0].due_on}至{parts[-1].due_on}付清")
    return "，".join(said)


def guarantee_words(settlement: Settlement) -> str:
    """Who stands in, for what; empty where nobody does."""
    if not settlement.guarantor:
        return ""
    direct = "承诺违约时直接接受强制执行" if settlement.direct_enforcement else ""
    return "，".join(filter(None, (f"担保人{settlement.guarantor}", settlement.guarantee, direct)))


def terms_words(settlement: Settlement) -> str:
    """The whole of it in one line."""
    told = (payment_words(settlement), waiver_words(settlement), guarantee_words(settlement))
    return "；".join(filter(None, told))


def record_facts(settlement: Settlement) -> dict[str, Any]:
    """What the record of the settlement is told beyond the case."""
    lines = [
        f"第{one.position}期，{one.due_on}前付{display(one.amount)}元" for one in settlement.instalments.all()
    ]
    waiver = waiver_words(settlement)
    return {
        "agreed_on": settlement.on,
        "text": settlement.text,
        "terms": payment_words(settlement),
        "schedule": "\n".join(lines),
        "waiver": f"{waiver}（“{settlement.waiver_words}”）" if waiver else "",
        "guarantee": guarantee_words(settlement),
        "applicant_signer": settlement.applicant_signer,
        "respondent_signer": settlement.respondent_signer,
    }
