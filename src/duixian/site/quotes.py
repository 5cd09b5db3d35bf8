"""LPR quotes that an installation added to the published tables: a csv in its data folder.

The file only grows: each line keeps who added it and on what day, and no line is ever changed.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path

from duixian.law.errors import InputError
from duixian.law.rates import TENORS, Quote, RateTables, add_quote, published, read_quotes

HEAD = ["day", *TENORS["lpr"], "source", "added_by", "added_on"]


def tables(data: Path) -> RateTables:
    """The published tables with what this data folder adds. Raises InputError by line."""
    file = _file(data)
    try:
        state = file.stat()
        return _extended(file, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        return published()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(file), "补录的报价读不出", "请恢复这个文件，或移走后重新补录") from error


@lru_cache(maxsize=4)
def _extended(file: Path, _changed: int, _size: int) -> RateTables:
    """Read once for every state of the file: a list of cases asks thousands of times."""
    return published().with_quotes(read_quotes("lpr", file.read_text(encoding="utf-8-sig"), str(file)))


def add(data: Path, quote: Quote, *, added_by: str, on: date) -> RateTables:
    """Add a quote for good and give the new tables. Raises InputError as `add_quote` does."""
    with _locked(data):
        extended = add_quote(tables(data), quote)
        line = [quote.day, *(quote.tenors.get(tenor) or "" for tenor in TENORS["lpr"])]
        _append(_file(data), [*line, quote.source, added_by, on])
    return extended


def _file(data: Path) -> Path:
    return data / "tables" / "lpr.csv"


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    folder = _file(data).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a")
    except OSError as error:
        raise InputError(str(folder), "数据文件夹不可写", "请换一个文件夹（--data）或改正其权限") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _append(file: Path, line: list[object]) -> None:
    text = io.StringIO(file.read_text(encoding="utf-8-sig") if file.exists() else ",".join(HEAD) + "\n")
    text.seek(0, io.SEEK_END)
    if not text.getvalue().endswith("\n"):
        text.write("\n")
    csv.writer(text, lineterminator="\n").writerow(line)
    # A new file in the old one's place: a crash leaves either the old table or the new, never half.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
        new.write(text.getvalue())
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(file)
