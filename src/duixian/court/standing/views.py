"""程序 of one case: what stands still, what is objected, who becomes a party; and the acts on each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.cases import tabs
from duixian.court.cases.queries import find_case
from duixian.court.cases.views.acts import Typed
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.court.standing import actions, queries
from duixian.court.standing.clocks import PAGE
from duixian.court.standing.forms import DecideChangeForm, DecideForm, EndForm, FollowForm
from duixian.court.standing.models import Objection, PartyChange, Standstill
from duixian.law import standing
from duixian.law.errors import InputError, InputErrors


@dataclass(frozen=True)
class Move:
    """One act on a row: its word, the row's model, its form, what does it."""

    words: str
    model: type[Model]
    form: type[forms.Form]
    do: Callable[[Staff, Any, Typed, date], object]


MOVES = {
    "end": Move(
        "恢复执行程序",
        Standstill,
        EndForm,
        lambda actor, row, typed, on: actions.end_standstill(actor, row, **typed, today=on),
    ),
    "decide": Move(
        "登记异议裁定",
        Objection,
        DecideForm,
        lambda actor, row, typed, on: actions.decide_objection(actor, row, **typed, today=on),
    ),
    "follow": Move(
        "登记复议、诉讼",
        Objection,
        FollowForm,
        lambda actor, row, typed, on: actions.follow_objection(actor, row, **typed, today=on),
    ),
    "change": Move(
        "登记变更追加裁定",
        PartyChange,
        DecideChangeForm,
        lambda actor, row, typed, on: actions.decide_change(actor, row, **typed, today=on),
    ),
}


@login_required
@require_GET
def case_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab of a case."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    context = tabs.shell(actor, case, PAGE) | {
        "running": [
            (one, standing.effect("stay"), standing.effect_source("stay", on))
            for one in queries.running(case, on)
        ],
        "standstills": queries.standstills_of(case),
        "objections": queries.objections_of(case),
        "changes": queries.changes_of(case),
        "limits": {one.key: one.limit for one in standing.changes()},
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
    }
    return render(request, "standing/case.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def standing_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on a row; done, back to the page of the case."""
    actor, on = person(request), working_day().day
    move = MOVES.get(name)
    if move is None:
        raise Http404
    row: Any = queries.find(actor, move.model, pk)
    access.require(actor, Act.WORK_CASE, row.court_id)
    form = move.form(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        try:
            move.do(actor, row, form.cleaned_data, on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect(PAGE, row.case_id)
    context = tabs.shell(actor, row.case, PAGE) | {"words": move.words, "row": row, "form": form}
    return render(request, "standing/act.html", context, status=422 if form.is_bound else 200)
