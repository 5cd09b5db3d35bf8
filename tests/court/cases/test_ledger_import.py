"""Import that people trust: shown before it is done, whole or not at all, and twice is as once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection
from openpyxl import load_workbook
from tests.court.cases.given import titled
from tests.reading.ledgers import HEADS, case, xlsx

from duixian.court.cases import ledger_import as ledgers
from duixian.court.cases.actions import record_payment, register_case
from duixian.court.cases.models import Case, Event, LedgerHead, LedgerImport, Payment
from duixian.court.people.models import Staff
from duixian.law.errors import InputError, NotAllowed

TODAY = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff: Callable[..., Staff]) -> Staff:
    return staff("clerk")


def stage(actor: Staff, *rows: list[Any], heads: Any = HEADS) -> LedgerImport:
    return ledgers.stage_ledger(actor, xlsx([heads, *rows]), "台账.xlsx", TODAY)


def fates(ledger: LedgerImport) -> list[str]:
    return list(ledger.rows.order_by("row").values_list("fate", flat=True))


def confirm(actor: Staff, ledger: LedgerImport) -> LedgerImport:
    return ledgers.confirm_ledger(actor, ledger, TODAY)


def test_nothing_is_a_case_before_it_is_confirmed(clerk: Staff) -> None:
    ledger = stage(clerk, case(1), case(2, **{"申请执行标的（元）": "-"}), case(1))
    assert fates(ledger) == ["new", "refused", "duplicate"]
    assert not Case.objects.exists()
    confirm(clerk, ledger)
    made = Case.objects.get()
    assert (made.case_no, made.amount_claimed, made.handler_name) == (
        "（2026）内0622执101号",
        3_500_000,
        "陈某乙",
    )
    assert [party.name for party in made.parties.all()] == ["李某甲", "示例建材有限公司"]
    assert set(made.events.values_list("kind", flat=True)) == {"filed", "imported"}


def test_the_same_file_again_changes_nothing(clerk: Staff) -> None:
    confirm(clerk, stage(clerk, case(1), case(2)))
    before = (Case.objects.count(), Event.objects.count(), list(Case.objects.values()))
    again = stage(clerk, case(1), case(2))
    assert fates(again) == ["same", "same"]
    confirm(clerk, again)
    assert (Case.objects.count(), Event.objects.count(), list(Case.objects.values())) == before


def test_a_corrected_file_updates_and_tells_what_changed(clerk: Staff) -> None:
    confirm(clerk, stage(clerk, case(1)))
    ledger = stage(clerk, case(1, 案由="抚养费纠纷", 被执行人="王某丁", **{"申请执行标的（元）": "2万元"}))
    (row,) = ledger.rows.all()
    assert {(change["label"], change["old"], change["new"]) for change in row.changes} == {
        ("案由", "追索劳动报酬纠纷", "抚养费纠纷"),
        ("申请标的", "35,000.00", "20,000.00"),
        ("被执行人", "示例建材有限公司", "王某丁"),
    }
    confirm(clerk, ledger)
    made = Case.objects.get()
    assert (made.cause, made.amount_claimed, made.respondents) == ("抚养费纠纷", 2_000_000, "王某丁")
    (event,) = made.events.filter(kind="corrected")
    assert "申请标的由“35,000.00”改为“20,000.00”" in event.text


def test_an_empty_cell_never_erases(clerk: Staff) -> None:
    confirm(clerk, stage(clerk, case(1)))
    assert fates(stage(clerk, case(1, 案由=None, 承办人=None, 被执行人=""))) == ["same"]


def test_money_of_the_ledger_is_received_once_and_never_taken_back(clerk: Staff) -> None:
    heads = (*HEADS, "实际到位金额")
    confirm(clerk, stage(clerk, [*case(1), "1,000"], heads=heads))
    made = Case.objects.get()
    assert (made.amount_recovered, made.owed) == (100_000, 3_400_000)
    confirm(clerk, stage(clerk, [*case(1), "1,500"], heads=heads))
    handler = Staff.objects.create_user("h", "x" * 12, name="陈某乙", court=clerk.court, role="handler")
    record_payment(handler, made, on=TODAY, amount=200_000)
    assert fates(stage(clerk, [*case(1), "1,500"], heads=heads)) == ["same"]
    assert sum(Payment.objects.values_list("amount", flat=True)) == 150_000 + 200_000


def test_a_closed_case_comes_in_closed(clerk: Staff) -> None:
    heads = (*HEADS, "结案方式", "结案日期")
    confirm(clerk, stage(clerk, [*case(1), "终结本次执行程序", "2026-03-01"], heads=heads))
    made = Case.objects.get()
    assert (made.status, made.closed_on) == ("suspended", date(2026, 3, 1))
    assert made.events.filter(kind="closed", on=date(2026, 3, 1)).exists()


def test_a_last_day_of_performance_lets_delay_be_reckoned(clerk: Staff) -> None:
    heads = (*HEADS, "履行最后期限")
    confirm(clerk, stage(clerk, [*case(1), "2026-06-20"], heads=heads))
    # 21 to 30 June, both counted: 10 days; 35,000 × 0.000175 × 10 = 61.25.
    assert Case.objects.get().owed == 3_500_000 + 6_125


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (case(1, 案号="（2026）内0621执1号", 执行法院=""), "不归您导入"),
        (case(1, 立案日期=None), "立案日期"),
    ],
)
def test_what_the_court_cannot_take_is_refused_with_its_reason(
    clerk: Staff, row: list[Any], why: str
) -> None:
    ledger = stage(clerk, row)
    assert fates(ledger) == ["refused"]
    assert why in ledger.rows.get().why


def test_the_refused_rows_come_back_to_be_mended_and_imported(clerk: Staff) -> None:
    ledger = stage(clerk, case(1), case(2, **{"申请执行标的（元）": "若干"}))
    book = load_workbook(io.BytesIO(ledgers.refused_xlsx(ledger)))
    sheet = book.active
    assert [cell.value for cell in sheet[1]][-3:] == ["未收的单元格", "原因", "办法"]
    assert sheet.cell(2, len(HEADS) + 1).value == "E3"
    sheet.cell(2, 5).value = "500"
    mended = io.BytesIO()
    book.save(mended)
    again = ledgers.stage_ledger(clerk, mended.getvalue(), "改好.xlsx", TODAY)
    assert fates(again) == ["new"]


@pytest.fixture
def breaking_off(transactional_db: None) -> Iterator[Callable[[str], None]]:
    """breaking_off(sql) runs the statement in the database when the case 执139号 comes in."""

    def arm(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION break_off() RETURNS trigger AS $$ BEGIN"
                f" IF NEW.case_no LIKE '%执139号' THEN {sql}; END IF;"
                " RETURN NEW; END $$ LANGUAGE plpgsql;"
                "CREATE TRIGGER break_off BEFORE INSERT ON cases_case"
                " FOR EACH ROW EXECUTE FUNCTION break_off()"
            )

    yield arm
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION break_off CASCADE")


@pytest.mark.parametrize(
    "fault", ["RAISE EXCEPTION 'power is gone'", "PERFORM pg_terminate_backend(pg_backend_pid())"]
)
def test_a_fault_in_the_middle_leaves_nothing_half_done(
    clerk: Staff, breaking_off: Callable[[str], None], fault: str
) -> None:
    ledger = stage(clerk, *(case(number) for number in range(1, 41)))
    breaking_off(fault)
    with pytest.raises(DatabaseError):
        confirm(clerk, ledger)
    assert not Case.objects.exists() and not Event.objects.exists()
    ledger.refresh_from_db()
    assert (ledger.stage, ledger.message[:4]) == (LedgerImport.Stage.STAGED, "入库中断")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_case DISABLE TRIGGER break_off")
    confirm(clerk, ledger)
    assert Case.objects.count() == 40


def test_what_changed_since_it_was_shown_must_be_looked_at_again(clerk: Staff) -> None:
    first, second = stage(clerk, case(1)), stage(clerk, case(1, 案由="抚养费纠纷"))
    confirm(clerk, first)
    with pytest.raises(InputError, match="有了变动"):
        confirm(clerk, second)
    assert Case.objects.get().cause == "追索劳动报酬纠纷"


def test_a_ledger_is_entered_only_once(clerk: Staff) -> None:
    ledger = stage(clerk, case(1))
    confirm(clerk, ledger)
    with pytest.raises(InputError, match="已经入库"):
        confirm(clerk, ledger)


def test_a_file_that_is_no_ledger_is_refused_at_once(clerk: Staff) -> None:
    with pytest.raises(InputError):
        ledgers.stage_ledger(clerk, b"\x89PNG\r\n\x1a\n\0\0", "图.png", TODAY)
    assert not LedgerImport.objects.exists()


def test_a_head_pointed_out_once_is_remembered_by_that_court(clerk: Staff) -> None:
    heads = ["案号", "诉求数", "立案日期"]
    row = ["（2026）内0622执7号", "500", "2026-01-05"]
    ledger = stage(clerk, row, heads=heads)
    assert ledger.stage == LedgerImport.Stage.FAILED and "标的金额" in ledger.message
    ledger = ledgers.choose_heads(clerk, ledger, {"诉求数": "amount"}, TODAY)
    assert fates(ledger) == ["new"]
    assert LedgerHead.objects.get().meaning == "amount"
    assert fates(stage(clerk, row, heads=heads)) == ["new"]


def test_who_may_not_import_may_not_stage(staff: Callable[..., Staff]) -> None:
    with pytest.raises(NotAllowed):
        stage(staff("finance"), case(1))


def test_a_supervisor_takes_in_the_ledgers_of_the_courts_below(staff: Callable[..., Staff]) -> None:
    supervisor = staff("supervisor", "内06")
    rows = [case(1, 案号=f"（2026）{court}执1号", 执行法院="") for court in ("内0602", "内0627", "京0108")]
    ledger = stage(supervisor, *rows)
    assert fates(ledger) == ["new", "new", "refused"]
    confirm(supervisor, ledger)
    assert set(Case.objects.values_list("court_id", flat=True)) == {"内0602", "内0627"}


def test_a_case_entered_by_hand_is_met_by_its_number(clerk: Staff, staff: Callable[..., Staff]) -> None:
    from duixian.court.cases.actions import CaseFacts, PartyFacts

    facts = CaseFacts(
        case_no="（2026）内0622执101号",
        filed_on=date(2026, 1, 5),
        amount_claimed=3_500_000,
        cause="追索劳动报酬纠纷",
        applicants=(PartyFacts("李某甲"),),
        respondents=(PartyFacts("示例建材有限公司"),),
        handler_name="陈某乙",
    )
    register_case(staff("handler"), facts, TODAY)
    assert fates(stage(clerk, case(1))) == ["same"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("甲某、乙某", "乙某、甲某"),
        ("甲某、乙某", "甲某、丙某、乙某"),
        ("甲某", "甲某、甲某"),
    ],
)
def test_what_was_entered_is_the_same_when_it_comes_again(clerk: Staff, first: str, second: str) -> None:
    for applicants in (first, second):
        confirm(clerk, stage(clerk, case(1, 申请执行人=applicants)))
    assert fates(stage(clerk, case(1, 申请执行人=second))) == ["same"]


def test_a_ledger_has_no_say_in_a_title_that_was_entered_by_hand(clerk: Staff) -> None:
    by_hand = titled(case_no="（2026）内0622执101号", amount_claimed=3_500_000, handler_name="陈某乙")
    register_case(clerk, by_hand, TODAY)
    heads = (*HEADS, "履行最后期限")
    ledger = stage(clerk, [*case(1), "2026-06-20"], heads=heads)
    assert "履行期限" not in {change["label"] for change in ledger.rows.get().changes}
    confirm(clerk, ledger)
    assert Case.objects.get().obligations.get().terms["due_on"] == "2025-12-31"
    assert fates(stage(clerk, [*case(1), "2026-06-20"], heads=heads)) == ["same"]


def test_a_corrected_sum_keeps_the_last_day_that_an_earlier_ledger_told(clerk: Staff) -> None:
    confirm(clerk, stage(clerk, [*case(1), "2026-06-20"], heads=(*HEADS, "履行最后期限")))
    confirm(clerk, stage(clerk, case(1, **{"申请执行标的（元）": "20000"})))
    # 21 to 30 June, both counted: 10 days; 20,000 × 0.000175 × 10 = 35.00.
    assert Case.objects.get().owed == 2_000_000 + 3_500


def test_a_sum_told_too_high_is_taken_back_where_no_hand_entered_any(clerk: Staff) -> None:
    heads = (*HEADS, "实际到位金额")
    confirm(clerk, stage(clerk, [*case(1), "15,000"], heads=heads))
    ledger = stage(clerk, [*case(1), "1,500"], heads=heads)
    (change,) = ledger.rows.get().changes
    assert (change["label"], change["old"], change["new"]) == ("到位金额", "15,000.00", "1,500.00")
    confirm(clerk, ledger)
    made = Case.objects.get()
    assert (made.amount_recovered, made.owed) == (150_000, 3_350_000)
    assert made.events.filter(kind="reversal", amount=1_500_000).exists()


def test_a_case_that_a_later_ledger_closes_leaves_its_closing(clerk: Staff) -> None:
    confirm(clerk, stage(clerk, case(1)))
    heads = (*HEADS, "结案方式", "结案日期")
    confirm(clerk, stage(clerk, [*case(1), "执行完毕", "2026-05-01"], heads=heads))
    made = Case.objects.get()
    assert (made.status, made.closed_on) == ("fully_performed", date(2026, 5, 1))
    assert made.events.filter(kind="closed", on=date(2026, 5, 1)).exists()


def test_papers_that_a_later_ledger_tells_are_entered(clerk: Staff) -> None:
    confirm(clerk, stage(clerk, case(1)))
    heads = (*HEADS, "被执行人证件号码", "联系电话", "执行依据类型")
    row = [*case(1), "91150600000000001X", "13800000001", "民事调解书"]
    ledger = stage(clerk, row, heads=heads)
    assert {change["new"] for change in ledger.rows.get().changes} == {"尾号001X", "尾号0001", "民事调解书"}
    confirm(clerk, ledger)
    made = Case.objects.get()
    assert [party.id_no for party in made.parties.all()] == ["", "91150600000000001X"]
    assert (made.parties.first().phone, made.title.kind) == ("13800000001", "民事调解书")
    assert fates(stage(clerk, row, heads=heads)) == ["same"]


@pytest.mark.parametrize(
    ("cells", "cell", "why"),
    [
        ({"立案日期": "2026-07-01"}, "F3", "立案日期2026-07-01还没有到"),
        ({"结案方式": "终本", "结案日期": "2026-07-01"}, "K3", "结案日期2026-07-01还没有到"),
        ({"结案方式": "终本", "结案日期": "2026-01-04"}, "K3", "早于立案日期2026-01-05"),
        ({"结案方式": "终本"}, "K3", "没有结案日期"),
        ({"结案方式": "不知道", "结案日期": "2026-03-01"}, "J3", "不认识"),
        ({"立案日期": None}, "F3", "没有填写"),
    ],
)
def test_a_row_whose_days_cannot_be_is_refused_alone(
    clerk: Staff, cells: dict[str, Any], cell: str, why: str
) -> None:
    heads = (*HEADS, "结案方式", "结案日期")
    wrong = dict(zip(heads, [*case(2), None, None], strict=True)) | cells
    ledger = stage(clerk, [*case(1), None, None], list(wrong.values()), heads=heads)
    confirm(clerk, ledger)
    assert Case.objects.get().case_no == "（2026）内0622执101号"
    refused = ledger.rows.get(fate="refused")
    assert refused.cell == cell and why in refused.why and refused.remedy


def test_a_closed_case_cannot_come_to_be_filed_later(clerk: Staff) -> None:
    heads = (*HEADS, "结案方式", "结案日期")
    confirm(clerk, stage(clerk, [*case(1), "终本", "2026-03-01"], heads=heads))
    ledger = stage(clerk, case(1, 立案日期="2026-04-01"))
    assert "早于立案日期2026-04-01" in ledger.rows.get(fate="refused").why


def test_the_very_same_file_is_said_to_be_the_same(clerk: Staff) -> None:
    content = xlsx([HEADS, case(1)])
    for expected in ("", "与2026-06-30入库的“台账.xlsx”是同一个文件"):
        ledger = ledgers.stage_ledger(clerk, content, "台账.xlsx", TODAY)
        assert ledger.message == expected
        confirm(clerk, ledger)


def test_a_job_that_comes_late_does_nothing_again(clerk: Staff) -> None:
    ledger = stage(clerk, case(1))
    confirm(clerk, ledger)
    ledgers.read_staged(ledger.pk)
    ledgers.apply_confirmed(clerk.pk, ledger.pk, TODAY)
    ledger.refresh_from_db()
    assert (ledger.stage, Case.objects.count()) == (LedgerImport.Stage.DONE, 1)


def test_a_long_ledger_is_entered_by_a_job(clerk: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duixian.court.cases.ledger_import.confirm.AT_ONCE", 1)
    ledger = confirm(clerk, stage(clerk, case(1), case(2)))
    assert (ledger.stage, Case.objects.count()) == (LedgerImport.Stage.CONFIRMING, 0)
    ledgers.apply_confirmed(clerk.pk, ledger.pk, TODAY)
    ledger.refresh_from_db()
    assert (ledger.stage, Case.objects.count()) == (LedgerImport.Stage.DONE, 2)
