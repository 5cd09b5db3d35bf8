"""The commands that prove the books of case money, and hand them to an auditor."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from duixian.law.errors import InputError

Data = Annotated[Path, typer.Option("--data", envvar="DUIXIAN_DATA", help="数据文件夹")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="案款账簿：验账、导出给审计。")
    group.command("prove")(prove)
    group.command("beancount")(beancount)
    app.add_typer(group, name="funds")


def prove(
    courts: Annotated[list[str] | None, typer.Argument(help="法院代字，如 内0622；不写则全部")] = None,
    data: Data = Path("var"),
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """验账：从第一笔分录起重算每日校验值和每处余额；不符的退出码为 1。"""
    from duixian.site.boot import boot

    boot(data)
    from duixian.court.funds import proof
    from duixian.law.money import display

    found = [proof.prove(code) for code in _codes(courts)]
    if as_json:
        keys = ("court", "closes", "entries", "own", "held", "faults")
        print(json.dumps([{key: getattr(one, key) for key in keys} for one in found], ensure_ascii=False))
    else:
        for one in found:
            said = "相符" if not one.faults else "不符"
            sums = f"银行和现金 {display(one.own)}  应付各方 {display(one.held)}"
            print(f"{one.court}  日结 {one.closes}  分录 {one.entries}  {sums}  {said}")
            for fault in one.faults:
                print(f"  {fault}")
    if any(one.faults for one in found):
        raise typer.Exit(1)


def beancount(
    court: Annotated[str, typer.Argument(help="法院代字，如 内0622")],
    data: Data = Path("var"),
    out: Annotated[Path | None, typer.Option("--out", help="写到这个文件；默认打印")] = None,
) -> None:
    """导出一院的全部账簿为 beancount 文本，审计用别人的程序（bean-check）即可复核。"""
    from duixian.site.boot import boot

    boot(data)
    from duixian.cli.ledger import write_whole
    from duixian.court.funds.queries.export import book_entries
    from duixian.writing.beancount import lines

    [code] = _codes([court])
    told = "\n".join(lines(book_entries(code))) + "\n"
    if out:
        write_whole(out, told.encode())
    else:
        sys.stdout.write(told)


def _codes(wanted: list[str] | None) -> list[str]:
    from duixian.court.people.models import Court

    known = list(Court.objects.values_list("code", flat=True))
    for code in wanted or ():
        if code not in known:
            raise InputError(f"法院 {code[:20]}", "没有这个代字", f"请用其中之一：{'、'.join(known)}")
    return wanted or known
