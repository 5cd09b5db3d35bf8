"""Every address of the site, gathered from the rooms."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from duixian.site import rate_tables
from duixian.site.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("duixian.court.people.urls")),
    path("", include("duixian.court.agenda.urls")),
    path("", include("duixian.court.cases.urls")),
    path("", include("duixian.court.liaison.urls")),
    path("", include("duixian.court.property.urls")),
    path("", include("duixian.court.approvals.urls")),
    path("", include("duixian.court.coercion.urls")),
    path("", include("duixian.court.settlement.urls")),
    path("", include("duixian.court.standing.urls")),
    path("", include("duixian.court.closing.urls")),
    path("", include("duixian.court.funds.urls")),
    path("", include("duixian.court.campaigns.urls")),
    path("rates/", rate_tables.page, name="rate-tables"),
    path("api/", api.urls),
]
handler403 = "duixian.site.errors.refused"
handler404 = "duixian.site.errors.not_found"
handler500 = "duixian.site.errors.our_fault"
