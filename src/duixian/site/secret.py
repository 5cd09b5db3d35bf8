"""The installation's secret key, made once in its data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def key(data: Path) -> str:
    """DUIXIAN_SECRET_KEY, or the key kept in the data folder; one made up where there is no folder yet."""
    if given := os.environ.get("DUIXIAN_SECRET_KEY"):
        return given
    file = data / "secret.key"
    if file.exists():
        return file.read_text().strip()
    made = secrets.token_urlsafe(48)
    if data.is_dir():
        file.touch(mode=0o600)
        file.write_text(made)
    return made
