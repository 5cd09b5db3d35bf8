"""案款 of one case and of one receipt: the account book, claims, and the acts on each row."""

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
from duixian.court.funds.actions import claiming, holding, payees, receiving, releasing
from duixian.court.funds.actions.claiming import Told
from duixian.court.funds.actions.holding import Basis
from duixian.court.funds.clocks import PAGE
from duixian.court.funds.forms import (
    BankForm,
    BasisForm,
    ClaimForm,
    DoneForm,
    ReasonForm,
    ReturnForm,
    VerifyForm,
    lines_for,
)
from duixian.court.funds.models import Claim, Hold, Payee, Receipt, Release
from duixian.court.funds.queries import rows
from duixian.court.funds.screening import debts_of
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors
from duixian.law.money import display


@dataclass(frozen=True)
class Move:
    """One act on a row: its word, the row's model, its form, what does it."""

    words: str
    model: type[Model]
    form: type[forms.Form]
    do: Callable[[Staff, Any, Typed, date], object]


def _basis(actor: Staff, row: Hold, typed: Typed, on: date) -> object:
    return holding.give_basis(
        actor, row, Basis(typed["kind"], typed["no"], typed["on"], typed["until"]), today=on
    )


CLAIM = {
    "tell": Move(
        "登记告知当事人", Claim, DoneForm, lambda a, r, t, on: claiming.note_told(a, r, **t, today=on)
    ),
    "undo": Move("撤销认领", Claim, ReasonForm, lambda a, r, t, on: claiming.undo_claim(a, r, **t, today=on)),
}
PAYEE = {
    "verify": Move(
        "核对收款账户", Payee, VerifyForm, lambda a, r, t, on: payees.verify_payee(a, r, **t, today=on)
    ),
    "end": Move("停用收款账户", Payee, ReasonForm, lambda a, r, t, on: payees.end_payee(a, r, **t, today=on)),
}
HOLD = {
    "basis": Move("补交裁定、协助执行通知书", Hold, BasisForm, _basis),
    "take": Move("划转至另案", Hold, DoneForm, lambda a, r, t, on: holding.take_hold(a, r, **t, today=on)),
    "end": Move("解除扣留", Hold, ReasonForm, lambda a, r, t, on: holding.end_hold(a, r, **t, today=on)),
}
RELEASE = {
    "approve": Move(
        "批准退回", Release, DoneForm, lambda a, r, t, on: releasing.approve_return(a, r, **t, today=on)
    ),
    "cancel": Move(
        "不再发放", Release, ReasonForm, lambda a, r, t, on: releasing.cancel_release(a, r, **t, today=on)
    ),
    "paid": Move("登记付讫", Release, DoneForm, lambda a, r, t, on: releasing.note_paid(a, r, **t, today=on)),
    "returned": Move(
        "登记退汇", Release, ReasonForm, lambda a, r, t, on: releasing.note_returned(a, r, **t, today=on)
    ),
}
MOVES = {"claim": CLAIM, "payee": PAYEE, "hold": HOLD, "release": RELEASE}


