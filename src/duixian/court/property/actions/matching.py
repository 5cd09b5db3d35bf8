"""Whom a row of feedback speaks of: by the number of the request, then by name and identity both."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from duixian.court.cases.models import Party, Status
from duixian.court.property.models import Delivery, SearchRequest
from duixian.law.control import Thing
from duixian.reading.feedback import Answer, Found, Refused

_CHUNK = 5_000
_encode = json.JSONEncoder(ensure_ascii=False).encode
_MOST = 2**63 - 1
_MOST_QUEUED = 32_767
_THINGS = frozenset(thing.value for thing in Thing)
_State = SearchRequest.State

UNKNOWN_REF = "查询编号不是本院发给这家单位的"
OTHER_COURT = "是其他法院的查询，不归您入库"
WRONG_PERSON = "姓名或证件号码与被查询人不符"
NO_IDENTITY = "没有写明姓名和证件号码，不能确认是同一人"
NOBODY = "没有查询过这个人，或案件已不在办"
NO_DETAILS = "反馈称有财产，但没有财产明细"


@dataclass(frozen=True, slots=True)
class Asked:
    """A respondent about whom an institution was asked; `request` None where for another of his cases."""

    request: int | None
    case: int
    court: str
    party: int
    name: str
    id_no: str
    state: str = ""


@dataclass
class Told:
    """What is known of a stray: the court it belongs to, where any; its cells; why it fits nobody."""

    name: str
    raw: dict[str, str]
    court: str | None = None
    why: list[str] = field(default_factory=list)


@dataclass
class Rows:
    """What comes of a delivery besides its finds: an answer a request, a stray a row."""

    answered: dict[int, tuple[str, str]] = field(default_factory=dict)
    strays: dict[int, Told] = field(default_factory=dict)

    def stray(self, row: int, name: str, raw: Mapping[str, str], why: str, court: str | None = None) -> None:
        """Keep a row for a person; several faults of one row are told together."""
        told = self.strays.setdefault(row, Told(_clean(name), {k: _clean(v) for k, v in raw.items()}))
        told.court = told.court or court
        told.why.append(why)


class Matcher:
    """Knows the requests to one institution that the rows of a delivery name, at the courts within reach."""

    def __init__(self, delivery: Delivery, reach: frozenset[str]) -> None:
        self._delivery, self._reach = delivery, reach
        self._by_ref: dict[str, Asked] = {}
        self._by_id: dict[str, list[Asked]] = {}
        self._same: Counter[tuple[int | None, int, str]] = Counter()

    def look_up(self, told: Sequence[Found | Answer]) -> None:
        """Fetch all that these rows name, so that matching them asks the database nothing more."""
        refs = sorted({one.ref.strip() for one in told if one.ref})
        for start in range(0, len(refs), _CHUNK):
            self._by_ref.update(self._requests(Q(ref__in=refs[start : start + _CHUNK])))
        if ids := {_id(one.id_no) for one in told if not one.ref and one.id_no}:
            self._by_id = self._of_ids(ids)

    def finds(self, founds: Sequence[Found], rows: Rows) -> Iterator[tuple[Any, ...]]:
        """The columns of each find, in the order of feedback._COLUMNS; the rest become strays."""
        for found in founds:
            why = _unfit(found)
            asked, court = self._match(found, strict=True) if not why else (why, self._court_of(found))
            if isinstance(asked, str):
                rows.stray(found.row, found.name, found.raw, asked, court)
                continue
            for one in asked:
                if one.request:
                    rows.answered[one.request] = (_State.FOUND, "")
                yield self._columns(found, one)

    def answers(self, answers: Sequence[Answer], rows: Rows) -> None:
        """无财产 and 查询失败, each at its request; finds of the same delivery weigh more."""
        for answer in answers:
            asked, court = self._match(answer, strict=False)
            if isinstance(asked, str):
                rows.stray(
                    answer.row, answer.name, {"查询编号": answer.ref, "结果": answer.state}, asked, court
                )
                continue
            for one in asked:
                if one.request is None or one.request in rows.answered:
                    continue
                if answer.state != "found":
                    rows.answered[one.request] = (answer.state, _clean(answer.why))
                elif one.state != _State.FOUND:
                    said = {"查询编号": answer.ref, "证件号码": answer.id_no}
                    rows.stray(answer.row, answer.name, said, NO_DETAILS, one.court)

    def refused(self, refused: Iterable[Refused], rows: Rows) -> None:
        """Rows that could not be read wait for a person."""
        for one in refused:
            said = f"{one.field}“{one.value[:40]}”{one.why}；{one.remedy}"
            rows.stray(one.row, "", {one.field: one.value}, said)

    def only_court(self) -> str | None:
        """The one court that asks this institution, where it is one."""
        asking = SearchRequest.objects.filter(institution=self._delivery.institution_id)
        courts = list(asking.order_by().values_list("court", flat=True).distinct()[:2])
        return courts[0] if len(courts) == 1 else None

    def _match(self, told: Found | Answer, *, strict: bool) -> tuple[list[Asked] | str, str | None]:
        """Whom it speaks of, or why nobody; and the court that it names by its request."""
        name, id_no = _name(told.name), _id(told.id_no)
        if told.ref:
            one = self._by_ref.get(told.ref.strip())
            if one is None:
                return UNKNOWN_REF, None
            if one.court not in self._reach:
                return OTHER_COURT, one.court
            return ([one] if (why := _differs(one, name, id_no, strict)) is None else why), one.court
        if not (name and id_no):
            return NO_IDENTITY, None
        known = self._by_id.get(id_no, [])
        same = [one for one in known if _name(one.name) == name]
        if not same:
            return (WRONG_PERSON if known else NOBODY), (known[0].court if known else None)
        return same, same[0].court

    def _court_of(self, found: Found) -> str | None:
        one = self._by_ref.get(found.ref.strip())
        return one.court if one else None

    def _requests(self, which: Q) -> Iterator[tuple[str, Asked]]:
        """The requests to this institution, the earliest first."""
        asked = SearchRequest.objects.filter(which, institution=self._delivery.institution_id)
        columns = ("ref", "pk", "case", "court", "party", "party__name", "party__id_no", "state")
        for ref, *rest in asked.order_by("pk").values_list(*columns):
            yield ref, Asked(*rest)

    def _of_ids(self, ids: set[str]) -> dict[str, list[Asked]]:
        """The respondents of these numbers in every open case of the courts that asked about them."""
        spelt = ids | {one.lower() for one in ids}
        requests = {one.party: one for _, one in self._requests(Q(party__id_no__in=spelt))}
        asking = {(one.court, _id(one.id_no)) for one in requests.values() if one.court in self._reach}
        parties = Party.objects.filter(
            side=Party.Side.RESPONDENT, id_no__in=spelt, case__court__in={court for court, _ in asking}
        ).filter(Q(case__status=Status.OPEN) | Q(pk__in=list(requests)))
        found: dict[str, list[Asked]] = defaultdict(list, {one: [] for one in ids})
        columns = ("case", "case__court", "pk", "name", "id_no")
        for case, court, party, name, id_no in parties.order_by("pk").values_list(*columns):
            if (court, _id(id_no)) in asking:
                own = requests.get(party) or Asked(None, case, court, party, name, id_no)
                found[_id(id_no)].append(own)
        return dict(found)

    def _columns(self, found: Found, asked: Asked) -> tuple[Any, ...]:
        return (
            asked.case,
            asked.court,
            asked.party,
            asked.request,
            self._delivery.pk,
            self._delivery.institution_id,
            found.row,
            self._delivery.on,
            found.source or self._delivery.institution.source,
            found.thing,
            _clean(found.identity)[:100],
            _clean(found.description)[:300],
            found.worth,
            _clean(found.owner)[:100],
            _clean(found.encumbered_by)[:300],
            found.encumbrance or 0,
            min(found.queue or 0, _MOST_QUEUED),
            found.as_of,
            _json(found.raw),
            self._mark(found, asked),
            "",
        )

    def _mark(self, found: Found, asked: Asked) -> str:
        """What makes a find the same as another: all that it says of the thing.

        Things without a number that read alike are told apart by their order in the delivery.
        """
        said = (
            found.thing,
            found.identity,
            found.description,
            found.worth,
            found.available,
            found.owner,
            found.encumbered_by,
            found.encumbrance,
            found.queue,
            found.as_of,
        )
        words = "\x1f".join(map(str, said))
        if not found.identity:
            key = (asked.request, asked.party, words)
            self._same[key] += 1
            words += f"\x1f{self._same[key]}"
        return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def _differs(asked: Asked, name: str, id_no: str, strict: bool) -> str | None:
    """Why the row cannot speak of the respondent asked about; None where it does.

    A find must say name and identity; "none" and "error" may say less, but nothing else.
    """
    known = _id(asked.id_no)
    if (name and name != _name(asked.name)) or (id_no and known and id_no != known):
        return WRONG_PERSON
    if strict and (not name or (known and not id_no)):
        return NO_IDENTITY
    return None


def _unfit(found: Found) -> str:
    """Why a row cannot be stored as it is; empty where it can."""
    if found.thing not in _THINGS:
        return f"财产种类“{found.thing[:20]}”不认识"
    for what, fen in (("价值", found.worth), ("优先受偿额", found.encumbrance), ("在先控制", found.queue)):
        if fen is not None and not 0 <= fen <= _MOST:
            return f"{what}不合理：{fen}"
    return ""


def _name(text: str) -> str:
    """A name as it is compared: width of letters and brackets, and spaces, make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _id(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _json(raw: Mapping[str, str]) -> str:
    """A row as it came, for PostgreSQL; the whole is looked at once, since nearly every row is clean."""
    text = _encode(raw)
    if text.isprintable() and "\\u0000" not in text:
        return text
    return _encode({_clean(head): _clean(value) for head, value in raw.items()})


def _clean(text: str) -> str:
    """Text that PostgreSQL can keep."""
    if text.isprintable():
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()
