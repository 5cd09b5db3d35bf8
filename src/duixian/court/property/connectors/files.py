"""文件交换: a batch of requests goes out as a workbook, feedback is laid into a folder.

Each institution has a folder with 收 (inbox) and 已收 (taken). A file counts as whole when it has not
changed for a while; its name is only a label. Taken files are kept under their hash.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

from duixian.court.property.connectors.base import Delivered, Request, Sent
from duixian.law.errors import InputError
from duixian.writing.search_request import request_xlsx

SETTLING_SECONDS = 5.0
"""A file that was written to more recently is left for the next time: somebody may still be copying it."""
_LARGEST = 200 << 20
_SUFFIXES = {".xlsx", ".xls", ".csv", ".txt", ".xml", ".json"}


class FileExchange:
    """The folder of one institution."""

    def __init__(self, folder: Path, *, settling: float = SETTLING_SECONDS) -> None:
        self._inbox, self._taken, self._settling = folder / "收", folder / "已收", settling

    def send(self, requests: Sequence[Request]) -> Sent:
        """The workbook to bring to the institution; all requests count as sent with it."""
        name = f"协助查询_{requests[0].ref}_{len(requests)}件.xlsx" if requests else "协助查询.xlsx"
        return Sent(tuple(one.ref for one in requests), {}, (name, request_xlsx(requests)))

    def poll(self) -> list[Delivered]:
        """The whole files of the inbox, the oldest first; links and what is too large are left alone."""
        try:
            self._inbox.mkdir(parents=True, exist_ok=True)
            entries = sorted(self._inbox.iterdir(), key=lambda path: path.lstat().st_mtime)
        except OSError as error:
            raise InputError(
                "文件交换目录", f"打不开（{error.strerror}）", "请系统管理员检查目录和权限"
            ) from error
        return [
            Delivered(path.read_bytes(), path.name, handle=path.name)
            for path in entries
            if self._is_whole(path)
        ]

    def settle(self, delivered: Delivered) -> None:
        """Move the file aside under its hash, so that it is brought once."""
        path = self._inbox / Path(delivered.handle).name
        if not path.is_file():
            return
        self._taken.mkdir(parents=True, exist_ok=True)
        sha256 = hashlib.sha256(delivered.content).hexdigest()
        path.replace(self._taken / f"{sha256[:16]}{path.suffix.lower()}")

    def _is_whole(self, path: Path) -> bool:
        if path.is_symlink() or not path.is_file() or path.suffix.lower() not in _SUFFIXES:
            return False
        about = path.stat()
        return 0 < about.st_size <= _LARGEST and time.time() - about.st_mtime >= self._settling
