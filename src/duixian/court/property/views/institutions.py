"""协助单位: the administrator keeps whom courts may ask; no case is seen here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from duixian.court.cases.views.common import person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.property.actions import searching
from duixian.court.property.models import Institution
from duixian.court.property.queries import searching as queries
from duixian.court.property.search_forms import InstitutionForm
from duixian.law.errors import InputError


@login_required
@require_http_methods(["GET", "POST"])
def institutions(request: HttpRequest) -> HttpResponse:
    """Every institution, and the form for a new one."""
    return _page(request, Institution())


@login_required
@require_http_methods(["GET", "POST"])
def institution(request: HttpRequest, pk: int) -> HttpResponse:
    """One institution, to be changed."""
    return _page(request, get_object_or_404(Institution, pk=pk))


def _page(request: HttpRequest, row: Institution) -> HttpResponse:
    actor = person(request)
    access.require(actor, Act.MANAGE_STAFF)
    form = InstitutionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            searching.set_institution(actor, form.save(commit=False))
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("institutions")
    context = {"form": form, "row": row, "institutions": queries.institutions()}
    return render(request, "property/institutions.html", context, status=422 if form.errors else 200)
