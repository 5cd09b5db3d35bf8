"""What more than one act of this room refuses."""

from __future__ import annotations

from django.db.models import TextChoices

from duixian.law.errors import InputError


def chosen(where: str, value: str, choices: type[TextChoices]) -> None:
    """Refuse a value that is none of the choices."""
    if value not in choices.values:
        raise InputError(where, f"“{value}”不认识", f"请在{'、'.join(choices.labels)}中选择")


def told(where: str, text: str, remedy: str) -> None:
    """Refuse what nobody filled in."""
    if not text.strip():
        raise InputError(where, "没有填写", remedy)