@login_required
@require_GET
def case_funds(request: HttpRequest, pk: int) -> HttpResponse:
    """案款账页: what lies where and why, what came, what went, to whom it may go."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    accounts = list(case.payees.filter(ended_on=None).select_related("party", "added_by", "verified_by"))
    context = tabs.shell(actor, case, PAGE) | {
        "book": rows.book_of(case, on),
        "payees": [(one, debts_of(one)) for one in accounts],
        "delays": case.delays.select_related("request", "receipt"),
        "may_work": access.may(actor, Act.WORK_CASE, case.court_id),
        "may_keep": access.may(actor, Act.KEEP_FUNDS, case.court_id),
    }
    return render(request, "funds/case.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """One receipt: whose it is, and the claim, the banking or the return of it."""
    actor, on = person(request), working_day().day
    row = rows.find(actor, Receipt, pk)
    left = sum(one.sum for one in row.accounts.filter(place="unclaimed"))
    bound = {name: _bound(request, name) for name in ("claim", "bank", "return")}
    claim = ClaimForm(bound["claim"], initial=_suggestion(row, left, on))
    claim.offer(row.suggested)
    bank = BankForm(bound["bank"], initial={"on": on})
    bank.fields["line"].widget.choices = lines_for(row)
    back = ReturnForm(
        bound["return"], initial={"on": on, "name": row.payer_name, "account_no": row.payer_account}
    )
    asked: dict[str, tuple[forms.Form, Callable[[], object]]] = {
        "claim": (claim, lambda: _claim(actor, row, claim.cleaned_data, on)),
        "bank": (bank, lambda: _bank(actor, row, bank.cleaned_data, on)),
        "return": (back, lambda: _return(actor, row, back.cleaned_data, on)),
    }
    form, do = asked.get(request.POST.get("act", ""), (None, None))
    if form is not None and do is not None and form.is_valid():
        try:
            do()
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect("receipt", row.pk)
    context = {
        "receipt": row,
        "left": left,
        "claims": row.claims.select_related("case", "made_by"),
        "returns": row.releases.filter(case=None).select_related("payee"),
        "claim": claim,
        "bank": bank,
        "back": back,
        "may_work": access.may(actor, Act.WORK_CASE, row.court_id),
        "may_keep": access.may(actor, Act.KEEP_FUNDS, row.court_id),
        "may_sign": access.may(actor, Act.SIGN, row.court_id),
    }
    return render(request, "funds/receipt.html", context, status=422 if form is not None else 200)


@login_required
@require_http_methods(["GET", "POST"])
def money_act(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """One act on a row; done, back to where the row stands."""
    actor, on = person(request), working_day().day
    move = MOVES.get(kind, {}).get(name)
    if move is None:
        raise Http404
    row: Any = rows.find(actor, move.model, pk)
    form = move.form(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        try:
            move.do(actor, row, form.cleaned_data, on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            if kind == "release":
                return redirect("batch", row.batch_id) if row.batch_id else redirect("funds")
            return redirect(PAGE, row.case_id) if row.case_id else redirect("funds")
    context = {"words": move.words, "row": row, "form": form, "back": "funds", "told": _told(row)}
    return render(request, "funds/form.html", context, status=422 if form.is_bound else 200)


def _bound(request: HttpRequest, act: str) -> Any:
    return request.POST if request.POST.get("act") == act else None


def _suggestion(row: Receipt, left: int, on: date) -> dict[str, object]:
    case = row.suggested
    meets = claiming.awaiting(case, left) if case else None
    return {
        "case_no": case.case_no if case else "",
        "amount": display(left).replace(",", ""),
        "source": Claim.Source.DEDUCTION if meets else Claim.Source.DEBTOR,
        "meets": str(meets.pk) if meets else "",
        "why": row.why,
        "on": on,
    }


def _claim(actor: Staff, row: Receipt, typed: Typed, on: date) -> object:
    case = rows.case_of(typed["case_no"])
    told = Told(case, typed["amount"], typed["source"], typed["why"], typed["meets"])
    return claiming.claim(actor, row, told, on=typed["on"], today=on)


def _bank(actor: Staff, row: Receipt, typed: Typed, on: date) -> object:
    line = None
    if typed["line"].isdecimal():
        line = rows.find(actor, Receipt, int(typed["line"]))
    return receiving.bank_cash(actor, row, on=typed["on"], line=line, today=on)


def _return(actor: Staff, row: Receipt, typed: Typed, on: date) -> object:
    return releasing.return_to_payer(actor, row, **typed, today=on)


def _told(row: Any) -> str:
    if isinstance(row, Payee):
        return f"{row.get_kind_display()}：{row.name}，{row.bank}，账号 {row.account_no}"
    if isinstance(row, Claim):
        return f"{row.case.case_no} {row.on} 认领 {display(row.amount)} 元：{row.why}"
    if isinstance(row, Hold):
        return f"扣留应发{row.payee.name}的 {display(row.amount)} 元，为 {row.for_case.case_no}：{row.why}"
    return f"向{row.payee.name}（尾号{row.payee.account_no[-4:]}）{display(row.amount)} 元，{row.purpose}"
