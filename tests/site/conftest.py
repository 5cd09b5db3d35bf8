"""Programs run for real beside the tests, watched with a deadline instead of a sleep."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts programs of its own brings its own database: it is the same whichever the tests are on."""
    for item in items:
        if {"program", "lasting_program"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("program")


class Program:
    """A Python program with its output in one stream, read line by line."""

    def __init__(self, *arguments: str, data: Path, extra: dict[str, str]) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "DUIXIAN_DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            env=environment | {"DUIXIAN_DATA": str(data), "PYTHONUNBUFFERED": "1"} | extra,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said = ""

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Read until the text has been said; fails at the deadline or the program's end."""
        assert self.process.stdout
        deadline = time.monotonic() + seconds
        while text not in self.said:
            left = deadline - time.monotonic()
            ready = left > 0 and select.select([self.process.stdout], [], [], left)[0]
            assert ready, f"not said in {seconds} s: {text}\n{self.said}"
            piece = os.read(self.process.stdout.fileno(), 65536).decode(errors="replace")
            assert piece, f"ended without saying {text}:\n{self.said}"
            self.said += piece

    def wait_for_that(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        """Try again while the program lives, until the condition holds; fails at the deadline."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"did not come about in {seconds} s:\n{self.said}"
            try:
                self.process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"ended before it came about:\n{self.said}")

    def end(self, seconds: float = 60) -> int:
        """Close its input and wait until it ends; gives the exit code."""
        rest, _ = self.process.communicate(timeout=seconds)
        self.said += rest.decode(errors="replace")
        return self.process.returncode


@pytest.fixture
def program() -> Iterator[Callable[..., Program]]:
    """program(*arguments, data=...) starts `python *arguments`; what still runs after the test is ended."""
    with _programs() as start:
        yield start


@pytest.fixture(scope="module")
def lasting_program() -> Iterator[Callable[..., Program]]:
    """The same, for what the tests of a module share."""
    with _programs() as start:
        yield start


@contextmanager
def _programs() -> Iterator[Callable[..., Program]]:
    started: list[Program] = []

    def start(*arguments: str, data: Path, extra: dict[str, str] | None = None) -> Program:
        started.append(Program(*arguments, data=data, extra=extra or {}))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGINT)
            one.end()
