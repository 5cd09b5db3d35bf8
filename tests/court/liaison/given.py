"""Requests, tours and pictures as the tests of this room make them; every name is invented."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from duixian.court.cases.actions import PartyFacts
from duixian.court.cases.models import Case, Party
from duixian.court.liaison import actions
from duixian.court.liaison.actions import VisitPlan, VisitRecord
from duixian.court.liaison.models import FieldVisit, LiaisonRequest, Tour
from duixian.court.people.models import Staff

DAY = date(2026, 6, 30)
CHINA = ZoneInfo("Asia/Shanghai")
RESPONDENT = PartyFacts("虚构乙某", is_person=True, address="准格尔旗薛家湾镇大塔村9号")


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A moment of the day of work, by the clock of China."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


def respondent(case: Case) -> Party:
    return case.parties.get(side=Party.Side.RESPONDENT)  # type: ignore[attr-defined]


def request(actor: Staff, case: Case, **given: Any) -> LiaisonRequest:
    """A letter to a police station, sent on June 20: answered within seven days, by June 27."""
    plain: dict[str, Any] = {
        "body": "police",
        "name": "示例镇派出所",
        "channel": "letter",
        "purpose": "find_person",
        "text": "请协助查找被执行人现住址",
        "sent_on": date(2026, 6, 20),
        "today": DAY,
    }
    return actions.ask(actor, case, **plain | given)


def plan(case: Case, address: str = "准格尔旗薛家湾镇大塔村9号", **given: Any) -> VisitPlan:
    return VisitPlan(case, address, "核实住址", respondent(case), **given)


def tour(actor: Staff, *plans: VisitPlan, **given: Any) -> Tour:
    plain: dict[str, Any] = {"on": DAY, "area": "薛家湾镇", "leader": actor, "today": DAY}
    return actions.plan_tour(actor, actor.court, visits=plans, **plain | given)


def stop(actor: Staff, case: Case) -> FieldVisit:
    """One planned stop at the respondent's house."""
    return tour(actor, plan(case)).visits.get()


def arrived(actor: Staff, case: Case) -> FieldVisit:
    return actions.arrive(actor, stop(actor, case), actions.Arrival(at(9)), DAY)


def record(**given: Any) -> VisitRecord:
    plain: dict[str, Any] = {
        "done_at": at(9, 40),
        "result": "family",
        "met": "其父",
        "outcome": "称其在外打工",
    }
    return VisitRecord(**plain | given)


def key() -> uuid.UUID:
    return uuid.uuid4()


def jpeg(width: int = 400, height: int = 300, *, gps: bool = True) -> bytes:
    """A photo as a phone makes it: turned on its side, with its maker, a comment, and where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "ExamplePhone"
    exif[ExifTags.Base.Orientation] = 6
    if gps:
        exif[ExifTags.IFD.GPSInfo] = {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (39.0, 51.0, 54.0),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (111.0, 14.0, 24.0),
        }
    file = BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPSLatitude 39.865</x:xmpmeta>"
    Image.new("RGB", (width, height), "teal").save(
        file, "JPEG", exif=exif, comment=b"GPS 39.865 111.240", xmp=xmp
    )
    return file.getvalue()


def png(width: int = 300, height: int = 100) -> bytes:
    """A signature as the canvas gives it: black on nothing, with a text that a stranger put in."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    picture.paste((17, 17, 17, 255), (20, 40, 200, 46))
    said = PngInfo()
    said.add_text("Comment", "hidden")
    file = BytesIO()
    picture.save(file, "PNG", pnginfo=said)
    return file.getvalue()
