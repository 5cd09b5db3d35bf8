"""The command that prints what is due for each person."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duixian.law.errors import InputError

if TYPE_CHECKING:
    from duixian.court.agenda.actions.digests import Morning


def register(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("digest")(digest)


def digest(
    data: Annotated[Path, typer.Option("--data", envvar="DUIXIAN_DATA", help="数据文件夹")] = Path("var"),
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="哪一天；默认今日")
    ] = None,
    of: Annotated[str | None, typer.Option("--of", help="只看这个账号，并列出各项")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """打印每人今日清单：升级到本人的、已逾期、今日、七日内各几项。"""
    from duixian.site.boot import boot

    boot(data)
    from duixian.court.agenda.actions.digests import digest_of, readers
    from duixian.court.people.workday import working_day

    people = [one for one in readers() if of in (None, one.username)]
    if not people:
        raise InputError(f"账号 {of}" if of else "账号", "没有这个账号，或其不能查看案件", "请核对登录名")
    day = on.date() if on else working_day().day
    mornings = [digest_of(one, day) for one in people]
    if as_json:
        print(json.dumps({"on": str(day), "people": [_shape(one) for one in mornings]}, ensure_ascii=False))
        return
    _show(mornings, day, rows=of is not None)


def _shape(one: Morning) -> dict[str, Any]:
    items = [
        {
            "kind": item.source.label,
            "what": item.what,
            "case_no": item.case_no,
            "until": str(item.until),
            "band": item.band.name,
            "level": item.level.value,
        }
        for item in one.items
    ]
    staff = one.staff
    return {"username": staff.username, "court": staff.court_id, "counts": one.counts.of, "items": items}


def _show(mornings: list[Morning], day: date, *, rows: bool) -> None:
    from duixian.court.agenda.bands import BANDS

    print(f"{day} 清单")
    for one in mornings:
        counted = "  ".join(f"{BANDS[name].words} {n}" for name, n in one.counts.of.items() if n)
        print(f"{one.staff.court_id}  {one.staff.username}  {counted or '没有到期的事'}")
        for item in one.items if rows else ():
            print(f"  {item.until}  {item.source.label}  {item.case_no}  {item.what}")
