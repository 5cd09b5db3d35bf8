"""The agenda of one court of so many open cases, with a row of every source at each of them.

What the page asks is timed as its people ask it; the counts are held against a plain loop over all rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from duixian.bench.agenda_rows import due_day, fill_rooms

HANDLERS = 20
COURT = "内0602"
ROUNDS = 9


def bench_agenda(cases: int) -> dict[str, Any]:
    """Milliseconds of the desk, the list and the sidebar's count, the median of some rounds."""
    with tempfile.TemporaryDirectory(prefix="duixian-bench-") as folder:
        # A process of its own, since Django is set up once for one database.
        command = [sys.executable, "-m", "duixian.bench.agenda", str(Path(folder) / "data"), str(cases)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def measure(data: Path, cases: int) -> dict[str, Any]:
    """Fill the data folder and time what each role asks."""
    from duixian.site.boot import boot

    boot(data)
    from duixian.bench.fill import LAST_DAY
    from duixian.court.agenda import queries
    from duixian.court.agenda.queries import Filters
    from duixian.court.agenda.queries.counts import summed

    handlers, chief, supervisor = _people()
    rows = _fill(cases, handlers, chief)
    lines = queries.count_lines(chief, LAST_DAY, Filters())
    if summed(lines, lambda line: "")[""].of != dict(_plainly(chief, LAST_DAY)):
        raise ValueError("the counts differ from those of a plain loop")
    deep = _deep_key(chief, LAST_DAY)
    return {
        "cases": cases,
        "rows": rows,
        "desk_chief_ms": _page(chief, "/"),
        "desk_handler_ms": _page(handlers[0], "/"),
        "desk_supervisor_ms": _page(supervisor, "/"),
        "list_ms": _page(chief, "/agenda/"),
        "list_deep_ms": _page(chief, f"/agenda/?after={deep}"),
        "counts_ms": _timed(lambda: queries.count_lines(chief, LAST_DAY, Filters())),
        "sidebar_chief_ms": _timed(lambda: queries.count_due(chief, LAST_DAY)),
        "sidebar_handler_ms": _timed(lambda: queries.count_due(handlers[0], LAST_DAY)),
    }


def _people() -> tuple[list[Any], Any, Any]:
    from duixian.bench.fill import LAST_DAY
    from duixian.court.people.actions import install_courts
    from duixian.court.people.models import Court, Installation, Role, Staff

    upper, *_ = install_courts()
    court = Court.objects.get(pk=COURT)
    Installation.objects.update(demo_day=LAST_DAY)
    handlers = [
        Staff(username=f"handler{n}", name=f"办案{n}", court=court, role=Role.HANDLER)
        for n in range(HANDLERS)
    ]
    Staff.objects.bulk_create(handlers)
    chief = Staff.objects.create(username="chief", name="局长", court=court, role=Role.BUREAU_CHIEF)
    supervisor = Staff.objects.create(username="supervisor", name="督导", court=upper, role=Role.SUPERVISOR)
    return handlers, chief, supervisor


def _fill(cases: int, handlers: list[Any], chief: Any) -> int:
    """Each case with a row of every source, due from a month ago to three months ahead; how many rows."""
    from django.db import connection

    from duixian.bench.fill import LAST_DAY
    from duixian.court.cases import clocks

    filed = _cases(cases, handlers, LAST_DAY)
    parties = _parties(filed)
    _property(parties, chief, LAST_DAY)
    _liaison(parties, LAST_DAY)
    fill_rooms(parties, chief, LAST_DAY)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return sum(source.rows().found.count() for source in clocks.sources())


def _cases(n: int, handlers: list[Any], on: date) -> list[Any]:
    from duixian.court.cases.models import Case

    def case(number: int) -> Case:
        handler = handlers[number % len(handlers)]
        return Case(
            court_id=COURT,
            case_no=f"（2026）{COURT}执{number}号",
            serial=number,
            filed_on=on - timedelta(days=150),
            amount_claimed=100_000,
            handler=handler,
            handler_name=handler.name,
            next_due_on=due_day(on, number, 7919),
            next_due_what="执行期限届满",
            respondents="乙某某",
            search_terms=[],
        )

    return Case.objects.bulk_create(map(case, range(1, n + 1)), batch_size=2_000)


def _parties(cases: list[Any]) -> list[Any]:
    from duixian.court.cases.models import Party

    made = [Party(case=case, side=Party.Side.RESPONDENT, name="乙某某", is_person=True) for case in cases]
    return Party.objects.bulk_create(made, batch_size=2_000)


def _property(parties: list[Any], chief: Any, on: date) -> None:
    from duixian.court.property import models

    bank = models.Institution.objects.create(code="bank", name="示例银行", source="bank")
    order = models.SearchOrder.objects.create(court_id=COURT, on=on, ordered_by=chief)
    before = on - timedelta(days=60)
    leads, reports, requests, payments = [], [], [], []
    for number, party in enumerate(parties):
        of = {"case": party.case, "court_id": COURT, "party": party}
        text = "在示例镇有商铺一间"
        leads.append(models.Lead(**of, text=text, received_on=before, due_on=due_day(on, number, 31)))
        reports.append(models.PropertyReport(**of, ordered_on=before, due_on=due_day(on, number, 37)))
        asked = {"order": order, "institution": bank, "state": "sent", "sent_on": before}
        requests.append(models.SearchRequest(**of, **asked, ref=f"r{number}", due_on=due_day(on, number, 41)))
        paid = {"kind": "wages", "payer": "示例商贸有限公司", "known_on": before}
        payments.append(models.ExpectedPayment(**of, **paid, expected_on=due_day(on, number, 47)))
    models.Lead.objects.bulk_create(leads, batch_size=2_000)
    models.PropertyReport.objects.bulk_create(reports, batch_size=2_000)
    models.SearchRequest.objects.bulk_create(requests, batch_size=2_000)
    models.ExpectedPayment.objects.bulk_create(payments, batch_size=2_000)
    _measures(parties, chief, on)
    _answers(leads, chief, on)


def _measures(parties: list[Any], chief: Any, on: date) -> None:
    """A freeze at each case for a year; every tenth without the bank's receipt."""
    from duixian.court.property.models import Asset, Measure, MeasureTerm

    served = on - timedelta(days=299)
    assets = [
        Asset(thing="deposit", identity=f"a{n}", holder="示例银行", description="活期存款账户")
        for n in range(len(parties))
    ]
    Asset.objects.bulk_create(assets, batch_size=2_000)
    held = {"act": "freeze", "state": "held", "months": 12, "position": 1, "made_by": chief}
    measures = [
        Measure(
            **held,
            case=party.case,
            court_id=COURT,
            party=party,
            asset=asset,
            amount=100_000,
            ruled_on=served,
            served_on=served,
            ends_on=due_day(on, n, 43, 300),
        )
        for n, (party, asset) in enumerate(zip(parties, assets, strict=True))
    ]
    Measure.objects.bulk_create(measures, batch_size=2_000)
    terms = [
        MeasureTerm(
            measure=one,
            starts_on=served,
            ends_on=one.ends_on or on,
            receipt="回执" if n % 10 else "",
            receipt_on=served if n % 10 else None,
        )
        for n, one in enumerate(measures)
    ]
    MeasureTerm.objects.bulk_create(terms, batch_size=2_000)


def _answers(leads: list[Any], chief: Any, on: date) -> None:
    from duixian.court.agenda.models import Answer

    until = on + timedelta(days=3)
    told = [
        Answer(
            source="lead", ref=one.pk, case=one.case, court_id=COURT, by=chief, on=on, text="x", until=until
        )
        for one in leads[::20]
    ]
    Answer.objects.bulk_create(told, batch_size=2_000)


def _liaison(parties: list[Any], on: date) -> None:
    from duixian.court.liaison.models import FieldVisit, LiaisonRequest

    before = on - timedelta(days=60)
    asked, visits = [], []
    for number, party in enumerate(parties):
        of = {"case": party.case, "court_id": COURT, "party": party}
        asked.append(LiaisonRequest(**of, name="示例派出所", sent_on=before, due_on=due_day(on, number, 53)))
        planned = due_day(on, number, 59)
        visits.append(FieldVisit(**of, key=uuid4(), address="示例镇示例村", planned_on=planned))
    LiaisonRequest.objects.bulk_create(asked, batch_size=2_000)
    FieldVisit.objects.bulk_create(visits, batch_size=2_000)


def _plainly(chief: Any, on: date) -> Counter[str]:
    """The same counts by reading every row and asking law of each."""
    from duixian.court.agenda import bands
    from duixian.court.agenda.models import Answer
    from duixian.court.cases import clocks
    from duixian.law import clock

    held = {(row.source, row.ref): row.until for row in Answer.objects.all()}
    counts = Counter(dict.fromkeys(("climbed", "overdue", "today", "week", "early"), 0))
    for source in clocks.sources():
        for ref, until in source.rows().only("row_ref", "row_until"):
            band = bands.band_of(until, on, source.early).name
            level = clock.level(until, on, held.get((source.key, ref)))
            if level != clock.Level.HANDLER:
                band = "climbed"
            if band != "later":
                counts[band] += 1
    return counts


def _deep_key(chief: Any, on: date) -> str:
    """A place far down the list."""
    from itertools import islice

    from duixian.court.agenda import queries
    from duixian.court.agenda.queries import Filters

    rows = queries.all_items(chief, on, Filters(), 20_000)
    last = list(islice(rows, 20_000))[-1]
    return f"a.{last.until}.{last.key}"


def _page(actor: Any, path: str) -> float:
    from django.test import Client

    client = Client()
    client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")

    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise ValueError(f"{path}: {answer.status_code}")

    return _timed(ask)


def _timed(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return round(median(taken), 1)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
