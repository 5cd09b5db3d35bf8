"""One database, two ways: the embedded PostgreSQL of the data folder, or the one that a URL names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duixian.law.errors import InputError
from duixian.site import postgres

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

OLDEST = 15
_OURS = {"people", "cases", "campaigns"}
_VARIABLES = {
    "PGDATABASE": "NAME",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGHOST": "HOST",
    "PGPORT": "PORT",
}
_MIGRATING = 0x64757869  # the advisory lock under which one program at a time migrates


def url(data: Path) -> str:
    """The address of the database, embedded or other; starts nothing."""
    return os.environ.get("DUIXIAN_DATABASE_URL") or postgres.url(data)


def is_embedded() -> bool:
    return not os.environ.get("DUIXIAN_DATABASE_URL")


def connection(data: Path) -> dict[str, Any]:
    """Django's connection settings; starts nothing. Raises InputError for a URL that is none."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(url(data)).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise InputError(
            "DUIXIAN_DATABASE_URL", "不是 PostgreSQL 的地址", "请写成 postgresql://用户:密码@主机:端口/库名"
        ) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "postgres"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def start(data: Path) -> None:
    """Start the embedded server of the data folder, unless DUIXIAN_DATABASE_URL names another."""
    if is_embedded():
        postgres.start(data)


def prepare() -> None:
    """Bring the database that Django is connected to up to this version, once, whoever comes first.

    Raises InputError where it cannot be reached, is too old, or a newer version of ours made it.
    """
    from django.core.management import call_command
    from django.db import connection as database

    check_server()
    if not pending():
        return
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            if pending():
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def check_server() -> int:
    """The server's major version. Raises InputError where it cannot be reached or is too old."""
    from django.db import OperationalError
    from django.db import connection as database

    try:
        with database.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0]) // 10000
    except OperationalError as error:
        raise InputError(
            "数据库", f"连接不上（{str(error).splitlines()[0]}）", "请检查 DUIXIAN_DATABASE_URL 和数据库服务"
        ) from error
    if version < OLDEST:
        raise InputError("数据库", f"PostgreSQL {version} 太旧", f"请换用 PostgreSQL {OLDEST} 或更新的版本")
    return version


def environment(data: Path) -> dict[str, str]:
    """The variables by which PostgreSQL's own programs find the database."""
    given = connection(data)
    named = {key: given[name] for key, name in _VARIABLES.items() if given[name]}
    return named | {f"PG{key.upper()}": value for key, value in given["OPTIONS"].items()}


def applied() -> list[str]:
    """Names of our migrations that the database has, as "cases.0001_initial"."""
    return _ours(_executor().loader.applied_migrations)


def known() -> list[str]:
    """Names of our migrations that this program has."""
    return _ours(_executor().loader.disk_migrations)


def pending() -> int:
    """How many migrations the database still lacks. Raises InputError where it is ahead of this program."""
    executor = _executor()
    ahead = set(_ours(executor.loader.applied_migrations)) - set(_ours(executor.loader.disk_migrations))
    if ahead:
        raise InputError(
            "数据库", f"由更新的版本建立（{'、'.join(sorted(ahead))}）", "请升级本程序；旧程序不能打开它"
        )
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _ours(keys: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(".".join(key) for key in keys if key[0] in _OURS)


def _executor() -> MigrationExecutor:
    from django.db import connection as database
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(database)
