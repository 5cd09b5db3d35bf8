"""What is done with one agreement: signed, performed, revived, sued on, set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.cases import tabs
from duixian.court.cases.views.acts import Typed
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.court.settlement import actions, acts, queries
from duixian.court.settlement.forms import BreachForm, DayForm, ReviveForm, SignForm, WhyForm
from duixian.court.settlement.models import Settlement
from duixian.law.errors import InputError, InputErrors


@dataclass(frozen=True)
class Move:
    """One act on an agreement: its word, its form, what it means, what does it."""

    words: str
    form: type[forms.Form]
    hint: str
    do: Callable[[Staff, Settlement, Typed, date], object]


def _sign(actor: Staff, one: Settlement, typed: Typed, on: date) -> object:
    return actions.sign(actor, one, acts.signing_of(typed, typed["on"]), on)


def _perform(actor: Staff, one: Settlement, typed: Typed, on: date) -> object:
    return actions.perform(actor, one, **typed, today=on)


def _breach(actor: Staff, one: Settlement, typed: Typed, on: date) -> object:
    return actions.breach(actor, one, **typed, today=on)


def _revive(actor: Staff, one: Settlement, typed: Typed, on: date) -> object:
    return actions.revive(actor, one, **typed, today=on)


def _sue(actor: Staff, one: Settlement, typed: Typed, on: date) -> object:
    return actions.sue(actor, one, **typed, today=on)


def _void(actor: Staff, one: Settlement, typed: Typed, on: date) -> object:
    return actions.void(actor, one, **typed, today=on)


MOVES = {
    "sign": Move(
        "双方签名", SignForm, "签名后制作和解记录；当场履行的同时登记到位，有期限的执行期限停止计算。", _sign
    ),
    "perform": Move("登记履行完毕", DayForm, "约定的放弃同时登记，可以执行完毕结案。", _perform),
    "breach": Move("登记违约", BreachForm, "执行期限恢复计算；已付的不退，原执行依据不变。", _breach),
    "revive": Move("恢复执行", ReviveForm, "恢复原执行依据，已付的款扣除。", _revive),
    "sue": Move("另行起诉", WhyForm, "申请执行人选择就协议起诉的，不再恢复执行。", _sue),
    "void": Move("作废", WhyForm, "未签名的撤回，或者双方协商撤销、被认定无效。", _void),
}


@login_required
@require_http_methods(["GET", "POST"])
def settlement_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One act on an agreement; done, back to the page of the case."""
    actor, on = person(request), working_day().day
    move = MOVES.get(name)
    if move is None:
        raise Http404
    found = queries.find_settlement(actor, pk)
    access.require(actor, Act.WORK_CASE, found.court_id)
    form = move.form(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        try:
            move.do(actor, found, form.cleaned_data, on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect(acts.PAGE, found.case_id)
    context = tabs.shell(actor, found.case, acts.PAGE) | {"settlement": found, "move": move, "form": form}
    return render(request, "settlement/act.html", context, status=422 if form.is_bound else 200)
