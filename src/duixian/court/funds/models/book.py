"""案款账: every fen lies in one place, and an entry moves money between places; nothing is ever changed.

The database itself holds that an entry balances, that it is whole when its transaction ends, that each place
has the sum of its postings, that no place is overdrawn, and that a closed day stays as it was.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, Now

from duixian.court.cases.models import Case
from duixian.court.funds.models.payee import Payee
from duixian.court.funds.models.receipt import Receipt
from duixian.court.people.models import Court, Staff

_DAY_IS_OPEN = """
    -- Whoever closes a day waits for these books, and they for him.
    PERFORM FROM funds_book WHERE court_id IN (SELECT book_id FROM new_rows) ORDER BY court_id FOR KEY SHARE;
    SELECT e.book_id, e."on" INTO shut FROM new_rows e JOIN funds_book b ON b.court_id = e.book_id
        WHERE e."on" <= b.closed_on LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the book of % is closed on %', shut.book_id, shut."on"
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""

# Scalar questions and a loop, so that each row is looked up by its key: a plan that was made for one row
# is kept for the ten thousand of the next statement, and the other way round.
_BALANCED = """
    SELECT n.entry_id INTO wrong FROM new_rows n GROUP BY n.entry_id
        HAVING sum(n.amount) <> 0
            OR count(*) IS DISTINCT FROM (SELECT lines FROM funds_entry WHERE id = n.entry_id)
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', wrong USING ERRCODE = 'check_violation';
    END IF;
    SELECT n.entry_id INTO wrong FROM new_rows n
        WHERE (SELECT book_id FROM funds_account WHERE id = n.account_id)
            IS DISTINCT FROM (SELECT book_id FROM funds_entry WHERE id = n.entry_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is of another book', wrong USING ERRCODE = 'check_violation';
    END IF;
    SELECT n.entry_id INTO wrong FROM new_rows n
        WHERE (SELECT reverses_id FROM funds_entry WHERE id = n.entry_id) IS NOT NULL
            AND (SELECT o.lines FROM funds_entry e JOIN funds_entry o ON o.id = e.reverses_id
                JOIN funds_posting p ON p.entry_id = o.id AND p.no = n.no AND p.account_id = n.account_id
                    AND p.amount = -n.amount
                WHERE e.id = n.entry_id AND e.lines = o.lines AND e."on" >= o."on") IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not reverse', wrong USING ERRCODE = 'check_violation';
    END IF;
    -- In one order, so that two who move money between the same places never wait for each other.
    IF (SELECT count(*) FROM new_rows) < 200 THEN
        FOR moved IN SELECT account_id, sum(amount) AS fen FROM new_rows GROUP BY 1 ORDER BY 1 LOOP
            UPDATE funds_account SET balance = balance + moved.fen WHERE id = moved.account_id;
        END LOOP;
    ELSE
        PERFORM FROM funds_account WHERE id IN (SELECT account_id FROM new_rows)
            ORDER BY id FOR NO KEY UPDATE;
        UPDATE funds_account a SET balance = a.balance + m.fen
            FROM (SELECT account_id, sum(amount) AS fen FROM new_rows GROUP BY 1) m
            WHERE a.id = m.account_id;
    END IF;
    RETURN NULL;
"""


