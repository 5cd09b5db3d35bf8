"""案款 for tests: money that came in, as it came."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from duixian.court.funds.models import Receipt
from duixian.court.people.models import Staff

DAY = date(2026, 6, 30)
FILED = date(2026, 3, 2)
YUAN = 100
_serial = count(1)


def receipt(actor: Staff, yuan: int, on: date = DAY) -> Receipt:
    """A row of what came in, without its entry."""
    number = str(next(_serial))
    return Receipt.objects.create(
        court_id=actor.court_id,
        channel="bank",
        arrived_on=on,
        amount=yuan * YUAN,
        payer_name="示例付款人",
        serial=number,
        key=f"row:{number}",
        claim_by=on + timedelta(days=3),
        release_by=on + timedelta(days=30),
        taken_by=actor,
    )
