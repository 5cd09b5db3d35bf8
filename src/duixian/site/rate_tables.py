"""The page 利率表: the quotes with their sources, and the form that adds the next one."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.people.access import Act, require
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law import rates
from duixian.law.errors import InputError
from duixian.site import quotes

SHOWN = 12


class QuoteForm(forms.Form):
    day = forms.DateField(label="报价日", widget=forms.DateInput({"class": "form-control", "type": "date"}))
    one_year = forms.DecimalField(
        label="1年期（%）",
        required=False,
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput({"class": "form-control", "step": "0.01"}),
    )
    five_years = forms.DecimalField(
        label="5年期以上（%）",
        required=False,
        max_digits=5,
        decimal_places=2,
        widget=forms.NumberInput({"class": "form-control", "step": "0.01"}),
    )
    source = forms.CharField(
        label="来源",
        max_length=200,
        help_text="公告名称或网址",
        widget=forms.TextInput({"class": "form-control"}),
    )

    def quote(self) -> rates.Quote:
        given = self.cleaned_data
        tenors: dict[str, Decimal | None] = {"1y": given["one_year"], "5y": given["five_years"]}
        return rates.Quote(given["day"], tenors, given["source"].strip())


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """利率表; a quote once known is never changed here."""
    actor = request.user
    assert isinstance(actor, Staff)  # noqa: S101  login_required stands before
    require(actor, Act.MANAGE_TABLES)
    form = QuoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            quotes.add(settings.DATA, form.quote(), added_by=actor.username, on=working_day().day)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("rate-tables")
    return render(request, "rate_tables.html", _shown(form), status=422 if form.errors else 200)


def _shown(form: QuoteForm) -> dict[str, object]:
    tables = quotes.tables(settings.DATA)
    return {
        "form": form,
        "series": [
            (rates.NAMES[series], list(rates.TENORS[series]), tables.quotes(series)[: -SHOWN - 1 : -1])
            for series in rates.TENORS
        ],
        "known": {tenor: tables.last_known("lpr", tenor) for tenor in rates.TENORS["lpr"]},
        "fingerprint": rates.tables_sha256(tables),
    }
