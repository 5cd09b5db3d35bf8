"""The command that times the engines."""

from __future__ import annotations

import json
from typing import Annotated

import typer

LEDGER_ROWS = 100_000
"""Rows of the largest ledger that is timed; above it a file would pass the limit of size."""
FINDS = 200_000
"""Finds of one night's feedback, the most that is timed."""


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("bench")(bench)


def bench(
    cases: Annotated[int, typer.Option("--cases", min=100, help="案件数")] = 20_000,
    pages: Annotated[int, typer.Option("--pages", min=0, help="另测网页，在这么多案件上；0 为不测")] = 0,
    agenda: Annotated[
        int, typer.Option("--agenda", min=0, help="另测工作台，一院这么多在办案件；0 为不测")
    ] = 0,
    funds: Annotated[int, typer.Option("--funds", min=0, help="另测案款记账，这么多分录；0 为不测")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """在自造的数据上计时：快的做法与朴素做法同跑一遍，结果逐分核对。"""
    from duixian.bench.debt import bench_debt
    from duixian.bench.match import bench_match
    from duixian.bench.screen import bench_screen

    results = {
        "debt": bench_debt(cases),
        "screen": bench_screen(min(cases * 5, LEDGER_ROWS)),
        "match": bench_match(min(cases * 10, FINDS)),
    }
    if pages:
        from duixian.bench.pages import bench_pages

        results["pages"] = bench_pages(pages)
    if agenda:
        from duixian.bench.agenda import bench_agenda

        results["agenda"] = bench_agenda(agenda)
    if funds:
        from duixian.bench.ledger import bench_ledger

        results["funds"] = bench_ledger(funds)
    if as_json:
        print(json.dumps(results, ensure_ascii=False))
        return
    for engine, figures in results.items():
        print(engine)
        for name, value in figures.items():
            print(f"  {name:<24} {_shown(value):>14}")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {figure:,}" for name, figure in value.items())
    return f"{value:,}"
