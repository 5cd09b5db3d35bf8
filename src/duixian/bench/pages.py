"""The pages over a large stock: eight clients on loopback, against the server that users have.

The list is asked with filters, sorts, searches and further pages drawn by lot; the dashboard of a
campaign with a third of the cases in it is asked as often as somebody would look at it.
"""

from __future__ import annotations

import http.client
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote, urlencode

CLIENTS = 8
PASSWORD = "bench-2026-password"  # noqa: S105  of a database that is thrown away
_SORTS = ("-filed", "filed", "-owed", "owed", "-claimed", "-recovered", "case_no", "next_due")
_WORDS = ("张伟", "示例", "有限公司", "王", "执5", "内0602执1234号", "浩然", "没有这个人")
_ANSWERED = 200


def bench_pages(cases: int, asked: int = 400) -> dict[str, Any]:
    """Milliseconds of the list and the dashboard, each client one request after another."""
    with tempfile.TemporaryDirectory(prefix="duixian-bench-") as folder:
        data = Path(folder) / "data"
        _fill(data, cases)
        with _served(data) as port:
            signed_in = [_sign_in(port, user) for user in ("supervisor", "clerk") * (CLIENTS // 2)]
            _ask(port, signed_in, _lists, CLIENTS * 4)
            lists = _ask(port, signed_in, _lists, asked)
            boards = _ask(port, signed_in[:1], _boards, 30)
    return {"cases": cases, "clients": CLIENTS, "list": _figures(lists), "dashboard": _figures(boards)}


def _figures(milliseconds: list[float]) -> dict[str, float]:
    return {
        "requests": len(milliseconds),
        "median_ms": round(median(milliseconds), 1),
        "p99_ms": round(quantiles(milliseconds, n=100)[98], 1),
        "most_ms": round(max(milliseconds), 1),
    }


def _fill(data: Path, cases: int) -> None:
    """Runs in a process of its own, since Django is set up once for one database."""
    subprocess.run([sys.executable, "-m", "duixian.bench.pages", str(data), str(cases)], check=True)


def fill(data: Path, cases: int) -> None:
    """Courts, two accounts, the cases, and a campaign with a third of them."""
    from duixian.site.boot import boot

    boot(data)
    from django.db import connection, transaction

    from duixian.bench.fill import LAST_DAY, fill_many
    from duixian.court.campaigns.actions import create_campaign
    from duixian.court.people.actions import install_courts
    from duixian.court.people.models import Installation, Role

    upper, *lower = install_courts()
    supervisor = _account("supervisor", Role.SUPERVISOR, upper)
    _account("clerk", Role.CLERK, lower[0])
    Installation.objects.update(demo_day=LAST_DAY)
    fill_many(cases)
    campaign = create_campaign(
        supervisor,
        slug="bench",
        name="计时用的专项行动",
        organiser=upper,
        starts_on=LAST_DAY.replace(month=4, day=1),
        ends_on=LAST_DAY,
        scope_toml=_scope(),
        on=LAST_DAY,
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INCLUDE, [campaign.pk, campaign.starts_on])
    with connection.cursor() as cursor:
        # What the server would do by itself in the hours after so large a load.
        cursor.execute("VACUUM (ANALYZE)")


_INCLUDE = """
INSERT INTO campaigns_inclusion
    (campaign_id, case_id, category, confidence, reason, included_on, removed_reason)
SELECT %s, id, category, 'core', '计时', %s, '' FROM cases_case WHERE category <> 'none' AND id %% 3 = 0
"""


def _scope() -> str:
    from duixian.law import scope

    return (Path(scope.__file__).parent / "tables" / "scope.toml").read_text(encoding="utf-8")


def _account(name: str, role: str, court: Any) -> Any:
    from duixian.court.people.models import Staff

    return Staff.objects.create_user(name, PASSWORD, name=name, court=court, role=role)


@contextmanager
def _served(data: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "duixian.cli", "serve", "--data", str(data), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None  # noqa: S101
        server.stderr.readline()
        _until_open(port)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def _until_open(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            threading.Event().wait(0.1)
    raise TimeoutError("the server did not open its port within a minute")


def _sign_in(port: int, user: str) -> str:
    """The session's cookie."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", "/sign-in/")
    shown = link.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.read().decode())
    given = re.search(r"csrftoken=(\w+)", shown.headers["Set-Cookie"])
    if token is None or given is None:
        raise ValueError("the sign-in page has no token")
    form = urlencode({"username": user, "password": PASSWORD, "csrfmiddlewaretoken": token[1]})
    kind = "application/x-www-form-urlencoded"
    link.request("POST", "/sign-in/", form, {"Cookie": f"csrftoken={given[1]}", "Content-Type": kind})
    done = link.getresponse()
    done.read()
    session = re.search(r"sessionid=(\w+)", str(done.headers.get_all("Set-Cookie")))
    if session is None:
        raise ValueError(f"{user} could not sign in")
    return f"sessionid={session[1]}"


def _ask(port: int, cookies: list[str], draw: Any, asked: int) -> list[float]:
    """Every client asks its share, one after another; milliseconds of each answer, read whole."""
    taken: list[float] = []
    clients = [
        threading.Thread(target=_client, args=(port, cookie, draw, asked // len(cookies), seed, taken))
        for seed, cookie in enumerate(cookies)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if len(taken) < asked // len(cookies) * len(cookies):
        raise ValueError("some requests were not answered; see the server's messages above")
    return taken


def _client(port: int, cookie: str, draw: Any, times: int, seed: int, taken: list[float]) -> None:
    lot = random.Random(seed)  # noqa: S311
    link, further = http.client.HTTPConnection("127.0.0.1", port, timeout=60), ""
    for _ in range(times):
        path = further if further and lot.random() < 0.3 else draw(lot)
        started = time.perf_counter()
        link.request("GET", path, headers={"Cookie": cookie})
        answer = link.getresponse()
        body = answer.read()
        if answer.status != _ANSWERED:
            raise ValueError(f"{path}: {answer.status}")
        taken.append((time.perf_counter() - started) * 1000)
        onward = re.search(rb'href="(/cases/\?[^"]*after=[^"]*)"', body)
        further = onward[1].decode().replace("&amp;", "&") if onward else ""


def _lists(lot: random.Random) -> str:
    chosen: dict[str, str] = {"sort": lot.choice(_SORTS)}
    for name, values in (
        ("status", ("open", "suspended", "fully_performed")),
        ("category", ("wages", "support", "small_claim")),
        ("court", ("内0602", "内0622", "内06")),
        ("q", _WORDS),
        ("campaign", ("bench",)),
        ("flag", ("green",)),
    ):
        if lot.random() < 0.25:
            chosen[name] = lot.choice(values)
    return f"/cases/?{urlencode(chosen, quote_via=quote)}"


def _boards(_: random.Random) -> str:
    return "/campaigns/bench/"


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
