"""The statement of debt: one core in a plain loop against all cores, equal to the fen."""

from __future__ import annotations

import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duixian.bench.memory import peak_mib
from duixian.law.debt import statement
from duixian.law.title import Claim, DueOn, InterestRule, Obligation, Payment, Rate

_AS_OF = date(2026, 6, 30)
_CHUNK = 500


def claims(count: int, seed: int = 1) -> list[Claim]:
    """Ordinary claims: one sum, half of them with LPR interest, up to two part payments."""
    draw = random.Random(seed)  # noqa: S311  data for timing, no secret
    return [_claim(draw) for _ in range(count)]


def _claim(draw: random.Random) -> Claim:
    due = date(2020, 1, 1) + timedelta(days=draw.randrange(2000))
    amount = draw.randrange(1_000_00, 1_000_000_00)
    interest = InterestRule(
        start=due - timedelta(days=draw.randrange(30, 400)),
        until="payment",
        rate=Rate(kind="lpr", tenor="1y", multiple=draw.choice([Decimal(1), Decimal("1.5"), Decimal(4)])),
    )
    payments = tuple(
        Payment(on=due + timedelta(days=draw.randrange(1, 150) + 150 * order), amount=amount // 5)
        for order in range(draw.randrange(3))
    )
    obligation = Obligation(
        id="1",
        subject="借款本金",
        amount=amount,
        falls_due=DueOn(due),
        interest=(interest,) if draw.random() < 0.5 else (),
    )
    return Claim(as_of=_AS_OF, obligations=(obligation,), payments=payments)


def _totals(part: list[Claim]) -> list[int]:
    return [statement(claim).total for claim in part]


def bench_debt(cases: int) -> dict[str, Any]:
    """Cases a second of both ways; `mismatches` counts totals that differ."""
    made = claims(cases)
    started = time.perf_counter()
    plain = _totals(made)
    plain_seconds = time.perf_counter() - started
    parts = [made[at : at + _CHUNK] for at in range(0, len(made), _CHUNK)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        started = time.perf_counter()
        fast = [total for part in pool.map(_totals, parts) for total in part]
        seconds = time.perf_counter() - started
    return {
        "cases": cases,
        "seconds": round(seconds, 3),
        "cases_per_second": round(cases / seconds),
        "plain_cases_per_second": round(cases / plain_seconds),
        "ratio": round(plain_seconds / seconds, 2),
        "mismatches": sum(a != b for a, b in zip(plain, fast, strict=True)),
        "peak_mib": peak_mib(),
    }
