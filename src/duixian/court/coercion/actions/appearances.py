"""拘传: asked for, under way, here, questioned, gone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from duixian.court.cases.actions.acting import action, fitting
from duixian.court.cases.models import Case, EventKind
from duixian.court.coercion import moments
from duixian.court.coercion.actions.common import (
    after,
    asked,
    come,
    going_on,
    granted_only,
    held_case,
    locked,
    once,
    owed_on,
    put,
    tell,
    whom_columns,
)
from duixian.court.coercion.actions.facts import AppearanceAsk
from duixian.court.coercion.models import Appearance, Decision, Extension
from duixian.court.people.models import Staff
from duixian.law import coercion as law
from duixian.law.errors import InputError


@action
def ask_appearance(actor: Staff, case: Case, told: AppearanceAsk, today: date) -> Appearance:
    """报请拘传; the order comes before the officers leave.

    Raises InputError with the article by which law refuses, NotAllowed. Source: 民诉法解释 第四百八十二条.
    """
    case = held_case(actor, case)
    going_on(case, "拘传", told.on)
    columns = whom_columns(case, told.whom)
    if open_one := _open(case, columns["person_key"]):
        raise InputError(
            f"{case.case_no} 拘传", f"对{open_one.person}的拘传还没有了结", "请先办结或者取消前一次拘传"
        )
    summoned = bool(told.summoned_on) or case.events.filter(kind=EventKind.SUMMONED).exists()
    checks = law.checks_appearance(
        law.AppearanceFacts(
            role=columns["post"],
            summoned=summoned or None,
            outside=told.outside,
            assisting_court=told.assisting_court,
            performed=owed_on(case, told.on) == 0,
        )
    )
    row = Appearance(
        **asked(actor, case, told.reason, told.on),
        **columns,
        summoned_on=told.summoned_on,
        summons=told.summons,
        place=told.place,
        bring_to=told.bring_to,
        outside=told.outside,
        assisting_court=told.assisting_court,
    )
    return put(actor, row, "summons_by_force", f"拘传{row.person}", checks, today)


@action
def leave(actor: Staff, appearance: Appearance, at: datetime, now: datetime) -> Appearance:
    """出发 to bring him in, by the signed order. Raises InputError, NotAllowed."""
    row = _held(actor, appearance)
    granted_only(row, "出发")
    _standing(row, "出发")
    once(row.left_at, "出发时间")
    come(at, now, "出发时间")
    ordered_before(row, at, "出发时间")
    row.left_at = at
    row.save(update_fields=["left_at"])
    tell(
        actor,
        row,
        EventKind.NOTE,
        moments.day_of(at),
        f"{moments.clock(at)} 出发拘传{row.person}",
        person=row.person,
    )
    return row


@action
def arrive(actor: Staff, appearance: Appearance, at: datetime, now: datetime) -> Appearance:
    """到案: the hours run from this moment, which nobody changes later. Raises InputError, NotAllowed."""
    row = _held(actor, appearance)
    granted_only(row, "到案")
    _standing(row, "到案")
    once(row.arrived_at, "到案时间")
    come(at, now, "到案时间")
    after(at, row.left_at, "到案时间", "出发时间")
    ordered_before(row, at, "到案时间")
    row.arrived_at = at
    row.release_by = law.latest_release(at, extended=False)
    row.release_on = moments.day_of(row.release_by)
    _save_alone(row)
    where = f"，{row.assisting_court}协助" if row.outside else ""
    tell(
        actor,
        row,
        EventKind.SUMMONED_BY_FORCE,
        moments.day_of(at),
        f"拘传{row.person}于{moments.clock(at)}到案{where}，最迟{moments.clock(row.release_by)}前放回",
        person=row.person,
    )
    return row


@action
def question(actor: Staff, appearance: Appearance, at: datetime, record: str, now: datetime) -> Appearance:
    """询问, with what was said; a second record is added to the first. Raises InputError, NotAllowed."""
    row = _held(actor, appearance)
    if row.arrived_at is None:
        raise InputError("询问", "还没有到案", "请先登记到案时间")
    if not record.strip():
        raise InputError("询问笔录", "没有填写", "请写明问了什么、答了什么")
    come(at, now, "询问时间")
    after(at, row.arrived_at, "询问时间", "到案时间")
    if row.released_at and at > row.released_at:
        raise InputError("询问时间", f"晚于放回时间 {moments.clock(row.released_at)}", "请核对两个时间")
    said = f"{moments.clock(at)} {record.strip()}"
    row.questioned_at = row.questioned_at or at
    row.record = f"{row.record}\n{said}" if row.record else said
    fitting("询问", row).save(update_fields=["questioned_at", "record"])
    return row


@action
def hand_over(actor: Staff, appearance: Appearance, text: str) -> Appearance:
    """移交 of custody: by whom to whom, where and when. Raises InputError, NotAllowed."""
    row = _held(actor, appearance)
    if not text.strip():
        raise InputError("移交情况", "没有填写", "请写明何时何地由谁交给谁")
    row.custody = f"{row.custody}；{text.strip()}" if row.custody else text.strip()
    fitting("移交", row).save(update_fields=["custody"])
    return row


@action
def ask_extension(
    actor: Staff,
    appearance: Appearance,
    *,
    complicated: bool,
    detention_possible: bool,
    reason: str,
    on: date,
    now: datetime,
) -> Extension:
    """报请延长 to 24 hours, before the eight are over. Raises InputError, NotAllowed.

    Source: 民诉法解释 第四百八十二条.
    """
    row = _held(actor, appearance)
    _still_within(row, now)
    if row.extensions.exclude(decision=Decision.REFUSED).exists():
        raise InputError("延长询问", "已经报请过", "请在审批中查看")
    checks = law.checks_extension(complicated=complicated, detention_possible=detention_possible)
    longer = Extension(**asked(actor, row.case, reason, on), appearance=row)
    return put(actor, longer, "summons_extension", f"延长对{row.person}的询问时间", checks, on)


def extend(actor: Staff, extension: Extension, on: date) -> None:
    """What the signature does: 24 hours from arrival, unless the eight are over by now."""
    row = locked(Appearance, extension.appearance_id)
    now = moments.now()
    _still_within(row, now)
    assert row.arrived_at  # noqa: S101  who is held has arrived
    row.extended_at = now
    row.release_by = law.latest_release(row.arrived_at, extended=True)
    row.release_on = moments.day_of(row.release_by)
    row.save(update_fields=["extended_at", "release_by", "release_on"])
    words = f"延长对{row.person}的询问时间，最迟{moments.clock(row.release_by)}前放回"
    tell(actor, row, EventKind.NOTE, on, words, person=row.person)


@action
def release(actor: Staff, appearance: Appearance, at: datetime, now: datetime, text: str = "") -> Appearance:
    """放回. A late one is written down as late. Raises InputError, NotAllowed."""
    row = _held(actor, appearance)
    return let_go(actor, row, at, now, Appearance.Outcome.RELEASED, text)


def let_go(
    actor: Staff, row: Appearance, at: datetime, now: datetime, outcome: Appearance.Outcome, text: str = ""
) -> Appearance:
    """The end of an appearance that is held already, by release or by detention."""
    if row.arrived_at is None or row.release_by is None:
        raise InputError("放回", "还没有到案", "请先登记到案时间；没有找到人的，取消这次拘传")
    once(row.released_at, "放回时间")
    come(at, now, "放回时间")
    law.check_release(row.arrived_at, at)
    row.released_at, row.outcome, row.outcome_text = at, outcome, text.strip()
    fitting("放回", row).save(update_fields=["released_at", "outcome", "outcome_text"])
    why = f"：{row.outcome_text}" if row.outcome_text else ""
    words = f"{row.person}于{moments.clock(at)}{outcome.label}{why}"
    if late := minutes_over(row, at):
        words += f"。超过法定时间{late}分钟"
    tell(actor, row, EventKind.LIFTED, moments.day_of(at), words, person=row.person)
    return row


@action
def drop(actor: Staff, appearance: Appearance, reason: str, on: date) -> Appearance:
    """取消 an appearance of one who was not found, or came by himself. Raises InputError, NotAllowed."""
    row = _held(actor, appearance)
    _standing(row, "取消")
    once(row.arrived_at, "到案时间")
    if row.decision == Decision.WAITING:
        raise InputError("取消拘传", "还在审批中", "请在审批中撤回报请")
    if not reason.strip():
        raise InputError("取消的理由", "没有填写", "请写明没有找到人、自行到庭等情况")
    row.dropped_on, row.outcome_text = on, reason.strip()
    fitting("取消", row).save(update_fields=["dropped_on", "outcome_text"])
    tell(actor, row, EventKind.NOTE, on, f"取消对{row.person}的拘传：{reason.strip()}", person=row.person)
    return row


def ordered_before(row: Appearance, at: datetime, what: str) -> None:
    """Refuse a step that was taken on a day before the order was signed."""
    if row.decided_on and moments.day_of(at) < row.decided_on:
        raise InputError(what, f"早于批准日期 {row.decided_on}", f"拘传须先经批准，请核对{what}")


def minutes_over(row: Appearance, at: datetime) -> int:
    """Minutes by which a person was held too long at a moment; a minute begun counts."""
    if row.release_by is None or at <= row.release_by:
        return 0
    return -(-int((at - row.release_by).total_seconds()) // 60)


def _held(actor: Staff, appearance: Appearance) -> Appearance:
    case = held_case(actor, appearance.case)
    row = locked(Appearance, appearance.pk)
    row.case = case
    return row


def _standing(row: Appearance, what: str) -> None:
    if row.dropped_on:
        raise InputError(what, f"这次拘传已于{row.dropped_on}取消", "需要的，重新报请")
    if row.decision == Decision.REFUSED:
        raise InputError(what, "没有批准", "需要的，补充理由后重新报请")


def _still_within(row: Appearance, now: datetime) -> None:
    if not row.is_held or row.release_by is None:
        raise InputError("延长询问", f"{row.person}现在不在询问中", "到案以后、放回以前才可以延长")
    if now > row.release_by:
        raise InputError(
            "延长询问",
            f"已超过{moments.clock(row.release_by)}，不能再延长（民诉法解释 第四百八十二条）",
            "应当立即放回",
        )


def _open(case: Case, key: str) -> Appearance | None:
    standing = Appearance.objects.filter(case=case, person_key=key, released_at=None, dropped_on=None)
    return standing.exclude(decision=Decision.REFUSED).first()


def _save_alone(row: Appearance) -> None:
    """Save an arrival; nobody is brought in twice at the same time."""
    try:
        with transaction.atomic():
            row.save(update_fields=["arrived_at", "release_by", "release_on"])
    except IntegrityError as error:
        if "appearance_nobody_twice_at_once" not in str(error):
            raise
        raise InputError(
            "到案", f"{row.person}同一时间已在另一次拘传中", "请核对另一案的到案和放回时间"
        ) from error
