"""走访 as the phone tells it: what is told twice is kept once, what another told first is not overwritten."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.utils.timezone import localdate, localtime

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Event, EventKind
from duixian.court.liaison import pictures
from duixian.court.liaison.actions.checks import chosen, degrees
from duixian.court.liaison.actions.facts import Arrival, PhotoFacts, SightingFacts, VisitRecord
from duixian.court.liaison.actions.sightings import seen
from duixian.court.liaison.models import FieldVisit, Sighting, VisitPhoto
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError

MOST_PHOTOS = 40
"""Photos of one visit."""
_PLANNED, _ARRIVED, _DONE, _CALLED_OFF = FieldVisit.State
_TEXTS = ("met", "outcome", "transcript", "signed_by")


class Conflict(InputError):
    """Somebody told of this visit before, and otherwise; `visit` is what he told."""

    def __init__(self, visit: FieldVisit, why: str, remedy: str) -> None:
        self.visit = visit
        super().__init__(f"{visit.case.case_no} {visit.address}", why, remedy)


@action
def arrive(actor: Staff, visit: FieldVisit, arrival: Arrival, today: date) -> FieldVisit:
    """到达. Raises Conflict where another arrival is recorded, InputError, NotAllowed."""
    visit = _held(actor, visit)
    if visit.arrived_at == arrival.at:
        return visit
    if visit.arrived_at:
        raise Conflict(visit, f"{_who(visit)}已登记 {_moment(visit.arrived_at)} 到达", "到达以先登记的为准")
    _refuse_called_off(visit)
    not_later(localdate(arrival.at), today, f"{visit.case.case_no} 到达时间")
    visit.state, visit.arrived_at, visit.recorded_by = _ARRIVED, arrival.at, actor
    if arrival.place:
        visit.arrived_latitude = degrees(arrival.place.latitude)
        visit.arrived_longitude = degrees(arrival.place.longitude)
    visit.save(update_fields=["state", "arrived_at", "recorded_by", "arrived_latitude", "arrived_longitude"])
    return visit


@action
def record_visit(actor: Staff, visit: FieldVisit, record: VisitRecord, today: date) -> FieldVisit:
    """完成走访: what came of it, on the case's timeline, and a 下落 where the place was confirmed.

    Raises Conflict where another record is kept already, InputError, NotAllowed.
    """
    visit = _held(actor, visit)
    if visit.state == _DONE:
        if _same(actor, visit, record):
            return visit
        done = _moment(visit.done_at)
        raise Conflict(visit, f"{_who(visit)}已于 {done} 完成登记", "请核对后补充到经过，或放弃这一份")
    _refuse_called_off(visit)
    _check(visit, record, today)
    visit.state, visit.recorded_by = _DONE, actor
    visit.done_at, visit.result = record.done_at, record.result
    for name in _TEXTS:
        setattr(visit, name, getattr(record, name).strip())
    visit.signature = pictures.signature(record.signature) if record.signature else None
    told = ["state", "recorded_by", "done_at", "result", "signature", *_TEXTS]
    fitting(visit.case.case_no, visit).save(update_fields=told)
    _tell(actor, visit)
    if record.confirmed:
        seen(actor, visit.case, _sighting(visit), today)
    return visit


@action
def add_photo(actor: Staff, visit: FieldVisit, facts: PhotoFacts) -> VisitPhoto:
    """照片 of a visit; the same key again gives the photo of before. Raises InputError, NotAllowed."""
    visit = _held(actor, visit)
    where = f"{visit.case.case_no} 照片"
    kept = VisitPhoto.objects.defer("content").filter(key=facts.key).first()
    if kept and kept.visit_id == visit.pk:
        return kept
    if kept:
        raise InputError(where, "编号已用于另一次走访的照片", "请重新拍摄")
    _refuse_called_off(visit)
    if visit.state == _PLANNED:
        raise InputError(where, "还没有登记到达", "请先登记到达")
    if visit.photos.count() >= MOST_PHOTOS:
        raise InputError(where, f"已有 {MOST_PHOTOS} 张", "请只留要紧的照片")
    content = pictures.photo(facts.content, with_position=facts.with_position)
    photo = VisitPhoto(
        visit=visit,
        key=facts.key,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        caption=facts.caption.strip(),
        taken_at=facts.taken_at,
        with_position=facts.with_position,
        added_by=actor,
    )
    fitting(where, photo).save()
    return photo


def _held(actor: Staff, visit: FieldVisit) -> FieldVisit:
    """The visit as it is now; two phones that tell of it take turns at its case. Raises NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [visit.case])[visit.case_id]
    now = FieldVisit.objects.select_related("party", "recorded_by").get(pk=visit.pk)
    now.case = case
    return now


def _refuse_called_off(visit: FieldVisit) -> None:
    if visit.state == _CALLED_OFF:
        raise Conflict(visit, f"这一处已取消：{visit.outcome}", "请与安排外勤的人核对")


def _check(visit: FieldVisit, record: VisitRecord, today: date) -> None:
    where = visit.case.case_no
    if visit.arrived_at is None:
        raise InputError(f"{where} 走访", "还没有登记到达", "请先登记到达")
    chosen(f"{where} 结果", record.result, FieldVisit.Result)
    not_later(localdate(record.done_at), today, f"{where} 结束时间")
    if record.done_at < visit.arrived_at:
        raise InputError(f"{where} 结束时间", "早于到达时间", "请核对手机的时间后再登记")
    if record.signature and not record.signed_by.strip():
        raise InputError(f"{where} 签名人", "没有填写", "请写明是谁签的名")
    if record.confirmed and visit.party is None:
        raise InputError(f"{where} 下落", "这一处没有指明当事人", "请在案件的联动页登记下落")


def _same(actor: Staff, visit: FieldVisit, record: VisitRecord) -> bool:
    """Whether this is the record already kept, sent again."""
    return (
        visit.recorded_by_id == actor.pk
        and (visit.done_at, visit.result) == (record.done_at, record.result)
        and all(getattr(visit, name) == getattr(record, name).strip() for name in _TEXTS)
        and bool(visit.signature) == bool(record.signature)
    )


def _sighting(visit: FieldVisit) -> SightingFacts:
    if visit.party is None or visit.done_at is None:
        raise ValueError("only a visit that is done, to a party, confirms where he is")
    return SightingFacts(
        party=visit.party,
        seen_on=localdate(visit.done_at),
        place=visit.address,
        area=visit.area,
        source="走访",
        certainty=Sighting.Certainty.CERTAIN,
        text=visit.outcome,
    )


def _tell(actor: Staff, visit: FieldVisit) -> None:
    met = f"，见到{visit.met}" if visit.met else ""
    said = f"：{visit.outcome}" if visit.outcome else ""
    Event.objects.create(
        case=visit.case,
        court_id=visit.court_id,
        on=localdate(visit.done_at),
        kind=EventKind.VISIT,
        actor=actor,
        person=visit.party.name[:60] if visit.party else "",
        text=f"走访{visit.address}，{visit.get_result_display()}{met}{said}"[:500],
        data={"visit": visit.pk, "result": visit.result},
    )


def _who(visit: FieldVisit) -> str:
    return visit.recorded_by.name if visit.recorded_by else "他人"


def _moment(at: datetime | None) -> str:
    return localtime(at).strftime("%m-%d %H:%M") if at else ""
