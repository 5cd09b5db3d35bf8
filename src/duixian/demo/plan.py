"""The plan of the sample: the same seed gives the same staff, cases, payments and events.

First the cases are filed, then some end and are paid what law/ says they owe, then part payments
bring the sum to the published one, then force is used, then comes the ordinary course, and last what
is held and heard in some cases that are still open.
"""

from __future__ import annotations

from random import Random

from duixian.demo.busy import draw_busy
from duixian.demo.coercion import draw_coercion
from duixian.demo.course import draw_course
from duixian.demo.days import DEMO_DAY
from duixian.demo.drafts import draw_drafts
from duixian.demo.facts import Plan, PlannedCase
from duixian.demo.fates import draw_fates
from duixian.demo.hearing import draw_tour
from duixian.demo.institutions import INSTITUTIONS
from duixian.demo.recoveries import draw_outside_payments, draw_part_payments, recovered_in_campaign
from duixian.demo.staff import draw_staff
from duixian.demo.stories import told
from duixian.demo.totals import PUBLISHED

SEED = 2026


def draw_plan(seed: int = SEED) -> Plan:
    """Draw everything from the seed; no clock, no database.

    Raises ValueError for a seed whose cases cannot be brought to the published sums.
    """
    random = Random(seed)
    staff = draw_staff(random)
    stories = told(staff)
    drafts = draw_drafts(random, staff)
    draw_fates(random, drafts, PUBLISHED.fully_performed - len(stories))
    told_recovered = sum(recovered_in_campaign(story.payments) for story in stories)
    draw_part_payments(random, drafts, PUBLISHED.recovered - told_recovered)
    draw_outside_payments(random, drafts)
    draw_coercion(
        random,
        drafts,
        summoned=PUBLISHED.summoned_by_force - _told(stories, "summoned_by_force"),
        detained=PUBLISHED.detained - _told(stories, "detained"),
        fined=PUBLISHED.fined - _told(stories, "fined"),
    )
    for draft in drafts:
        draw_course(random, draft)
    draw_busy(random, drafts)
    tour = draw_tour(random, drafts)
    cases = (*stories, *(draft.finished() for draft in drafts))
    return Plan(
        seed=seed,
        day=DEMO_DAY,
        staff=staff,
        cases=tuple(sorted(cases, key=lambda case: (case.filed_on, case.case_no))),
        tours=(tour,),
        institutions=INSTITUTIONS,
    )


def _told(stories: tuple[PlannedCase, ...], kind: str) -> int:
    return sum(event.kind == kind for story in stories for event in story.events)
