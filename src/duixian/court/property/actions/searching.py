"""查询: one order asks institutions about the respondents of one case or a thousand, each once.

Only respondents are asked about. Source: 网络查询、冻结被执行人存款规定 第七条.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from duixian.court.cases.actions.acting import action, hold
from duixian.court.cases.models import Case, Event, EventKind, Party, Status
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property.connectors.base import Connector, Request, Sent
from duixian.court.property.models import Institution, SearchOrder, SearchRequest, Source
from duixian.law import citations
from duixian.law.citations import Duty
from duixian.law.errors import InputError
from duixian.reading.ledger.cells import is_person

BATCH = 200
"""Requests that go to an institution at a time."""
_ROWS = 2_000
_SHOWN = 5
_TO_SEARCH = (Status.OPEN, Status.SUSPENDED)
_PENDING = (SearchRequest.State.WAITING, SearchRequest.State.SENT)
_OF_PERSONS = {Source.HOUSING_FUND, Source.PENSION}

CLOSED = "案件已结案"
NO_ID = "没有录入证件号码"
PENDING = "上次查询还没有反馈"
NO_RESPONDENT = "没有录入被执行人"


@dataclass(frozen=True)
class Outcome:
    """What became of the requests that waited for an institution; `why` tells of a fault on the way."""

    sent: int = 0
    rejected: int = 0
    why: str = ""


@action
def order_search(
    actor: Staff,
    cases: Iterable[Case],
    institutions: Collection[Institution],
    *,
    on: date,
    key: str | None = None,
    business_of_persons: bool = False,
) -> SearchOrder:
    """发起查询 of all respondents of the cases at the institutions; the same `key` gives the order of before.

    Whoever is not asked stands in `left_out` with the reason. Raises InputError where nobody can be asked,
    NotAllowed. Source: 民事诉讼法 第二百五十三条.
    """
    asked = [one for one in institutions if one.is_active]
    if not asked:
        raise InputError("协助单位", "一家也没有选，或都已停用", "请选择要查询的单位")
    held = hold(actor, Act.WORK_CASE, cases)
    if key and (before := SearchOrder.objects.filter(key=key).first()):
        return before
    courts = {case.court_id for case in held.values()}
    if len(courts) != 1:
        raise InputError("选中的案件", "不在同一个法院", "请按法院分别发起查询")
    left_out: Counter[tuple[str, str]] = Counter()
    wanted = list(_wanted(held, asked, left_out, business_of_persons))
    if not wanted:
        raise InputError("查询", f"没有可以查询的：{_words(left_out)}", "请补录证件号码，或等反馈后再查")
    order = SearchOrder.objects.create(
        court_id=courts.pop(), on=on, ordered_by=actor, key=key, left_out=_told(left_out)
    )
    stem = f"{on:%Y%m%d}-{secrets.token_hex(4)}"
    rows = [
        SearchRequest(
            order=order,
            case_id=party.case_id,
            court_id=order.court_id,
            party=party,
            institution=institution,
            ref=f"{stem}-{number:05d}",
        )
        for number, (party, institution) in enumerate(wanted, start=1)
    ]
    SearchRequest.objects.bulk_create(rows, batch_size=_ROWS)
    Event.objects.bulk_create(_events(actor, order, held, wanted), batch_size=_ROWS)
    return order


def send(institution: Institution, connector: Connector, *, on: date) -> Outcome:
    """Send what waits for an institution, outside of any page.

    A request is marked when the institution has it. Broken off in between, it is sent again under its own
    number, by which the institution knows it.
    """
    sent = rejected = 0
    waiting = SearchRequest.objects.filter(institution=institution, state=SearchRequest.State.WAITING)
    last = 0
    while rows := list(told(waiting.filter(pk__gt=last).order_by("pk"))[:BATCH]):
        last = rows[-1].pk
        try:
            answer = connector.send([as_request(row) for row in rows])
        except InputError as error:
            waiting.filter(pk__in=[row.pk for row in rows]).update(tries=F("tries") + 1, why=str(error)[:300])
            return Outcome(sent, rejected, str(error))
        mark_sent(institution, rows, answer, on)
        sent, rejected = sent + len(answer.accepted), rejected + len(answer.rejected)
    return Outcome(sent, rejected)


def mark_sent(institution: Institution, rows: Sequence[SearchRequest], answer: Sent, on: date) -> None:
    """Mark what an institution took, and what it would not take; an answer that came meanwhile stands."""
    waiting = SearchRequest.objects.filter(pk__in=[row.pk for row in rows], state=SearchRequest.State.WAITING)
    waiting.filter(ref__in=list(answer.accepted)).update(
        state=SearchRequest.State.SENT,
        sent_on=on,
        due_on=on + timedelta(days=institution.answers_in_days),
        tries=F("tries") + 1,
        why="",
    )
    for ref, why in answer.rejected.items():
        waiting.filter(ref=ref).update(
            state=SearchRequest.State.ERROR,
            answered_on=on,
            tries=F("tries") + 1,
            why=f"协助单位未受理：{why}"[:300],
        )


@action
def hand_over(
    actor: Staff, order: SearchOrder, institution: Institution, connector: Connector, *, on: date
) -> tuple[str, bytes]:
    """The file of an order for an institution of files: name and bytes; what waited counts as sent with it.

    Handed over again it is the same questions under the same numbers. Raises InputError, NotAllowed.
    """
    access.require(actor, Act.WORK_CASE, order.court_id)
    asked = told(SearchRequest.objects.filter(order=order, institution=institution, state__in=_PENDING))
    rows = list(asked.order_by("pk"))
    if not rows:
        raise InputError(institution.name, "这次查询都已反馈，没有要送的", "请刷新页面核对")
    sent = connector.send([as_request(row) for row in rows])
    if sent.file is None:
        raise InputError(institution.name, "不是文件交换的单位", "由系统通过接口发送")
    mark_sent(institution, rows, sent, on)
    return sent.file


def told(requests: QuerySet[SearchRequest]) -> QuerySet[SearchRequest]:
    """The requests with all that an institution is told of them."""
    return requests.select_related("party", "case", "court", "institution", "order")


def as_request(row: SearchRequest) -> Request:
    """A request as an institution gets it."""
    return Request(
        ref=row.ref,
        source=row.institution.source,
        name=row.party.name,
        id_no=row.party.id_no,
        case_no=row.case.case_no,
        court=row.court.name,
        legal_basis=citations.article(Duty.DEPOSITS, row.order.on),
        since=None,
    )


@action
def set_institution(actor: Staff, institution: Institution) -> Institution:
    """Keep an institution as told. Raises InputError, NotAllowed."""
    access.require(actor, Act.MANAGE_STAFF)
    if institution.connector == Institution.Connector.HTTP:
        if not institution.address.startswith(("https://", "http://")):
            raise InputError("接口地址", "不是网址", "请写成 https://… ，或改用文件交换")
        if not institution.key:
            raise InputError("签名密钥", "没有填写", "接口方式须有双方约定的密钥，反馈凭它验签")
    others = Institution.objects.exclude(pk=institution.pk)
    for field, what in (("name", "名称"), ("code", "代号")):
        if others.filter(**{field: getattr(institution, field)}).exists():
            raise InputError(what, "已有这样的协助单位", "请核对，或修改原有的一家")
    institution.save()
    return institution


def _wanted(
    held: dict[int, Case],
    institutions: Sequence[Institution],
    left_out: Counter[tuple[str, str]],
    business_of_persons: bool,
) -> Iterator[tuple[Party, Institution]]:
    """Who is asked about where; whoever is not is counted with the reason."""
    respondents: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(case__in=held, side=Party.Side.RESPONDENT).order_by("case", "pk"):
        respondents[party.case_id].append(party)
    pending = set(
        SearchRequest.objects.filter(
            case__in=held, institution__in=institutions, state__in=_PENDING
        ).values_list("party", "institution")
    )
    for case in held.values():
        if case.status not in _TO_SEARCH:
            left_out[CLOSED, case.case_no] += 1
        elif not respondents[case.pk]:
            left_out[NO_RESPONDENT, case.case_no] += 1
        else:
            for party in respondents[case.pk]:
                yield from _of_party(party, institutions, pending, left_out, business_of_persons)


def _of_party(
    party: Party,
    institutions: Sequence[Institution],
    pending: set[tuple[int, int]],
    left_out: Counter[tuple[str, str]],
    business_of_persons: bool,
) -> Iterator[tuple[Party, Institution]]:
    person = is_person(party.name) if party.is_person is None else party.is_person
    # A firm's registered name is its own; many persons bear one name.
    if not party.id_no and person is not False:
        left_out[NO_ID, party.name] += 1
        return
    for one in institutions:
        if one.source in _OF_PERSONS and person is False:
            continue
        if one.source == Source.BUSINESS and person and not business_of_persons:
            continue
        if (party.pk, one.pk) in pending:
            left_out[PENDING, f"{party.name}（{one.name}）"] += 1
        else:
            yield party, one


def _told(left_out: Counter[tuple[str, str]]) -> list[dict[str, object]]:
    """Reasons, each with how many and the first of them by name."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for (why, who), times in left_out.items():
        by_reason[why] += [who] * times
    return [{"why": why, "n": len(who), "who": who[:_SHOWN]} for why, who in by_reason.items()]


def _words(left_out: Counter[tuple[str, str]]) -> str:
    return "；".join(f"{one['why']} {one['n']} 项" for one in _told(left_out)) or "所选单位都不适用"


def _events(
    actor: Staff, order: SearchOrder, held: dict[int, Case], wanted: Sequence[tuple[Party, Institution]]
) -> Iterator[Event]:
    by_case: dict[int, list[tuple[Party, Institution]]] = defaultdict(list)
    for party, institution in wanted:
        by_case[party.case_id].append((party, institution))
    for pk, asked in by_case.items():
        where = list(dict.fromkeys(one.name for _, one in asked))
        who = list(dict.fromkeys(party.name for party, _ in asked))
        some = "、".join(where[:3]) + (f"等{len(where)}家单位" if len(where) > 3 else "")
        yield Event(
            case=held[pk],
            court_id=order.court_id,
            on=order.on,
            kind=EventKind.SEARCH,
            actor=actor,
            text=f"向{some}查询{'、'.join(who[:3])}{'等' if len(who) > 3 else ''}的财产"[:500],
            data={"search_order": order.pk},
        )
