"""文书 of a case: numbered without a gap, kept byte for byte, and no other court's to read."""

from __future__ import annotations

import hashlib
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from tests.court.cases.given import DAY

from duixian.court.cases.actions import produce_document, replace_form, withdraw_document
from duixian.court.cases.models import CourtForm, Document, EventKind
from duixian.court.people.models import Installation
from duixian.law.errors import InputError, InputErrors, NotAllowed
from duixian.writing.forms import FORMS, default_template

JUNE = date(2026, 6, 10)
TAKE = {"property": "活期存款", "holder": "示例银行", "amount": 5_000_00}


def words(content):
    return "\n".join(one.text for one in docx.Document(io.BytesIO(bytes(content))).paragraphs)


def make(actor, case, form="deduct_ruling", facts=TAKE, on=JUNE):
    return produce_document(actor, case, form, on=on, facts=facts, today=DAY)


def test_what_the_case_knows_is_not_asked(clerk, case):
    made = make(clerk, case)
    told = words(made.content)
    # 10,000.00 due 2025-12-31; 161 days from 2026-01-01 to 06-10 × 1.75 = 281.75.
    assert all(
        said in words(make(clerk, case, "enforcement_notice", {}).content)
        for said in ("10,281.75元", "甲某某")
    )
    assert "示例商贸有限公司" in told and "5,000.00元" in told
    assert made.number == f"{case.case_no}之一"


def test_numbers_follow_one_another_and_each_leaves_its_event(clerk, case):
    made = [make(clerk, case) for _ in range(3)]
    assert [one.number[-2:] for one in made] == ["之一", "之二", "之三"]
    assert case.events.filter(kind=EventKind.DOCUMENT).count() == 3


def test_the_database_keeps_bytes_and_hash_together(clerk, case):
    made = make(clerk, case)
    assert made.sha256 == hashlib.sha256(bytes(made.content)).hexdigest()
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=made.pk).update(title="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(
            case=case, court=case.court, form="x", title="x", serial=9, number="x", on=JUNE,
            content=b"bytes", sha256="0" * 64, made_by=clerk,
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_papers_made_at_once_take_each_its_own_number(clerk, case):
    begin = threading.Barrier(4)

    def one(_):
        begin.wait(timeout=30)
        try:
            return make(clerk, case).serial
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(4))) == [1, 2, 3, 4]


def test_a_paper_withdrawn_is_kept_and_its_number_not_used_again(clerk, stranger, case):
    made = make(clerk, case)

    def withdraw(actor=clerk, why="当事人名称有误", on=JUNE):
        return withdraw_document(actor, made, why=why, on=on, today=DAY)

    for wrong, said in (
        ({"why": " "}, "没有填写"),
        ({"on": date(2026, 7, 1)}, "还没有到"),
        ({"on": date(2026, 6, 9)}, "早于文书日期"),
    ):
        with pytest.raises(InputError, match=said):
            withdraw(**wrong)
    with pytest.raises(NotAllowed):
        withdraw(stranger)
    event = withdraw()
    assert event.kind == EventKind.CORRECTED and made.number in event.text and "当事人名称有误" in event.text
    with pytest.raises(InputError, match="已经撤回"):
        withdraw()
    assert Document.objects.get().sha256 == made.sha256
    assert make(clerk, case).number.endswith("之二")


def test_what_is_wrong_makes_no_paper(clerk, stranger, case):
    with pytest.raises(InputErrors, match="协助单位"):
        make(clerk, case, facts={})
    with pytest.raises(InputError, match="不认识"):
        make(clerk, case, "love_letter")
    with pytest.raises(InputError, match="还没有到"):
        make(clerk, case, on=date(2026, 7, 1))
    with pytest.raises(NotAllowed):
        make(stranger, case)
    assert not Document.objects.exists()


def test_a_courts_own_template_comes_before_the_higher_courts_and_the_programs(
    clerk, chief, staff, courts, case
):
    def marked(text):
        document = docx.Document(io.BytesIO(default_template(FORMS["deduct_ruling"])))
        document.add_paragraph(text)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    higher = staff("administrator", "内06")
    replace_form(higher, courts["内06"], "deduct_ruling", marked("中院格式"), on=JUNE)
    assert "中院格式" in words(make(clerk, case).content)
    replace_form(chief, courts["内0622"], "deduct_ruling", marked("本院格式"), on=JUNE)
    told = words(make(clerk, case).content)
    assert "本院格式" in told and "中院格式" not in told
    with pytest.raises(NotAllowed):
        replace_form(clerk, courts["内0622"], "deduct_ruling", marked("书记员的"), on=JUNE)


def test_a_paper_is_made_and_fetched_by_the_page(client_of, clerk, case):
    Installation.objects.create(demo_day=DAY)
    client = client_of(clerk)
    page = reverse("document-make", args=[case.pk, "deduct_ruling"])
    assert "扣划、提取" not in client.get(page).content.decode()  # only what is not known is asked
    refused = client.post(
        page, {"document_on": "2026-06-10", "property": "存款", "holder": "", "amount": "5000"}
    )
    assert refused.status_code == 422 and 'value="5000"' in refused.content.decode()
    typed = {"document_on": "2026-06-10", "property": "存款", "holder": "示例银行", "amount": "5000"}
    assert client.post(page, typed).status_code == 302
    made = Document.objects.get()
    assert made.number in client.get(reverse("documents-of-case", args=[case.pk])).content.decode()
    fetched = client.get(reverse("document", args=[made.pk]))
    assert fetched.content == bytes(made.content)
    back = reverse("document-withdraw", args=[made.pk])
    assert "撤回理由" in client.get(back).content.decode()
    assert client.post(back, {"on": "2026-06-30", "why": ""}).status_code == 422
    assert client.post(back, {"on": "2026-06-30", "why": "写错"}).status_code == 302
    shown = client.get(reverse("documents-of-case", args=[case.pk])).content.decode()
    assert "写错" in shown and made.number in shown and back not in shown


def test_another_court_fetches_nothing(client_of, stranger, clerk, case):
    made = make(clerk, case)
    client = client_of(stranger)
    assert client.get(reverse("document", args=[made.pk])).status_code == 404
    assert client.get(reverse("documents-of-case", args=[case.pk])).status_code == 404
    assert client.post(reverse("document-withdraw", args=[made.pk]), {"why": "x"}).status_code == 404


def test_the_page_of_templates_is_the_bureau_chiefs(client_of, clerk, chief):
    assert client_of(clerk).get(reverse("court-forms")).status_code == 403
    client = client_of(chief)
    assert "协助执行通知书" in client.get(reverse("court-forms")).content.decode()
    template = client.get(reverse("form-template", args=["assist_notice"]))
    assert "{{ holder }}" in words(template.content)


def test_a_template_is_put_in_place_by_the_page_or_refused_with_its_reason(client_of, chief):
    Installation.objects.create(demo_day=DAY)
    client, page = client_of(chief), reverse("court-forms")

    def send(content):
        file = SimpleUploadedFile("模板.docx", content)
        return client.post(page, {"form": "assist_notice", "file": file})

    for wrong, said in ((b"text", "不是 docx 文件"), (bytes((2 << 20) + 1), "超过2 MB")):
        answer = send(wrong)
        assert answer.status_code == 422 and said in answer.content.decode()
    assert not CourtForm.objects.exists()
    assert send(default_template(FORMS["assist_notice"])).status_code == 302
    assert "本院模板" in client.get(page).content.decode()
