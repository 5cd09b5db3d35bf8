"""Addresses of the room of standing."""

from __future__ import annotations

from django.urls import path

from duixian.court.standing import views

urlpatterns = [
    path("cases/<int:pk>/standing/", views.case_standing, name="case-standing"),
    path("standing/<int:pk>/<slug:name>/", views.standing_act, name="standing-act"),
]
