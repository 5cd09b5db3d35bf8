"""duixian funds: what a killed program left is whole, a changed fen is found, an auditor reads the book."""

from __future__ import annotations

import json
import re
from pathlib import Path

from beancount.loader import load_string

ENTRIES = 1_000
POSTING = f"""
import sys
from datetime import date
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.funds import book
from duixian.court.funds.book import BANK, Draft, Kind, Move, unclaimed
from duixian.court.funds.models import Receipt
from duixian.court.people.actions import install_courts
from duixian.court.people.models import Court, Role, Staff
install_courts()
day, court = date(2026, 6, 30), Court.objects.get(pk="内0622")
told = dict(name="财务", court=court, role=Role.FINANCE)
finance, _ = Staff.objects.get_or_create(username="finance", defaults=told)
for n in range(1, {ENTRIES} + 1):
    plain = dict(channel="bank", arrived_on=day, amount=n, claim_by=day, release_by=day, taken_by=finance)
    receipt, _ = Receipt.objects.get_or_create(court=court, key=f"line:{{n}}", defaults=plain)
    move = Move(BANK, unclaimed(receipt), n)
    book.post(finance, "内0622", Draft(day, Kind.ARRIVAL, (move,), "到账", key=f"arrival:{{receipt.pk}}"))
    print(f"posted {{n}}", flush=True)
"""
CHANGED = """
import sys
from pathlib import Path
from duixian.site.boot import boot
boot(Path(sys.argv[1]))
from duixian.court.funds.models import Account
Account.objects.filter(place="bank").update(balance=1)
"""


def test_a_killed_program_loses_and_doubles_no_posting_and_the_book_is_proved(program, tmp_path: Path):
    data = tmp_path / "data"
    first = program("-c", POSTING, str(data), data=data)
    first.wait_for(f"posted {ENTRIES // 2}", 120)
    first.process.kill()
    first.end()
    told = [int(n) for n in re.findall(r"posted (\d+)", first.said)]
    assert told[-1] < ENTRIES

    def funds(*arguments: str, code: int = 0) -> str:
        ran = program("-m", "duixian.cli", "funds", *arguments, "--data", str(data), data=data)
        assert ran.end(120) == code, ran.said
        return ran.said

    def proof(code: int = 0) -> dict[str, object]:
        shown = funds("prove", "内0622", "--json", code=code)
        found: dict[str, object] = json.loads(shown)[0]
        return found

    left = proof()
    # What was told of stands; at most the one that was under way is there beside it.
    assert left["entries"] in (told[-1], told[-1] + 1)
    again = program("-c", POSTING, str(data), data=data)
    assert again.end(240) == 0, again.said
    whole = proof()
    # 1 + 2 + … + 1,000 fen.
    assert (whole["entries"], whole["own"], whole["faults"]) == (ENTRIES, 500_500, [])
    out = tmp_path / "book.beancount"
    funds("beancount", "内0622", "--out", str(out))
    _, errors, _ = load_string(out.read_text(encoding="utf-8"))
    assert errors == []
    assert "没有这个代字" in funds("beancount", "内9999", code=2)
    assert program("-c", CHANGED, str(data), data=data).end(120) == 0
    assert "记着0.01元，分录相加是5,005.00元" in str(proof(code=1)["faults"])
