"""What every action does alike: one transaction, signed in the audit trail, on rows held in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from contextvars import ContextVar
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pghistory
from django.db import transaction
from django.db.models import Model

from duixian.court.cases.models import Case
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)
_acting: ContextVar[bool] = ContextVar("acting", default=False)


def action(work: Callable[Concatenate[Staff, P], R]) -> Callable[Concatenate[Staff, P], R]:
    """All or nothing, and every row of the audit trail names who did it and in which act.

    Of an action within an action the outer one is named: it is what the person did.
    """

    @wraps(work)
    def signed(actor: Staff, /, *given: P.args, **named: P.kwargs) -> R:
        with transaction.atomic(), ExitStack() as told:
            if not _acting.get():
                token = _acting.set(True)
                told.callback(_acting.reset, token)
                told.enter_context(pghistory.context(actor=actor.pk, act=work.__name__))
            return work(actor, *given, **named)

    return signed


def hold(actor: Staff, right: Act, cases: Iterable[Case]) -> dict[int, Case]:
    """The cases as they are now, by id, unchanged by others until the transaction ends.

    They are held in the order of their ids, so that two bulk acts never wait for each other.
    Raises NotAllowed where the right is missing at one of their courts.
    """
    access.require(actor, right)
    ids = {case.pk for case in cases}
    held = Case.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")
    found = {case.pk: case for case in held}
    for court in sorted({case.court_id for case in found.values()}):
        access.require(actor, right, court)
    if len(found) < len(ids):
        raise InputError("案件", "有的案件已不存在", "请刷新页面后重试")
    return found


def not_later(day: date, today: date | None, what: str) -> None:
    """Refuse a day that has not come."""
    if today and day > today:
        raise InputError(what, f"{day} 还没有到", f"请填写 {today} 或以前的一天")


def positive(amount: int, what: str) -> None:
    """Refuse a sum (fen) that is no money."""
    if amount <= 0:
        raise InputError(what, "须大于零", "请填写实际金额")


def fitting(where: str, row: M) -> M:
    """The row itself. Raises InputError where a text is longer than its column or holds what is no text."""
    for column in row._meta.concrete_fields:
        text = None if column.generated else getattr(row, column.attname)
        if not isinstance(text, str):
            continue
        if column.max_length and len(text) > column.max_length:
            raise InputError(f"{where} {column.verbose_name}", f"超过{column.max_length}字", "请写得简短一些")
        if "\0" in text:
            raise InputError(f"{where} {column.verbose_name}", "含有不能保存的字符", "请删去后重试")
    return row
