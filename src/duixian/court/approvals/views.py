"""审批: the inbox, one request with law's own check, and who signs for whom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duixian.court.approvals import actions, queries
from duixian.court.approvals.forms import DelegationForm, MendForm, SignForm, WithdrawForm
from duixian.court.approvals.models import SIGNERS, Request
from duixian.court.approvals.registry import answer_of
from duixian.court.approvals.signing import may_sign
from duixian.court.cases.views.common import person
from duixian.court.people.models import Role
from duixian.court.people.workday import working_day
from duixian.law import approvals
from duixian.law.errors import InputError

FOLLOWING = 5
_TABS = {"": "待我签批", "open": "未审结", "asked": "我报请的", "decided": "已审结"}


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I asked, what was decided."""
    actor, on = person(request), working_day().day
    tab = request.GET.get("tab", "")
    rows = {
        "open": lambda: queries.open_at(actor),
        "asked": lambda: queries.asked_by(actor),
        "decided": lambda: queries.decided(actor),
    }.get(tab, lambda: queries.waiting(actor, on))()
    found = list(rows[: queries.SHOWN + 1])
    context = {
        "rows": found[: queries.SHOWN],
        "more": len(found) > queries.SHOWN,
        "tab": tab if tab in _TABS else "",
        "tabs": _TABS.items(),
        "signing": tab not in ("open", "asked", "decided"),
    }
    return render(request, "approvals/inbox.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; whose turn it is signs here, and goes on to the next."""
    actor, on = person(request), working_day().day
    asked = queries.find_request(actor, pk)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        do = {"grant": actions.grant, "back": actions.send_back, "refuse": actions.refuse_request}
        try:
            do[form.cleaned_data["answer"]](actor, asked, reason=form.cleaned_data["reason"], on=on, today=on)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            following = queries.next_waiting(actor, on, asked)
            return redirect("approval", following.pk) if following else redirect("approvals")
    status = 422 if form.is_bound else 200
    return render(request, "approvals/request.html", _context(request, asked, form), status=status)


@login_required
@require_POST
def request_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """补正后再报."""
    form = MendForm(request.POST)
    asked = queries.find_request(person(request), pk)
    if form.is_valid():
        day = working_day().day
        try:
            actions.resubmit(person(request), asked, text=form.cleaned_data["text"], on=day, today=day)
            return redirect("approval", pk)
        except InputError as error:
            form.add_error(None, str(error))
    context = _context(request, asked, SignForm()) | {"mend": form}
    return render(request, "approvals/request.html", context, status=422)


@login_required
@require_POST
def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回."""
    form = WithdrawForm(request.POST)
    asked = queries.find_request(person(request), pk)
    if form.is_valid():
        day = working_day().day
        try:
            actions.withdraw(person(request), asked, reason=form.cleaned_data["reason"], on=day, today=day)
            return redirect("approval", pk)
        except InputError as error:
            form.add_error(None, str(error))
    context = _context(request, asked, SignForm()) | {"withdrawal": form}
    return render(request, "approvals/request.html", context, status=422)


@login_required
@require_POST
def grant_chosen(request: HttpRequest) -> HttpResponse:
    """同意 for all that are ticked, or for none."""
    actor, on = person(request), working_day().day
    chosen = [int(value) for value in request.POST.getlist("request") if value.isascii() and value.isdigit()]
    if not chosen:
        raise InputError("选中的报请", "一件也没有选", "请先勾选，再按按钮")
    actions.grant_many(actor, [queries.find_request(actor, pk) for pk in chosen], on=on, today=on)
    return redirect("approvals")


@login_required
@require_http_methods(["GET", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """委托签批."""
    actor, on = person(request), working_day().day
    form = DelegationForm(request.POST or None)
    form.fit(actor, on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delegate(actor, today=on, **form.cleaned_data)
            return redirect("delegations")
        except InputError as error:
            form.add_error(None, str(error))
    context = {
        "form": form if actor.role in SIGNERS else None,
        "rows": queries.delegations(actor)[: queries.SHOWN],
    }
    return render(request, "approvals/delegations.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def delegation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """终止委托."""
    actor = person(request)
    actions.end_delegation(actor, get_object_or_404(queries.delegations(actor), pk=pk), on=working_day().day)
    return redirect("delegations")


def _context(request: HttpRequest, asked: Request, form: SignForm) -> dict[str, Any]:
    actor, on = person(request), working_day().day
    answer = answer_of(asked)
    own = asked.asked_by_id == actor.pk
    gives_up = own or (actor.role == Role.BUREAU_CHIEF and actor.court_id == asked.court_id)
    undecided = asked.state in (Request.State.PENDING, Request.State.RETURNED)
    matter = approvals.matter(asked.matter)
    return {
        "asked": asked,
        "matter": matter,
        "source": matter.source(asked.asked_on),
        "steps": asked.steps.select_related("decided_by", "on_behalf_of"),
        "form": form if may_sign(actor, asked, on) else None,
        "thing": answer.href(asked) if answer and answer.href else "",
        "took": asked.decided_at - asked.asked_at if asked.decided_at else None,
        "mend": MendForm(initial={"text": asked.text}) if own and asked.state == "returned" else None,
        "withdrawal": WithdrawForm() if gives_up and undecided and not asked.urgent else None,
        "following": queries.waiting(actor, on).exclude(pk=asked.pk)[:FOLLOWING],
    }
