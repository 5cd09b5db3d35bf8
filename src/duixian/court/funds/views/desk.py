"""案款: the desk of finance, statements in, batches out, the month's reconciliation."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duixian.court.cases.views.common import attachment, person
from duixian.court.funds.actions import answering, claiming, receiving, releasing
from duixian.court.funds.forms import AccountForm, BatchForm, UploadForm
from duixian.court.funds.models import Batch, CourtAccount, Receipt, Release, Statement
from duixian.court.funds.proof import close_day, prove
from duixian.court.funds.queries import rows
from duixian.court.funds.queries.export import month_of
from duixian.court.people import access
from duixian.court.people.access import Act
from duixian.court.people.workday import working_day
from duixian.law.errors import InputError, InputErrors
from duixian.writing.payment_file import pain001, payment_csv
from duixian.writing.reconciliation import docx_bytes, xlsx_bytes


@login_required
@require_GET
def funds(request: HttpRequest) -> HttpResponse:
    """案款工作台: to be claimed, released, approved, paid."""
    return _desk(request)


@login_required
@require_POST
def statement_upload(request: HttpRequest) -> HttpResponse:
    """导入流水; then what came of it."""
    actor = person(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _desk(request, upload=form, status=422)
    file = form.cleaned_data["file"]
    try:
        row = receiving.import_statement(
            actor, actor.court, file.read(), file.name or "流水", today=working_day().day
        )
    except (InputError, InputErrors) as error:
        form.add_error("file", str(error).split("\n"))
        return _desk(request, upload=form, status=422)
    return redirect("statement", row.pk)


@login_required
@require_GET
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What one statement brought, and what it did not."""
    actor = person(request)
    row = rows.find(actor, Statement, pk)
    context = {"statement": row, "receipts": row.receipts.select_related("suggested").order_by("pk")}
    return render(request, "funds/statement.html", context)


@login_required
@require_POST
def claim_certain(request: HttpRequest) -> HttpResponse:
    """认领 of all that the statement itself tells for certain, where they are ticked."""
    actor, on = person(request), working_day().day
    wanted = [int(pk) for pk in request.POST.getlist("receipt") if pk.isdecimal()]
    found = Receipt.objects.filter(pk__in=wanted, court__in=access.courts_of(actor))
    claiming.claim_certain(actor, found, on=on, today=on)
    return redirect("funds")


@login_required
@require_POST
def batch_new(request: HttpRequest) -> HttpResponse:
    """交付银行 of the releases that are ticked."""
    actor, on = person(request), working_day().day
    form = BatchForm(request.POST)
    wanted = [int(pk) for pk in request.POST.getlist("release") if pk.isdecimal()]
    if form.is_valid():
        try:
            chosen = Release.objects.filter(pk__in=wanted)
            batch = releasing.send_batch(actor, actor.court, chosen, **form.cleaned_data, today=on)
        except (InputError, InputErrors) as error:
            form.add_error(None, str(error).split("\n"))
        else:
            return redirect("batch", batch.pk)
    return _desk(request, batch=form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """A batch: its file, its payments, the bank's answer."""
    actor = person(request)
    row = rows.find(actor, Batch, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    done: tuple[int, int] | None = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            paid, back, faults = answering.take_answer(
                actor, row, file.read(), file.name or "回单", today=working_day().day
            )
            done = (paid, back)
        except (InputError, InputErrors) as error:
            form.add_error("file", str(error).split("\n"))
    context = {
        "batch": row,
        "releases": row.releases.select_related("payee", "case").order_by("pk"),
        "form": form,
        "faults": faults,
        "done": done,
        "may_keep": access.may(actor, Act.KEEP_FUNDS, row.court_id),
    }
    return render(request, "funds/batch.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def batch_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file for the bank, the same whenever it is made."""
    actor = person(request)
    row = rows.find(actor, Batch, pk)
    access.require(actor, Act.KEEP_FUNDS, row.court_id)
    told = releasing.file_of(row)
    if row.format == Batch.Format.ISO:
        return attachment(pain001(told), f"付款{row.number}.xml")
    return attachment(payment_csv(told, row.format), f"付款{row.number}.csv")


@login_required
@require_http_methods(["GET", "POST"])
def court_account(request: HttpRequest) -> HttpResponse:
    """案款专户 of the actor's court."""
    actor = person(request)
    access.require(actor, Act.KEEP_FUNDS, actor.court_id)
    known = CourtAccount.objects.filter(court=actor.court_id).first()
    form = AccountForm(request.POST or None, initial=model_to_dict(known) if known else None)
    if request.method == "POST" and form.is_valid():
        try:
            receiving.set_account(actor, actor.court, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return redirect("funds")
    context = {"words": "案款专户", "form": form, "back": "funds", "told": ""}
    return render(request, "funds/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def day_close(request: HttpRequest) -> HttpResponse:
    """日结 up to yesterday."""
    actor, on = person(request), working_day().day
    close_day(actor, actor.court, on - timedelta(days=1), on)
    return redirect("book-proof")


@login_required
@require_GET
def book_proof(request: HttpRequest) -> HttpResponse:
    """验账: the proof of the whole book, done now."""
    actor = person(request)
    access.require(actor, Act.VIEW_CASES)
    proofs = [prove(court) for court in sorted(access.courts_of(actor))]
    may_keep = access.may(actor, Act.KEEP_FUNDS, actor.court_id)
    return render(request, "funds/proof.html", {"proofs": proofs, "may_keep": may_keep})


@login_required
@require_GET
def month(request: HttpRequest, year: int, month: int, kind: str) -> HttpResponse:
    """月度对账表 of the actor's court, for both sides to sign."""
    actor = person(request)
    access.require(actor, Act.EXPORT, actor.court_id)
    made = {"xlsx": xlsx_bytes, "docx": docx_bytes}.get(kind)
    if made is None or not (1 <= month <= 12 and 2000 <= year <= working_day().day.year):
        raise Http404
    table = month_of(actor.court, date(year, month, 1))
    return attachment(made(table), f"{table.title}.{kind}")


def _desk(
    request: HttpRequest,
    *,
    upload: UploadForm | None = None,
    batch: BatchForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, on = person(request), working_day().day
    access.require(actor, Act.VIEW_CASES)
    courts = access.courts_of(actor)
    told, booked = rows.bank_balance(actor.court)
    context = {
        "desk": rows.desk(actor, courts, on),
        "upload": upload or UploadForm(),
        "batch": batch or BatchForm(initial=BatchForm.start(on)),
        "may_keep": access.may(actor, Act.KEEP_FUNDS, actor.court_id),
        "may_work": access.may(actor, Act.WORK_CASE, actor.court_id),
        "told": told,
        "booked": booked,
        "months": [on.replace(day=1), on.replace(day=1) - timedelta(days=1)],
    }
    return render(request, "funds/desk.html", context, status=status)
