"""Commands that only calculate: what is owed, fees, the tables of rates."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from duixian.law.errors import InputError

if TYPE_CHECKING:
    from duixian.law.fees import FeeStatement
    from duixian.law.rates import Quote

Data = Annotated[Path, typer.Option("--data", envvar="DUIXIAN_DATA", help="数据文件夹")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("debt")(debt)
    app.command("fee")(fee)
    rates = typer.Typer(help="LPR 与贷款基准利率表。", no_args_is_help=True)
    rates.command("list")(list_rates)
    rates.command("add")(add_rate)
    app.add_typer(rates, name="rates")


def debt(
    file: Annotated[Path, typer.Argument(help="案件的 JSON；- 为标准输入")],
    as_json: AsJson = False,
    out: Annotated[Path | None, typer.Option("--out", help="另存为债务计算书 docx")] = None,
    data: Data = Path("var"),
) -> None:
    """算截至某日应付多少，逐段写明天数、基数、利率和依据。"""
    from duixian.cli.files import read_text
    from duixian.cli.ledger import write_whole
    from duixian.law.debt import statement
    from duixian.reading.claim import LARGEST, read_claim_text
    from duixian.site import quotes
    from duixian.writing.statement import statement_docx, statement_object, statement_text

    claim = read_claim_text(read_text(file, LARGEST))
    tables = quotes.tables(data)
    said = statement(claim, tables)
    if out is not None:
        write_whole(out, statement_docx(said, claim, tables))
    if as_json:
        print(json.dumps(statement_object(said, claim, tables), ensure_ascii=False))
    else:
        print(statement_text(said, claim))


def fee(
    kind: Annotated[
        Literal["enforcement", "acceptance", "preservation"],
        typer.Option(help="enforcement 执行申请费，acceptance 案件受理费，preservation 保全申请费"),
    ],
    amount: Annotated[str, typer.Option(help="金额，元；也可写 16.23万元")],
    halved: Annotated[bool, typer.Option("--halved", help="减半")] = False,
    unit: Annotated[Literal["yuan", "fen"] | None, typer.Option(help="取整到元或分")] = None,
    as_json: AsJson = False,
) -> None:
    """算执行申请费、案件受理费或保全申请费。"""
    from duixian.law import fees
    from duixian.law.money import display, read_amount

    try:
        fen = read_amount(amount)
    except ValueError as error:
        raise InputError("--amount", str(error), "请填写以元为单位的金额，如 162275 或 162275.50") from error
    statement = fees.fee(kind, fen, halved=halved, unit=unit)
    if as_json:
        print(json.dumps(_fee_shape(statement), ensure_ascii=False))
        return
    print(f"{fees.NAMES[kind]}：{display(statement.fee)}元{'（减半）' if halved else ''}")
    for step in statement.steps:
        print(f"  {display(step.start):>18} 至 {display(step.end):>18}  {step.rate}  {display(step.fee)}")
    print(f"依据：{statement.cite}")
    for warning in statement.warnings:
        print(f"注意：{warning}")


def _fee_shape(statement: FeeStatement) -> dict[str, object]:
    from duixian.law.money import contract_yuan

    steps = [
        {
            "from": contract_yuan(step.start),
            "to": contract_yuan(step.end),
            "rate": step.rate,
            "fee": contract_yuan(step.fee),
        }
        for step in statement.steps
    ]
    shape: dict[str, object] = {"fee": contract_yuan(statement.fee), "steps": steps, "cite": statement.cite}
    return shape | {"warnings": list(statement.warnings)} if statement.warnings else shape


def list_rates(
    data: Data = Path("var"),
    last: Annotated[int, typer.Option(min=1, help="列出最近几次")] = 6,
    as_json: AsJson = False,
) -> None:
    """列出最近的报价，以及利率已知到哪一天。"""
    from duixian.law import rates
    from duixian.site import quotes

    tables = quotes.tables(data)
    known = {tenor: tables.last_known("lpr", tenor) for tenor in rates.TENORS["lpr"]}
    if as_json:
        shape = {
            series: [_quote_shape(quote) for quote in tables.quotes(series)[-last:]]
            for series in rates.TENORS
        }
        proof = {
            "last_known": {tenor: str(day) for tenor, day in known.items()},
            "tables_sha256": rates.tables_sha256(tables),
        }
        print(json.dumps({**shape, **proof}, ensure_ascii=False))
        return
    for series, name in rates.NAMES.items():
        print(f"{name}（年利率，%）")
        print("  " + "".join(f"{cell:<12}" for cell in ("day", *rates.TENORS[series])) + "来源")
        for quote in tables.quotes(series)[-last:]:
            values = ("未收录" if value is None else str(value) for value in quote.tenors.values())
            print("  " + "".join(f"{cell:<12}" for cell in (str(quote.day), *values)) + quote.source)
    for tenor, day in known.items():
        print(f"LPR {tenor} 已知到 {day}")


def add_rate(
    series: Annotated[Literal["lpr"], typer.Argument(help="lpr")],
    day: Annotated[str, typer.Argument(help="报价日，如 2026-10-20")],
    source: Annotated[str, typer.Option(help="来源：公告名称或网址")],
    one_year: Annotated[str | None, typer.Option("--1y", help="1年期，%")] = None,
    five_years: Annotated[str | None, typer.Option("--5y", help="5年期以上，%")] = None,
    data: Data = Path("var"),
) -> None:
    """补录一次 LPR 报价；已收录的报价不会改动。"""
    import getpass

    from duixian.law import rates
    from duixian.site import quotes

    tenors = {"1y": _percent(one_year, "--1y"), "5y": _percent(five_years, "--5y")}
    quote = rates.Quote(_day(day), tenors, source.strip())
    tables = quotes.add(data, quote, added_by=getpass.getuser(), on=date.today())  # noqa: DTZ011
    known = "，".join(f"{tenor} 已知到 {tables.last_known('lpr', tenor)}" for tenor in rates.TENORS["lpr"])
    print(f"已补录 {day} 的报价；LPR {known}")


def _quote_shape(quote: Quote) -> dict[str, str | None]:
    tenors = {tenor: None if value is None else str(value) for tenor, value in quote.tenors.items()}
    return {"day": str(quote.day), **tenors, "source": quote.source}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError("日期", f"“{text}”不是日期", "请写成 2026-10-20 的形式") from error


def _percent(text: str | None, where: str) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(text.removesuffix("%"))
    except InvalidOperation as error:
        raise InputError(where, f"“{text}”不是利率", "请按百分数填写，如 3.00") from error
