"""The filters of the case list in words: chips to take away, fields to add; all of it in the URL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from duixian.court.cases.models import Category, EventKind, Status
from duixian.court.people.access import courts_of
from duixian.court.people.models import Court, Role, Staff
from duixian.court.people.recent import recent

Options = list[tuple[str, str]]

DATES = (
    ("filed_from", "立案自"),
    ("filed_to", "立案至"),
    ("closed_from", "结案自"),
    ("closed_to", "结案至"),
    ("due_from", "期限自"),
    ("due_to", "期限至"),
    ("event_from", "事项自"),
    ("event_to", "事项至"),
)
_YES = {"green": "绿色通道", "key": "重点督办", "unclosed": "未结"}


@dataclass(frozen=True)
class Names:
    """The words for codes that stand in the URL, only of what the actor may see."""

    courts: dict[str, str]
    handlers: dict[str, str]

    @classmethod
    def seen_by(cls, actor: Staff) -> Names:
        codes = courts_of(actor)
        return recent(f"names {','.join(sorted(codes))}", lambda: cls._of(codes))

    @classmethod
    def _of(cls, codes: frozenset[str]) -> Names:
        courts = Court.objects.filter(pk__in=codes).values_list("pk", "short_name")
        people = _handlers(codes).values_list("pk", "name")
        return cls(dict(courts), {str(pk): name for pk, name in people})


def choices(actor: Staff, names: Names) -> list[tuple[str, str, Options]]:
    """The fields that add a filter: (name, label, options). One court is no choice."""
    fields = [
        ("status", "状态", list(Status.choices)),
        ("category", "类别", list(Category.choices)),
        ("handler", "承办人", list(names.handlers.items())),
        ("event", "办过的事项", list(EventKind.choices)),
        ("flag", "标记", list(_YES.items())),
    ]
    if len(names.courts) > 1:
        fields.insert(0, ("court", "法院", list(names.courts.items())))
    return [field for field in fields if field[2]]


def chips(params: QueryDict, names: Names) -> list[tuple[str, str, str]]:
    """What is filtered now: (field, value, words)."""
    return [
        (field, value, words(value))
        for field, words in _words(names)
        for value in params.getlist(field)
        if value
    ]


def _words(names: Names) -> Iterator[tuple[str, Callable[[str], str]]]:
    statuses, categories, events = dict(Status.choices), dict(Category.choices), dict(EventKind.choices)
    yield "q", lambda value: f"含“{value}”"
    yield "campaign", lambda value: f"专项 {value}"
    yield "court", lambda value: names.courts.get(value, value)
    yield "status", lambda value: str(statuses.get(value, value))
    yield "category", lambda value: str(categories.get(value, value))
    yield "handler", lambda value: f"承办人 {names.handlers.get(value, value)}"
    yield "event", lambda value: f"有{events.get(value, value)}"
    for flag, label in _YES.items():
        yield flag, lambda value, label=label: label  # type: ignore[misc]
    for field, label in DATES:
        yield field, lambda value, label=label: f"{label} {value}"  # type: ignore[misc]


def _handlers(codes: frozenset[str]) -> QuerySet[Staff]:
    return Staff.objects.filter(court__in=codes, role__in=[Role.HANDLER, Role.BUREAU_CHIEF], is_active=True)
