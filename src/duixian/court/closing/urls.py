"""Addresses of the room of closing."""

from __future__ import annotations

from django.urls import path

from duixian.court.closing import views

urlpatterns = [
    path("cases/<int:pk>/closing/", views.case_closing, name="case-closing"),
    path("cases/<int:pk>/closing/state/", views.condition_state, name="closing-state"),
    path("closing/rechecks/<int:pk>/", views.recheck_page, name="recheck"),
    path("closing/stock/", views.stock_page, name="suspended-stock"),
    path("closing/stock/schedule/", views.stock_schedule, name="stock-schedule"),
]
