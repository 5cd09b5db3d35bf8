"""Respondents, institutions and feedback as the tests of this room make them; every name is invented."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from tests.court.cases.given import titled

from duixian.court.cases.actions import PartyFacts, register_case
from duixian.court.cases.models import Case, Party
from duixian.court.people.models import Staff
from duixian.court.property.models import Find, Institution, SearchRequest, Source, Stray

DAY = date(2026, 6, 30)
PERSON = PartyFacts("虚构乙某", is_person=True, id_no="00000019850101001X")
OTHER = PartyFacts("虚构丙某", is_person=True, id_no="000000198602020027")
FIRM = PartyFacts("示例商贸有限公司", is_person=False, id_no="91000000EXAMPLE01X")


def case_of(actor: Staff, *respondents: PartyFacts, **told: Any) -> Case:
    """A case against these respondents, by default one person."""
    return register_case(actor, titled(actor.court_id, respondents=respondents or (PERSON,), **told), DAY)


def respondent(case: Case, name: str = "") -> Party:
    rows = case.parties.filter(side=Party.Side.RESPONDENT)  # type: ignore[attr-defined]
    return rows.get(name=name) if name else rows.get()


def institution(source: Source = Source.BANK, name: str = "示例银行", **told: Any) -> Institution:
    plain = {"code": f"{source.value}-{Institution.objects.count()}", "name": name, "source": source}
    return Institution.objects.create(**plain | told)


def requests_of(case: Case) -> list[SearchRequest]:
    rows = SearchRequest.objects.filter(case=case).select_related("party", "institution")
    return list(rows.order_by("pk"))


# fmt: off
_HEADS = (
    "查询编号", "被查询人", "证件号码", "查询结果", "财产种类", "账号", "财产名称", "余额", "抵押权人",
    "在先冻结", "说明",
)
# fmt: on


def told(request: SearchRequest, result: str = "有财产", **cells: str) -> dict[str, str]:
    """A row of feedback about the respondent of a request."""
    row = {"查询编号": request.ref, "被查询人": request.party.name, "证件号码": request.party.id_no}
    return row | {"查询结果": result} | cells


def account(request: SearchRequest, number: str = "6222-0001", yuan: str = "1200.50") -> dict[str, str]:
    return told(request, 财产种类="银行存款", 账号=number, 财产名称="活期存款", 余额=yuan)


def sheet(*rows: dict[str, str]) -> bytes:
    """A feedback as csv."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _HEADS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def finds() -> list[tuple[str, int | None]]:
    return list(Find.objects.order_by("pk").values_list("identity", "worth"))


def strays() -> list[tuple[int, str]]:
    return list(Stray.objects.order_by("pk").values_list("row", "why"))
