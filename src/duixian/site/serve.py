"""The server: granian for pages and static files, and the program for long work beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from duixian.law.errors import InputError
from duixian.site.static_files import FOLDER

THREADS = 2
RESTART_SECONDS = 5
END_SECONDS = 30


def serve(data: Path, host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM; the database is up and migrated already (boot).

    Raises InputError where the port is taken or the host is not this machine's.
    """
    check_port(host, port)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "duixian.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(2, min(4, os.cpu_count() or 2)),
        blocking_threads=THREADS,
        # One round trip is far from ten seconds; who holds on longer is cut off.
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        static_path_route=["/static"],
        static_path_mount=[FOLDER],
    )
    print(f"正在 http://{host}:{port} 提供服务，按 Ctrl-C 停止", file=sys.stderr, flush=True)
    with _Jobs(data):
        server.serve()


def check_port(host: str, port: int) -> None:
    """Raises InputError unless a server could listen there."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror as error:
        raise InputError(f"--host {host}", "不是本机的地址", "请写 127.0.0.1，或本机在内网的地址") from error
    except PermissionError as error:
        raise InputError(f"端口 {port}", "没有权限使用", "请用 1024 以上的端口，如 --port 8000") from error
    except (OSError, OverflowError) as error:
        raise InputError(
            f"端口 {port}", "已被别的程序占用", f"请停掉那个程序，或换一个端口，如 --port {port + 1}"
        ) from error


class _Jobs:
    """The program for long work, started anew should it ever end before the server does."""

    def __init__(self, data: Path) -> None:
        self._command = [sys.executable, "-m", "duixian.site.jobs", str(data)]
        self._leaving = threading.Event()
        self._keeper = threading.Thread(target=self._keep)

    def __enter__(self) -> None:
        self._keeper.start()

    def __exit__(self, *_: object) -> None:
        self._leaving.set()
        self._keeper.join()

    def _keep(self) -> None:
        while not self._leaving.is_set():
            program = subprocess.Popen(self._command, stdin=subprocess.PIPE)
            while program.poll() is None and not self._leaving.wait(1):
                pass
            self._end(program)
            self._leaving.wait(RESTART_SECONDS)

    @staticmethod
    def _end(program: subprocess.Popen[bytes]) -> None:
        try:
            program.communicate(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
