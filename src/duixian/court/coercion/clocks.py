"""What falls due here: persons held, families to be told, fines, reviews, restrictions to be lifted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Rows, Source, page, row_page, rows, words
from duixian.court.cases.models import Payment, Status
from duixian.court.coercion.models import (
    Appearance,
    Decision,
    Detention,
    DishonestEntry,
    Ending,
    Fine,
    Restriction,
    Review,
)
from duixian.court.coercion.models.restriction import IN_FORCE
from duixian.law.clock import clock

PAGE = "case-coercion"
_DAY = timedelta(days=1)


class _Now(Func):
    """This moment by the clock of China, on the demo's own day where it has one."""

    template = (
        '(COALESCE((SELECT demo_day FROM people_installation WHERE "only"),'
        " (now() AT TIME ZONE 'Asia/Shanghai')::date)"
        " + (now() AT TIME ZONE 'Asia/Shanghai')::time) AT TIME ZONE 'Asia/Shanghai'"
    )


class _Clock(Func):
    """06-30 14:05."""

    template = "to_char(%(expressions)s AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI')"
    output_field = CharField()


def register() -> None:
    """Called once, when the room's app is ready."""
    for source in SOURCES:
        clocks.register(source)


def _alarm(day: str, unlawful: Q, since: str) -> Combinable:
    """The day until which it is due; the agenda counts days, but what is unlawful is overdue at once."""
    past = When(unlawful, then=F(since) - Value(_DAY))
    return Cast(Case(past, default=F(day), output_field=DateTimeField()), DateField())


def _held() -> Rows:
    held = Appearance.objects.filter(arrived_at__isnull=False, released_at=None).annotate(
        alarm=_alarm("release_on", Q(release_by__lt=_Now()), "release_on"),
        since=Cast("arrived_at", DateField()),
    )
    what = Concat(Value("拘传 "), _Clock("release_by"), Value(" 前放回"), output_field=CharField())
    return rows(held, until="alarm", since="since", what=what, whom="person")


def _detained() -> Rows:
    held = Detention.objects.filter(began_at__isnull=False, ended_on=None).annotate(
        alarm=_alarm("last_on", Q(decision=Decision.REFUSED), "decided_on"),
        since=Cast("began_at", DateField()),
    )
    what = Case(
        When(decision=Decision.REFUSED, then=Value("拘留未获批准，立即解除")),
        default=Value("拘留期满"),
        output_field=CharField(),
    )
    return rows(held, until="alarm", since="since", what=what, whom="person")


def _family() -> Rows:
    untold = Detention.objects.filter(began_at__isnull=False, family_at=None).annotate(
        alarm=_alarm("family_on", Q(family_by__lt=_Now()), "family_on"),
        since=Cast("began_at", DateField()),
    )
    what = Concat(_Clock("family_by"), Value(" 前通知家属"), output_field=CharField())
    return rows(untold, until="alarm", since="since", what=what, whom="person")


def _fine() -> Rows:
    unpaid = Fine.objects.filter(
        decision=Decision.GRANTED, paid_on=None, revoked_on=None, pay_by__isnull=False
    )
    return rows(unpaid, until="pay_by", since="decided_on", what=words("缴纳罚款"), whom="person")


def _review() -> Rows:
    open_ones = Review.objects.filter(decided_on=None)
    whom = Coalesce("fine__person", "detention__person")
    return rows(open_ones, until="due_on", since="filed_on", what=words("复议决定"), whom=whom)


def _to_lift() -> Rows:
    asked = Ending.objects.filter(restriction=OuterRef("pk"), decision=Decision.WAITING)
    found = performed(Restriction.objects.filter(IN_FORCE)).exclude(Exists(asked))
    kind = Case(
        *(When(kind=key, then=Value(f"解除{label}")) for key, label in Restriction.Kind.choices),
        output_field=CharField(),
    )
    return rows(found, until="performed_on", since="decided_on", what=kind, whom="person")


def _to_delete() -> Rows:
    asked = Ending.objects.filter(entry=OuterRef("pk"), decision=Decision.WAITING)
    # As many days as law gives working days: the database knows no holidays, so it reminds rather too early.
    days = timedelta(days=clock("dishonest_deletion").working_days)
    found = performed(DishonestEntry.objects.filter(IN_FORCE)).exclude(Exists(asked))
    found = found.annotate(delete_by=Cast(F("performed_on") + Value(days), DateField()))
    return rows(found, until="delete_by", since="decided_on", what=words("删除失信信息"), whom="person")


def _term_over() -> Rows:
    termed = DishonestEntry.objects.filter(IN_FORCE, until__isnull=False)
    return rows(termed, until="until", since="decided_on", what=words("失信期限届满"), whom="person")


def _ending() -> Rows:
    waiting = Ending.objects.filter(decision=Decision.WAITING)
    whom = Coalesce("restriction__person", "entry__person", "detention__person")
    return rows(waiting, until="due_on", since="arose_on", what=words("解除措施待审批"), whom=whom)


def performed(found: Any) -> Any:
    """Of measures in force, those whose case owes nothing any more, and since when: `performed_on`."""
    paid = Payment.objects.filter(case=OuterRef("case"), reversed_on=None).order_by("-on").values("on")[:1]
    done = found.filter(
        Q(case__status=Status.FULLY_PERFORMED)
        | Q(case__owed=0, case__owed_on__isnull=False, case__amount_recovered__gt=0)
    )
    return done.annotate(performed_on=Coalesce(F("case__closed_on"), Subquery(paid), F("case__owed_on")))


_LIFT = page(PAGE)
SOURCES = (
    Source("appearance", "拘传", _held, "放回", row_page("appearance"), "放回或者转为拘留的时间", early=1),
    Source("detention", "拘留期满", _detained, "解除", page(PAGE, "detention"), "解除拘留的记录", early=1),
    Source(
        "detention_family", "通知家属", _family, "通知", page(PAGE, "detention"), "通知家属的记录", early=1
    ),
    Source("fine_unpaid", "罚款", _fine, "办理", page(PAGE, "fine"), "缴纳罚款的记录"),
    Source("coercion_review", "复议", _review, "登记结果", page(PAGE, "review"), "上级法院的复议决定"),
    Source("to_lift", "应解除的限制", _to_lift, "解除", _LIFT, "解除决定"),
    Source("to_delete", "应删除的失信", _to_delete, "删除", _LIFT, "删除决定"),
    Source("dishonest_term", "失信期限", _term_over, "删除", page(PAGE, "entry"), "删除决定"),
    Source("ending", "解除待审批", _ending, "查看", page(PAGE), "审批的决定"),
)
