"""The book of case money: postings in batches and entry by entry, durable, with every check of the database.

Both are proved from the first entry to the last, and the sums compared with plain arithmetic.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

COURT = "内0602"
BATCH = 10_000
SINGLE = 2_000


def bench_ledger(entries: int) -> dict[str, Any]:
    """Postings a second in batches (`opening`: each opens a place) and one by one; seconds of the proof."""
    with tempfile.TemporaryDirectory(prefix="duixian-bench-") as folder:
        # A process of its own, since Django is set up once for one database.
        command = [sys.executable, "-m", "duixian.bench.ledger", str(Path(folder) / "data"), str(entries)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def measure(data: Path, entries: int) -> dict[str, Any]:
    """Post so many entries of two lines each, then some one by one, each in its own transaction."""
    from duixian.site.boot import boot

    boot(data)
    from duixian.court.funds import book
    from duixian.court.funds.models import Receipt
    from duixian.court.funds.proof import prove

    finance, receipts = _arrive(entries + SINGLE)
    drafts = [_arrival(one) for one in receipts]
    opening = _in_batches(finance, drafts[:entries])
    # Half of each goes back and comes again: between places that are open, as most moves are.
    moving = _in_batches(finance, [_half(one, back) for back in (True, False) for one in receipts[:entries]])
    began = time.perf_counter()
    for draft in drafts[entries:]:
        book.post_all(finance, COURT, [draft])
    one_by_one = time.perf_counter() - began
    began = time.perf_counter()
    proof = prove(COURT)
    proving = time.perf_counter() - began
    came = sum(Receipt.objects.values_list("amount", flat=True))
    if proof.faults or proof.own != came or proof.entries != 3 * entries + SINGLE:
        raise ValueError(f"the book is not true: {proof}")
    return {
        "entries": proof.entries,
        "batch_postings_per_s": round(4 * entries / moving),
        "opening_postings_per_s": round(2 * entries / opening),
        "single_postings_per_s": round(2 * SINGLE / one_by_one),
        "single_entries_per_s": round(SINGLE / one_by_one),
        "prove_s": round(proving, 2),
    }


def _arrive(count: int) -> tuple[Any, list[Any]]:
    from duixian.court.funds.models import Receipt
    from duixian.court.people.actions import install_courts
    from duixian.court.people.models import Court, Role, Staff

    install_courts()
    court = Court.objects.get(pk=COURT)
    finance = Staff.objects.create(username="finance1", name="财务甲", court=court, role=Role.FINANCE)
    rows = (_row(finance, number) for number in range(1, count + 1))
    return finance, Receipt.objects.bulk_create(rows, batch_size=5_000)


def _in_batches(finance: Any, drafts: list[Any]) -> float:
    from duixian.court.funds import book

    began = time.perf_counter()
    for start in range(0, len(drafts), BATCH):
        book.post_all(finance, COURT, drafts[start : start + BATCH])
    return time.perf_counter() - began


def _row(finance: Any, number: int) -> Any:
    from duixian.bench.fill import LAST_DAY
    from duixian.court.funds.models import Receipt

    return Receipt(
        court_id=COURT,
        channel="bank",
        arrived_on=LAST_DAY,
        amount=1 + number * 7919 % 10_000_000,
        payer_name="示例付款人",
        key=f"bench:{number}",
        claim_by=LAST_DAY,
        release_by=LAST_DAY,
        taken_by=finance,
    )


def _arrival(receipt: Any) -> Any:
    from duixian.court.funds.book import BANK, Draft, Kind, Move, unclaimed

    moves = (Move(BANK, unclaimed(receipt), receipt.amount),)
    return Draft(receipt.arrived_on, Kind.ARRIVAL, moves, "到账", key=receipt.key)


def _half(receipt: Any, back: bool) -> Any:
    from duixian.court.funds.book import BANK, Draft, Kind, Move, unclaimed

    here, half = unclaimed(receipt), (receipt.amount + 1) // 2
    if back:
        return Draft(receipt.arrived_on, Kind.RETURN, (Move(here, BANK, half),), "退回")
    return Draft(receipt.arrived_on, Kind.ARRIVAL, (Move(BANK, here, half),), "到账")


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
