"""Which open cases have more told of them than their ordinary course, and the drawing of it."""

from __future__ import annotations

from datetime import date
from random import Random

from duixian.demo.drafts import Draft
from duixian.demo.hearing import draw_hearing
from duixian.demo.holdings import draw_holdings, draw_queue
from duixian.demo.staff import SHOWN_COURT, SHOWN_HANDLER

_SHARES = (22, 16, 20)
"""Cases of the shown handler, of others at his court, and of the other courts."""
_FILED_BEFORE = date(2026, 3, 10)
_LEAST_CLAIM = 8_000_00


def draw_busy(random: Random, drafts: list[Draft]) -> None:
    """Draw what is held and heard in about sixty open cases."""
    fitting = [draft for draft in drafts if _fits(draft)]
    own = [draft for draft in fitting if draft.case.handler == SHOWN_HANDLER]
    near = [
        draft for draft in fitting if draft.case.court == SHOWN_COURT and draft.case.handler != SHOWN_HANDLER
    ]
    far = [draft for draft in fitting if draft.case.court != SHOWN_COURT]
    pools = zip((own, near, far), _SHARES, strict=True)
    busy = [draft for pool, share in pools for draft in random.sample(pool, min(share, len(pool)))]
    draw_holdings(random, busy)
    draw_hearing(random, busy)
    draw_queue(random, [draft for draft in drafts if not draft.acts])


def _fits(draft: Draft) -> bool:
    case = draft.case
    return draft.closing is None and case.filed_on < _FILED_BEFORE and case.amount_claimed >= _LEAST_CLAIM
