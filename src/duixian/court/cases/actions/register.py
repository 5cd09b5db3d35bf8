"""立案 and 分案: how a case comes in, and into whose hands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model

from duixian.court.cases.actions.acting import action, fitting, hold, positive
from duixian.court.cases.actions.derived import derive
from duixian.court.cases.actions.facts import CaseFacts, PartyFacts
from duixian.court.cases.claims import Rows
from duixian.court.cases.models import (
    Case,
    Event,
    EventKind,
    ExcludedPeriod,
    Fee,
    Obligation,
    Party,
    Payment,
    Title,
)
from duixian.court.cases.search_terms import search_text, terms_of
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Court, Role, Staff
from duixian.law.case_number import CaseNumber, parse_case_number
from duixian.law.errors import InputError, InputErrors
from duixian.law.money import display

_HANDLERS = {Role.HANDLER, Role.BUREAU_CHIEF}
_BATCH = 2_000


@dataclass
class _New:
    """A case on its way in, with the rows that go with it."""

    case: Case
    parties: list[Party] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    events: list[Event] = field(default_factory=list)

    def told(self) -> Iterator[Model]:
        """Every row that holds what somebody wrote."""
        rows = self.rows
        yield from (self.case, *self.parties, *([rows.title] if rows.title else []))
        yield from (*rows.obligations, *rows.fees, *rows.payments, *rows.excluded)


def register_case(actor: Staff, facts: CaseFacts, on: date) -> Case:
    """Register one case. Raises InputError that names the case and the field, NotAllowed."""
    return register_cases(actor, [facts], on)[0]


@action
def register_cases(
    actor: Staff, facts: Sequence[CaseFacts], on: date, *, how: EventKind = EventKind.FILED
) -> list[Case]:
    """Register cases with their parties, titles and payments, reckoned to `on`: all, or none.

    `how` is FILED for what a person files at his court, IMPORTED for what a ledger brings, which is
    another right. Raises InputError, or InputErrors with every fault found, and NotAllowed.
    """
    right = Act.IMPORT_LEDGER if how == EventKind.IMPORTED else Act.WORK_CASE
    numbers = _numbers(facts)
    codes = [each.court or number.court_code for each, number in zip(facts, numbers, strict=True)]
    courts = Court.objects.in_bulk(set(codes))
    access.require(actor, right)
    for code in sorted(courts):
        access.require(actor, right, code)
    faults: list[InputError] = []
    made: list[_New] = []
    for each, number, code in zip(facts, numbers, codes, strict=True):
        try:
            if code not in courts:
                raise InputError(str(number), f"没有代字为“{code}”的法院", "请核对案号，或请管理员补录该法院")
            made.append(_made(actor, each, number, courts[code], on, how))
        except InputErrors as error:
            faults += error.errors
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputErrors(faults) if len(faults) > 1 else faults[0]
    _save(made)
    return [new.case for new in made]


@action
def assign(actor: Staff, cases: Iterable[Case], handler: Staff, on: date) -> list[Case]:
    """分案 to a handler of the cases' own court. Raises InputError, NotAllowed."""
    held = list(hold(actor, Act.ASSIGN, cases).values())
    for case in held:
        _check_handler(case.case_no, case.court_id, handler)
    moved = [case for case in held if case.handler_id != handler.pk]
    for case in moved:
        case.handler, case.handler_name = handler, handler.name
    Case.objects.filter(pk__in=[case.pk for case in moved]).update(handler=handler, handler_name=handler.name)
    Event.objects.bulk_create(
        Event(
            case=case,
            court_id=case.court_id,
            on=on,
            kind=EventKind.ASSIGNED,
            actor=actor,
            text=f"分案给{handler.name}承办",
            data={"handler": handler.pk},
        )
        for case in moved
    )
    return held


def _numbers(facts: Sequence[CaseFacts]) -> list[CaseNumber]:
    """The case numbers, each new: neither twice in the batch nor in the database already."""
    faults, numbers = [], []
    for each in facts:
        try:
            numbers.append(parse_case_number(each.case_no))
        except ValueError as error:
            faults.append(InputError("案号", str(error), "改正后再登记"))
    seen = set(Case.objects.filter(case_no__in=map(str, numbers)).values_list("case_no", flat=True))
    for number in map(str, numbers):
        if number in seen:
            faults.append(InputError(number, "此案号已经登记", "请核对案号，或在原案件上登记"))
        seen.add(number)
    if faults:
        raise InputErrors(faults) if len(faults) > 1 else faults[0]
    return numbers


def _made(actor: Staff, facts: CaseFacts, number: CaseNumber, court: Court, on: date, how: EventKind) -> _New:
    _check(facts, str(number), court, on)
    case = _case(facts, number, court)
    new = _New(case, parties=_parties(case, facts), rows=_rows(case, facts))
    for row in new.told():
        fitting(case.case_no, row)
    derive(case, new.rows, on)
    new.events = _events(actor, new, on, how)
    return new


def _check(facts: CaseFacts, where: str, court: Court, on: date) -> None:
    if facts.filed_on > on:
        raise InputError(f"{where} 立案日期", f"{facts.filed_on} 还没有到", f"请填写 {on} 或以前的一天")
    if not all(party.name.strip() for party in (*facts.applicants, *facts.respondents)):
        raise InputError(f"{where} 当事人", "有一人没有姓名或名称", "请补全，或删去这一人")
    if facts.amount_claimed < 0:
        raise InputError(f"{where} 申请标的", "小于零", "请填写实际金额")
    if facts.handler:
        _check_handler(where, court.pk, facts.handler)
    for payment in facts.payments:
        positive(payment.amount, f"{where} 到位金额")
        if payment.on > on:
            raise InputError(f"{where} 到位日期", f"{payment.on} 还没有到", f"请填写 {on} 或以前的一天")


