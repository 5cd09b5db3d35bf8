"""A court's stock of invented cases by COPY, so that the lists are measured on as many as a province has."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from duixian.court.cases.models import Category, Status
from duixian.court.cases.search_terms import search_text, terms_of
from duixian.court.cases.terms import ENFORCEMENT_TERM, enforcement_term
from duixian.court.people.models import Court

LAST_DAY = date(2026, 6, 30)
YEARS = 6
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英鹏飞宇晨曦雪梅子涵一诺浩然梓萱麒麟骥璟琬"
_FIRMS = ("商贸", "建筑", "物流", "餐饮", "煤炭运销", "农牧", "科技", "房地产开发")
_CAUSES = ("民间借贷纠纷", "买卖合同纠纷", "追索劳动报酬纠纷", "抚养费纠纷", "金融借款合同纠纷")
_STATUSES = [Status.OPEN, Status.FULLY_PERFORMED, Status.SUSPENDED, Status.TERMINATED]

# fmt: off
_COLUMNS = (
    "id", "court_id", "case_no", "kind", "serial", "cause", "status", "category", "category_confidence",
    "category_reason", "green_channel", "key_supervision", "filed_on", "closed_on", "handler_name",
    "clerk_name", "amount_claimed", "amount_recovered", "amount_waived", "owed", "owed_on",
    "next_due_on", "next_due_what", "applicants", "respondents", "search_text", "search_terms",
)
# fmt: on
_EVENTS = """
INSERT INTO cases_event (case_id, court_id, "on", recorded_at, kind, text, person, data)
SELECT id, court_id, filed_on, now(), 'filed', '立案', '', '{}' FROM cases_case WHERE id >= %s ORDER BY id
"""


@transaction.atomic
def fill_many(n: int, *, seed: int = 1) -> None:
    """Add `n` cases, each with its filing, to the courts that are there; the same seed, the same cases."""
    courts = list(Court.objects.order_by("position").values_list("pk", flat=True))
    random = Random(seed)  # noqa: S311  invented cases, not secrets
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_case_id_seq')")
        first = cursor.fetchone()[0]
        with cursor.copy(f"COPY cases_case ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for number in range(n):
                copy.write_row(_case(random, first + number, courts))
        cursor.execute("SELECT setval('cases_case_id_seq', %s)", [first + n])
        cursor.execute(_EVENTS, [first])
        cursor.execute("ANALYZE cases_case, cases_event, cases_casecount")


def _case(random: Random, number: int, courts: list[str]) -> tuple[Any, ...]:
    # The first courts are larger, as they are in life.
    court = courts[min(random.randrange(len(courts)), random.randrange(len(courts)))]
    filed_on = LAST_DAY - timedelta(random.randrange(365 * YEARS))
    status = random.choices(_STATUSES, (40, 35, 20, 5))[0]
    is_open = status == Status.OPEN
    closed_on = None if is_open else min(LAST_DAY, filed_on + timedelta(random.randrange(400)))
    claimed = random.randrange(1_000, 500_000) * 100
    recovered = 0 if random.random() < 0.5 else random.randrange(claimed)
    owed = 0 if status == Status.FULLY_PERFORMED else claimed - recovered
    case_no = f"（{filed_on.year}）{court}执{number}号"
    people = _person(random), _person(random) if random.random() < 0.6 else _firm(random)
    text = search_text(case_no, people)
    return (
        number,
        court,
        case_no,
        "执",
        number,
        random.choice(_CAUSES),
        status.value,
        random.choice(Category.values),
        "core",
        "",
        random.random() < 0.1,
        random.random() < 0.02,
        filed_on,
        closed_on,
        f"办案{random.randrange(20) + 1}",
        "",
        claimed,
        recovered,
        0,
        owed,
        LAST_DAY,
        enforcement_term(filed_on) if is_open else None,
        ENFORCEMENT_TERM if is_open else "",
        people[0],
        people[1],
        text,
        terms_of(text),
    )


def _person(random: Random) -> str:
    return random.choice(_SURNAMES) + "".join(random.choices(_GIVEN, k=random.choice((1, 2, 2))))


def _firm(random: Random) -> str:
    return f"示例{''.join(random.choices(_GIVEN, k=2))}{random.choice(_FIRMS)}有限公司"
