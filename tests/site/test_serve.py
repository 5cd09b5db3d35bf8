"""`duixian serve` as it is really started: pages, static files, a clean end."""

from __future__ import annotations

import http.client
import signal
import socket

import psutil
import pytest

from duixian.site.static_files import FOLDER


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    return connection.getresponse()


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_server_gives_pages_and_static_files_and_ends_with_all_that_it_started(
    program, free_port, tmp_path, ending
):
    data = tmp_path / "data"
    server = program("-m", "duixian.cli", "serve", "--data", str(data), "--port", str(free_port), data=data)
    server.wait_for(f"http://127.0.0.1:{free_port}")
    server.wait_for_that(lambda: listening(free_port))

    page = get(free_port, "/sign-in/")
    assert page.status == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "<title>登录" in page.read().decode()
    icon = get(free_port, "/static/icon.svg")
    assert (icon.status, icon.read()) == (200, (FOLDER / "icon.svg").read_bytes())

    # The multiprocessing bookkeeper of Python may outlive its parent by a moment; it holds nothing.
    started = [
        one
        for one in psutil.Process(server.process.pid).children(recursive=True)
        if "resource_tracker" not in str(one.cmdline())
    ]
    server.process.send_signal(ending)
    assert server.end() == 0, server.said
    assert psutil.wait_procs(started, timeout=30)[1] == []
    assert not listening(free_port)


def test_a_taken_port_is_told_in_one_line_and_nothing_is_started(program, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        data = tmp_path / "data"
        server = program("-m", "duixian.cli", "serve", "--data", str(data), "--port", str(port), data=data)
        assert server.end() == 2
    assert (
        server.said == f"端口 {port}：已被别的程序占用；请停掉那个程序，或换一个端口，如 --port {port + 1}\n"
    )
    assert not data.exists()
