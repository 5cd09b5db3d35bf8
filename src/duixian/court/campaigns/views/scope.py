"""The pages that decide which cases belong: the scope as data, and the cases a person has to look at."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from duixian.court.campaigns import actions, queries, screening
from duixian.court.campaigns.forms import CampaignForm, ReviewForm, ScopeForm, default_toml
from duixian.court.campaigns.models import Campaign
from duixian.court.campaigns.views.common import find
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError
from duixian.law.scope import scope_from_toml

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """新的专项行动 with the scope that comes with the program; the next page is where it is changed."""
    actor, on = person(request), working_day().day
    access.require(actor, Act.EDIT_CAMPAIGN, actor.court_id)
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_campaign(
                actor, **form.cleaned_data, organiser=actor.court, scope_toml=default_toml(), on=on
            )
            actions.screen_cases(actor, made, on)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("campaign-scope", slug=made.slug)
    return render(request, "campaigns/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def campaign_screen(request: HttpRequest, slug: str) -> HttpResponse:
    """筛查: apply the scope in force to the cases that came or changed since."""
    campaign = find(request, slug)
    actions.screen_cases(person(request), campaign, working_day().day)
    return redirect("campaign-page", slug=slug)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_scope(request: HttpRequest, slug: str) -> HttpResponse:
    """The scope in force, a form that adds the next version, and what it would change before it does."""
    actor, campaign, on = person(request), find(request, slug), working_day().day
    access.require(actor, Act.EDIT_CAMPAIGN, campaign.organiser_id)
    if request.method == "GET":
        return _scope(request, campaign, ScopeForm(initial=_start(campaign, on)))
    form = ScopeForm(request.POST)
    if not form.is_valid():
        return _scope(request, campaign, form, status=422)
    valid_from = form.cleaned_data["valid_from"]
    if "save" not in request.POST:
        effect = screening.effect(campaign, scope_from_toml(form.toml), max(on, valid_from))
        return _scope(request, campaign, form, effect=effect, toml=form.toml)
    try:
        _save(actor, campaign, form.toml, valid_from, on)
    except InputError as error:
        form.add_error(None, str(error))
        return _scope(request, campaign, form, status=422)
    return redirect("campaign-scope", slug=slug)


def _save(actor: Staff, campaign: Campaign, toml: str, valid_from: date, on: date) -> None:
    actions.set_scope(actor, campaign, toml, valid_from)
    if valid_from <= on:
        actions.screen_cases(actor, campaign, on)


def _start(campaign: Campaign, on: date) -> dict[str, Any]:
    version = screening.version_on(campaign, on)
    return ScopeForm.start(scope_from_toml(version.toml), on) if version else {"valid_from": on}


def _scope(
    request: HttpRequest, campaign: Campaign, form: ScopeForm, status: int = 200, **more: object
) -> HttpResponse:
    versions = campaign.scope_versions.select_related("set_by").order_by("-valid_from", "-pk")
    context = {"campaign": campaign, "form": form, "versions": versions, "effect": None, "toml": ""} | more
    return render(request, "campaigns/scope.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_review(request: HttpRequest, slug: str) -> HttpResponse:
    """待确认: cases whose cause only suggests a category; many at once, by keyboard or mouse."""
    actor, campaign = person(request), find(request, slug)
    access.require(actor, Act.DECIDE_SCOPE)
    rows = queries.to_review(actor, campaign)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = list(rows.filter(pk__in=[pk for pk in request.POST.getlist("inclusion") if pk.isdigit()]))
        try:
            _review(actor, chosen, "confirm" in request.POST, form.cleaned_data["reason"])
        except InputError as error:
            form.add_error("reason", str(error))
        else:
            return redirect("campaign-review", slug=slug)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"campaign": campaign, "form": form, "page": page}
    return render(request, "campaigns/review.html", context, status=422 if form.errors else 200)


def _review(actor: Staff, chosen: list[Any], confirms: bool, reason: str) -> None:
    on = working_day().day
    if not chosen:
        raise InputError("案件", "没有选中任何一件", "请先勾选案件，再确认或移出")
    if confirms:
        actions.confirm_inclusions(actor, chosen, on)
    else:
        actions.remove_cases(actor, chosen, reason, on)
