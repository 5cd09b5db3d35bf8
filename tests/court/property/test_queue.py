"""轮候 as days pass: whatever officers do, one measure holds the thing, and law names the same one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.court.property import given
from tests.court.property.given import DAY

from duixian.court.cases.actions import register_case
from duixian.court.property.actions.control import control, record_lapses, release, renew, serve
from duixian.court.property.models import Measure, MeasureTerm
from duixian.law.control import Waiting, effective
from duixian.law.errors import InputError

ONE = timedelta(1)
CASES = 3

queued = st.permutations([("seal", case, 0) for case in range(CASES)])
later = st.lists(
    st.tuples(
        st.sampled_from(["wait", "renew", "release"]),
        st.integers(0, CASES - 1),
        st.sampled_from([1, 30, 31, 40]),
    ),
    min_size=2,
    max_size=10,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(queued, later)
def test_one_measure_holds_and_it_is_the_one_that_law_names(handler, queued, later):
    with transaction.atomic():
        cases = [register_case(handler, given.loan(), DAY) for _ in range(CASES)]
        plate, today, measures = f"蒙K·排队{cases[0].pk}", DAY, {}
        for what, which, days in [*queued, *later]:
            case = cases[which]
            try:
                if what == "wait":
                    today += ONE * days
                    record_lapses(handler, today)
                elif what == "seal":
                    facts = given.seal(case, given.car(plate=plate), months=1)
                    ordered = control(handler, case, facts, on=today, today=today)
                    measures[case.pk] = serve(handler, ordered, given.served(today), today=today)
                elif what == "renew":
                    service = given.served(today)
                    renew(handler, measures[case.pk], service, ruling_no="续", months=1, today=today)
                else:
                    release(
                        handler,
                        measures[case.pk],
                        amount=None,
                        why="已履行",
                        ruling_no="解",
                        on=today,
                        today=today,
                    )
            except InputError:
                pass
            check(measures.values(), today)
        transaction.set_rollback(True)


def check(measures, today: date) -> None:
    rows = list(Measure.objects.filter(pk__in=[one.pk for one in measures]).order_by("position"))
    held = [row.pk for row in rows if row.state == Measure.State.HELD]
    assert len(held) <= 1
    named = effective(tuple(Waiting(str(row.pk), row.served_on, over(row)) for row in rows), today)
    assert named == (str(held[0]) if held else None)
    assert all(row.state == Measure.State.HELD for row in rows if covered(row, today) and not row.ended_on)
    spans = sorted(span for row in rows for span in spans_of(row))
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    begun = Counter(
        term.measure_id for term in MeasureTerm.objects.filter(measure__in=rows) if not renewal(term)
    )
    assert set(begun.values()) <= {1}


def over(row: Measure) -> date | None:
    """The first day on which it holds no longer: a lapse ends with its last day, a release on its own."""
    if row.state == Measure.State.LAPSED:
        return row.ended_on + ONE
    return row.ended_on


def spans_of(row: Measure) -> list[tuple[date, date]]:
    """First and last day of each term, as far as the measure lived."""
    end = over(row)
    spans = [(term.starts_on, term.cut_on or term.ends_on) for term in row.terms.all()]
    return [(first, min(last, end - ONE) if end else last) for first, last in spans if not end or first < end]


def covered(row: Measure, day: date) -> bool:
    return any(term.starts_on <= day <= (term.cut_on or term.ends_on) for term in row.terms.all())


def renewal(term: MeasureTerm) -> bool:
    return term.ruling_no == "续"
