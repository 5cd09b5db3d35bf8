"""The paper behind an act: the number of the ruling that somebody wrote elsewhere, or the paper made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from duixian.court.cases.actions import produce_document
from duixian.court.cases.models import Case, Document
from duixian.court.people.models import Staff
from duixian.court.property.models import Asset, Measure
from duixian.law.money import display


@dataclass(frozen=True)
class Paper:
    """文号, with the document where it was made here."""

    number: str
    document: Document | None = None


def ruling(
    actor: Staff, case: Case, form: str, number: str, facts: Mapping[str, Any], *, on: date, today: date
) -> Paper:
    """The ruling of that number; without a number it is made from its form. Raises InputError."""
    if number.strip():
        return Paper(number.strip())
    made = produce_document(actor, case, form, on=on, facts=facts, today=today)
    return Paper(made.number, made)


def notice(actor: Staff, measure: Measure, paper: Paper, *, on: date, today: date) -> Document | None:
    """协助执行通知书 with its receipt, to go with a ruling that was made here."""
    if paper.document is None:
        return None
    limit = f"，以{display(measure.amount)}元为限" if measure.amount is not None else ""
    asked = (
        f"自收到之日起{measure.get_act_display()}{limit}，期限{measure.months}个月，不得支付、转移、变更登记"
    )
    facts = {
        "holder": measure.asset.holder,
        "ruling_no": paper.number,
        "property": of_asset(measure.asset),
        "request": asked,
    }
    return produce_document(actor, measure.case, "assist_notice", on=on, facts=facts, today=today)


def of_asset(asset: Asset) -> str:
    """The thing as a paper names it."""
    return (
        f"{asset.description}（{asset.identity}）"
        if asset.identity not in asset.description
        else asset.description
    )
