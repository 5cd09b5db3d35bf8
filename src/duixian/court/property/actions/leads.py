"""线索 and 财产报告: what people tell of property, and until when it must be looked into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duixian.court.cases.actions.acting import action, fitting, hold, not_later
from duixian.court.cases.models import Case, Event, EventKind, Party
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.property.models import Lead, PropertyReport
from duixian.law import clock
from duixian.law.errors import InputError


@dataclass(frozen=True)
class LeadFacts:
    """线索 as it was told; `party` None where it names no respondent."""

    text: str
    received_on: date
    origin: Lead.Origin = Lead.Origin.APPLICANT
    told_by: str = ""
    party: Party | None = None
    urgent: bool = False


@action
def note_lead(actor: Staff, case: Case, facts: LeadFacts, *, today: date) -> Lead:
    """登记线索, to be verified in seven days, in three where it is urgent. Raises InputError, NotAllowed.

    Source: 财产调查规定 第二条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    not_later(facts.received_on, today, "收到日期")
    if not facts.text.strip():
        raise InputError("线索内容", "没有填写", "请写明什么财产、在何处、谁名下")
    if facts.party is not None:
        _respondent(case, facts.party)
    due = clock.due("verify_lead_urgent" if facts.urgent else "verify_lead", facts.received_on)
    # Nothing stops this limit, so it always has a last day.
    lead = Lead(case=case, court_id=case.court_id, due_on=due.day or facts.received_on, **vars(facts))
    lead.text = facts.text.strip()
    fitting(case.case_no, lead).save()
    by = f"{lead.told_by}，" if lead.told_by else ""
    _event(actor, case, facts.received_on, f"{lead.get_origin_display()}（{by}{due.why}）：{lead.text}", lead)
    return lead


@action
def verify_lead(
    actor: Staff, lead: Lead, outcome: Lead.Outcome | str, findings: str, *, on: date, today: date
) -> Lead:
    """核实线索, with what was found. Raises InputError, NotAllowed."""
    case = hold(actor, Act.WORK_CASE, [lead.case])[lead.case_id]
    lead = Lead.objects.select_for_update(no_key=True).get(pk=lead.pk)
    not_later(on, today, "核实日期")
    if lead.verified_on:
        raise InputError("线索", f"已于{lead.verified_on}核实", "情况有变的，请登记为新的线索")
    if on < lead.received_on:
        raise InputError("核实日期", f"早于收到线索的{lead.received_on}", "请核对日期")
    if outcome not in Lead.Outcome.values:
        raise InputError("核实结果", f"“{outcome}”不认识", f"请在{'、'.join(Lead.Outcome.labels)}中选择")
    if not findings.strip():
        raise InputError("核实情况", "没有填写", "请写明查了什么、结果如何")
    lead.verified_on, lead.verified_by = on, actor
    lead.outcome, lead.findings = outcome, findings.strip()
    fitting(case.case_no, lead).save()
    late = "，已超过核实期限" if on > lead.due_on else ""
    _event(actor, case, on, f"线索核实{lead.get_outcome_display()}{late}：{lead.findings}", lead)
    return lead


@action
def order_report(
    actor: Staff, case: Case, party: Party, *, served_on: date, today: date, due_on: date | None = None
) -> PropertyReport:
    """送达报告财产令; `due_on` is the day that the order names. Raises InputError, NotAllowed.

    Source: 财产调查规定 第三条、第四条.
    """
    case = hold(actor, Act.WORK_CASE, [case])[case.pk]
    not_later(served_on, today, "送达日期")
    _respondent(case, party)
    if PropertyReport.objects.filter(party=party, reported_on=None).exists():
        raise InputError(party.name, "已送达报告财产令，还没有报告", "请登记其报告情况，不必重复送达")
    day = due_on or clock.due("property_report", served_on).day
    if day is None or day < served_on:
        raise InputError("报告期限", f"早于送达的{served_on}", "请按报告财产令载明的期限填写")
    report = PropertyReport.objects.create(
        case=case, court_id=case.court_id, party=party, ordered_on=served_on, due_on=day
    )
    text = f"向{party.name}送达报告财产令，限{day}前报告"
    _note(actor, case, EventKind.NOTICE, served_on, text, {"property_report": report.pk})
    return report


@action
def take_report(
    actor: Staff, report: PropertyReport, content: str, *, on: date, today: date
) -> PropertyReport:
    """登记财产报告: what the respondent declared. Raises InputError, NotAllowed."""
    case, report = _held(actor, report)
    not_later(on, today, "报告日期")
    if report.reported_on:
        raise InputError(report.party.name, f"已于{report.reported_on}报告", "财产有变动的，请登记为线索")
    if on < report.ordered_on:
        raise InputError("报告日期", f"早于送达报告财产令的{report.ordered_on}", "请核对日期")
    if not content.strip():
        raise InputError("报告内容", "没有填写", "请写明报告的财产；报告没有财产的写“无财产”")
    report.reported_on, report.content = on, content.strip()
    fitting(case.case_no, report).save()
    late = "，已逾期" if on > report.due_on else ""
    text = f"{report.party.name}报告财产{late}：{report.content}"
    _note(actor, case, EventKind.NOTE, on, text, {"property_report": report.pk})
    return report


@action
def judge_report(
    actor: Staff, report: PropertyReport, *, truthful: bool, why: str, on: date, today: date
) -> PropertyReport:
    """核实财产报告: true, or not, with what it was compared with. Raises InputError, NotAllowed.

    Source: 财产调查规定 第八条、第九条.
    """
    case, report = _held(actor, report)
    not_later(on, today, "核实日期")
    if report.reported_on is None:
        raise InputError(report.party.name, "还没有报告财产", "请先登记其报告")
    if not why.strip():
        raise InputError("核实情况", "没有填写", "请写明与哪些查询结果核对、有无不符")
    report.truthful = truthful
    report.save(update_fields=["truthful"])
    word = "属实" if truthful else "不实"
    text = f"{report.party.name}的财产报告经核实{word}：{why.strip()}"
    _note(actor, case, EventKind.NOTE, on, text, {"property_report": report.pk})
    return report


def _held(actor: Staff, report: PropertyReport) -> tuple[Case, PropertyReport]:
    case = hold(actor, Act.WORK_CASE, [report.case])[report.case_id]
    rows = PropertyReport.objects.select_for_update(no_key=True, of=("self",)).select_related("party")
    return case, rows.get(pk=report.pk)


def _respondent(case: Case, party: Party) -> None:
    if party.case_id != case.pk or party.side != Party.Side.RESPONDENT:
        raise InputError(party.name, "不是本案被执行人", "请选择本案的被执行人")


def _event(actor: Staff, case: Case, on: date, text: str, lead: Lead) -> None:
    _note(actor, case, EventKind.LEAD, on, text, {"lead": lead.pk})


def _note(actor: Staff, case: Case, kind: EventKind, on: date, text: str, data: dict[str, object]) -> None:
    Event.objects.create(
        case=case, court_id=case.court_id, on=on, kind=kind, actor=actor, text=text[:500], data=data
    )
