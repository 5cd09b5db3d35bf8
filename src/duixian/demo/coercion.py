"""Compelled appearances, detentions and the one fine, cut by court and week from the published numbers.

Every person brought in by force, detained or fined is another one, so persons and person-times agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from duixian.demo import mix
from duixian.demo.days import campaign_weeks, some_day
from duixian.demo.drafts import Draft
from duixian.demo.facts import PlannedEvent
from duixian.demo.totals import PUBLISHED, apportion, apportion_table

_FINE = 5_000_00
_NEAR = timedelta(7)


def draw_coercion(random: Random, drafts: list[Draft], summoned: int, detained: int, fined: int) -> None:
    """Bring in, detain and fine so many persons in cases in scope, and a few outside all counting."""
    shares = list(mix.COURT_SHARES.values())
    summons = apportion_table(summoned, shares, mix.WEEK_SHARES)
    detentions = apportion(detained, shares)
    brought_in: list[tuple[Draft, date]] = []
    for court, by_week, to_detain in zip(mix.COURT_SHARES, summons, detentions, strict=True):
        within = [draft for draft in drafts if draft.case.court == court and draft.case.counts]
        here = list(_bring_in_by_weeks(random, within, by_week))
        _detain(random, here, to_detain)
        brought_in += here
    _fine(random, [draft for draft, _ in brought_in if _has(draft, "detained")], fined)
    _uncounted(random, drafts)


def _bring_in_by_weeks(
    random: Random, drafts: list[Draft], counts: list[int]
) -> Iterator[tuple[Draft, date]]:
    order = [draft for draft in random.sample(drafts, len(drafts)) if draft.case.respondents[0].is_person]
    for week, count in zip(campaign_weeks(), counts, strict=True):
        for _ in range(count):
            day = random.choice(week)
            near = random.random() < 0.6
            draft = _next(order, day, near)
            order.remove(draft)
            _bring_in(draft, day)
            yield draft, day


def _next(order: list[Draft], day: date, near: bool) -> Draft:
    """The first draft open on that day; where `near`, rather one that is paid within a week of it."""
    fitting = [draft for draft in order if _open_on(draft, day)]
    soon = [draft for draft in fitting if draft.closing and draft.acts_until <= day + _NEAR]
    return (soon or fitting)[0] if near else fitting[0]


def _open_on(draft: Draft, day: date) -> bool:
    return draft.case.filed_on + timedelta(8) <= day <= draft.acts_until


def _bring_in(draft: Draft, day: date) -> None:
    person = draft.case.respondents[0].name
    text = f"经传票传唤无正当理由拒不到场，依法拘传{person}到院接受询问"
    draft.events.append(PlannedEvent(day, "summoned_by_force", text, person))


def _detain(random: Random, brought_in: list[tuple[Draft, date]], count: int) -> None:
    for draft, day in random.sample(brought_in, count):
        on = some_day(random, day, min(day + timedelta(2), draft.acts_until)) or day
        person = draft.case.respondents[0].name
        days = random.choice((5, 10, 15))
        text = f"拒不报告财产、有能力而拒不履行，决定对{person}司法拘留{days}日"
        draft.events.append(PlannedEvent(on, "detained", text, person))


def _fine(random: Random, drafts: list[Draft], count: int) -> None:
    for draft in random.sample(drafts, count):
        detention = next(event for event in draft.events if event.kind == "detained")
        text = f"虚假报告财产，决定对{detention.person}罚款{_FINE // 100}元"
        draft.events.append(PlannedEvent(detention.on, "fined", text, detention.person, _FINE))


def _has(draft: Draft, kind: str) -> bool:
    return any(event.kind == kind for event in draft.events)


def _uncounted(random: Random, drafts: list[Draft]) -> None:
    """Persons brought in outside the scope, or before the campaign began."""
    people = [draft for draft in drafts if draft.case.respondents[0].is_person]
    outside = [draft for draft in people if draft.case.scope == "outside" and draft.closing is None]
    for draft in random.sample(outside, mix.OUTSIDE_SUMMONED):
        first = max(PUBLISHED.starts_on, draft.case.filed_on)
        _bring_in(draft, some_day(random, first, PUBLISHED.ends_on) or PUBLISHED.ends_on)
    eve = PUBLISHED.starts_on - timedelta(1)
    early = [d for d in people if d.case.filed_on < date(2026, 2, 1) and not _has(d, "summoned_by_force")]
    for draft in random.sample(early, mix.SUMMONED_BEFORE):
        last = min(eve, draft.acts_until)
        _bring_in(draft, some_day(random, draft.case.filed_on + timedelta(8), last) or last)
