"""参与分配 of a case's money: who may share, the plan, its service, objections, and the paying by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.cases import tabs
from duixian.court.cases.models import Case, Party, Status
from duixian.court.cases.queries import find_case
from duixian.court.cases.views.common import person
from duixian.court.funds.actions import planning
from duixian.court.funds.actions.common import lying_in
from duixian.court.funds.clocks import PAGE
from duixian.court.funds.forms import DoneForm, ReasonForm
from duixian.court.funds.models import Place, Plan, PlanObjection
from duixian.court.funds.plan_forms import ObjectForm, PlanForm, joined_of
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.distribution import Stage, stage
from duixian.law.errors import InputError, InputErrors


@login_required
@require_http_methods(["GET", "POST"])
def distribution(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a case: a new plan, or the one that is open."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    plan = case.plans.first()
    open_plan = plan if plan and plan.state in Plan.OPEN else None
    done = _act(request, actor, case, open_plan, on)
    if done is True:
        return redirect("case-distribution", case.pk)
    cases = _candidates(case)
    objection = ObjectForm(None, initial={"on": on})
    if open_plan:
        objection.offer(open_plan)
    context = tabs.shell(actor, case, PAGE) | {
        "plan": plan,
        "open": open_plan,
        "shares": [(one, stage(cast(Stage, one.stage)).name) for one in plan.shares.select_related("case")]
        if plan
        else [],
        "objections": plan.objections.select_related("share") if plan else [],
        "rows": joined_of(cases, None)[0],
        "form": PlanForm(initial={"on": on, "debtor": _kind(case)}),
        "objection": objection,
        "dated": DoneForm(initial={"on": on}),
        "reason": ReasonForm(initial={"on": on}),
        "held": lying_in(case.court_id, case, Place.HELD),
        "refused": done,
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
    }
    return render(request, "funds/distribution.html", context, status=422 if done else 200)


def _act(request: HttpRequest, actor: Staff, case: Case, plan: Plan | None, on: date) -> bool | list[str]:
    """Whether something was done; the refusals where it was not."""
    if request.method != "POST":
        return False
    asked: dict[str, Callable[[], object]] = {"draw": lambda: _draw(request, actor, case, on)}
    if plan:
        asked |= {
            "serve": lambda: planning.serve_plan(actor, plan, **_typed(DoneForm(request.POST)), today=on),
            "object": lambda: _object(request, actor, plan, on),
            "settle": lambda: _settle(request, actor, plan, on),
            "carry": lambda: planning.carry_out(actor, plan, **_typed(DoneForm(request.POST)), today=on),
            "drop": lambda: planning.drop_plan(actor, plan, **_typed(ReasonForm(request.POST)), today=on),
        }
    try:
        asked.get(request.POST.get("act", ""), _nothing)()
    except (InputError, InputErrors) as error:
        return str(error).split("\n")
    return True


def _nothing() -> None:
    raise InputError("分配方案", "已由别人办理", "请刷新页面核对")


def _draw(request: HttpRequest, actor: Staff, case: Case, on: date) -> None:
    _, joined = joined_of(_candidates(case), request.POST)
    typed = _typed(PlanForm(request.POST))
    planning.draw_plan(actor, case, joined, **typed | {"costs": typed["costs"] or 0}, today=on)


def _object(request: HttpRequest, actor: Staff, plan: Plan, on: date) -> None:
    form = ObjectForm(request.POST)
    form.offer(plan)
    planning.object_to(actor, **_typed(form), today=on)


def _settle(request: HttpRequest, actor: Staff, plan: Plan, on: date) -> None:
    wanted = request.POST.get("objection", "")
    row = PlanObjection.objects.filter(plan=plan, pk=wanted).first() if wanted.isdecimal() else None
    if row is None:
        raise InputError("分配方案异议", "没有找到", "请刷新页面核对")
    typed = _typed(ReasonForm(request.POST))
    planning.end_objection(actor, row, result=typed["reason"], on=typed["on"], today=on)


def _typed(form: DoneForm | ReasonForm | PlanForm | ObjectForm) -> dict[str, Any]:
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise InputError(str(form.fields[name].label), str(errors[0]), "请补正后再提交")
    return dict(form.cleaned_data)


def _candidates(case: Case) -> list[Case]:
    """The case itself, and the open ones of its court against the same respondents."""
    mine = case.parties.filter(side=Party.Side.RESPONDENT)
    found = {case.pk}
    for party in mine:
        same = Party.objects.filter(
            side=Party.Side.RESPONDENT, name=party.name, case__court=case.court_id
        ).filter(case__status__in=(Status.OPEN, Status.SUSPENDED))
        rows = same.values_list("case_id", "id_no")
        found |= {pk for pk, number in rows if not (number and party.id_no and number != party.id_no)}
    return list(Case.objects.filter(pk__in=found).order_by("filed_on", "pk"))


def _kind(case: Case) -> str:
    party = case.parties.filter(side=Party.Side.RESPONDENT).first()
    return Plan.Debtor.COMPANY if party and party.is_person is False else Plan.Debtor.PERSON
