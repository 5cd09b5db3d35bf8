"""Addresses of the property room."""

from __future__ import annotations

from django.urls import path

from duixian.court.property.views import case, institutions, leads, searching, standards, watch

urlpatterns = [
    path("property/", watch.watch, name="property"),
    path("cases/<int:pk>/property/", case.property_page, name="property-of-case"),
    path("property/measures/<int:pk>/<slug:name>/", case.measure_act, name="measure-act"),
    path("property/expected/<int:pk>/<slug:name>/", case.expected_act, name="expected-act"),
    path("property/finds/<int:pk>/<slug:name>/", case.find_act, name="find-act"),
    path("property/leads/<int:pk>/", leads.lead_verify, name="lead-verify"),
    path("property/reports/<int:pk>/<slug:name>/", leads.report_act, name="report-act"),
    path("property/searches/", searching.searches, name="searches"),
    path("property/searches/new/", searching.search_new, name="search-new"),
    path("property/searches/<int:pk>/", searching.search_order, name="search-order"),
    path(
        "property/searches/<int:pk>/file/<int:institution>/",
        searching.search_file,
        name="search-file",
    ),
    path("property/feedback/", searching.feedback_upload, name="feedback-upload"),
    path("property/feedback/<int:pk>/", searching.delivery, name="delivery"),
    path("property/feedback/<int:pk>/file/", searching.delivery_file, name="delivery-file"),
    path("property/strays/<int:pk>/", searching.stray_settle, name="stray-settle"),
    path("property/standards/", standards.standards, name="standards"),
    path("property/institutions/", institutions.institutions, name="institutions"),
    path("property/institutions/<int:pk>/", institutions.institution, name="institution"),
]
