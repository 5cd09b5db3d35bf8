"""The order of a day's stops: short where places are known on the map, neighbourly where only addresses are.

Where every stop has its coordinates, the round trip from the court goes to the nearest stop next and
is then improved by turning stretches round (2-opt). Where one has none, stops are ordered by the parts
of their addresses, so that a village is visited once. Distances are kilometres as the crow flies.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_EARTH = 6371.0
# A gain below a millimetre is the rounding of floats, and would turn the same stretch for ever.
_LEAST_GAIN = 1e-6
_PARTS = re.compile(
    r"(?P<town>[^省市区县旗镇乡]{1,8}?(?:镇|乡|苏木|街道))?"
    r"(?P<village>[^镇乡村路街]{1,10}?(?:行政村|村|嘎查|社区|小区))?"
    r"(?P<street>[^村路街号]{1,10}?(?:大街|街|大道|路|巷))?"
    r"(?P<rest>.*)$"
)
_ABOVE = re.compile(r"^.*?(?:自治区|省)|^[^旗县区镇乡]*?市|^[^镇乡村路街]*?(?:旗|县|(?<![小社])区)(?!域|间)")


@dataclass(frozen=True)
class Place:
    """A point on the map, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Stop:
    """One address to go to; `key` is the caller's own."""

    key: int
    area: str
    address: str
    place: Place | None = None


def order_route(stops: Sequence[Stop], start: Place | None = None) -> list[Stop]:
    """The stops in a sensible order, each once; on the map never longer than in the order given."""
    if any(stop.place is None for stop in stops):
        return sorted(stops, key=_address_key)
    first = _nearest_next(stops, start)
    return min((_turned(first, start), _turned(list(stops), start)), key=lambda one: length(one, start))


def length(stops: Sequence[Stop], start: Place | None = None) -> float:
    """Kilometres of the round trip from `start`, or from the first stop to the last where it is None."""
    places = [start, *(stop.place for stop in stops), start]
    return sum(_leg(one, other) for one, other in pairwise(places))


def _nearest_next(stops: Sequence[Stop], start: Place | None) -> list[Stop]:
    left, order = list(stops), []
    here = start
    while left:
        nearest = min(left, key=lambda stop: _leg(here, stop.place))
        left.remove(nearest)
        order.append(nearest)
        here = nearest.place
    return order


def _turned(stops: list[Stop], start: Place | None) -> list[Stop]:
    """Turn stretches round while the trip gets shorter."""
    order, better = list(stops), True
    while better:
        better = False
        for first in range(len(order) - 1):
            for last in range(first + 1, len(order)):
                if _gain(order, start, first, last) > _LEAST_GAIN:
                    order[first : last + 1] = reversed(order[first : last + 1])
                    better = True
    return order


def _gain(order: list[Stop], start: Place | None, first: int, last: int) -> float:
    before = order[first - 1].place if first else start
    after = order[last + 1].place if last + 1 < len(order) else start
    head, tail = order[first].place, order[last].place
    return _leg(before, head) + _leg(tail, after) - _leg(before, tail) - _leg(head, after)


def _leg(one: Place | None, other: Place | None) -> float:
    """The great circle between two places; nothing from or to nowhere."""
    if one is None or other is None:
        return 0.0
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def _address_key(stop: Stop) -> tuple[object, ...]:
    """Area, town, village, street, number: what names none of a part stands first within the larger one."""
    address = unicodedata.normalize("NFKC", stop.address).replace(" ", "")
    while above := _ABOVE.match(address):
        address = address[above.end() :]
    parts = _PARTS.match(address)
    named = parts.groupdict("") if parts else {"rest": address}
    return (
        stop.area,
        *(named.get(part, "") for part in ("town", "village", "street")),
        _natural(named["rest"]),
    )


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """9号 before 10号."""
    pieces = re.findall(r"\d+|\D+", text)
    return tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in pieces)
