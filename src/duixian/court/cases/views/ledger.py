"""台账导入: 选文件, 核对, 完成; what runs longer than a moment goes on when the page is left."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duixian.court.cases import ledger_import as ledgers
from duixian.court.cases import preview
from duixian.court.cases.forms import LedgerForm
from duixian.court.cases.models import LedgerImport
from duixian.court.cases.views.common import attachment, is_partial, person
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.models import Staff
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors

RUNNING = {LedgerImport.Stage.READING, LedgerImport.Stage.CONFIRMING}


@login_required
@require_http_methods(["GET", "POST"])
def ledger_import(request: HttpRequest) -> HttpResponse:
    """选文件, and the ledgers of before; a file sent goes on to its own page."""
    actor = person(request)
    access.require(actor, Act.IMPORT_LEDGER)
    form = LedgerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            ledger = _stage(actor, form.cleaned_data["file"])
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect("ledger-import-page", ledger.pk)
    context = {"form": form, "history": preview.history(actor)}
    return render(request, "cases/imports.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def ledger_import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """核对 and 完成 of one ledger; while it runs, its progress."""
    actor = person(request)
    ledger = preview.find(actor, pk)
    if ledger.stage not in RUNNING and is_partial(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    told = preview.page(ledger, request.GET.get("fate", ""), request.GET.get("after", ""))
    counts = told["counts"]
    context = {
        "ledger": ledger,
        "step": 3 if ledger.stage == LedgerImport.Stage.DONE else 2,
        "confirm_words": f"确认入库：新增 {counts['new']} 件，变更 {counts['changed']} 件",
        "progress_words": f"{ledger.get_stage_display()} {ledger.done:,} / {ledger.total or '?'} 行",
        "meanings": preview.MEANINGS,
        "done_links": [("看案件", reverse("case-list")), ("再导入一个", reverse("ledger-import"))],
        **told,
    }
    return render(request, "cases/import.html", context)


@login_required
@require_POST
def ledger_import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """确认: the whole ledger becomes cases, or nothing does."""
    actor = person(request)
    ledgers.confirm_ledger(actor, preview.find(actor, pk), working_day().day)
    return redirect("ledger-import-page", pk)


@login_required
@require_POST
def ledger_import_heads(request: HttpRequest, pk: int) -> HttpResponse:
    """Point unrecognised heads to their meaning; remembered for this court."""
    actor = person(request)
    chosen = {
        name.removeprefix("head:"): request.POST[name]
        for name in request.POST
        if name.startswith("head:") and request.POST[name]
    }
    ledger = preview.find(actor, pk)
    if chosen:
        ledger = ledgers.choose_heads(actor, ledger, chosen, working_day().day)
    return redirect("ledger-import-page", ledger.pk)


@login_required
@require_GET
def ledger_import_refused(request: HttpRequest, pk: int) -> HttpResponse:
    """未收的行 as xlsx, to mend and to import again."""
    ledger = preview.find(person(request), pk)
    stem = ledger.filename.rpartition(".")[0] or ledger.filename
    return attachment(ledgers.refused_xlsx(ledger), f"{stem}-未收.xlsx")


def _stage(actor: Staff, file: UploadedFile[Any]) -> LedgerImport:
    return ledgers.stage_ledger(actor, file.read(), file.name or "台账", working_day().day)
