"""What falls due here: parts of agreements, agreements paid and not noted, breaches nobody answered."""

from __future__ import annotations

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, page, rows, words
from duixian.court.settlement.models import Settlement
from duixian.court.settlement.reckoning import paid_whole, unpaid

_PAGE = page("case-settlement", "settlement")


def register() -> None:
    """Called once, when the room's app is ready."""
    for source in SOURCES:
        clocks.register(source)


def _unpaid() -> Rows:
    number = Cast(F("position"), CharField())
    what = Concat(Value("第"), number, Value("期和解款"), output_field=CharField())
    return rows(unpaid(), until="due_on", since="settlement__signed_on", what=what)


def _paid_whole() -> Rows:
    return rows(paid_whole(), until="last_on", since="signed_on", what=words("和解款已付清"))


def _unanswered() -> Rows:
    broken = Settlement.objects.filter(state=Settlement.State.BREACHED, answered_on=None)
    return rows(broken, until="ended_on", since="ended_on", what=words("和解违约未处理"))


SOURCES = (
    Source("settlement", "和解分期", _unpaid, "办理", page("case-settlement"), "到位款，或登记违约"),
    Source("settlement_paid", "和解付清", _paid_whole, "登记履行完毕", _PAGE, "登记履行完毕"),
    Source("settlement_broken", "和解违约", _unanswered, "恢复执行", _PAGE, "恢复执行，或另行起诉的记录"),
)
