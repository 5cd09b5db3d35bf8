"""What a phone sends from the road: each thing with its own key, so that sending twice keeps once.

409 says that somebody told of the visit before, and gives what he told; nothing is overwritten.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Callable
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AwareDatetime, Field

from duixian.court.liaison import actions, pictures
from duixian.court.liaison.actions import Arrival, Conflict, PhotoFacts, VisitRecord
from duixian.court.liaison.models import FieldVisit
from duixian.court.liaison.queries import seen
from duixian.court.liaison.route import Place
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError

router = Router(tags=["走访"])

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Told = dict[str, Any]
ANSWERS = {200: Told, 401: Told, 409: Told}
SENDER = "X-Duixian-Staff"
"""Whose page it is that sends: one kept on a phone may outlive its person's session."""


class ArrivalBody(Schema):
    """`at` with its zone; the position, in degrees, only where the officer wants it told."""

    at: AwareDatetime
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class RecordBody(Schema):
    """`signature` is a PNG in base64."""

    done_at: AwareDatetime
    result: str
    met: str = ""
    outcome: str = ""
    transcript: str = ""
    signature: str = ""
    signed_by: str = ""
    confirmed: bool = False


@router.get("/tours/{int:tour_id}", summary="一次外勤的各处")
def tour(request: HttpRequest, tour_id: int) -> Told:
    """The stops of a tour in their order, each with what is told of it."""
    found = seen.find_tour(_actor(request), tour_id)
    return {"id": found.pk, "on": found.on, "stops": [_visit(visit) for visit in seen.stops(found)]}


@router.post("/visits/{uuid:key}/arrival", response=ANSWERS, summary="到达")
def arrival(request: HttpRequest, key: uuid.UUID, body: ArrivalBody) -> Any:
    """The same arrival again changes nothing."""
    known = body.latitude is not None and body.longitude is not None
    place = Place(cast(float, body.latitude), cast(float, body.longitude)) if known else None

    def work(actor: Staff, visit: FieldVisit) -> Told:
        return _visit(actions.arrive(actor, visit, Arrival(body.at, place), working_day().day))

    return _answer(request, key, work)


@router.post("/visits/{uuid:key}/record", response=ANSWERS, summary="完成走访")
def record(request: HttpRequest, key: uuid.UUID, body: RecordBody) -> Any:
    """The same record again changes nothing."""

    def work(actor: Staff, visit: FieldVisit) -> Told:
        told = VisitRecord(**body.dict(exclude={"signature"}), signature=_decoded(body.signature))
        return _visit(actions.record_visit(actor, visit, told, working_day().day))

    return _answer(request, key, work)


@router.post("/visits/{uuid:key}/photos/{uuid:photo_key}", response=ANSWERS, summary="照片")
def photo(
    request: HttpRequest,
    key: uuid.UUID,
    photo_key: uuid.UUID,
    file: File[UploadedFile],
    caption: Form[str] = "",
    taken_at: Form[AwareDatetime | None] = None,
    with_position: Form[bool] = False,
) -> Any:
    """One photo; the same key again is the same photo."""

    def work(actor: Staff, visit: FieldVisit) -> Told:
        # A byte more than is taken suffices to be refused.
        content = file.read(pictures.LARGEST + 1)
        kept = actions.add_photo(
            actor, visit, PhotoFacts(photo_key, content, caption, taken_at, with_position)
        )
        return {"id": kept.pk, "key": kept.key, "sha256": kept.sha256}

    return _answer(request, key, work)


def _answer(request: HttpRequest, key: uuid.UUID, work: Callable[[Staff, FieldVisit], Told]) -> Any:
    """What the work gives, 409 where another told first, 401 where the page is another person's."""
    actor = _actor(request)
    if request.headers.get(SENDER, str(actor.pk)) != str(actor.pk):
        return Status(401, {"error": f"这部手机现在登录的是{actor.name}，请本页的登记人登录后再发"})
    try:
        return work(actor, seen.find_visit(actor, key))
    except Conflict as conflict:
        return Status(409, {"error": str(conflict), "kept": _visit(conflict.visit)})


def _actor(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise InputError("签名", "没有传完整", "请重新签名") from error


def _visit(visit: FieldVisit) -> Told:
    return {
        "key": visit.key,
        "state": visit.state,
        "state_words": visit.get_state_display(),
        "address": visit.address,
        "arrived_at": visit.arrived_at,
        "done_at": visit.done_at,
        "result": visit.result,
        "result_words": visit.get_result_display(),
        "met": visit.met,
        "outcome": visit.outcome,
        "transcript": visit.transcript,
        "recorded_by": visit.recorded_by.name if visit.recorded_by else "",
    }
