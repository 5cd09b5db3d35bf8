"""What is wrong with an installation, and the remedy: one finding a check."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from duixian.law import calendar, rates
from duixian.law.errors import InputError
from duixian.site import database, quotes, serve
from duixian.site.static_files import FOLDER

ROOM_NEEDED = 1024**3  # bytes: PostgreSQL stops writing when the disk is full
ASSETS = ("tabler.min.css", "htmx.min.js", "echarts.min.js")
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
_CJK_FONTS = ("*CJK*", "*wqy*", "*SourceHan*", "*simsun*", "*simfang*", "*Deng*", "*Kai*")


@dataclass(frozen=True)
class Finding:
    """One check's result: fine, worth knowing, or wrong with its remedy."""

    name: str
    state: Literal["ok", "note", "wrong"]
    what: str
    remedy: str = ""

    def shape(self) -> dict[str, str]:
        """As `doctor --json` prints it."""
        return asdict(self)


def examine(data: Path, host: str, port: int, today: date) -> Iterator[Finding]:
    """Every check in the order in which one would mend; `today` serves where no database says the day."""
    yield _python()
    folder = _folder(data)
    yield folder
    yield _asked(
        "端口", lambda: serve.check_port(host, port), f"{host}:{port} 空闲", "正在运行的若就是本系统，则无妨"
    )
    day = today
    if folder.state == "ok":
        yield _room(data)
        found, day = _database(data, today)
        yield found
    yield _fonts()
    yield _assets()
    yield _holidays(day)
    yield _rates(data, day)


def _python() -> Finding:
    return Finding("Python", "ok", ".".join(map(str, sys.version_info[:3])))


def _folder(data: Path) -> Finding:
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            return Finding("数据文件夹", "ok", f"{data.resolve()} 可写")
    except OSError as error:
        return Finding(
            "数据文件夹",
            "wrong",
            f"{data} 不可写（{error.strerror}）",
            "请改正权限，或用 --data 换一个文件夹",
        )


def _room(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    told = f"剩余 {free / 1024**3:.1f} GiB"
    if free >= ROOM_NEEDED:
        return Finding("磁盘", "ok", told)
    return Finding("磁盘", "wrong", f"{told}，不足 1 GiB", "请清理磁盘，或用 --data 把数据放到别的磁盘")


def _database(data: Path, today: date) -> tuple[Finding, date]:
    """The finding, and the day on which this installation works."""
    if database.is_embedded() and not (data / "pg").exists():
        return Finding("数据库", "ok", "还没有建立，首次启动时建立"), today
    try:
        from duixian.site import boot

        boot.connect(data)
        version = database.check_server()
        lacking = database.pending()
    except InputError as error:
        return Finding("数据库", "wrong", error.why, error.remedy), today
    told = f"PostgreSQL {version}，{'内置' if database.is_embedded() else '由 DUIXIAN_DATABASE_URL 指定'}"
    if lacking:
        return Finding(
            "数据库", "note", f"{told}，有 {lacking} 项升级未做", "先备份；serve 启动时会自动升级"
        ), today
    from duixian.court.people.workday import working_day

    return Finding("数据库", "ok", told), working_day().day


def _fonts() -> Finding:
    listed = ""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
    if listed.strip() or any(_has_cjk(folder) for folder in _FONT_FOLDERS):
        return Finding("中文字体", "ok", "有")
    return Finding(
        "中文字体",
        "wrong",
        "没有找到，打印和截图会缺字",
        "请安装 fonts-noto-cjk（apt-get install fonts-noto-cjk）",
    )


def _has_cjk(folder: Path) -> bool:
    return folder.is_dir() and any(next(folder.rglob(pattern), None) for pattern in _CJK_FONTS)


def _assets() -> Finding:
    missing = [name for name in ASSETS if not (FOLDER / "vendor" / name).is_file()]
    if not missing:
        return Finding("页面样式与脚本", "ok", "齐全")
    return Finding("页面样式与脚本", "wrong", f"缺 {'、'.join(missing)}", "请重新运行 make setup")


def _holidays(day: date) -> Finding:
    mend = "请升级 chinesecalendar（pip install -U chinesecalendar）"
    known = [
        year for year in (day.year, day.year + 1) if calendar.is_working_day(date(year, 12, 31)) is not None
    ]
    if day.year not in known:
        return Finding("节假日表", "wrong", f"没有 {day.year} 年，期间届满日无法顺延", mend)
    if day.year + 1 not in known:
        # The next year's days are published in November.
        return Finding(
            "节假日表", "note", f"有 {day.year} 年；{day.year + 1} 年的安排尚未收录", f"公布之后{mend}"
        )
    return Finding("节假日表", "ok", f"有 {day.year} 年和 {day.year + 1} 年")


def _rates(data: Path, day: date) -> Finding:
    try:
        tables = quotes.tables(data)
    except InputError as error:
        return Finding("利率表", "wrong", f"{error.where}：{error.why}", error.remedy)
    known = min(tables.last_known("lpr", tenor) for tenor in rates.TENORS["lpr"])
    if day <= known:
        return Finding("利率表", "ok", f"LPR 已知到 {known}")
    return Finding(
        "利率表",
        "wrong",
        f"LPR 只知道到 {known}，{day} 的利息算不出",
        "请由系统管理员在“利率表”页补录报价，或用 duixian rates add lpr",
    )


def _asked(name: str, check: Callable[[], None], fine: str, besides: str) -> Finding:
    try:
        check()
    except InputError as error:
        return Finding(name, "wrong", f"{error.where}{error.why}", f"{error.remedy}；{besides}")
    return Finding(name, "ok", fine)