def new_respondent(case: Case, facts: PartyFacts) -> Party:
    """One more respondent of a case that is held already; names and search follow. Raises InputError."""
    party = Party(case=case, side=Party.Side.RESPONDENT, **vars(facts))
    fitting(case.case_no, party)
    if Party.objects.filter(case=case, side=party.side, name=party.name, id_no=party.id_no).exists():
        raise InputError(f"{case.case_no} {party.name}", "已经是本案被执行人", "请核对姓名和证件号码")
    party.save()
    parties = list(Party.objects.filter(case=case))
    text = search_text(case.case_no, (one.name for one in parties), (one.id_no for one in parties))
    sides = [PartyFacts(one.name) for one in parties if one.side == Party.Side.RESPONDENT]
    case.respondents, case.search_text, case.search_terms = names(sides), text, terms_of(text)
    case.save(update_fields=["respondents", "search_text", "search_terms"])
    return party


def _check_handler(case_no: str, court: str, handler: Staff) -> None:
    if handler.court_id != court or handler.role not in _HANDLERS or not handler.is_active:
        raise InputError(case_no, f"{handler.name}不是该院在岗的承办人", "请选择该院的承办人")


def _case(facts: CaseFacts, number: CaseNumber, court: Court) -> Case:
    parties = (*facts.applicants, *facts.respondents)
    text = search_text(str(number), (one.name for one in parties), (one.id_no for one in parties))
    return Case(
        court=court,
        case_no=str(number),
        kind=number.kind,
        serial=number.serial,
        cause=facts.cause,
        filed_on=facts.filed_on,
        handler=facts.handler,
        handler_name=facts.handler.name if facts.handler else facts.handler_name,
        clerk_name=facts.clerk_name,
        amount_claimed=facts.amount_claimed,
        applicants=names(facts.applicants),
        respondents=names(facts.respondents),
        search_text=text,
        search_terms=terms_of(text),
    )


def names(parties: Sequence[PartyFacts]) -> str:
    """Names of one side in a line of at most 400 characters; of too many, the first and how many."""
    line = "、".join(party.name for party in parties)
    return line if len(line) <= 400 else f"{parties[0].name}等{len(parties)}人"


def _parties(case: Case, facts: CaseFacts) -> list[Party]:
    sides = ((Party.Side.APPLICANT, facts.applicants), (Party.Side.RESPONDENT, facts.respondents))
    made = [
        Party(
            case=case,
            side=side,
            name=one.name,
            is_person=one.is_person,
            id_no=one.id_no,
            phone=one.phone,
            address=one.address,
        )
        for side, parties in sides
        for one in parties
    ]
    # A ledger that names a party twice means one.
    return list({(party.side, party.name, party.id_no): party for party in made}.values())


def _rows(case: Case, facts: CaseFacts) -> Rows:
    title = facts.title
    return Rows(
        title=Title(case=case, **vars(title)) if title else None,
        obligations=[
            Obligation(case=case, position=at, subject=str(terms.get("subject", ""))[:100], terms=dict(terms))
            for at, terms in enumerate(facts.obligations, start=1)
        ],
        fees=[
            Fee(case=case, subject=fee.subject, amount=fee.amount, payable_to=fee.payable_to)
            for fee in facts.fees
        ],
        payments=[
            Payment(case=case, on=one.on, amount=one.amount, to=one.to, channel=one.channel, key=one.key)
            for one in facts.payments
        ],
        excluded=[
            ExcludedPeriod(case=case, start=one.start, end=one.end, reason=one.reason)
            for one in facts.excluded
        ],
    )


def _events(actor: Staff, new: _New, on: date, how: EventKind) -> list[Event]:
    case = new.case
    told = [(case.filed_on, EventKind.FILED, f"立案，申请标的{display(case.amount_claimed)}元", None)]
    if how == EventKind.IMPORTED:
        told.append((on, EventKind.IMPORTED, "由台账导入", None))
    told += [
        (one.on, EventKind.PAYMENT, payment_words(one), one.amount)  # type: ignore[misc]
        for one in new.rows.payments
    ]
    return [
        Event(case=case, court_id=case.court_id, on=day, kind=kind, actor=actor, text=text, amount=amount)
        for day, kind, text, amount in told
    ]


def payment_words(payment: Payment) -> str:
    """What the timeline says of money received."""
    return f"到位{display(payment.amount)}元" + (f"（{payment.channel}）" if payment.channel else "")


def _save(made: Sequence[_New]) -> None:
    Case.objects.bulk_create([new.case for new in made], batch_size=_BATCH)
    Party.objects.bulk_create((row for new in made for row in new.parties), batch_size=_BATCH)
    Title.objects.bulk_create((new.rows.title for new in made if new.rows.title), batch_size=_BATCH)
    Obligation.objects.bulk_create((row for new in made for row in new.rows.obligations), batch_size=_BATCH)
    Fee.objects.bulk_create((row for new in made for row in new.rows.fees), batch_size=_BATCH)
    Payment.objects.bulk_create((row for new in made for row in new.rows.payments), batch_size=_BATCH)
    ExcludedPeriod.objects.bulk_create((row for new in made for row in new.rows.excluded), batch_size=_BATCH)
    Event.objects.bulk_create((row for new in made for row in new.events), batch_size=_BATCH)
