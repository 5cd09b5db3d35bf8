"""强制措施 of one case, the checklist of the crime of refusal, and everything lifted at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from duixian.court.cases import tabs
from duixian.court.cases.models import Case
from duixian.court.cases.queries import find_case
from duixian.court.cases.views.acts import open_to
from duixian.court.cases.views.common import person
from duixian.court.coercion import actions, acts, evidence, moments, queries
from duixian.court.coercion.actions import RefusalAsk
from duixian.court.coercion.actions.common import owed_on, whom_columns
from duixian.court.coercion.forms.asking import RefusalForm
from duixian.court.coercion.showing import FORCE, HELD, OVER, WAITING
from duixian.court.coercion.views.moves import MOVES
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors

GROUPS = (
    (HELD, "现在被控制的人", "没有人在询问或者拘留中"),
    (WAITING, "待审批", "没有待审批的措施"),
    (FORCE, "现行和待办", "没有现行的措施；用“登记”报请"),
    (OVER, "已办结", "还没有办结的措施"),
)
ASKING = ("appearance", "detention", "fine", "restriction", "dishonest", "premises")


@login_required
@require_GET
def case_coercion(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab of a case."""
    actor = person(request)
    return show(request, actor, find_case(actor, pk))


@login_required
@require_POST
def lift_all(request: HttpRequest, pk: int) -> HttpResponse:
    """全部报请解除 after full performance."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    access.require(actor, Act.WORK_CASE, case.court_id)
    try:
        actions.ask_all_lifted(actor, case, on=on, today=on)
    except (InputError, InputErrors) as error:
        return show(request, actor, case, refused=str(error).split("\n"))
    return redirect(acts.PAGE, pk)


def show(request: HttpRequest, actor: Staff, case: Case, refused: list[str] | None = None) -> HttpResponse:
    """The page, with what was refused where something was."""
    now = moments.now()
    lines = queries.lines_of(case, now)
    liftable = [one for one in lines if {"lift", "delete"} & set(one.standing.moves)]
    context = tabs.shell(actor, case, acts.PAGE) | {
        "groups": [
            (key, words, nothing, [one for one in lines if one.standing.group == key])
            for key, words, nothing in GROUPS
        ],
        "exemptions": queries.exemptions_of(case),
        "alarms": [one for one in lines if one.standing.group == HELD and one.standing.tone == "late"],
        "asking": [(name, words) for name, words in _asking(actor, case)],
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
        "may_lift": bool(liftable) and owed_on(case, working_day().day) == 0,
        "moves": MOVES,
        "refused": refused,
    }
    return render(request, "coercion/case.html", context, status=422 if refused else 200)


@login_required
@require_GET
def case_refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """拒执罪: each item, met or not, its evidence and its article, as what is typed changes."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    asked = {**RefusalForm.start(on), **request.GET.dict()}
    if "party" not in asked and (first := case.parties.filter(side="respondent").first()):
        asked["party"] = first.pk
    form = RefusalForm(asked)
    form.fit(case)
    context = tabs.shell(actor, case, acts.PAGE) | {
        "form": form,
        "listed": evidence.list_of(case),
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
        "query": urlencode({name: asked[name] for name in form.fields if asked.get(name)}),
    }
    return render(request, "coercion/refusal.html", context | _checked(case, form))


def _checked(case: Case, form: RefusalForm) -> dict[str, Any]:
    if not form.is_valid():
        return {"items": [], "weighs": (), "refused": []}
    told = RefusalAsk(**form.cleaned_data)
    try:
        key = whom_columns(case, told.whom)["person_key"]
        items, weighs = evidence.checklist(case, key, told)
    except (InputError, InputErrors) as error:
        return {"items": [], "weighs": (), "refused": str(error).split("\n")}
    return {"items": items, "weighs": weighs, "refused": []}


def _asking(actor: Staff, case: Case) -> list[tuple[str, str]]:
    open_now = {act.name: act.words for act in open_to(actor, case)}
    return [(name, open_now[name]) for name in ASKING if name in open_now]
