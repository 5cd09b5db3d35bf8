"""A claim as the contract's object: the input from which anyone can reckon the same statement again."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from duixian.law.money import contract_yuan
from duixian.law.title import (
    Claim,
    DaysAfterEffective,
    DueOn,
    FallsDue,
    Instalments,
    InterestRule,
    Obligation,
    Options,
    Periodic,
    Rate,
    Title,
)

_DEFAULTS = Options()


def claim_object(claim: Claim) -> dict[str, Any]:
    """The contract's input of `duixian debt`; what has its default value is left out."""
    made = {
        "as_of": claim.as_of.isoformat(),
        "options": _options(claim.options),
        "title": _title(claim.title),
        "obligations": [obligation_object(each) for each in claim.obligations],
        "fees": [
            {"subject": fee.subject, "amount": contract_yuan(fee.amount), "payable_to": fee.payable_to}
            for fee in claim.fees
        ],
        "payments": [
            {"on": each.on.isoformat(), "amount": contract_yuan(each.amount)}
            | ({"to": each.to} if each.to else {})
            for each in claim.payments
        ],
        "waivers": [
            {"on": each.on.isoformat(), "of": each.of, "amount": contract_yuan(each.amount)}
            for each in claim.waivers
        ],
        "excluded_periods": [
            {"from": each.start.isoformat(), "to": each.end.isoformat(), "reason": each.reason}
            for each in claim.excluded
        ],
    }
    return {name: value for name, value in made.items() if value}


def claim_sha256(claim: Claim) -> str:
    """Fingerprint of a claim, the same however its JSON was spaced or ordered."""
    text = json.dumps(claim_object(claim), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def obligation_object(obligation: Obligation) -> dict[str, Any]:
    """One obligation in the contract's form."""
    made: dict[str, Any] = {"id": obligation.id, "subject": obligation.subject}
    if obligation.amount is not None:
        made["amount"] = contract_yuan(obligation.amount)
    made |= _falls_due(obligation.falls_due)
    if obligation.interest:
        made["interest"] = [_rule(rule) for rule in obligation.interest]
    return made | {"surcharge": obligation.surcharge}


def _options(options: Options) -> dict[str, Any]:
    return {name: value for name, value in vars(options).items() if value != getattr(_DEFAULTS, name)}


def _title(title: Title) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if title.effective_on:
        made["effective_on"] = title.effective_on.isoformat()
    if title.served_on:
        made["served_on"] = [day.isoformat() for day in title.served_on]
    if title.appeal_days is not None:
        made["appeal_days"] = title.appeal_days
    return made


def _falls_due(due: FallsDue) -> dict[str, Any]:
    match due:
        case DueOn(day):
            return {"due_on": day.isoformat()}
        case DaysAfterEffective(days):
            return {"days_after_effective": days}
        case Instalments(parts, accelerates):
            made: dict[str, Any] = {
                "instalments": [
                    {"on": part.on.isoformat(), "amount": contract_yuan(part.amount)} for part in parts
                ]
            }
            return made | ({"accelerates": True} if accelerates else {})
        case Periodic():
            return {"periodic": _periodic(due)}


def _periodic(due: Periodic) -> dict[str, Any]:
    made: dict[str, Any] = {
        "amount": contract_yuan(due.amount),
        "every": due.every,
        "day": due.day,
        "from": _month(due.start),
    }
    if due.until:
        made["until"] = _month(due.until)
    if due.child_born_on:
        made["child_born_on"] = due.child_born_on.isoformat()
    if due.until_event:
        made["until_event"] = due.until_event
    if due.due_month_day:
        made["due"] = dict(zip(("month", "day"), due.due_month_day, strict=True))
    return made


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _rule(rule: InterestRule) -> dict[str, Any]:
    made: dict[str, Any] = {
        "from": rule.start.isoformat(),
        "until": rule.until.isoformat() if isinstance(rule.until, date) else rule.until,
        "rate": _rate(rule.rate),
        "year_days": rule.year_days,
    }
    if rule.base is not None:
        made["base"] = contract_yuan(rule.base)
    if rule.accrued:
        made["accrued"] = {
            "amount": contract_yuan(rule.accrued.amount),
            "as_of": rule.accrued.as_of.isoformat(),
        }
    return made


def _rate(rate: Rate) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": rate.kind}
    if rate.value is not None:
        made["value"] = f"{rate.value:f}"
    if rate.tenor is not None:
        made["tenor"] = rate.tenor
    if rate.multiple != 1:
        made["multiple"] = f"{rate.multiple:f}"
    if rate.fixed_on:
        made["fixed_on"] = rate.fixed_on.isoformat()
    if rate.cap:
        made["cap"] = _rate(rate.cap)
    return made
