"""What a party's row tells of the person."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.models import Party
from duixian.law.calendar import add_months

_LENGTH = 18
_OF_AGE = 18 * 12
"""Months. Source: 民法典 第十七条."""


def is_minor(party: Party | None, on: date) -> bool | None:
    """Whether it is a child on a day, by the birthday in the identity number; None where nothing tells."""
    if party is None or party.is_person is None:
        return None
    if not party.is_person:
        return False
    if (born := _born(party.id_no)) is None:
        return None
    return on < add_months(born, _OF_AGE)


def _born(id_no: str) -> date | None:
    if len(id_no) != _LENGTH or not id_no[6:14].isdigit():
        return None
    try:
        return date(int(id_no[6:10]), int(id_no[10:12]), int(id_no[12:14]))
    except ValueError:
        return None
