"""结案 of one case, condition by condition; and the suspended stock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duixian.court.cases import tabs
from duixian.court.cases.models import Case, Status
from duixian.court.cases.queries import find_case
from duixian.court.cases.views import acts
from duixian.court.cases.views.common import person
from duixian.court.closing import actions, queries
from duixian.court.closing.checking import checked
from duixian.court.closing.clocks import PAGE
from duixian.court.closing.evidence import evidence_of
from duixian.court.closing.forms import ProposeForm, RecheckForm, StateForm, TellForm
from duixian.court.closing.models import WAYS, Proposal, Recheck, opens_after
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.closing import Condition, premature
from duixian.law.errors import InputError, InputErrors

# What meets a condition: an act of the case by its name, or a page of it and a place there.
_PAGES = {
    "document": ("documents-of-case", ""),
    "search": ("property-of-case", ""),
    "find": ("property-of-case", "#finds"),
    "release": ("property-of-case", "#measures"),
    "report": ("property-of-case", "#reports"),
    "lead": ("property-of-case", "#leads"),
    "visit": ("case-liaison", "#visits"),
    "liaison": ("case-liaison", ""),
    "coercion": ("case-coercion", ""),
    "settlement": ("case-settlement", "#settlements"),
}
_ACTS = {"funds": "event"}
"""Acts of other names than the conditions have: what was passed on is told as an event."""


@login_required
@require_http_methods(["GET", "POST"])
def case_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab: choose the way, see what is missing, ask for the signature."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    way = _way(request, case)
    form = ProposeForm(request.POST or None, initial={"on": on})
    form.fit_way(way)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(actor, case, way, **form.cleaned_data, today=on)
        except InputErrors as errors:
            form.add_error(None, [str(error) for error in errors.errors])
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect(PAGE, pk)
    context = _context(actor, case, way, form)
    return render(request, "closing/case.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def condition_state(request: HttpRequest, pk: int) -> HttpResponse:
    """说明 of one condition; back to the tab in the same way."""
    actor, on = person(request), working_day().day
    case = find_case(actor, pk)
    way = _way(request, case)
    form = StateForm(request.POST)
    if form.is_valid():
        try:
            actions.state(actor, case, way=way, on=on, today=on, **form.cleaned_data)
            return redirect(f"{reverse(PAGE, args=[pk])}?way={way}")
        except InputError as error:
            form.add_error(None, str(error))
    propose = ProposeForm(initial={"on": on})
    propose.fit_way(way)
    context = _context(actor, case, way, propose) | {"stating": form}
    return render(request, "closing/case.html", context, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def recheck_page(request: HttpRequest, pk: int) -> HttpResponse:
    """登记核查; one that is registered and not told yet: 登记告知."""
    actor, on = person(request), working_day().day
    row = queries.find_recheck(actor, pk)
    access.require(actor, Act.WORK_CASE, row.court_id)
    posted = request.POST if request.method == "POST" else None
    form: RecheckForm | TellForm
    do: Callable[..., Recheck]
    if row.done_on:
        form, do = TellForm(posted, initial={"on": on}), actions.tell
    else:
        form, do = RecheckForm(posted, initial={"on": on}), actions.recheck
        form.fit(row)
    if form.is_bound and form.is_valid():
        try:
            do(actor, row, **form.cleaned_data, today=on)
            return redirect(PAGE, row.case_id)
        except InputError as error:
            form.add_error(None, str(error))
    context = tabs.shell(actor, row.case, PAGE) | {"row": row, "form": form}
    return render(request, "closing/recheck.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def stock_page(request: HttpRequest) -> HttpResponse:
    """终本案件 of the courts that the actor sees."""
    actor, on = person(request), working_day().day
    show, courts, start = request.GET.get("show", ""), tuple(request.GET.getlist("court")), _start(request)
    rows: list[Any] = list(queries.stock(actor, show, courts, on)[start : start + queries.SHOWN + 1])
    may_work = access.may(actor, Act.WORK_CASE)
    context = {
        "rows": rows[: queries.SHOWN],
        "start": start,
        "prev_key": str(start - queries.SHOWN or "") if start else None,
        "next_key": str(start + queries.SHOWN) if len(rows) > queries.SHOWN else None,
        "show": show if show in queries.SHOWS else "",
        "shows": queries.SHOWS.items(),
        "courts": courts,
        "premature": premature,
        "open_checks": {
            one.next_id for one in rows if one.next_id and opens_after(one.closed_on, one.next_position) < on
        },
        "lines": queries.stock_by_court(actor, on),
        "may_work": may_work,
        "unscheduled": queries.unscheduled(actor, courts, on).count() if may_work and show == "none" else 0,
    }
    return render(request, "closing/stock.html", context)


@login_required
@require_POST
def stock_schedule(request: HttpRequest) -> HttpResponse:
    """安排核查 of the chosen cases, or of all that have none."""
    actor, on = person(request), working_day().day
    if request.POST.get("all"):
        cases = list(queries.unscheduled(actor, tuple(request.POST.getlist("court")), on))
    else:
        chosen = [int(one) for one in request.POST.getlist("case") if one.isascii() and one.isdigit()]
        if not chosen:
            raise InputError("选中的案件", "一件也没有选", "请先勾选，再按按钮")
        cases = [find_case(actor, pk) for pk in chosen]
    actions.schedule(actor, cases, on=on)
    return redirect("suspended-stock")


def _start(request: HttpRequest) -> int:
    """Where the page begins: whole pages only."""
    asked = request.GET.get("after", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
    return number - number % queries.SHOWN


def _way(request: HttpRequest, case: Case) -> str:
    """The way asked for; without one, that which waits for its signature."""
    asked = request.GET.get("way", "")
    if asked in dict(WAYS):
        return asked
    waiting = queries.proposals_of(case).filter(state=Proposal.State.WAITING).first()
    return waiting.way if waiting else Status.FULLY_PERFORMED.value


def _context(actor: Staff, case: Case, way: str, form: ProposeForm) -> dict[str, Any]:
    on = working_day().day
    reason = str(form.data.get("reason", "")) if form.is_bound else ""
    ground = str(form.data.get("ground", "")) if form.is_bound else ""
    conditions = checked(case, way, on, ground=ground, evidence=reason) if case.status == Status.OPEN else ()
    # What the form itself asks for is not missing before it is typed.
    typed = {"evidence", "ground"} if not form.is_bound else set()
    missing = [one for one in conditions if one.met is not True and one.key not in typed]
    revived_from, revived_as = queries.revivals_of(case)
    proposals = list(queries.proposals_of(case))
    waiting = any(one.state == Proposal.State.WAITING for one in proposals)
    may_work = access.may(actor, Act.WORK_CASE, case.court_id)
    shown = [one for one in conditions if one.key not in typed]
    links = evidence_of(case, tuple(one.key for one in shown))
    may = {act.name for act in acts.open_to(actor, case)}
    return tabs.shell(actor, case, PAGE) | {
        "way": way,
        "ways": WAYS,
        "conditions": [(one, mend(case, one, may), links[one.key]) for one in shown],
        "missing": missing,
        "proposals": proposals,
        "form": form if may_work and not missing and not waiting and case.status == Status.OPEN else None,
        "stating": StateForm(),
        "rechecks": list(queries.rechecks_of(case)),
        "revived_from": revived_from,
        "revived_as": revived_as,
        "may_work": may_work,
        "may_revive": "revive" in may and revived_as is None,
    }


def mend(case: Case, one: Condition, may: set[str]) -> str:
    """Where the condition can be met by one who may do these acts; "" where there is no such place."""
    if one.met is True or not one.act:
        return ""
    if one.act in _PAGES:
        page, anchor = _PAGES[one.act]
        return reverse(page, args=[case.pk]) + anchor
    act = _ACTS.get(one.act, one.act)
    return reverse("case-act", args=[case.pk, act]) if act in may else ""
