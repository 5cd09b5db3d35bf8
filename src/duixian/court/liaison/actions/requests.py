"""协助请求 and what came back."""

from __future__ import annotations

from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, Document, Event, EventKind, Party
from duixian.court.liaison.actions.checks import chosen, party_of, told
from duixian.court.liaison.actions.facts import SightingFacts
from duixian.court.liaison.actions.sightings import seen
from duixian.court.liaison.agreed import answer_due
from duixian.court.liaison.models import LiaisonRequest
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.law.errors import InputError


@action
def ask(
    actor: Staff,
    case: Case,
    *,
    body: str,
    name: str,
    channel: str,
    purpose: str,
    text: str,
    sent_on: date,
    today: date,
    due_on: date | None = None,
    party: Party | None = None,
    document: Document | None = None,
) -> LiaisonRequest:
    """请求协助; where `due_on` is None the agreed days of that kind of body run from `sent_on`.

    Raises InputError, NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    chosen(f"{case.case_no} 单位类型", body, LiaisonRequest.Body)
    request = LiaisonRequest(
        case=case,
        court_id=case.court_id,
        party=party_of(case, party),
        body=body,
        name=name.strip(),
        channel=channel,
        purpose=purpose,
        text=text.strip(),
        sent_on=sent_on,
        due_on=due_on or answer_due(body, sent_on),
        document=document,
    )
    _check(request, today)
    request.save()
    _tell(actor, request, sent_on, _asked(request))
    return request


@action
def answer(
    actor: Staff,
    request: LiaisonRequest,
    *,
    on: date,
    text: str,
    today: date,
    sighting: SightingFacts | None = None,
) -> LiaisonRequest:
    """答复 to a request; one that tells where a person is brings a 下落 with it.

    Raises InputError, NotAllowed.
    """
    case = hold(actor, Act.WORK_CASE, [request.case])[request.case_id]
    request = LiaisonRequest.objects.select_for_update().get(pk=request.pk)
    where = f"{case.case_no} {request.name}"
    if request.answered_on:
        raise InputError(where, f"已于{request.answered_on}登记答复", "又有答复的，请登记经过或下落")
    told(f"{where} 答复内容", text, "请写明对方答复了什么")
    not_later(on, today, f"{where} 答复日期")
    if on < request.sent_on:
        raise InputError(f"{where} 答复日期", f"{on} 早于发出日期 {request.sent_on}", "请核对两个日期")
    request.answered_on, request.answer = on, text.strip()
    fitting(where, request).save(update_fields=["answered_on", "answer"])
    _tell(actor, request, on, f"{request.name}答复：{request.answer}")
    if sighting:
        seen(actor, case, sighting, today, request)
    return request


def _check(request: LiaisonRequest, today: date) -> None:
    where = request.case.case_no
    chosen(f"{where} 方式", request.channel, LiaisonRequest.Channel)
    chosen(f"{where} 事项", request.purpose, LiaisonRequest.Purpose)
    told(f"{where} 协助单位", request.name, "请写明是哪个单位，如 某某派出所")
    told(f"{where} 请求内容", request.text, "请写明请对方做什么")
    not_later(request.sent_on, today, f"{where} 发出日期")
    if request.due_on < request.sent_on:
        raise InputError(
            f"{where} 应答复日期", f"{request.due_on} 早于发出日期 {request.sent_on}", "请核对两个日期"
        )
    fitting(where, request)


def _asked(request: LiaisonRequest) -> str:
    purpose, channel = request.get_purpose_display(), request.get_channel_display()
    return f"请{request.name}{purpose}（{channel}），{request.due_on}前答复：{request.text}"


def _tell(actor: Staff, request: LiaisonRequest, on: date, words: str) -> None:
    Event.objects.create(
        case=request.case,
        court_id=request.court_id,
        on=on,
        kind=EventKind.CONTACT,
        actor=actor,
        text=words[:500],
        data={"liaison_request": request.pk},
    )
