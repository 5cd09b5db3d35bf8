"""反馈: what an institution sent is kept whole, read, matched to respondents, and stored once.

A find belongs to a respondent only where number, name and identity agree; whatever does not fit waits for a
person as a stray. One transaction a delivery: all of it is taken, or it is refused with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import Count

from duixian.court.cases.actions.acting import action, fitting, hold
from duixian.court.cases.models import Event, EventKind
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property.actions.holding import held_measure
from duixian.court.property.actions.matching import Matcher, Rows
from duixian.court.property.models import Delivery, Find, Institution, Measure, Stray
from duixian.law.control import NAMES, Thing
from duixian.law.errors import DuixianError, InputError
from duixian.reading.feedback import Feedback, read_feedback

CHUNK = 5_000
_ROWS = 2_000
_UNITS = {
    Thing.DEPOSIT: "户",
    Thing.ONLINE_PAYMENT: "户",
    Thing.VEHICLE: "辆",
    Thing.IMMOVABLE: "处",
    Thing.POLICY: "份",
    Thing.SHIP: "艘",
    Thing.EQUITY: "家",
}
_ANSWERED = """
UPDATE property_searchrequest AS r
SET state = a.state, why = a.why, answered_on = GREATEST(%s::date, r.sent_on)
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS a (id, state, why)
WHERE r.id = a.id AND (a.state = 'found' AND r.state <> 'found' OR r.state IN ('waiting', 'sent', 'error'))
"""
_STAGE = "CREATE TEMPORARY TABLE find_in ON COMMIT DROP AS SELECT {columns} FROM property_find WITH NO DATA"
_STORE = """
INSERT INTO property_find ({columns}) SELECT {columns} FROM find_in ORDER BY row ON CONFLICT DO NOTHING
"""
# fmt: off
_COLUMNS = (
    "case_id", "court_id", "party_id", "request_id", "delivery_id", "institution_id", "row", "found_on",
    "source", "thing", "identity", "description", "worth", "owner", "encumbered_by", "encumbrance", "queue",
    "as_of", "raw", "mark", "set_aside_why",
)
# fmt: on


@action
def take_feedback(
    actor: Staff, institution: Institution, content: bytes, filename: str, *, on: date, distrust: str = ""
) -> Delivery:
    """反馈入库: the same bytes again give the delivery of before.

    `distrust` says why the bytes are not believed to be the institution's own, as a wrong signature; they
    are kept and refused. Raises NotAllowed.
    """
    access.require(actor, Act.IMPORT_LEDGER)
    # One delivery of an institution at a time: the second of two equal ones must see the first.
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    sha256 = hashlib.sha256(content).hexdigest()
    before = Delivery.objects.filter(institution=institution, sha256=sha256).first()
    if before and (distrust or before.state == Delivery.State.TAKEN):
        return before
    # What was refused may come again rightly signed, or after a reader has learnt its form.
    delivery = before or Delivery(institution=institution, sha256=sha256, content=content)
    delivery.on, delivery.filename = on, filename.replace("\\", "/").rpartition("/")[2][:200] or "反馈"
    try:
        read = _believed(content, filename, institution, distrust)
    except DuixianError as error:
        delivery.state, delivery.why = Delivery.State.REFUSED, str(error)[:500]
        delivery.save()
        return delivery
    delivery.state, delivery.why = Delivery.State.TAKEN, ""
    delivery.save()
    _take(actor, delivery, read)
    return delivery


@action
def settle_stray(actor: Staff, stray: Stray, *, how: str, on: date) -> Stray:
    """处理 of a row that fits nobody, with what was done about it. Raises InputError, NotAllowed."""
    access.require(actor, Act.IMPORT_LEDGER, stray.court_id)
    stray = Stray.objects.select_for_update(no_key=True).get(pk=stray.pk)
    if stray.settled_on:
        raise InputError(f"第{stray.row}行", f"已于{stray.settled_on}处理", "请刷新页面核对")
    if not how.strip():
        raise InputError("处理情况", "没有填写", "请写明核对结果，如 同名不同人、已另行登记")
    stray.settled_on, stray.settled_by, stray.settled_how = on, actor, how.strip()
    fitting(f"第{stray.row}行", stray).save()
    return stray


@action
def set_aside_held(actor: Staff, measure: Measure, why: str, *, on: date) -> Find:
    """认定已冻结的款项不便扣划: it stands among the finds, with the reason. Raises InputError, NotAllowed."""
    row = held_measure(actor, measure)
    asset, left = row.asset, (row.frozen or 0) - row.taken - row.let_go
    if row.state != Measure.State.HELD or left <= 0:
        raise InputError(asset.description, "没有在控的款项", "请核对该措施的现状")
    known = Find.objects.filter(case=row.case, thing=asset.thing, identity=asset.identity, set_aside_on=None)
    find = known.order_by("pk").last() or Find(
        case=row.case,
        court_id=row.case.court_id,
        party=row.party,
        found_on=on,
        thing=asset.thing,
        identity=asset.identity,
        description=asset.description,
        worth=left,
        owner=asset.owner,
    )
    if find.pk is None:
        fitting(asset.description, find).save()
    return set_aside(actor, find, why, on=on)


@action
def set_aside(actor: Staff, find: Find, why: str, *, on: date) -> Find:
    """认定不便处置, with the reason. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [find.case])[find.case_id]
    find = Find.objects.select_for_update(no_key=True).get(pk=find.pk)
    if find.set_aside_on:
        raise InputError(find.description, f"已于{find.set_aside_on}认定不便处置", "请刷新页面核对")
    if not why.strip():
        raise InputError("理由", "没有填写", "请写明为何不便处置，如 价值低于处置费用、案外人占有")
    find.set_aside_on, find.set_aside_why = on, why.strip()
    fitting(find.description, find).save(update_fields=["set_aside_on", "set_aside_why"])
    Event.objects.create(
        case=case,
        court_id=case.court_id,
        on=on,
        kind=EventKind.NOTE,
        actor=actor,
        text=f"{find.description}认定不便处置：{find.set_aside_why}"[:500],
        data={"find": find.pk},
    )
    return find


