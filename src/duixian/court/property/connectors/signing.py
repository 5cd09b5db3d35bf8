"""The signature of an interface: HMAC-SHA256 over time and body, with the key that both sides hold."""

from __future__ import annotations

import hashlib
import hmac
import time

SIGNATURE, TIMESTAMP = "X-Duixian-Signature", "X-Duixian-Timestamp"
MOST_SECONDS_APART = 15 * 60


def sign(key: str, timestamp: str, body: bytes) -> str:
    """The signature of a body sent at a time (seconds since 1970, as text)."""
    return hmac.new(key.encode(), timestamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def distrust(key: str, timestamp: str, signature: str, body: bytes, now: float | None = None) -> str:
    """Why a signed body is not believed; empty where it is."""
    if not signature or not timestamp:
        return "没有签名"
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        return "签名时间不是时间"
    # As bytes, since words of any alphabet may stand where a signature should.
    if not hmac.compare_digest(sign(key, timestamp, body).encode(), signature.encode("utf-8", "replace")):
        return "签名不符"
    if abs((time.time() if now is None else now) - int(timestamp)) > MOST_SECONDS_APART:
        return "签名时间与本机相差太多"
    return ""
