"""最低生活保障标准, by court and day; an administrator's page."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.cases.forms import AmountField, DayField, TextField
from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act, managed_courts
from duixian.court.people.models import Court
from duixian.court.property.actions.standards import set_standard
from duixian.court.property.models import LivingStandard
from duixian.law.errors import InputError


class StandardForm(forms.Form):
    """One standard: of which court's region, from which day, how much, by which paper."""

    court = forms.ModelChoiceField(
        queryset=Court.objects.none(),
        label="法院",
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    start = DayField(label="自何日起")
    monthly = AmountField(label="每人每月（元）")
    source = TextField(label="文件依据", max_length=200, help_text="公布标准的文件名称和文号")


@login_required
@require_http_methods(["GET", "POST"])
def standards(request: HttpRequest) -> HttpResponse:
    """What is kept, newest first, and the form that adds to it."""
    actor = person(request)
    access.require(actor, Act.MANAGE_TABLES)
    courts = managed_courts(actor)
    form = StandardForm(request.POST or None)
    form.fields["court"].queryset = Court.objects.filter(pk__in=courts)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            set_standard(actor, **form.cleaned_data)
            return redirect("standards")
        except InputError as error:
            form.add_error(None, str(error))
    rows = LivingStandard.objects.filter(court__in=courts).select_related("court", "entered_by")
    context = {"rows": rows.order_by("court__position", "-start"), "form": form}
    return render(request, "property/standards.html", context, status=422 if form.is_bound else 200)
