"""Addresses of the room of case money."""

from __future__ import annotations

from django.urls import path

from duixian.court.funds.views import desk, money, plans

urlpatterns = [
    path("funds/", desk.funds, name="funds"),
    path("funds/statements/", desk.statement_upload, name="statement-upload"),
    path("funds/statements/<int:pk>/", desk.statement, name="statement"),
    path("funds/claims/", desk.claim_certain, name="claim-certain"),
    path("funds/batches/", desk.batch_new, name="batch-new"),
    path("funds/batches/<int:pk>/", desk.batch, name="batch"),
    path("funds/batches/<int:pk>/file/", desk.batch_file, name="batch-file"),
    path("funds/account/", desk.court_account, name="court-account"),
    path("funds/close/", desk.day_close, name="day-close"),
    path("funds/months/<int:year>-<int:month>.<slug:kind>", desk.month, name="funds-month"),
    path("funds/proof/", desk.book_proof, name="book-proof"),
    path("funds/receipts/<int:pk>/", money.receipt, name="receipt"),
    path("funds/<slug:kind>/<int:pk>/<slug:name>/", money.money_act, name="money-act"),
    path("cases/<int:pk>/funds/", money.case_funds, name="case-funds"),
    path("cases/<int:pk>/distribution/", plans.distribution, name="case-distribution"),
]
