"""The second half: a staged ledger becomes cases in one transaction, or nothing does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pghistory
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction

from duixian.court.cases.actions import register_cases
from duixian.court.cases.actions.acting import hold
from duixian.court.cases.actions.derived import refresh_softly
from duixian.court.cases.actions.facts import CaseFacts, PartyFacts, PaymentFacts, TitleFacts
from duixian.court.cases.ledger_import.stage import Fate, existing, told_of
from duixian.court.cases.ledger_import.told import LEDGER_CHANNEL, Paid, Told, changes, sum_due
from duixian.court.cases.ledger_import.update import closed_event, update_cases
from duixian.court.cases.models import Case, Event, EventKind, LedgerImport, LedgerImportRow
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Role, Staff
from duixian.law.errors import DuixianError, InputError
from duixian.reading.ledger.cells import is_person

AT_ONCE = 2_000
"""Rows up to this number are entered while the person waits; more by a job with progress."""
_BATCH = 2_000
_ENTERING = 0x6C6467  # the advisory lock under which one program at a time enters a ledger
_AGAIN = "请重新选择文件核对一遍"

Progress = Callable[[int, int], None]
Stage = LedgerImport.Stage

imported: list[Callable[[Staff, Sequence[Case], date], object]] = []
"""What other rooms do with the cases that a ledger brought or changed; they register themselves."""


def confirm_ledger(actor: Staff, ledger: LedgerImport, on: date, *, now: bool = False) -> LedgerImport:
    """确认: enter a staged ledger, at once or (unless `now`) by a job where it is long.

    Raises InputError where it is not waiting for confirmation or its cases changed meanwhile.
    """
    access.require(actor, Act.IMPORT_LEDGER, ledger.court_id)
    if now or ledger.rows.count() <= AT_ONCE:
        _apply(actor, ledger.pk, on, Stage.STAGED, lambda done, rows: None)
    else:
        _apply_later(actor, ledger, on)
    ledger.refresh_from_db()
    return ledger


def apply_confirmed(actor_id: int, ledger_id: int, on: date) -> None:
    """The job's body: enter the ledger; on any fault it waits again as it was. Raises the fault."""
    actor = Staff.objects.select_related("court").get(pk=actor_id)
    if LedgerImport.objects.filter(pk=ledger_id, stage=Stage.CONFIRMING).exists():
        with _progress(ledger_id) as progress:
            _apply(actor, ledger_id, on, Stage.CONFIRMING, progress)


def _apply_later(actor: Staff, ledger: LedgerImport, on: date) -> None:
    from duixian.court.cases.tasks import confirm_ledger_job

    with transaction.atomic():
        waiting = LedgerImport.objects.filter(pk=ledger.pk, stage=Stage.STAGED)
        if not waiting.update(stage=Stage.CONFIRMING, done=0):
            raise _not_waiting()
        confirm_ledger_job.defer(actor=actor.pk, ledger=ledger.pk, on=on.isoformat())


def _apply(actor: Staff, ledger_id: int, on: date, waiting: str, progress: Progress) -> None:
    """All rows and the stage in one transaction: whenever it breaks off, the ledger waits as before."""
    try:
        with transaction.atomic(), pghistory.context(actor=actor.pk, act="confirm_ledger", ledger=ledger_id):
            ledger = _alone_with(ledger_id)
            if ledger.stage != waiting:
                raise _not_waiting()
            _enter(actor, ledger, on, progress)
            LedgerImport.objects.filter(pk=ledger_id).update(stage=Stage.DONE, on=on, message="")
    except BaseException as error:
        message = str(error) if isinstance(error, DuixianError) else "入库中断，没有一行入库，请再确认一次"
        unfinished = LedgerImport.objects.filter(pk=ledger_id, stage__in=(Stage.STAGED, Stage.CONFIRMING))
        unfinished.update(stage=Stage.STAGED, message=message[:500])
        if isinstance(error, IntegrityError):
            raise InputError("台账", "核对之后案件有了变动，没有一行入库", _AGAIN) from error
        raise