def _believed(content: bytes, filename: str, institution: Institution, distrust: str) -> Feedback:
    """Raises DuixianError where the bytes are not believed, cannot be read, or say nothing."""
    if distrust:
        raise InputError("反馈", distrust, "请与协助单位核对；原文已留存，没有入库")
    if not content:
        raise InputError("反馈", "文件是空的", "请向协助单位重新索取")
    read = read_feedback(content, filename, source=institution.source)
    if not (read.founds or read.answers or read.refused):
        raise InputError("反馈", "文件里没有一行反馈", "请核对是否拿错了文件")
    return read


def _take(actor: Staff, delivery: Delivery, read: Feedback) -> None:
    matcher = Matcher(delivery, access.courts_of(actor))
    matcher.look_up([*read.founds, *read.answers])
    rows, columns = Rows(), ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(_STAGE.format(columns=columns))
        with cursor.copy(f"COPY find_in ({columns}) FROM STDIN") as copy:
            for values in matcher.finds(read.founds, rows):
                copy.write_row(values)
        cursor.execute(_STORE.format(columns=columns))
        delivery.finds = cursor.rowcount
        cursor.execute("DROP TABLE find_in")
    matcher.answers(read.answers, rows)
    matcher.refused(read.refused, rows)
    _answer(rows.answered, delivery.on)
    strays = list(_strays(actor, delivery, rows, matcher.only_court()))
    Stray.objects.bulk_create(strays, batch_size=_ROWS)
    Event.objects.bulk_create(_events(actor, delivery), batch_size=_ROWS)
    delivery.answers, delivery.strays = len(rows.answered), len(strays)
    delivery.save(update_fields=["finds", "answers", "strays"])


def _answer(answered: dict[int, tuple[str, str]], on: date) -> None:
    """Write each answer at its request; what was found is not unsaid by a later "none"."""
    some = list(answered.items())
    with connection.cursor() as cursor:
        for start in range(0, len(some), CHUNK):
            part = some[start : start + CHUNK]
            states, whys = [state for _, (state, _) in part], [why[:300] for _, (_, why) in part]
            cursor.execute(_ANSWERED, [on, [pk for pk, _ in part], states, whys])


def _strays(actor: Staff, delivery: Delivery, rows: Rows, only_court: str | None) -> Iterator[Stray]:
    """Each row that fits nobody, unless an earlier delivery brought the same words."""
    fallback = actor.court_id if access.may(actor, Act.WORK_CASE) else only_court
    names = {told.name[:100] for told in rows.strays.values()}
    earlier = Stray.objects.filter(delivery__institution=delivery.institution_id, name__in=names)
    known = {(name, _words(raw)) for name, raw in earlier.values_list("name", "raw").iterator()}
    for number, told in rows.strays.items():
        if (told.name[:100], _words(told.raw)) in known:
            continue
        yield Stray(
            delivery=delivery,
            court_id=told.court or fallback,
            row=number,
            name=told.name[:100],
            raw=told.raw,
            why="；".join(dict.fromkeys(told.why))[:300],
        )


def _words(raw: dict[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(raw.items())


def _events(actor: Staff, delivery: Delivery) -> Iterator[Event]:
    """One event a case: what was found of each respondent, by kind."""
    found = delivery.found_rows.order_by("case", "party", "thing")
    counted = found.values_list("case", "court", "party__name", "thing").annotate(n=Count("pk"))
    by_case: dict[tuple[int, str], dict[str, list[str]]] = {}
    for case, court, name, thing, n in counted.iterator():
        by_case.setdefault((case, court), {}).setdefault(name, []).append(_counted(Thing(thing), n))
    for (case, court), people in by_case.items():
        what = "；".join(f"{name} {'、'.join(things)}" for name, things in people.items())
        yield Event(
            case_id=case,
            court_id=court,
            on=delivery.on,
            kind=EventKind.FOUND,
            actor=actor,
            text=f"{delivery.institution.name}反馈：{what}"[:500],
            data={"delivery": delivery.pk},
        )


def _counted(thing: Thing, n: int) -> str:
    return f"{NAMES[thing]} {n} {_UNITS.get(thing, '项')}"
