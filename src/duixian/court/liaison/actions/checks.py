"""What more than one act of this room refuses."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import TextChoices

from duixian.court.cases.models import Case, Party
from duixian.law.errors import InputError


def chosen(where: str, value: str, choices: type[TextChoices]) -> None:
    """Refuse a value that is none of the choices."""
    if value not in choices.values:
        raise InputError(where, f"“{value}”不认识", f"请在{'、'.join(choices.labels)}中选择")


def told(where: str, text: str, remedy: str) -> None:
    """Refuse what nobody filled in."""
    if not text.strip():
        raise InputError(where, "没有填写", remedy)


def party_of(case: Case, party: Party | None) -> Party | None:
    """The party itself. Raises InputError where it is another case's."""
    if party and party.case_id != case.pk:
        raise InputError(f"{case.case_no} 当事人", f"{party.name}不是本案当事人", "请在本案当事人中选择")
    return party


def degrees(angle: float) -> Decimal:
    """A latitude or longitude as it is kept: a metre's breadth."""
    return Decimal(f"{angle:.5f}")
