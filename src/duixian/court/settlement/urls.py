"""Addresses of the room of settlement."""

from __future__ import annotations

from django.urls import path

from duixian.court.settlement.views import agreement, case

urlpatterns = [
    path("cases/<int:pk>/settlement/", case.case_settlement, name="case-settlement"),
    path("cases/<int:pk>/settlement/proposal/", case.case_proposal, name="case-proposal"),
    path("settlements/<int:pk>/<str:name>/", agreement.settlement_act, name="settlement-act"),
]
