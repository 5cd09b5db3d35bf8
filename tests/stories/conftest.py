"""The sample as its users meet it: the program fills it, prints the bulletin and serves it, once a run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from duixian.demo.staff import PASSWORD

SECONDS = 600
DESK: Any = {"width": 1366, "height": 768}


@dataclass(frozen=True)
class Served:
    """Where the sample answers, and what the program printed before."""

    url: str
    said: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`duixian demo` on an empty data folder with a database of its own."""
    folder = tmp_path_factory.mktemp("sample")
    port, log = _free_port(), folder / "said.txt"
    # The database of the tests is not the one to fill.
    environment = {key: value for key, value in os.environ.items() if key != "DUIXIAN_DATABASE_URL"}
    command = [sys.executable, "-m", "duixian.cli", "demo", "--data", str(folder), "--port", str(port)]
    with log.open("wb") as out:
        program = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_until_served(program, port, log)
        yield Served(f"http://127.0.0.1:{port}", log.read_text("utf-8"))
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(60)


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, served: Served) -> Callable[[str], Any]:
    """signed_in(username) signs in through the page, once a person, and gives what the browser keeps."""

    @cache
    def sign_in(username: str) -> Any:
        context = chromium.new_context(base_url=served.url, locale="zh-CN")
        page = context.new_page()
        page.goto("/")
        page.get_by_label("登录名").fill(username)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("link", name="专项行动", exact=True).wait_for()
        kept = context.storage_state()
        context.close()
        return kept

    return sign_in


@pytest.fixture
def page_of(
    chromium: Browser, served: Served, signed_in: Callable[[str], Any]
) -> Iterator[Callable[[str], Page]]:
    """page_of(username) is the desk of that person."""
    opened: list[BrowserContext] = []

    def open_desk(username: str) -> Page:
        context = chromium.new_context(
            base_url=served.url, viewport=DESK, locale="zh-CN", storage_state=signed_in(username)
        )
        opened.append(context)
        page = context.new_page()
        page.goto("/")
        return page

    yield open_desk
    for context in opened:
        context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(program: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while not _answers(port):
        assert time.monotonic() < deadline, f"not served in {SECONDS} s:\n{log.read_text('utf-8')}"
        try:
            program.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"ended before it served:\n{log.read_text('utf-8')}")


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
