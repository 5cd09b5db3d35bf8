"""Addresses of the agenda."""

from __future__ import annotations

from django.urls import path

from duixian.court.agenda.views import calendar, desk, digest, items

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("agenda/", items.agenda, name="agenda"),
    path("agenda/export/", items.agenda_export, name="agenda-export"),
    path("agenda/stopped/", items.agenda_stopped, name="agenda-stopped"),
    path("agenda/morning/", digest.morning, name="agenda-morning"),
    path("agenda/calendar/", calendar.address, name="agenda-calendar"),
    path("agenda/items/<str:key>/answer/", items.agenda_answer, name="agenda-answer"),
    path("agenda/<str:token>.ics", calendar.feed, name="agenda-feed"),
]
