"""One night's feedback: finds read, matched and stored, against a plain loop on the first rows.

Runs in a process of its own on a database that is thrown away, since Django is set up once for one database.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from duixian.bench.memory import peak_mib

_A_PERSON = 4
"""Finds of each respondent."""
_PLAIN_ROWS = 2_000
_PARTIES = """
INSERT INTO cases_party (case_id, side, name, is_person, id_no, phone, address)
SELECT id, 'respondent', '虚构' || id, true, lpad(id::text, 18, '0'), '', '' FROM cases_case
"""
_ORDERS = """
INSERT INTO property_searchorder (court_id, "on", ordered_by_id, ordered_at, left_out)
SELECT code, %s, %s, now(), '[]' FROM people_court
"""
_REQUESTS = """
INSERT INTO property_searchrequest
    (order_id, case_id, court_id, party_id, institution_id, ref, state, sent_on, due_on, tries, why)
SELECT o.id, c.id, c.court_id, p.id, %s, 'bench-' || c.id, 'sent', %s, %s, 1, ''
FROM cases_party p
JOIN cases_case c ON c.id = p.case_id
JOIN property_searchorder o ON o.court_id = c.court_id
"""


def bench_match(finds: int) -> dict[str, Any]:
    """Finds a second from file to stored find, both ways on the same rows at the start of the file."""
    with tempfile.TemporaryDirectory(prefix="duixian-bench-") as folder:
        command = [sys.executable, "-m", "duixian.bench.match", folder, str(finds)]
        # Never a court's own server: what is filled in here is invented.
        own = {name: value for name, value in os.environ.items() if name != "DUIXIAN_DATABASE_URL"}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=own)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def measure(data: Path, finds: int) -> dict[str, Any]:
    """The figures, on an empty data folder."""
    from duixian.site.boot import boot

    boot(data)
    from duixian.court.people.accounts import operator
    from duixian.court.people.actions import install_courts
    from duixian.court.property.actions.feedback import take_feedback
    from duixian.court.property.models import Find

    actor = operator(install_courts()[0])
    institution, content, some = _fill(actor, finds)
    started = time.perf_counter()
    plain = _plain(institution, some)
    plain_seconds = time.perf_counter() - started
    started = time.perf_counter()
    delivery = take_feedback(actor, institution, content, "反馈.csv", on=_day())
    seconds = time.perf_counter() - started
    stored = Find.objects.filter(delivery=delivery, row__lte=len(plain) + 1)
    fast = set(stored.values_list("request__ref", "identity", "worth"))
    return {
        "finds": delivery.finds,
        "mib": round(len(content) / 2**20, 1),
        "seconds": round(seconds, 2),
        "finds_per_second": round(delivery.finds / seconds),
        "plain_finds_per_second": round(len(plain) / plain_seconds),
        "ratio": round(delivery.finds / seconds / (len(plain) / plain_seconds), 2),
        "mismatches": len(fast ^ plain) + (finds - delivery.finds),
        "peak_mib": peak_mib(),
    }


def _day() -> Any:
    from duixian.bench.fill import LAST_DAY

    return LAST_DAY


def _fill(actor: Any, finds: int) -> tuple[Any, bytes, bytes]:
    """Cases with a respondent each, of whom one institution was asked; its feedback, and the start of it."""
    from django.db import connection, transaction

    from duixian.bench.fill import fill_many
    from duixian.court.property.models import Institution, SearchRequest

    institution = Institution.objects.create(code="bench", name="示例银行", source="bank")
    fill_many(-(-finds // _A_PERSON))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PARTIES)
        cursor.execute(_ORDERS, [_day(), actor.pk])
        cursor.execute(_REQUESTS, [institution.pk, _day(), _day()])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_party, property_searchrequest")
    asked = SearchRequest.objects.order_by("pk").values_list("ref", "party__name", "party__id_no")
    rows = [
        (*one, "有财产", "银行存款", f"6222{one[0][6:]}{number}", "活期存款", f"{number * 1000}.50")
        for one in asked
        for number in range(_A_PERSON)
    ][:finds]
    return institution, _sheet(rows), _sheet(rows[:_PLAIN_ROWS])


def _sheet(rows: Sequence[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("查询编号", "被查询人", "证件号码", "查询结果", "财产种类", "账号", "财产名称", "余额"))
    writer.writerows(rows)
    return text.getvalue().encode()


def _plain(institution: Any, content: bytes) -> set[tuple[str, str, int | None]]:
    """One row after another, each looked up, stored and answered alone; undone in the end."""
    from django.db import transaction

    from duixian.court.property.models import Delivery, Find, SearchRequest
    from duixian.reading.feedback import read_feedback

    found: set[tuple[str, str, int | None]] = set()
    with transaction.atomic():
        delivery = Delivery.objects.create(
            institution=institution, on=_day(), filename="", sha256="plain", content=b"", state="taken"
        )
        for one in read_feedback(content, "反馈.csv", source="bank").founds:
            asked = SearchRequest.objects.select_related("party").get(ref=one.ref, institution=institution)
            if (asked.party.name, asked.party.id_no) != (one.name, one.id_no):
                continue
            row = Find.objects.create(
                case_id=asked.case_id,
                court_id=asked.court_id,
                party=asked.party,
                request=asked,
                delivery=delivery,
                institution=institution,
                row=one.row,
                found_on=_day(),
                source=one.source,
                thing=one.thing,
                identity=one.identity,
                description=one.description,
                worth=one.worth,
                raw=dict(one.raw),
                mark=str(one.row),
            )
            asked.state, asked.answered_on = SearchRequest.State.FOUND, _day()
            asked.save(update_fields=["state", "answered_on"])
            found.add((asked.ref, row.identity, row.worth))
        transaction.set_rollback(True)
    return found


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
