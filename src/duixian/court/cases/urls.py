"""Addresses of the cases room."""

from __future__ import annotations

from django.urls import path

from duixian.court.cases.views import case, cases, documents, ledger, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("cases/", cases.case_list, name="case-list"),
    path("cases/export/", cases.case_export, name="case-export"),
    path("cases/chosen/", cases.case_bulk, name="case-bulk"),
    path("cases/<int:pk>/", case.case_page, name="case-page"),
    path("cases/<int:pk>/statement/", case.case_statement, name="case-statement"),
    path("cases/<int:pk>/statement.docx", case.case_statement_docx, name="case-statement-docx"),
    path("cases/<int:pk>/acts/<slug:name>/", case.case_act, name="case-act"),
    path("cases/<int:pk>/documents/", documents.documents, name="documents-of-case"),
    path("cases/<int:pk>/documents/<slug:form>/", documents.make, name="document-make"),
    path("documents/<int:pk>.docx", documents.download, name="document"),
    path("documents/<int:pk>/withdraw/", documents.withdraw, name="document-withdraw"),
    path("forms/", documents.court_forms, name="court-forms"),
    path("forms/<slug:form>.docx", documents.form_template, name="form-template"),
    path("imports/", ledger.ledger_import, name="ledger-import"),
    path("imports/<int:pk>/", ledger.ledger_import_page, name="ledger-import-page"),
    path("imports/<int:pk>/confirm/", ledger.ledger_import_confirm, name="ledger-import-confirm"),
    path("imports/<int:pk>/heads/", ledger.ledger_import_heads, name="ledger-import-heads"),
    path("imports/<int:pk>/refused.xlsx", ledger.ledger_import_refused, name="ledger-import-refused"),
]
