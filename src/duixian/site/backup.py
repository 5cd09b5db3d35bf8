"""A whole installation in one file, and back: a zip of PostgreSQL's own dump, the key, and added tables.

The file names the program and the migrations that made it and the checksum of each member, so that a
damaged file or one of a newer program is refused before anything is touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from duixian import __version__
from duixian.law.errors import InputError
from duixian.site import database, postgres

DUMP, MANIFEST = "database.dump", "manifest.json"
KEPT = ("secret.key", "tables/lpr.csv")
FORMAT = 1


def backup(data: Path, file: Path) -> int:
    """Write the installation to a file and give its size in bytes; the database is up (boot).

    Raises InputError where the file exists or cannot be written.
    """
    if file.exists():
        raise InputError(str(file), "已经存在", "请换一个文件名，旧备份不会被覆盖")
    try:
        with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".duixian-") as folder:
            dump, packed = Path(folder) / DUMP, Path(folder) / "packed"
            _dump(data, dump)
            members = {DUMP: dump} | {name: data / name for name in KEPT if (data / name).is_file()}
            _pack(packed, members)
            packed.chmod(0o600)
            packed.replace(file)
    except OSError as error:
        raise InputError(str(file), f"写不进去（{error.strerror}）", "请检查文件夹和磁盘空间") from error
    return file.stat().st_size


def restore(data: Path, file: Path) -> dict[str, Any]:
    """Put a backup into an empty installation and give its manifest; the database is started (connect).

    Raises InputError for a damaged file, one of a newer program, or an installation with people or
    cases in it; then nothing has changed.
    """
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        manifest = _unpack(file, Path(folder))
        _refuse_newer(file, manifest)
        _require_empty()
        _load(data, Path(folder) / DUMP)
        for name in KEPT:
            if (Path(folder) / name).exists():
                (data / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(Path(folder) / name, data / name)
    database.prepare()
    return manifest


def _pack(packed: Path, members: dict[str, Path]) -> None:
    manifest = {
        "format": FORMAT,
        "program": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "migrations": database.applied(),
        "sha256": {name: _sha256(path) for name, path in members.items()},
    }
    with zipfile.ZipFile(packed, "w") as archive:
        for name, path in members.items():
            archive.write(path, name)
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    damaged = InputError(str(file), "不是完好的备份文件", "请换一份备份；这一份没有动用")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            sums = manifest["sha256"]
            if DUMP not in sums or not sums.keys() <= {DUMP, *KEPT}:
                raise damaged
            for name in sums:
                archive.extract(name, folder)
    except FileNotFoundError as error:
        raise InputError(str(file), "没有这个文件", "请核对备份文件的路径") from error
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise damaged from error
    if any(_sha256(folder / name) != expected for name, expected in sums.items()):
        raise damaged
    return manifest


def _refuse_newer(file: Path, manifest: dict[str, Any]) -> None:
    unknown = set(manifest["migrations"]) - set(database.known())
    if unknown or manifest["format"] > FORMAT:
        raise InputError(
            str(file), f"由更新的版本 {manifest['program']} 备份，本程序是 {__version__}", "请先升级本程序"
        )


def _require_empty() -> None:
    """Raises InputError unless there is nothing to lose: no tables, or ours without people and cases."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        ours = {"people_staff", "cases_case"} & tables
        for table in sorted(ours):
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608  a name of our own
            if cursor.fetchone()[0]:
                raise InputError("这个安装", "已经有人员或案件", "请用 --data 指定一个空的数据文件夹再恢复")
        if tables and not ours:
            raise InputError("数据库", "里面有别的程序的表", "请在 DUIXIAN_DATABASE_URL 中指定一个空的数据库")
    connection.close()


def _dump(data: Path, dump: Path) -> None:
    with dump.open("wb") as out:
        _checked(
            [postgres.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"],
            data,
            stdout=out,
        )


def _load(data: Path, dump: Path) -> None:
    """All or nothing: the empty tables go and the dump comes in one transaction."""
    script = dump.with_suffix(".sql")
    _checked(
        [postgres.program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump)], data
    )
    with script.open("rb") as sql, tempfile.TemporaryFile(dir=data) as whole:
        whole.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
        for line in sql:
            # PostgreSQL before 17 does not know this setting, and nothing here runs so long.
            if line != b"SET transaction_timeout = 0;\n":
                whole.write(line)
        whole.seek(0)
        _checked(
            [postgres.program("psql"), "-qX", "--single-transaction", "-v", "ON_ERROR_STOP=1"],
            data,
            stdin=whole,
        )


def _checked(
    command: list[str],
    data: Path,
    *,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int = subprocess.DEVNULL,
) -> None:
    # The password travels in the environment: a command line can be read by anybody on the machine.
    environment = os.environ | database.environment(data)
    done = subprocess.run(
        command, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, check=False
    )
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines() or ["没有说明"]
        raise InputError(
            "数据库", f"{Path(command[0]).name} 没有完成（{told[0]}）", "请检查磁盘空间和数据库，再试一次"
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
