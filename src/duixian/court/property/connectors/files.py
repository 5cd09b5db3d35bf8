"""文件交换: a batch of requests goes out as a workbook, feedback is laid into a folder.

Each institution has a folder with 收 (inbox) and 已收 (taken). A file counts as whole when it has not
changed for a while; its name is only a label. Taken files are kept under their hash.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from duixian.court.property.connectors.base import Delivered, Request, Sent, label
from duixian.law.errors import InputError
from duixian.writing.search_request import request_xlsx

SETTLING_SECONDS = 5.0
"""A file that was written to more recently is left for the next time: somebody may still be copying it."""
LARGEST = 200 << 20
_SUFFIXES = {".xlsx", ".xls", ".csv", ".txt", ".xml", ".json"}


class FileExchange:
    """The folder of one institution."""

    def __init__(self, folder: Path, *, settling: float = SETTLING_SECONDS, largest: int = LARGEST) -> None:
        self._inbox, self._taken = folder / "收", folder / "已收"
        self._settling, self._largest = settling, largest

    def send(self, requests: Sequence[Request]) -> Sent:
        """The workbook to bring to the institution; all requests count as sent with it."""
        name = f"协助查询_{requests[0].ref}_{len(requests)}件.xlsx" if requests else "协助查询.xlsx"
        return Sent(tuple(one.ref for one in requests), {}, (name, request_xlsx(requests)))

    def poll(self) -> list[Delivered]:
        """The whole files of the inbox, the oldest first, as many as fit beside each other in memory.

        Links, other kinds of files and what is too large are left alone.
        """
        try:
            self._inbox.mkdir(parents=True, exist_ok=True)
            return list(self._waiting())
        except OSError as error:
            raise InputError(
                "文件交换目录", f"打不开（{error.strerror}）", "请系统管理员检查目录和权限"
            ) from error

    def settle(self, delivered: Delivered) -> None:
        """Move the file aside under its hash; what was laid there under its name since then stays."""
        path = self._inbox / Path(delivered.handle).name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != delivered.content:
            return
        self._taken.mkdir(parents=True, exist_ok=True)
        sha256 = hashlib.sha256(delivered.content).hexdigest()
        path.replace(self._taken / f"{sha256[:16]}{path.suffix.lower()}")

    def _waiting(self) -> Iterator[Delivered]:
        room = self._largest
        for path in sorted(self._inbox.iterdir(), key=_age):
            # Somebody may have taken the file back meanwhile.
            with suppress(FileNotFoundError):
                if not self._is_whole(path):
                    continue
                room -= path.stat().st_size
                if room < 0:
                    return
                yield Delivered(path.read_bytes(), label(path.name), handle=path.name)

    def _is_whole(self, path: Path) -> bool:
        if path.is_symlink() or not path.is_file() or path.suffix.lower() not in _SUFFIXES:
            return False
        about = path.stat()
        return 0 < about.st_size <= self._largest and time.time() - about.st_mtime >= self._settling


def _age(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return 0.0
