"""The installation's secret key, made once in its data folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from duixian.law.errors import InputError

NAME = "secret.key"


def key(data: Path) -> str:
    """DUIXIAN_SECRET_KEY, or the folder's key; where there is neither, one for this process alone."""
    if given := os.environ.get("DUIXIAN_SECRET_KEY"):
        return given
    with suppress(FileNotFoundError, NotADirectoryError):
        return (data / NAME).read_text().strip()
    return secrets.token_urlsafe(48)


def ensure(data: Path) -> None:
    """Make the folder's key where there is none yet; of two programs at once, both use the first one's.

    Raises InputError where the folder cannot be written.
    """
    if (data / NAME).exists():
        return
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=data) as made, suppress(FileExistsError):
            made.write(secrets.token_urlsafe(48))
            made.flush()
            # A link gives the name only to a whole file, and only if it is free.
            os.link(made.name, data / NAME)
    except OSError as error:
        raise InputError(
            f"数据文件夹 {data}", f"写不进去（{error.strerror}）", "请改正权限，或用 --data 换一个文件夹"
        ) from error
