"""Addresses of the liaison room."""

from __future__ import annotations

from django.urls import path

from duixian.court.liaison.views import case, phone, tours

urlpatterns = [
    path("cases/<int:pk>/liaison/", case.case_liaison, name="case-liaison"),
    path("liaison/", tours.liaison_page, name="liaison"),
    path("liaison/requests/<int:pk>/answer/", case.request_answer, name="request-answer"),
    path("liaison/tours/new/", tours.tour_new, name="tour-new"),
    path("liaison/tours/<int:pk>/", tours.tour_sheet, name="tour-sheet"),
    path("liaison/tours/<int:pk>/order/", tours.tour_order, name="tour-order"),
    path("liaison/visits/<int:pk>/move/<str:way>/", tours.visit_move, name="visit-move"),
    path("liaison/visits/<int:pk>/call-off/", tours.visit_call_off, name="visit-call-off"),
    path("liaison/visits/<int:pk>/signature.png", phone.signature, name="visit-signature"),
    path("liaison/photos/<int:pk>.jpg", phone.photo, name="visit-photo"),
    path("visits/worker.js", phone.worker, name="visit-worker"),
    path("visits/<int:pk>/", phone.tour_page, name="tour-page"),
]
