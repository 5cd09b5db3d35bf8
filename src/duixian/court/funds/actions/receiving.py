"""到账: bank statements and cash; every sum is entered once, whichever file brings it and however often."""

from __future__ import annotations

import hashlib
from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later, positive
from duixian.court.cases.models import Case, Payment
from duixian.court.funds import book, matching
from duixian.court.funds.actions.claiming import Told, claim
from duixian.court.funds.actions.common import limit, tell, written
from duixian.court.funds.book import BANK, CASH, Draft, Kind, Move, unclaimed
from duixian.court.funds.models import CourtAccount, Receipt, Statement, SubAccount
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Staff
from duixian.law.calendar import DAY, roll_forward
from duixian.law.errors import InputError
from duixian.law.money import display
from duixian.reading import receipts as reading

LARGEST = 20 * 2**20
"""Bytes of a statement: a year of a court's account is a tenth of it."""


@action
def set_account(
    actor: Staff, court: Court, *, name: str, bank: str, account_no: str, bank_code: str = ""
) -> CourtAccount:
    """登记案款专户, from which payments are made. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, court.pk)
    for what, text in (("户名", name), ("开户行", bank), ("账号", account_no)):
        written(what, text, "请照开户资料填写")
    row = CourtAccount(
        court=court,
        name=name.strip(),
        bank=bank.strip(),
        account_no=account_no.strip(),
        bank_code=bank_code.strip(),
    )
    fitting("案款专户", row).save()
    return row


@action
def give_sub_account(actor: Staff, case: Case, number: str, on: date) -> SubAccount:
    """登记案件的专用子账号, by which the bank tells whose money it is. Raises InputError, NotAllowed."""
    access.require(actor, Act.KEEP_FUNDS, case.court_id)
    number = written("子账号", number, "请填写银行分配的子账号")
    other = SubAccount.objects.filter(court=case.court_id, number=number).exclude(case=case).first()
    if other:
        raise InputError("子账号", f"{number}已是{other.case.case_no}的子账号", "请核对账号")
    row, _ = SubAccount.objects.update_or_create(
        case=case, defaults={"court_id": case.court_id, "number": number[:40]}
    )
    tell(actor, case, on, f"本案专用子账号：{number}")
    return row


@action
def import_statement(actor: Staff, court: Court, content: bytes, filename: str, *, today: date) -> Statement:
    """导入流水: every sum that came in is entered once; a case is suggested, and a person claims.

    A row that cannot be taken is kept with its reason, the rest stands.
    Raises InputError where the file as a whole cannot be read, NotAllowed.
    """
    access.require(actor, Act.KEEP_FUNDS, court.pk)
    if len(content) > LARGEST:
        raise InputError(filename, f"超过{LARGEST // 2**20}兆字节", "请分月份导出后分别导入")
    told = reading.read_statement(content, filename)
    book.in_turn(court.pk)
    later = [line for line in told.lines if line.on > today]
    known = set(
        Receipt.objects.filter(court=court, key__in=[line.key for line in told.lines]).values_list(
            "key", flat=True
        )
    )
    new = [line for line in told.lines if line.key not in known and line.on <= today]
    days = [line.on for line in (*told.lines, *told.outgoing)]
    row = Statement(
        court=court,
        filename=filename[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        account_no=told.account_no[:40],
        first=min(days, default=None),
        last=max(days, default=None),
        closing=told.closing,
        taken=len(new),
        known=len(known),
        refused=[*map(str, told.refused), *(f"第{one.row}行日期{one.on}还没有到，没有收下" for one in later)],
        notes=[*map(str, told.gaps), *told.notes],
        brought_on=today,
        brought_by=actor,
    )
    row.save()
    _enter(actor, court, row, new)
    return row


def _enter(actor: Staff, court: Court, statement: Statement, lines: list[reading.Line]) -> None:
    if not lines:
        return
    cases, by_number = matching.cases_of(court.pk)
    receipts = []
    for line in lines:
        found = reading.match(line, cases)
        receipts.append(
            Receipt(
                court=court,
                channel=Receipt.Channel.BANK,
                arrived_on=line.on,
                amount=line.amount,
                payer_name=line.payer_name[:200],
                payer_account=line.payer_account[:64],
                payer_bank=line.payer_bank[:200],
                remark=line.remark[:500],
                virtual_no=line.virtual_no[:40],
                serial=line.serial[:100],
                key=line.key,
                statement=statement,
                **_limits(line.on),
                suggested=by_number[found.case.case_no] if found.case else None,
                sure=found.confidence,
                why=found.why[:500],
                taken_by=actor,
            )
        )
    Receipt.objects.bulk_create(receipts, batch_size=2_000)
    book.post_all(actor, court.pk, [_arrival(one) for one in receipts])


@action
def take_cash(
    actor: Staff,
    case: Case,
    second: Staff,
    *,
    amount: int,
    payer: str,
    number: str,
    meets: Payment | None = None,
    on: date,
    today: date,
) -> Receipt:
    """收取现金, by two officers against a numbered receipt; it is the case's at once.

    `meets` is a payment that the case tells of already, as one made on the spot when an agreement was signed.

    Raises InputError, NotAllowed. Source: 法发〔2017〕6号, two officers, banked by the next working day.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    access.require(second, Act.WORK_CASE, case.court_id)
    if second.pk == actor.pk:
        raise InputError("第二名经手人", "与登记人是同一人", "收取现金须有两名执行人员，请另选一人")
    positive(amount, "收款金额")
    not_later(on, today, "收款日期")
    number = written("收据号", number, "请填写案款收据的号码")
    book.in_turn(case.court_id)
    payer = written("交款人", payer, "请填写交款人的姓名或名称")
    if Receipt.objects.filter(court=case.court_id, key=f"cash:{number}").exists():
        raise InputError("收据号", f"{number}已经登记过", "请核对收据号")
    row = Receipt(
        court_id=case.court_id,
        channel=Receipt.Channel.CASH,
        arrived_on=on,
        amount=amount,
        payer_name=payer,
        serial=number,
        key=f"cash:{number}",
        **_limits(on),
        suggested=case,
        sure=Receipt.Sure.CERTAIN,
        why=f"{actor.name}、{second.name}当场收取",
        taken_by=actor,
        second=second,
        bank_by=roll_forward(on + DAY).day,
    )
    fitting("现金", row).save()
    book.post(actor, case.court_id, _arrival(row))
    claim(actor, row, Told(case, amount, why=row.why, payment=meets), on=on, today=today)
    return row


