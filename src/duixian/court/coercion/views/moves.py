"""What is done with one measure that was asked for: each move a small form, then back to the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.cases import tabs
from duixian.court.cases.views.acts import Typed
from duixian.court.cases.views.common import person
from duixian.court.coercion import actions, acts, moments, queries
from duixian.court.coercion.actions import LegFacts, SearchReport
from duixian.court.coercion.forms import moving
from duixian.court.coercion.forms.fields import AtForm
from duixian.court.coercion.showing import line
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors

Doing = Callable[[Staff, Any, Typed, date], object]


@dataclass(frozen=True)
class Move:
    """One act on a measure: its word, its form, what does it, and what it means."""

    words: str
    form: type[forms.Form]
    do: Doing
    hint: str = ""


def _arrive(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.arrive(actor, row, typed["at"], moments.now())


def _leave(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.leave(actor, row, typed["at"], moments.now())


def _question(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.question(actor, row, typed["at"], typed["record"], moments.now())


def _release(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.release(actor, row, typed["at"], moments.now(), typed["text"])


def _extend(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.ask_extension(actor, row, **typed, on=on, now=moments.now())


def _leg(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.add_leg(actor, row, LegFacts(**typed), moments.now())


def _leg_end(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    leg = row.legs.filter(arrived_at=None).first()
    if leg is None:
        raise InputError("到达", "没有在途的路程", "请先登记启程")
    return actions.end_leg(actor, leg, typed["at"], typed["km"], moments.now())


def _hand_over(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.hand_over(actor, row, typed["text"])


def _drop(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.drop(actor, row, typed["text"], on)


def _search(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.record_search(actor, row, SearchReport(**typed), moments.now())


def _serve(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.serve(actor, row, typed["on"], on)


def _pay(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.pay(actor, row, typed["amount"], typed["on"], on)


def _carry_out(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.carry_out(actor, row, typed["at"], moments.now(), typed["place"])


def _family(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.tell_family(actor, row, now=moments.now(), **typed)


def _discharge(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.discharge(actor, row, typed["on"], on)


def _early(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.ask_early_release(actor, row, **typed, today=on)


def _review(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.file_review(actor, row, **typed, today=on)


def _decide(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.decide_review(actor, row, **typed, today=on)


def _exempt(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.ask_exemption(actor, row, **typed, today=on)


def _lift(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.ask_lift(actor, row, **typed, today=on)


def _delete(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.ask_deletion(actor, row, **typed, today=on)


def _send(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.send_referral(actor, row, typed["on"], on)


def _outcome(actor: Staff, row: Any, typed: Typed, on: date) -> object:
    return actions.record_outcome(actor, row, **typed, today=on)


MOVES: dict[tuple[str, str], Move] = {
    ("appearance", "leave"): Move("出发", AtForm, _leave),
    ("appearance", "arrive"): Move("到案", AtForm, _arrive, "八小时从到案起算，登记后不能更改。"),
    ("appearance", "question"): Move("询问", moving.QuestionForm, _question),
    ("appearance", "release"): Move("放回", moving.NoteForm, _release, "登记后不能更改。"),
    ("appearance", "extend"): Move(
        "报请延长", moving.ExtendForm, _extend, "情况复杂并且依法可能拘留的，院长批准后最长二十四小时。"
    ),
    ("appearance", "leg"): Move("启程", moving.LegForm, _leg),
    ("appearance", "leg_end"): Move("到达", moving.LegEndForm, _leg_end),
    ("appearance", "hand_over"): Move("移交", moving.TextForm, _hand_over, "何时何地由谁交给谁。"),
    ("appearance", "drop"): Move("取消拘传", moving.TextForm, _drop, "没有找到人、自行到庭等。"),
    ("premisessearch", "search"): Move("登记搜查", moving.SearchReportForm, _search),
    ("fine", "serve"): Move("送达", moving.OnForm, _serve, "送达后三日内可以申请复议，不停止执行。"),
    ("fine", "pay"): Move("登记缴纳", moving.PayForm, _pay, "罚款上缴国库，不抵充债务。"),
    ("fine", "review"): Move("登记复议", moving.ReviewForm, _review),
    ("detention", "carry_out"): Move("收拘", moving.CarryOutForm, _carry_out, "二十四小时内通知家属。"),
    ("detention", "serve"): Move("送达", moving.OnForm, _serve, "送达后三日内可以申请复议，不停止执行。"),
    ("detention", "family"): Move("通知家属", moving.FamilyForm, _family),
    ("detention", "discharge"): Move("期满解除", moving.OnForm, _discharge),
    ("detention", "early"): Move("报请提前解除", moving.EarlyForm, _early, "承认并改正错误的，院长批准。"),
    ("detention", "review"): Move("登记复议", moving.ReviewForm, _review),
    ("review", "decide"): Move("登记复议决定", moving.ReviewDecisionForm, _decide),
    ("restriction", "exempt"): Move("报请单次豁免", moving.ExemptForm, _exempt),
    ("restriction", "lift"): Move("报请解除", moving.LiftForm, _lift),
    ("entry", "delete"): Move("报请删除", moving.DeleteForm, _delete, "事由发生后三个工作日内删除。"),
    ("referral", "send"): Move("登记移送", moving.OnForm, _send),
    ("referral", "outcome"): Move("登记结果", moving.OutcomeForm, _outcome),
}


@login_required
@require_http_methods(["GET", "POST"])
def coercion_act(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """One move; done, back to the appearance's own page or to the page of the case."""
    actor, on = person(request), working_day().day
    move = MOVES.get((kind, name))
    if move is None:
        raise Http404
    row = queries.find(actor, kind, pk)
    access.require(actor, Act.WORK_CASE, row.court_id)
    form = blank(move, row, on, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            move.do(actor, row, moving.cleaned(form), on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect("appearance", pk) if kind == "appearance" else redirect(acts.PAGE, row.case_id)
    context = tabs.shell(actor, row.case, acts.PAGE) | {
        "move": move,
        "form": form,
        "line": line(row, moments.now()),
    }
    return render(request, "coercion/act.html", context, status=422 if form.is_bound else 200)


def blank(move: Move, row: Any, on: date, typed: Any = None) -> forms.Form:
    """The form of a move, with what was typed; `of_row` offers what this row has to choose from."""
    form = move.form(typed, initial=move.form.start(on))  # type: ignore[attr-defined]
    if fit := getattr(form, "of_row", None):
        fit(row)
    return form
