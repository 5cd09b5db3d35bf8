"""Addresses of static files that change with the file, so that a browser may keep what it has."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

FOLDER = Path(__file__).resolve().parent / "static"


class NamedByContent(StaticFilesStorage):
    def url(self, name: str | None) -> str:
        return f"{super().url(name)}?v={_fingerprint(name or '')}"


@cache
def _fingerprint(name: str) -> str:
    file = FOLDER / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else "none"
