"""财产: the page of a case on which its property is found, watched, held and taken."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.cases import queries as cases
from duixian.court.cases import tabs
from duixian.court.cases.models import Case
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.court.property.models import ExpectedPayment, Find, Measure
from duixian.court.property.queries import case as queries
from duixian.court.property.queries import searching
from duixian.court.property.views import doing
from duixian.law.errors import InputError, InputErrors

PAGE = "property-of-case"


@login_required
@require_GET
def property_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is found, expected and held for a case, against what is owed today."""
    actor = person(request)
    return _show(request, actor, cases.find_case(actor, pk))


@login_required
@require_http_methods(["GET", "POST"])
def measure_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """An act on one measure: 送达, 续行, 解除, 扣划."""
    return _act(request, queries.find_measure(person(request), pk), doing.MEASURE.get(name))


@login_required
@require_http_methods(["GET", "POST"])
def expected_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """An act on money on its way: 送达通知, 异议, 提取, 未截住, 不再关注."""
    return _act(request, queries.find_expected(person(request), pk), doing.EXPECTED.get(name))


@login_required
@require_http_methods(["GET", "POST"])
def find_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """An act on one find: 不便处置."""
    return _act(request, queries.find_find(person(request), pk), doing.FIND.get(name))


def _act(
    request: HttpRequest, row: Measure | ExpectedPayment | Find, act: doing.Doing | None
) -> HttpResponse:
    actor, on = person(request), working_day().day
    if act is None:
        raise Http404
    access.require(actor, access.Act.WORK_CASE, row.court_id)
    form = act.form(request.POST or None, initial=act.form.start(on) | act.begin(row, on))  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            act.do(actor, row, form, on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect(PAGE, row.case_id)
    heading = f"{act.words}：{doing.subject(row)}"
    return _show(request, actor, row.case, heading, form, 422 if form.is_bound else 200)


def _show(
    request: HttpRequest,
    actor: Staff,
    case: Case,
    heading: str = "",
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    on = working_day().day
    may_work = access.may(actor, access.Act.WORK_CASE, case.court_id)
    context: dict[str, Any] = tabs.shell(actor, case, PAGE) | {
        "balance": queries.balance_of(case, on),
        "measures": [(row, _fitting(doing.MEASURE, row, may_work)) for row in queries.measures_of(case)],
        "expected": [(row, _fitting(doing.EXPECTED, row, may_work)) for row in queries.expected_of(case)],
        "finds": queries.finds_of(case),
        "leads": queries.leads_of(case),
        "reports": searching.reports_of(case),
        "sources": queries.sources_of(case, on),
        "may_work": may_work,
        "heading": heading,
        "doing": form,
    }
    return render(request, "property/case.html", context, status=status)


def _fitting(
    acts: dict[str, doing.Doing], row: Measure | ExpectedPayment, may_work: bool
) -> list[tuple[str, str]]:
    return [(act.name, act.words) for act in acts.values() if may_work and act.fits(row)]
