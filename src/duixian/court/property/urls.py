"""Addresses of the property room."""

from __future__ import annotations

from django.urls import path

from duixian.court.property.views import case, watch

urlpatterns = [
    path("property/", watch.watch, name="property"),
    path("cases/<int:pk>/property/", case.property_page, name="property-of-case"),
    path("property/measures/<int:pk>/<slug:name>/", case.measure_act, name="measure-act"),
    path("property/expected/<int:pk>/<slug:name>/", case.expected_act, name="expected-act"),
]
