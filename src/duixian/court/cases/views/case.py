"""The case page: what is owed, opened line by line, its facts, its timeline, and the acts of its officers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duixian.court.cases import queries, showing, tabs
from duixian.court.cases.claims import tables_in_force
from duixian.court.cases.models import Case
from duixian.court.cases.views import acts
from duixian.court.cases.views.common import attachment, person
from duixian.court.people import access
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors
from duixian.law.title import Claim
from duixian.writing.statement import statement_docx


@login_required
@require_GET
def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page; `as_of` in the address asks what would be owed on another day."""
    actor = person(request)
    case = queries.find_case(actor, pk)
    return show(request, actor, case)


@login_required
@require_GET
def case_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What is owed alone, for another day; opened, since whoever asks wants the lines."""
    case = queries.find_case(person(request), pk)
    context = _owed(request, case) | {"case": case, "lines_open": True}
    return render(request, "cases/_statement.html", context)


@login_required
@require_GET
def case_statement_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """债务计算书 as docx, for the file and for reading out."""
    case = queries.find_case(person(request), pk)
    as_of, _ = _asked(request)
    claim, said = queries.claim_of(case, as_of), queries.statement_of(case, as_of)
    parties = f"{case.applicants} 申请执行 {case.respondents}"
    data = statement_docx(said, claim, tables_in_force(), case_no=case.case_no, parties=parties)
    return attachment(data, f"{case.case_no}债务计算书{as_of}.docx")


@login_required
@require_http_methods(["GET", "POST"])
def case_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """An act at a case: its form in the page; done, back to the case, where the timeline shows it."""
    actor, on = person(request), working_day().day
    case = queries.find_case(actor, pk)
    act = acts.ACTS.get(name)
    if act is None:
        raise Http404
    access.require(actor, act.right, case.court_id)
    form = acts.blank(act, case, on, request.GET, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act.do(actor, case, form.cleaned_data, on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect(act.back_to, pk)
    return show(request, actor, case, act=act, form=form, status=422 if form.is_bound else 200)


def show(
    request: HttpRequest,
    actor: Staff,
    case: Case,
    *,
    act: acts.Act | None = None,
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case, with the form of an act where one is open."""
    context = tabs.shell(actor, case) | {
        "act": act,
        "form": form,
        "events": list(reversed(queries.timeline(case))),
        "parties": list(case.parties.all()),
        "title": getattr(case, "title", None),
        "payments": list(case.payments.all()),
        "waivers": list(case.waivers.all()),
        "fees": list(case.fees.all()),
        "excluded": list(case.excluded_periods.all()),
        "lines_open": "as_of" in request.GET,
    }
    return render(request, "cases/case.html", context | _owed(request, case), status=status)


def _owed(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The statement of the day asked for, or the sentence that says why there is none."""
    as_of, refused = _asked(request)
    shown, claim = None, None
    try:
        claim = queries.claim_of(case, as_of)
        shown = showing.owing(claim, queries.statement_of(case, as_of))
    except (InputError, InputErrors) as error:
        refused = refused or str(error)
    return {
        "as_of": as_of,
        "refused": refused,
        "owing": shown,
        "obligations": _obligations(claim),
    }


def _asked(request: HttpRequest) -> tuple[date, str]:
    """The day asked for; today, and a sentence, where it is no day."""
    today = working_day().day
    text = request.GET.get("as_of", "")
    if not text:
        return today, ""
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return today, f"“{text[:20]}”不是日期；请写成 2026-06-30。下面是{today}的应付"


def _obligations(claim: Claim | None) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "subject": one.subject,
            "when": showing.due_words(one),
            "amount": one.amount,
        }
        for one in (claim.obligations if claim else ())
    ]
