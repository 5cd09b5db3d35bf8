"""Commands on a ledger of open cases."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duixian.law.errors import InputError

if TYPE_CHECKING:
    from duixian.reading.ledger import Audit, Ledger, Screening


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("screen")(screen)
    app.command("audit")(audit)


def screen(
    ledger: Annotated[Path, typer.Argument(help="台账 xlsx、xls 或 csv；- 为标准输入")],
    campaign: Annotated[Path | None, typer.Option("--campaign", help="专项范围 toml；不写用默认范围")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="把结果写成 xlsx")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """按专项范围筛查台账，每件写明归类的理由。"""
    from duixian.cli.files import read_bytes, read_text
    from duixian.law.scope import default_scope, scope_from_toml
    from duixian.reading.ledger import read_ledger
    from duixian.reading.ledger import screen as screen_ledger
    from duixian.reading.ledger.grid import LARGEST_FILE
    from duixian.reading.ledger.screen import screening_object

    if out:
        _check_out(out, ledger)
    scope = scope_from_toml(read_text(campaign, 1 << 20)) if campaign else default_scope()
    name = "标准输入" if str(ledger) == "-" else ledger.name
    content = read_bytes(ledger, LARGEST_FILE)
    screening = screen_ledger(read_ledger(content, name, progress=_progress()), scope)
    _name_unread(screening.ledger, "筛查")
    if out:
        write_whole(out, _workbook(screening))
    if as_json:
        print(json.dumps(screening_object(screening), ensure_ascii=False))
    else:
        _show(screening)


def audit(
    ledger: Annotated[Path, typer.Argument(help="台账 xlsx、xls 或 csv；- 为标准输入")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """核查台账里的终本案件：立案不满三个月就终本的，逐件列出。"""
    from duixian.cli.files import read_bytes
    from duixian.reading.ledger import AUDITED, read_ledger
    from duixian.reading.ledger import audit as audit_ledger
    from duixian.reading.ledger.audit import audit_object, tells_of_suspension
    from duixian.reading.ledger.grid import LARGEST_FILE

    name = "标准输入" if str(ledger) == "-" else ledger.name
    content = read_bytes(ledger, LARGEST_FILE)
    read = read_ledger(content, name, progress=_progress(), only=AUDITED)
    _name_unread(read, "核查")
    if not tells_of_suspension(read):
        print("没有终本日期、结案方式、案件状态这些列，看不出哪些是终本案件；请补上再核查", file=sys.stderr)
    found = audit_ledger(read)
    if as_json:
        print(json.dumps(audit_object(found), ensure_ascii=False))
    else:
        _show_audit(found)


def _show_audit(found: Audit) -> None:
    words = {"filed_on": "立案日期", "suspended_on": "终本日期"}
    print(
        f"终本 {found.suspended:,} 件，其中立案不满三个月即终本 {len(found.premature):,} 件，"
        f"日期不全 {len(found.not_stated):,} 件，未收 {len(found.refused):,} 行"
    )
    for one in found.premature:
        print(f"  {one.row.case_no}  {one.row.filed_on} 立案，{one.suspended_on} 终本，{one.days} 日")
    for row, missing in found.not_stated:
        print(f"  {row.case_no}  没有{'、'.join(words[name] for name in missing)}")
    for each in found.refused:
        print(f"  {each.cell} 未收：{each.why}；{each.remedy}")


def _name_unread(ledger: Ledger, purpose: str) -> None:
    for sheet in ledger.unread_sheets:
        print(f"工作表“{sheet}”也像台账，没有读；请另存为单独的文件再{purpose}", file=sys.stderr)


def _check_out(out: Path, ledger: Path) -> None:
    if out.suffix.lower() != ".xlsx":
        raise InputError("--out", f"“{out.name}”不是 xlsx", "请把结果的文件名写成 .xlsx 结尾")
    if out.exists() and ledger.exists() and out.samefile(ledger):
        raise InputError("--out", "与台账是同一个文件", "请换一个文件名，原台账不会被改动")


def write_whole(file: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises InputError where its folder cannot be written."""
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as opened:
            beside = Path(opened.name)
            opened.write(content)
        beside.chmod(0o644)
        beside.replace(file)
    except OSError as error:
        if beside:
            beside.unlink(missing_ok=True)
        raise InputError(str(file), "写不进去", "请核对文件夹是否存在、是否可写") from error


def _workbook(screening: Screening) -> bytes:
    from duixian.reading.ledger.screen import MONEY_REMARK, REMARKS, remarks
    from duixian.writing.ledger import remarked_xlsx

    ledger = screening.ledger
    refused = ((each.row, each.cell, each.value, each.why, each.remedy) for each in ledger.refused)
    lists = {"未收": (("行号", "单元格", "原值", "原因", "办法"), refused)}
    made = remarks(screening)
    return remarked_xlsx("筛查结果", ledger.heads(), ledger.body(), REMARKS, made, lists, money=MONEY_REMARK)


def _progress() -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, rows: int) -> None:
        end = "\n" if done >= rows else "\r"
        print(f"已读 {done:,} / {rows:,} 行", end=end, file=sys.stderr, flush=True)

    return show


def _show(screening: Screening) -> None:
    from duixian.law.money import display
    from duixian.law.scope import NAMES

    ledger = screening.ledger
    print(f"工作表“{ledger.sheet_name}”，表头在第{ledger.head_row}行")
    print(
        f"收 {len(screening.rows):,} 件，重复 {len(ledger.duplicates):,} 行，"
        f"未收 {len(ledger.refused):,} 行，不是案件的 {len(ledger.left_out):,} 行"
    )
    for total in screening.totals:
        name = NAMES.get(total.category, "范围外")  # type: ignore[call-overload]
        print(f"  {total.court}  {name}  {total.cases:,} 件  {display(total.amount)} 元")
    for head in ledger.unknown_heads.values():
        print(f"  没有认出的列：{head}")
    for row, why in ledger.left_out:
        print(f"  第{row}行 不是案件：{why}")
    for each in ledger.duplicates:
        differing = ledger.differing(each)
        print(
            f"  第{each.row}行 与第{each.same_as}行案号相同：{each.case_no}"
            + f"；{differing}" * bool(differing)
        )
    for refusal in ledger.refused:
        print(f"  {refusal.cell} 未收：{refusal.why}；{refusal.remedy}")