@action
def bank_cash(
    actor: Staff, receipt: Receipt, *, on: date, line: Receipt | None = None, today: date
) -> Receipt:
    """现金缴存; `line` is the arrival by which the statement told of it, which then is no money of its own.

    Raises InputError, NotAllowed.
    """
    access.require(actor, Act.KEEP_FUNDS, receipt.court_id)
    row = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if row.channel != Receipt.Channel.CASH or row.banked_on:
        raise InputError("现金缴存", "不是待缴存的现金", "请刷新页面核对")
    not_later(on, today, "缴存日期")
    if on < row.arrived_on:
        raise InputError("缴存日期", f"早于收款日期{row.arrived_on}", "请核对日期")
    if line is not None:
        _is_the_same(actor, row, line, on)
    moves = (Move(BANK, CASH, row.amount),)
    book.post(
        actor,
        row.court_id,
        Draft(on, Kind.BANKED, moves, f"现金缴存 收据{row.serial}", key=f"banked:{row.pk}"),
    )
    row.banked_on = on
    row.save(update_fields=["banked_on"])
    return row


def _is_the_same(actor: Staff, cash: Receipt, line: Receipt, on: date) -> None:
    line = Receipt.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.court_id != cash.court_id or line.amount != cash.amount or line.channel != Receipt.Channel.BANK:
        raise InputError("对应的流水", f"金额不是{display(cash.amount)}元", "请选择缴存这笔现金的那一行流水")
    if line.claims.filter(undone_on=None).exists():
        raise InputError("对应的流水", "这笔款已经认领", "请先撤销认领")
    entry = book.entry_of(line.court_id, f"arrival:{line.pk}")
    book.reverse(actor, entry, f"是收据{cash.serial}现金的缴存，不另计收入", max(on, entry.on))
    line.open = False
    line.why = f"是收据{cash.serial}现金的缴存"
    line.save(update_fields=["open", "why"])


def _limits(on: date) -> dict[str, date]:
    return {"claim_by": limit("money_claim", on), "release_by": limit("money_release", on)}


def _arrival(row: Receipt) -> Draft:
    """The entry, on the day of arrival; of a day that is closed, on the next."""
    text = f"到账 {row.payer_name or '付款人不详'} {row.remark}".strip()
    own = CASH if row.channel == Receipt.Channel.CASH else BANK
    on = book.first_open_day(row.court_id, row.arrived_on)
    return Draft(on, Kind.ARRIVAL, (Move(own, unclaimed(row), row.amount),), text, key=f"arrival:{row.pk}")
