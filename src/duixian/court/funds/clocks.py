"""What falls due here: money to be claimed, told of, banked and released, and holds that end."""

from __future__ import annotations

from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from duixian.court.cases import clocks
from duixian.court.cases.clocks import Href, Rows, Source, page, row_page, rows, words
from duixian.court.funds.models import Claim, Hold, Plan, Receipt
from duixian.court.funds.queries.lying import to_release

PAGE = "case-funds"
WARNED = 5
"""Days before the last day of release at which it is red."""


def _claims() -> Rows:
    found = Receipt.objects.filter(open=True, suggested__isnull=False)
    return rows(
        found, until="claim_by", since="arrived_on", what=F("why"), whom="payer_name", case="suggested__"
    )


def _notices() -> Rows:
    found = Claim.objects.filter(told_on=None, undone_on=None)
    return rows(found, until="tell_by", since="on", what=words("告知当事人案款到账"))


def _cash() -> Rows:
    found = Receipt.objects.filter(bank_by__isnull=False, banked_on=None)
    what = Concat(Value("现金收据"), F("serial"), output_field=CharField())
    return rows(found, until="bank_by", since="arrived_on", what=what, whom="payer_name", case="suggested__")


def _releases() -> Rows:
    what = words("案款待发放")
    return rows(to_release(), until="last", since="receipt__arrived_on", what=what, court="book")


def _holds() -> Rows:
    found = Hold.objects.filter(ended_on=None)
    return rows(found, until="until", since="held_on", what=F("why"), whom="payee__name")


def _plans() -> Rows:
    found = Plan.objects.filter(state=Plan.State.SERVED)
    return rows(found, until="object_by", since="served_on", what=words("分配方案异议期满，划付"))


def _row(kind: str, name: str) -> Href:
    return lambda ref, case: reverse("money-act", args=[kind, ref, name])


def register() -> None:
    """Called once, when the room's app is ready."""
    here = page(PAGE)
    for source in (
        Source("money_claim", "认领案款", _claims, "认领", row_page("receipt"), "认领到案件或退回"),
        Source("money_notice", "告知到账", _notices, "登记告知", _row("claim", "tell"), "登记告知当事人"),
        Source("money_cash", "现金缴存", _cash, "缴存", row_page("receipt"), "缴存银行"),
        Source("money_release", "发放案款", _releases, "发放", here, "付讫，或批准延期", early=WARNED),
        Source("money_plan", "分配方案", _plans, "划付", page("case-distribution"), "按方案划付或撤销"),
        Source("money_hold", "扣留届满", _holds, "补交裁定", _row("hold", "basis"), "补交法律依据或解除"),
    ):
        clocks.register(source)
