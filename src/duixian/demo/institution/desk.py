"""What the institution knows and does: requests taken once by their number, answers made of its books."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from duixian.court.property.connectors import signing

Person = tuple[str, str]


@dataclass(frozen=True)
class Faults:
    """How it misbehaves: answers only after `late` polls, each delivery `twice`, the first `errors` calls
    with 500, never about `silent` persons; `forged` adds a delivery with a false signature, `wrong` one
    that speaks of another person under our number, `torn` one that is no whole json."""

    late: int = 0
    twice: bool = False
    errors: int = 0
    silent: frozenset[str] = frozenset()
    forged: bool = False
    wrong: bool = False
    torn: bool = False


@dataclass
class _Delivery:
    number: str
    content: bytes
    polls_left: int
    key: str
    taken: bool = False

    def told(self) -> dict[str, str]:
        stamp = str(int(time.time()))
        return {
            "id": self.number,
            "filename": f"反馈{self.number}.json",
            "content": base64.b64encode(self.content).decode(),
            "timestamp": stamp,
            "signature": signing.sign(self.key, stamp, self.content),
        }


@dataclass
class Desk:
    """One institution's counter; `books` holds what each person (name, id) has there."""

    key: str
    books: Mapping[Person, Sequence[Mapping[str, str]]]
    faults: Faults = field(default_factory=Faults)
    asked: dict[str, Mapping[str, str]] = field(default_factory=dict)
    calls: int = 0
    _deliveries: list[_Delivery] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def fails_now(self) -> bool:
        """Whether this call meets one of the errors."""
        with self._lock:
            self.calls += 1
            return self.calls <= self.faults.errors

    def take(self, requests: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """Take each request once by its number; a request without an identity is rejected."""
        accepted, rejected = [], {}
        with self._lock:
            for one in requests:
                if not one.get("id_no"):
                    rejected[one["ref"]] = "缺少证件号码"
                    continue
                accepted.append(one["ref"])
                if one["ref"] not in self.asked:
                    self.asked[one["ref"]] = one
                    self._answer(one)
        return {"accepted": accepted, "rejected": rejected}

    def feedback(self) -> dict[str, Any]:
        """What is ready and not yet taken."""
        with self._lock:
            ready = []
            for one in self._deliveries:
                if one.taken:
                    continue
                if one.polls_left:
                    one.polls_left -= 1
                else:
                    ready.append(one.told())
            return {"deliveries": ready}

    def receipt(self, number: str) -> None:
        """The court has stored it; who answers twice sends it once more under another number."""
        with self._lock:
            for one in [row for row in self._deliveries if row.number == number and not row.taken]:
                one.taken = True
                if self.faults.twice and not number.endswith("-再"):
                    self._put(f"{number}-再", one.content + b"\n")

    def _answer(self, request: Mapping[str, str]) -> None:
        if request["name"] in self.faults.silent:
            return
        ref, person = request["ref"], (request["name"], request["id_no"])
        head = {"ref": ref, "name": person[0], "id_no": person[1]}
        things = self.books.get(person, ())
        told = head | ({"assets": list(things)} if things else {"state": "none"})
        self._put(ref, _json(told))
        if self.faults.wrong:
            nobody = {"name": "旁人某", "id_no": "000000197001010000"}
            other = head | nobody | {"assets": [{"identity": "旁", "worth": "1"}]}
            self._put(f"{ref}-错", _json(other))
        if self.faults.torn:
            self._put(f"{ref}-残", _json(told)[:-3])
        if self.faults.forged:
            self._put(
                f"{ref}-伪", _json(head | {"assets": [{"identity": "伪", "worth": "9"}]}), key="别人的密钥"
            )

    def _put(self, number: str, content: bytes, key: str = "") -> None:
        self._deliveries.append(_Delivery(number, content, self.faults.late, key or self.key))


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
