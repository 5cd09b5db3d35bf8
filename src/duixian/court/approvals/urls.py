"""Addresses of the room of approvals."""

from __future__ import annotations

from django.urls import path

from duixian.court.approvals import views

urlpatterns = [
    path("approvals/", views.inbox, name="approvals"),
    path("approvals/chosen/", views.grant_chosen, name="approvals-chosen"),
    path("approvals/delegations/", views.delegations, name="delegations"),
    path("approvals/delegations/<int:pk>/end/", views.delegation_end, name="delegation-end"),
    path("approvals/<int:pk>/", views.request_page, name="approval"),
    path("approvals/<int:pk>/mend/", views.request_mend, name="approval-mend"),
    path("approvals/<int:pk>/withdraw/", views.request_withdraw, name="approval-withdraw"),
]
