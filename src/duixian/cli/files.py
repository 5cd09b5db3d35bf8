"""Files named on the command line: read whole, within a limit, `-` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from duixian.law.errors import InputError


def read_bytes(file: Path, limit: int) -> bytes:
    """The content of a file. Raises InputError where it is absent, no file, or above `limit` bytes."""
    if str(file) == "-":
        data = sys.stdin.buffer.read(limit + 1)
    else:
        try:
            with file.open("rb") as opened:
                data = opened.read(limit + 1)
        except FileNotFoundError as error:
            raise InputError(str(file), "没有这个文件", "请核对路径") from error
        except OSError as error:
            raise InputError(str(file), "打不开", "请核对是不是文件、有没有读取权限") from error
    if len(data) > limit:
        raise InputError(str(file), f"超过{limit // 1024 // 1024} MB", "请分成几个文件")
    return data


def read_text(file: Path, limit: int) -> str:
    """The content of a UTF-8 file. Raises InputError as `read_bytes`, or where it is not UTF-8."""
    try:
        return read_bytes(file, limit).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(file), "不是 UTF-8 文本", "请另存为 UTF-8") from error
