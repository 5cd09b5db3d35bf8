"""The interface of a connector.

A connector must keep two promises. Sending is harmless when repeated: `Request.ref` is the number by which
the institution knows a request, and a request sent twice under one number is one request. Bytes are
brought as they came: nothing is read, mended or thrown away on the way, and what is not believed to be the
institution's own is brought with the reason (`Delivered.distrust`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Request:
    """One question about one respondent; `since` asks for what changed after a day, None for all."""

    ref: str
    source: str
    name: str
    id_no: str
    case_no: str
    court: str
    legal_basis: str
    since: date | None = None


@dataclass(frozen=True)
class Sent:
    """What the institution took, what it would not take and why; for an exchange of files, the file."""

    accepted: tuple[str, ...] = ()
    rejected: Mapping[str, str] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Delivered:
    """Feedback as it came; `distrust` says why the bytes are not believed, empty where they are.

    `handle` is the connector's own name for it, by which `settle` finds it again.
    """

    content: bytes
    filename: str
    distrust: str = ""
    handle: str = ""


def label(name: str) -> str:
    """A name from outside as it may be shown and stored: what can be printed, at most 200 characters."""
    return "".join(filter(str.isprintable, name))[:200]


class Connector(Protocol):
    """One way to one institution. Both raise InputError, with its remedy, where the way is blocked."""

    def send(self, requests: Sequence[Request]) -> Sent:
        """Hand the requests over."""

    def poll(self) -> Sequence[Delivered]:
        """What has come since the last `settle`."""

    def settle(self, delivered: Delivered) -> None:
        """The delivery is stored: it need not be brought again."""
