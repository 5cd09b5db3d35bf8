"""What is done to courts and accounts; the only code of this room that writes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from duixian.court.people.models import Court
from duixian.law import courts
from duixian.law.errors import InputError

ORDOS = ("内06", "内0602", "内0603", "内0621", "内0622", "内0623", "内0624", "内0625", "内0626", "内0627")
_HIGHEST = "最高法"
_LEVELS = {
    "最高": Court.Level.SUPREME,
    "高级": Court.Level.HIGH,
    "中级": Court.Level.INTERMEDIATE,
    "基层": Court.Level.BASIC,
    "专门": Court.Level.SPECIAL,
}


def install_courts(codes: Iterable[str] = ORDOS) -> list[Court]:
    """The courts of these codes in this order, made where they are not there yet.

    Raises InputError for a code that the table of courts does not know.
    """
    return ensure_courts(codes)


@transaction.atomic
def ensure_courts(codes: Iterable[str]) -> list[Court]:
    """Rows for these codes, new ones placed after the existing; a parent counts when it is here too.

    Raises InputError for a code that the table of courts does not know.
    """
    wanted = list(dict.fromkeys(codes))
    known = {code: _known(code) for code in wanted}
    here = Court.objects.in_bulk()
    after = Court.objects.aggregate(last=Max("position"))["last"] or 0
    missing = [code for code in wanted if code not in here]
    places = {code: after + number for number, code in enumerate(missing, start=1)}
    # Upper courts first, so that a parent is there when its lower courts are made.
    for code in sorted(missing, key=lambda code: len(_upward(code))):
        row = known[code]
        here[code] = Court.objects.create(
            code=code,
            name=row.name,
            short_name=short_name(row),
            level=_LEVELS[row.level],
            parent=next((here[above] for above in _upward(code)[1:2] if above in here), None),
            position=places[code],
        )
    return [here[code] for code in wanted]


def ensure_tree(codes: Iterable[str]) -> Court:
    """These courts and those between them and the lowest court above them all, which is given back.

    Raises InputError for a code that the table of courts does not know.
    """
    chains = [_upward(code) for code in dict.fromkeys(codes)]
    top = next(code for code in chains[0] if all(code in chain for chain in chains))
    needed = {code for chain in chains for code in chain[: chain.index(top) + 1]}
    ordered = sorted(needed, key=lambda code: (len(_upward(code)), code))
    return ensure_courts(ordered)[0]


def _upward(code: str) -> list[str]:
    """The court's code, its parent's, and so on to the highest."""
    chain = [_known(code)]
    while parent := _above(chain[-1]):
        chain.append(parent)
    return [court.code for court in chain]


def _above(court: courts.Court) -> courts.Court | None:
    """The parent; where the table names none, as for a municipality's districts, the province's court."""
    if court.code == _HIGHEST:
        return None
    named = courts.court_by_code(court.parent_code) if court.parent_code else None
    return named or courts.court_by_code(court.code[0] if len(court.code) > 1 else _HIGHEST)


def short_name(court: courts.Court) -> str:
    """鄂尔多斯中院, 东胜法院: the name as colleagues say it."""
    name = court.name.removeprefix(_city_of(court))
    for long, short in (("中级人民法院", "中院"), ("高级人民法院", "高院"), ("人民法院", "法院")):
        if name.endswith(long):
            return name.removesuffix(long).removesuffix("市").removesuffix("区") + short
    return name[:20]


def _city_of(court: courts.Court) -> str:
    if court.level != "基层":
        return ""
    parent = courts.court_by_code(court.parent_code)
    return parent.name.removesuffix("中级人民法院") if parent else ""


def _known(code: str) -> courts.Court:
    row = courts.court_by_code(code)
    if row is None:
        raise InputError("法院代字", f"法院表中没有“{code}”", "请核对案号中的法院代字")
    return row
