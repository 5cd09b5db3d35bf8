"""银行回单: what the bank says of a batch, payment by payment; what does not fit is told, not guessed."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action
from duixian.court.funds.actions.releasing import note_paid, note_returned
from duixian.court.funds.models import Batch, Release
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError
from duixian.reading.bank_answer import Outcome, read_answer

LARGEST = 20 * 2**20


@action
def take_answer(
    actor: Staff, batch: Batch, content: bytes, filename: str, *, today: date
) -> tuple[int, int, list[str]]:
    """How many were paid, how many came back, and what could not be taken, in words.

    The same answer again changes nothing. Raises InputError where the file cannot be read, NotAllowed.
    """
    access.require(actor, Act.KEEP_FUNDS, batch.court_id)
    if len(content) > LARGEST:
        raise InputError(filename, f"超过{LARGEST // 2**20}兆字节", "请只导出这一批次的结果")
    told = read_answer(content, filename)
    if told.message_id and told.message_id != batch.number:
        raise InputError(filename, f"是批次{told.message_id[:40]}的回单", f"请上传批次{batch.number}的回单")
    rows = {f"DX{row.pk}": row for row in batch.releases.select_related("payee")}
    outcomes = {one.end_to_end: one for one in told.outcomes}
    if told.whole:
        outcomes = {name: outcomes.get(name, told.whole) for name in rows} | outcomes
    faults = [*map(str, told.refused)]
    done = {"paid": 0, "returned": 0, "pending": 0}
    for name, outcome in outcomes.items():
        row = rows.get(name)
        if fault := _unfit(name, row, outcome):
            faults.append(fault)
        elif row and row.state == Release.State.SENT:
            done[outcome.state] += 1
            _follow(actor, row, outcome, batch, today)
    return done["paid"], done["returned"], faults


def _unfit(name: str, row: Release | None, outcome: Outcome) -> str:
    if row is None:
        return f"第{outcome.row}行：付款编号{name[:40]}不在这一批次"
    if outcome.amount is not None and outcome.amount != row.amount:
        return f"第{outcome.row}行：{row.payee.name}的金额与付款文件不符，没有登记，请向银行核对"
    if outcome.account_no and outcome.account_no != row.payee.account_no:
        return f"第{outcome.row}行：{row.payee.name}的账号与付款文件不符，没有登记，请向银行核对"
    said = {Release.State.PAID: "paid", Release.State.RETURNED: "returned"}.get(Release.State(row.state))
    if said and outcome.state not in (said, "pending"):
        return f"第{outcome.row}行：{row.payee.name}已登记“{row.get_state_display()}”，回单却不同，请核对"
    return ""


def _follow(actor: Staff, row: Release, outcome: Outcome, batch: Batch, today: date) -> None:
    on = outcome.on if outcome.on and batch.on <= outcome.on <= today else today
    if outcome.state == "paid":
        note_paid(actor, row, on=on, today=today)
    elif outcome.state == "returned":
        note_returned(actor, row, reason=outcome.reason or "银行退回，未说明原因", on=on, today=today)
