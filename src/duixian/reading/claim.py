"""The contract's JSON of a claim, read into law's own words; a field that is not known is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, cast

from duixian.law.errors import InputError, InputErrors
from duixian.law.title import (
    Accrued,
    Bucket,
    Claim,
    DaysAfterEffective,
    DueOn,
    Every,
    ExcludedPeriod,
    FallsDue,
    Fee,
    Instalment,
    Instalments,
    InterestRule,
    Obligation,
    Options,
    Payment,
    Periodic,
    Rate,
    RateKind,
    Title,
    Until,
    Waiver,
)
from duixian.reading.fields import Fields, read_day

LARGEST = 5 * 1024 * 1024
_BUCKETS = ("fees", "interest", "principal", "surcharge")
_KINDS = ("annual", "monthly", "daily", "lpr", "pboc")
_TENORS = {"lpr": ("1y", "5y"), "pboc": ("same_period", "6m", "1y", "1-3y", "3-5y", "5y+")}
_DUE = ("due_on", "days_after_effective", "instalments", "periodic")
_NEVER = date(2000, 1, 1)


def read_claim_text(text: str) -> Claim:
    """A claim from JSON text. Raises InputError, or InputErrors with every fault found."""
    if len(text) > LARGEST:
        raise InputError("输入", "超过5 MB", "请分开计算")
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        where = f"第{error.lineno}行第{error.colno}列" if isinstance(error, json.JSONDecodeError) else "输入"
        raise InputError(where, "不是有效的 JSON", "请核对逗号、引号和括号") from error
    return read_claim(raw)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise InputError("输入", "同一个字段写了两次", "请只留一个")
    return dict(pairs)


def read_claim(raw: Any) -> Claim:
    """A claim from the contract's object. Raises InputErrors with every fault found."""
    faults: list[InputError] = []
    fields = Fields(raw, "", faults)
    claim = Claim(
        as_of=fields.day("as_of") or _NEVER,
        options=_options(fields.inner("options")),
        title=_title(fields.inner("title")),
        obligations=tuple(_obligation(each) for each in fields.items("obligations")),
        fees=tuple(_fee(each) for each in fields.items("fees")),
        payments=tuple(_payment(each) for each in fields.items("payments")),
        waivers=tuple(_waiver(each) for each in fields.items("waivers")),
        excluded=tuple(_excluded(each) for each in fields.items("excluded_periods")),
    )
    fields.done()
    ids = [obligation.id for obligation in claim.obligations]
    if len(set(ids)) < len(ids):
        fields.fault("obligations", "判项的 id 有重复", "请给每项不同的 id")
    if not ids and not claim.fees:
        fields.fault("obligations", "没有判项", "请至少写一项")
    if faults:
        raise InputErrors(faults)
    return claim


def read_obligation(raw: Any, where: str) -> Obligation:
    """One obligation of the contract's form. Raises InputErrors."""
    faults: list[InputError] = []
    obligation = _obligation(Fields(raw, where, faults))
    if faults:
        raise InputErrors(faults)
    return obligation


def _options(fields: Fields) -> Options:
    options = Options(
        count_as_of=fields.yes("count_as_of", default=True),
        rounding=cast(Any, fields.choice("rounding", ("per_segment", "once"), default="per_segment")),
        surcharge_start=cast(
            Any, fields.choice("surcharge_start", ("next_day", "expiry_day"), default="next_day")
        ),
        court_fee_in_base=fields.yes("court_fee_in_base", default=False),
        accrued_interest_in_base=fields.yes("accrued_interest_in_base", default=False),
        extend_last_quote=fields.yes("extend_last_quote", default=False),
    )
    fields.done()
    return options


def _title(fields: Fields) -> Title:
    served = []
    for index, value in enumerate(fields.values("served_on")):
        try:
            served.append(read_day(value, f"{fields.at('served_on')}[{index}]"))
        except InputError as error:
            fields.faults.append(error)
    title = Title(
        effective_on=fields.day("effective_on", required=False),
        served_on=tuple(served),
        appeal_days=fields.whole("appeal_days", 0, 365, required=False),
    )
    fields.done()
    return title


def _obligation(fields: Fields) -> Obligation:
    name = fields.text("id", longest=40)
    subject = fields.text("subject", required=False)
    falls_due = _falls_due(fields)
    amount = fields.money("amount", required=not isinstance(falls_due, Periodic))
    if isinstance(falls_due, Instalments) and amount is not None:
        total = sum(part.amount for part in falls_due.parts)
        if total != amount:
            fields.fault("instalments", "各期之和不等于 amount", "请核对各期金额")
    obligation = Obligation(
        id=name,
        subject=subject,
        falls_due=falls_due,
        amount=amount,
        interest=_interest(fields),
        surcharge=fields.yes("surcharge", default=True),
    )
    fields.done()
    return obligation


def _falls_due(fields: Fields) -> FallsDue:
    given = [name for name in _DUE if fields.has(name)]
    accelerates = fields.yes("accelerates", default=False)
    if len(given) != 1:
        why = "没有写明何时到期" if not given else f"同时写了{'、'.join(given)}"
        fields.fault("", why, f"请在{'、'.join(_DUE)}中只写一种")
        return DueOn(_NEVER)
    if accelerates and given != ["instalments"]:
        fields.fault("accelerates", "只用于分期履行", "请删去，或改写成 instalments")
    if given == ["due_on"]:
        return DueOn(fields.day("due_on") or _NEVER)
    if given == ["days_after_effective"]:
        return DaysAfterEffective(fields.whole("days_after_effective", 0, 36500) or 0)
    if given == ["periodic"]:
        return _periodic(fields.inner("periodic"))
    parts = []
    for part in fields.items("instalments"):
        accelerates = part.yes("accelerates", default=False) or accelerates
        parts.append(Instalment(part.day("on") or _NEVER, part.money("amount") or 0))
        part.done()
    return Instalments(tuple(parts), accelerates)