def _alone_with(ledger_id: int) -> LedgerImport:
    """The ledger, once nobody else is entering it; its row stays free for the progress told beside."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ENTERING, ledger_id])
    return LedgerImport.objects.get(pk=ledger_id)


def _not_waiting() -> InputError:
    return InputError("台账", "不在待核对状态，可能已经入库", "请刷新页面查看")


@contextmanager
def _progress(ledger_id: int) -> Iterator[Progress]:
    """Tells how far the work is over a connection of its own: nobody sees into a transaction."""
    beside = connections.create_connection(DEFAULT_DB_ALIAS)

    def tell(done: int, rows: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE cases_ledgerimport SET done = %s, total = %s WHERE id = %s", [done, rows, ledger_id]
            )

    try:
        yield tell
    finally:
        beside.close()


def _enter(actor: Staff, ledger: LedgerImport, on: date, progress: Progress) -> None:
    rows = list(ledger.rows.filter(fate__in=(Fate.NEW, Fate.CHANGED)).order_by("row").defer("cells"))
    handlers = _handlers(actor)
    touched: list[Case] = []
    for start in range(0, len(rows), _BATCH):
        progress(start, len(rows))
        some = rows[start : start + _BATCH]
        held = existing([row.case_no for row in some])
        _check_still(some, held)
        new = [told_of(row) for row in some if row.fate == Fate.NEW]
        facts = [_facts(told, ledger, handlers, on) for told in new]
        cases = register_cases(actor, facts, on, how=EventKind.IMPORTED)
        _close_as_told(actor, zip(new, cases, strict=True), on)
        changed = [
            (told_of(row), *held[row.case_no], row.changes) for row in some if row.fate == Fate.CHANGED
        ]
        touched += [*cases, *update_cases(actor, changed, ledger, handlers, on)]
    for react in imported:
        react(actor, touched, on)


def _check_still(rows: Iterable[LedgerImportRow], held: dict[str, tuple[Case, Paid]]) -> None:
    """Refuse where what was shown for confirmation is no longer so."""
    for row in rows:
        found = held.get(row.case_no)
        now = list(changes(told_of(row), *found)) if found else None
        if now != (row.changes if row.fate == Fate.CHANGED else None):
            raise InputError(f"第{row.row}行 {row.case_no}", "核对之后案件有了变动", _AGAIN)


def _handlers(actor: Staff) -> dict[tuple[str, str], Staff | None]:
    """Handlers by court and name; None where two at a court have one name."""
    found: dict[tuple[str, str], Staff | None] = {}
    roles = (Role.HANDLER, Role.BUREAU_CHIEF)
    for staff in Staff.objects.filter(court__in=access.courts_of(actor), role__in=roles, is_active=True):
        key = (staff.court_id, staff.name)
        found[key] = None if key in found else staff
    return found


def _facts(
    told: Told, ledger: LedgerImport, handlers: dict[tuple[str, str], Staff | None], on: date
) -> CaseFacts:
    day = date.fromisoformat(told.closed_on) if told.closed_on else on
    payments: tuple[PaymentFacts, ...] = ()
    if told.recovered:
        key = f"ledger:{ledger.pk}:{told.case_no}"
        payments = (PaymentFacts(on=day, amount=told.recovered, channel=LEDGER_CHANNEL, key=key),)
    return CaseFacts(
        case_no=told.case_no,
        filed_on=date.fromisoformat(told.filed_on),
        amount_claimed=told.amount_claimed,
        court=told.court,
        cause=told.cause,
        applicants=tuple(PartyFacts(name, is_person(name), phone=told.phone) for name in told.applicants),
        respondents=tuple(
            PartyFacts(name, is_person(name), id_no=told.respondent_id) for name in told.respondents
        ),
        handler=handlers.get((told.court, told.handler_name)),
        handler_name=told.handler_name,
        clerk_name=told.clerk_name,
        title=title_of(told),
        obligations=obligations_of(told),
        payments=payments,
    )


def title_of(told: Told) -> TitleFacts | None:
    """执行依据 as far as the ledger tells it."""
    if not (told.title_number or told.title_kind or told.effective_on or told.operative):
        return None
    return TitleFacts(
        number=told.title_number,
        kind=told.title_kind,
        made_by=told.title_made_by,
        effective_on=date.fromisoformat(told.effective_on) if told.effective_on else None,
        operative=told.operative,
    )


def obligations_of(told: Told) -> tuple[dict[str, object], ...]:
    """The sum with its last day, where the ledger tells one; only then can delay be reckoned."""
    if not (told.performance_due and told.amount_claimed):
        return ()
    return (sum_due(told.amount_claimed, told.performance_due),)


def _close_as_told(actor: Staff, pairs: Iterable[tuple[Told, Case]], on: date) -> None:
    """Close new cases that the ledger says are closed; what it says of the past is not judged here."""
    closing = [(told, case) for told, case in pairs if told.status]
    if not closing:
        return
    held = hold(actor, Act.IMPORT_LEDGER, [case for _, case in closing])
    events = []
    for told, case in closing:
        row = held[case.pk]
        row.status, row.closed_on = told.status, date.fromisoformat(told.closed_on)
        events.append(closed_event(actor, row))
    Case.objects.bulk_update(held.values(), ["status", "closed_on"], batch_size=500)
    Event.objects.bulk_create(events, batch_size=_BATCH)
    refresh_softly(held.values(), on)