def _each_statement(name: str, func: str, *declare: tuple[str, str]) -> pgtrigger.Trigger:
    """A trigger that sees all rows of one statement."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
        declare=list(declare),
        func=func,
    )


class Book(models.Model):
    """The book of one court; no entry is made on or before the day up to which it is closed."""

    court = models.OneToOneField(Court, on_delete=models.PROTECT, primary_key=True, related_name="+")
    closed_on = models.DateField("已结账至", null=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="book_kept", operation=pgtrigger.Delete)]


class Place(models.TextChoices):
    """Where money lies: with the bank or in the safe, and for whom the court holds it."""

    BANK = "bank", "银行存款"
    CASH = "cash", "库存现金"
    UNCLAIMED = "unclaimed", "待认领"
    HELD = "held", "待发放"
    PAYING = "paying", "发放途中"
    WITHHELD = "withheld", "依令扣留"
    ESCROW = "escrow", "提存"


_TEXT = models.TextField()


def _told(name: str) -> Concat:
    return Concat(Value(":"), Coalesce(Cast(name, _TEXT), Value(""), output_field=_TEXT), output_field=_TEXT)


OWN = (Place.BANK, Place.CASH)
OF_PAYEE = (Place.PAYING, Place.WITHHELD, Place.ESCROW)


class Account(models.Model):
    """One place of money. What the court has is a debit, what it holds for others a credit, in fen.

    Money of no known case is held for its receipt, and may go back to its payer.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="accounts", db_index=False)
    place = models.CharField("所在", max_length=10, choices=Place)
    receipt = models.ForeignKey(Receipt, null=True, on_delete=models.PROTECT, related_name="accounts")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="accounts", db_index=False
    )
    payee = models.ForeignKey(
        Payee, null=True, on_delete=models.PROTECT, related_name="accounts", db_index=False
    )
    # What it is, as one word: found by an index, which a comparison of nulls is not.
    ref = models.GeneratedField(
        expression=Concat(
            "place", *(_told(name) for name in ("receipt", "case", "payee")), output_field=_TEXT
        ),
        output_field=_TEXT,
        db_persist=True,
    )
    balance = models.BigIntegerField("余额（分）", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "ref"], name="account_once"),
            models.CheckConstraint(
                condition=Q(place__in=OWN, receipt=None, case=None, payee=None)
                | Q(place=Place.UNCLAIMED, receipt__isnull=False, case=None, payee=None)
                | Q(place=Place.HELD, receipt__isnull=False, case__isnull=False, payee=None)
                | Q(place__in=OF_PAYEE, receipt__isnull=False, payee__isnull=False),
                name="account_has_its_owners",
            ),
            models.CheckConstraint(
                condition=Q(place__in=OWN, balance__gte=0) | (~Q(place__in=OWN) & Q(balance__lte=0)),
                name="account_not_overdrawn",
            ),
        ]
        # No index names the balance, so that a balance is changed without touching one.
        indexes = [
            models.Index(fields=["case", "place"], name="account_of_case"),
            models.Index(fields=["book", "place", "id"], name="account_of_place"),
        ]
        triggers = [
            pgtrigger.Protect(name="account_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="account_only_its_balance", exclude=["balance", "ref"]),
        ]

    @property
    def sum(self) -> int:
        """What lies there, in fen, never below zero."""
        return abs(self.balance)


class Entry(models.Model):
    """分录: one move of money. `key` is that of what came from outside, which is never entered twice."""

    class Kind(models.TextChoices):
        ARRIVAL = "arrival", "到账"
        BANKED = "banked", "现金缴存"
        CLAIM = "claim", "认领"
        PAY = "pay", "交付付款"
        PAID = "paid", "付讫"
        RETURN = "return", "退回"
        WITHHOLD = "withhold", "扣留"
        TRANSFER = "transfer", "划转"
        ESCROW = "escrow", "提存"
        REVERSAL = "reversal", "冲正"

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries", db_index=False)
    on = models.DateField("日期")
    kind = models.CharField("事由", max_length=10, choices=Kind)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="entries")
    text = models.CharField("摘要", max_length=200)
    key = models.CharField("防重键", max_length=100, null=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversal")
    lines = models.PositiveSmallIntegerField("行数")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField("记账时间", db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "key"], name="entry_once", condition=Q(key__isnull=False)
            ),
            models.CheckConstraint(condition=Q(lines__gte=2), name="entry_has_two_sides"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False)
                | (~Q(kind="reversal") & Q(reverses=None)),
                name="entry_reversal_names_its_entry",
            ),
        ]
        indexes = [models.Index(fields=["book", "on", "id"], name="entry_of_day")]
        triggers = [
            pgtrigger.Protect(name="entry_fixed", operation=pgtrigger.Update | pgtrigger.Delete),
            _each_statement("entry_on_an_open_day", _DAY_IS_OPEN, ("shut", "record")),
        ]


class Posting(models.Model):
    """One side of an entry: fen, a debit above zero."""

    id = models.BigAutoField(primary_key=True)
    # That both exist is asked by the trigger for the whole statement, and neither is ever deleted.
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="postings", db_index=False, db_constraint=False
    )
    no = models.PositiveSmallIntegerField()
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="postings", db_constraint=False
    )
    amount = models.BigIntegerField("金额（分）")

    class Meta:
        constraints = [
            # With the number of lines of its entry this leaves no room for a posting that comes later.
            models.UniqueConstraint(fields=["entry", "no"], name="posting_once"),
            models.CheckConstraint(condition=Q(no__gte=1) & ~Q(amount=0), name="posting_moves_money"),
        ]
        triggers = [
            pgtrigger.Protect(name="posting_fixed", operation=pgtrigger.Update | pgtrigger.Delete),
            _each_statement("posting_balanced", _BALANCED, ("wrong", "bigint"), ("moved", "record")),
        ]


class DayClose(models.Model):
    """日结: the entries since the close before, sealed by a hash that chains to that close."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closes", db_index=False)
    on = models.DateField("结账日")
    entries = models.PositiveIntegerField("分录数")
    own = models.BigIntegerField("银行和现金（分）")
    previous = models.CharField("上一日结的校验值", max_length=64, blank=True)
    hash = models.CharField("校验值", max_length=64)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField("结账时间", db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "on"], name="close_once_a_day"),
            models.UniqueConstraint(fields=["book", "previous"], name="close_in_one_chain"),
            models.CheckConstraint(condition=~Q(hash=F("previous")), name="close_of_its_own"),
        ]
        triggers = [pgtrigger.Protect(name="close_fixed", operation=pgtrigger.Update | pgtrigger.Delete)]
