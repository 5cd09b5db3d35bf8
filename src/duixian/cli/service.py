"""Commands that keep an installation: serve it, fill it, take a ledger in, back it up, examine it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from duixian.law.errors import InputError

Data = Annotated[Path, typer.Option("--data", envvar="DUIXIAN_DATA", help="数据文件夹")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Host = Annotated[str, typer.Option("--host", help="监听的地址；127.0.0.1 只许本机访问")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="监听的端口")]
VAR = Path("var")


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("demo")(demo)
    app.command("serve")(serve)
    app.command("import")(import_)
    app.command("bulletin")(bulletin)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("doctor")(doctor)


def serve(data: Data = VAR, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """启动服务，用浏览器办案。"""
    from duixian.site import serve as server
    from duixian.site.boot import boot

    server.check_port(host, port)
    boot(data)
    server.serve(data, host, port)


def demo(
    data: Data = VAR,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只建样例和打印通报，不启动服务")] = False,
    as_json: AsJson = False,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """建一套虚构的法院和案件，打印通报和各职务的账号，启动服务。"""
    from duixian.site import serve as server
    from duixian.site.boot import boot

    if not no_serve:
        server.check_port(host, port)
    boot(data)
    from duixian.cli import sample

    sample.ensure()
    sample.show(as_json)
    if not no_serve:
        with sample.institution():
            server.serve(data, host, port)


def import_(
    ledger: Annotated[Path, typer.Argument(metavar="LEDGER", help="台账：xlsx 或 csv")],
    data: Data = VAR,
    as_user: Annotated[str | None, typer.Option("--as", help="以哪个账号的名义导入；默认为“命令行”")] = None,
    court: Annotated[list[str] | None, typer.Option("--court", help="先增加这个代字的法院，可写多次")] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="再筛进这个专项：代号，或范围文件 .toml")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """导入台账：新增、变更、已有、未收各多少，未收的逐行说明。"""
    from duixian.cli.files import read_bytes
    from duixian.reading.ledger.grid import LARGEST_FILE
    from duixian.site.boot import boot

    content = read_bytes(ledger, LARGEST_FILE)

    boot(data)
    from duixian.cli import intake

    intake.take_in(ledger.name, content, as_user, court or [], campaign, as_json)


def bulletin(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="专项行动的代号")],
    data: Data = VAR,
    out: Annotated[Path | None, typer.Option("--out", help="写成 docx")] = None,
    as_json: AsJson = False,
) -> None:
    """出具专项行动的通报。"""
    from duixian.site.boot import boot

    boot(data)
    from duixian.cli import paper

    paper.give(campaign, out, as_json)


def backup(file: Annotated[Path, typer.Argument(metavar="FILE")], data: Data = VAR) -> None:
    """把整个安装备份到一个文件。"""
    from duixian.site import backup as keeper
    from duixian.site.boot import boot

    _require_installation(data)
    boot(data)
    size = keeper.backup(data, file)
    print(f"已备份到 {file}（{size / 1024**2:.1f} MiB）；内有密钥和案件，请按涉密介质保管")


def restore(file: Annotated[Path, typer.Argument(metavar="FILE")], data: Data = VAR) -> None:
    """把备份恢复到一个空的安装。"""
    from duixian.site import backup as keeper
    from duixian.site.boot import connect

    if not file.is_file():
        raise InputError(str(file), "没有这个文件", "请核对备份文件的路径")
    connect(data)
    manifest = keeper.restore(data, file)
    print(f"已恢复 {manifest['made_at']} 的备份（程序 {manifest['program']}）")


def doctor(data: Data = VAR, host: Host = "127.0.0.1", port: Port = 8000, as_json: AsJson = False) -> int:
    """逐项检查安装，说明哪里不对、怎么办。"""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from duixian.site.doctor import examine

    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    findings = list(examine(data, host, port, today))
    wrong = any(finding.state == "wrong" for finding in findings)
    if as_json:
        print(
            json.dumps(
                {"ok": not wrong, "checks": [finding.shape() for finding in findings]}, ensure_ascii=False
            )
        )
        return 2 if wrong else 0
    for finding in findings:
        mark = {"ok": "正常", "note": "注意", "wrong": "不对"}[finding.state]
        print(
            f"{mark}  {finding.name}：{finding.what}"
            + (f"\n      办法：{finding.remedy}" if finding.remedy else "")
        )
    return 2 if wrong else 0


def _require_installation(data: Path) -> None:
    from duixian.site import database

    if database.is_embedded() and not (data / "pg").exists():
        raise InputError(f"数据文件夹 {data}", "里面没有兑现的数据", "请用 --data 指定正在使用的数据文件夹")