def _periodic(fields: Fields) -> Periodic:
    ends = [name for name in ("until", "child_born_on", "until_event") if fields.has(name)]
    if len(ends) != 1:
        fields.fault("", "须写明一个终点", "请在 until、child_born_on、until_event 中只写一种")
    due = _month_day(fields.inner("due")) if fields.has("due") else None
    periodic = Periodic(
        amount=fields.money("amount") or 0,
        every=cast(Every, fields.choice("every", ("month", "quarter", "half_year", "year")) or "month"),
        day=_day_of_month(fields, needed=due is None),
        start=_month(fields, "from") or _NEVER,
        until=_month(fields, "until") if fields.has("until") else None,
        child_born_on=fields.day("child_born_on", required=False),
        until_event=fields.text("until_event", required=False) or None,
        due_month_day=due,
    )
    fields.done()
    if periodic.until and periodic.until < periodic.start:
        fields.fault("until", "早于起始月份", "请核对起止月份")
    return periodic


def _day_of_month(fields: Fields, *, needed: bool) -> Any:
    if fields.raw.get("day") == "last":
        fields.has("day")
        return "last"
    return fields.whole("day", 1, 31, required=needed) or 1


def _month_day(fields: Fields) -> tuple[int, int]:
    found = (fields.whole("month", 1, 12) or 1, fields.whole("day", 1, 31) or 1)
    fields.done()
    return found


def _month(fields: Fields, name: str) -> date | None:
    text = fields.text(name, longest=10)
    try:
        return read_day(f"{text}-01" if len(text) == 7 else text, fields.at(name)).replace(day=1)
    except InputError:
        if text:
            fields.fault(name, f"“{text}”不是月份", "请写成 2019-01 的形式")
        return None


def _interest(fields: Fields) -> tuple[InterestRule, ...]:
    if not fields.has("interest"):
        return ()
    if isinstance(fields.raw["interest"], list):
        return tuple(_rule(each) for each in fields.items("interest"))
    return (_rule(fields.inner("interest")),)


def _rule(fields: Fields) -> InterestRule:
    start, until = fields.day("from"), _until(fields)
    if start and isinstance(until, date) and until < start:
        fields.fault("until", "早于 from", "请核对起止日期")
    rule = InterestRule(
        start=start or _NEVER,
        until=until,
        rate=_rate(fields.inner("rate")),
        base=fields.money("base", required=False),
        year_days=cast(Any, _year_days(fields)),
        accrued=_accrued(fields.inner("accrued")) if fields.has("accrued") else None,
    )
    fields.done()
    return rule


def _until(fields: Fields) -> Until | date:
    word = fields.text("until")
    if word in ("payment", "performance", "effective"):
        return cast(Until, word)
    try:
        return read_day(word, fields.at("until"))
    except InputError:
        if word:
            fields.fault("until", f"“{word}”不认识", "可填 payment、performance、effective 或日期")
        return "payment"


def _year_days(fields: Fields) -> int:
    days = fields.whole("year_days", 360, 365, required=False)
    if days not in (None, 360, 365):
        fields.fault("year_days", f"“{days}”不是年天数", "可填 360 或 365")
    return days or 365


def _accrued(fields: Fields) -> Accrued:
    accrued = Accrued(fields.money("amount", zero=True) or 0, fields.day("as_of") or _NEVER)
    fields.done()
    return accrued


def _rate(fields: Fields, *, capped: bool = True) -> Rate:
    kind = cast(RateKind, fields.choice("kind", _KINDS))
    quoted = kind in _TENORS
    multiple = fields.number("multiple", required=False)
    tenors = _TENORS.get(kind, ())
    rate = Rate(
        kind=kind,
        value=None if quoted else fields.number("value", most=Decimal(10)),
        tenor=fields.choice("tenor", tenors, default=tenors[0]) if quoted else None,
        multiple=Decimal(1) if multiple is None else multiple,
        fixed_on=fields.day("fixed_on", required=False) if quoted else None,
        cap=_rate(fields.inner("cap"), capped=False) if capped and fields.has("cap") else None,
    )
    fields.done()
    return rate


def _fee(fields: Fields) -> Fee:
    fee = Fee(
        subject=fields.text("subject"),
        amount=fields.money("amount") or 0,
        payable_to=cast(Any, fields.choice("payable_to", ("applicant", "court"), default="applicant")),
    )
    fields.done()
    return fee


def _payment(fields: Fields) -> Payment:
    to = fields.choice("to", _BUCKETS, default="any") if fields.has("to") else None
    payment = Payment(fields.day("on") or _NEVER, fields.money("amount") or 0, cast(Bucket | None, to))
    fields.done()
    return payment


def _waiver(fields: Fields) -> Waiver:
    of = cast(Bucket, fields.choice("of", _BUCKETS))
    waiver = Waiver(fields.day("on") or _NEVER, of, fields.money("amount") or 0)
    fields.done()
    return waiver


def _excluded(fields: Fields) -> ExcludedPeriod:
    period = ExcludedPeriod(
        start=fields.day("from") or _NEVER,
        end=fields.day("to") or _NEVER,
        reason=fields.text("reason", required=False),
    )
    if period.end < period.start:
        fields.fault("to", "早于 from", "请核对起止日期")
    fields.done()
    return period
