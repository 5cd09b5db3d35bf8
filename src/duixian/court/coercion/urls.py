"""Addresses of the room of coercion."""

from __future__ import annotations

from django.urls import path

from duixian.court.coercion.views import case, moves, pages

urlpatterns = [
    path("cases/<int:pk>/coercion/", case.case_coercion, name="case-coercion"),
    path("cases/<int:pk>/coercion/lift-all/", case.lift_all, name="lift-all"),
    path("cases/<int:pk>/refusal/", case.case_refusal, name="case-refusal"),
    path("coercion/", pages.coercion_page, name="coercion"),
    path("coercion/appearances/<int:pk>/", pages.appearance_page, name="appearance"),
    path("coercion/<str:kind>/<int:pk>/<str:name>/", moves.coercion_act, name="coercion-act"),
]
