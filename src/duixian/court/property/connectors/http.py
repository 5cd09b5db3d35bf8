"""接口: requests are posted, feedback is fetched, both signed.

    POST {address}/requests   {"requests": [{"ref", "source", "name", ...}]}
        → {"accepted": [ref], "rejected": {ref: why}}
    GET  {address}/feedback
        → {"deliveries": [{"id", "filename", "content" (base64), "timestamp", "signature"}]}
    POST {address}/feedback/{id}/receipt
        → the institution need not keep it for us any longer

Faults of the line and of the institution (5xx, time-outs) are tried again with growing pauses; a refusal
(4xx) is told and not repeated. Each delivery carries its own signature, so that one forged delivery spoils
no other.
"""

from __future__ import annotations

import base64
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

import httpx

from duixian.court.property.connectors import signing
from duixian.court.property.connectors.base import Delivered, Request, Sent, label
from duixian.law.errors import InputError

TRIES = 5
FIRST_PAUSE = 0.5
LARGEST = 300 << 20


class HttpConnector:
    """One institution's interface; `pause` waits between tries."""

    def __init__(
        self,
        address: str,
        key: str,
        *,
        timeout: float = 10.0,
        tries: int = TRIES,
        first_pause: float = FIRST_PAUSE,
        largest: int = LARGEST,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._key, self._tries, self._first_pause, self._pause = key, tries, first_pause, pause
        self._largest = largest
        self._client = httpx.Client(base_url=address.rstrip("/"), timeout=timeout, follow_redirects=False)

    def send(self, requests: Sequence[Request]) -> Sent:
        """Post the requests; a repetition is known by the refs and harmless."""
        told = [asdict(one) | {"since": one.since.isoformat() if one.since else None} for one in requests]
        answer = self._call("POST", "/requests", {"requests": told})
        refs = {one.ref for one in requests}
        accepted, rejected = answer.get("accepted"), answer.get("rejected")
        if not isinstance(accepted, list) or not isinstance(rejected, dict):
            raise _nonsense()
        # What it says of requests that nobody made is no answer.
        return Sent(
            tuple(ref for ref in accepted if isinstance(ref, str) and ref in refs),
            {ref: str(why) for ref, why in rejected.items() if ref in refs},
        )

    def poll(self) -> list[Delivered]:
        """The feedback that waits there, each judged by its own signature."""
        answer = self._call("GET", "/feedback")
        rows = answer.get("deliveries")
        if not isinstance(rows, list):
            raise _nonsense()
        return [self._delivered(row) for row in rows]

    def settle(self, delivered: Delivered) -> None:
        """Tell the institution that the delivery is stored."""
        self._call("POST", f"/feedback/{quote(delivered.handle, safe='')}/receipt", {})

    def _delivered(self, row: object) -> Delivered:
        number = str(row.get("id") or "") if isinstance(row, dict) else ""
        if not isinstance(row, dict) or not number or number != label(number):
            return Delivered(json.dumps(row).encode(), "没有编号的反馈", "没有反馈编号，或编号不合约定")
        told = str(row.get("content", ""))
        try:
            content = base64.b64decode(told, validate=True)
        except ValueError:
            content, distrust = told.encode("utf-8", "replace"), "内容不是约定的编码"
        else:
            stamp, signature = str(row.get("timestamp", "")), str(row.get("signature", ""))
            distrust = signing.distrust(self._key, stamp, signature, content)
        return Delivered(content, label(str(row.get("filename", ""))), distrust, number)

    def _call(self, method: str, path: str, told: dict[str, Any] | None = None) -> dict[str, Any]:
        body = b"" if told is None else json.dumps(told, ensure_ascii=False).encode()
        last = ""
        for turn in range(self._tries):
            if turn:
                self._pause(self._first_pause * 2 ** (turn - 1) * random.uniform(0.5, 1.5))  # noqa: S311  no secret
            try:
                status, content = self._once(method, path, body)
            except httpx.HTTPError as error:
                last = f"连接不上（{type(error).__name__}）"
                continue
            if status >= 500:
                last = f"对方系统故障（{status}）"
                continue
            if status >= 400:
                why = f"对方拒绝（{status}）：{content[:400].decode('utf-8', 'replace')[:100]}"
                raise InputError("协助单位接口", why, "请核对地址、密钥和约定的格式")
            return _object(content)
        raise InputError(
            "协助单位接口", f"试了{self._tries}次，{last}", "稍后会自动再试；长时间不通请联系协助单位"
        )

    def _once(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """The status and body of one call; the body is given up as soon as it is too large."""
        stamp = str(int(time.time()))
        headers = {
            signing.TIMESTAMP: stamp,
            signing.SIGNATURE: signing.sign(self._key, stamp, body),
            "Content-Type": "application/json",
        }
        content = bytearray()
        with self._client.stream(method, path, content=body, headers=headers) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > self._largest:
                    raise InputError("协助单位接口", "返回的内容过大", "请协助单位分批反馈")
            return response.status_code, bytes(content)


def _object(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _nonsense() from error
    if not isinstance(told, dict):
        raise _nonsense()
    return told


def _nonsense() -> InputError:
    return InputError("协助单位接口", "返回的内容不是约定的格式", "请联系协助单位核对接口")
