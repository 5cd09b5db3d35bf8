"""The counter behind an address: requests must be signed, whatever else they are."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote

from duixian.court.property.connectors import signing
from duixian.demo.institution.desk import Desk

_LARGEST = 50 << 20


class InstitutionServer:
    """Serves one desk on a port of this machine until it is closed; port 0 takes a free one."""

    def __init__(self, desk: Desk, port: int = 0) -> None:
        handler = type("_Handler", (_Counter,), {"desk": desk})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> InstitutionServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Counter(BaseHTTPRequestHandler):
    desk: Desk

    def do_GET(self) -> None:
        if self._believed(b"") and self.path == "/feedback":
            self._say(200, self.desk.feedback())

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(min(length, _LARGEST))
        if not self._believed(body):
            return
        if self.path == "/requests":
            self._say(200, self.desk.take(json.loads(body)["requests"]))
        elif self.path.startswith("/feedback/") and self.path.endswith("/receipt"):
            self.desk.receipt(unquote(self.path.split("/")[2]))
            self._say(200, {})
        else:
            self._say(404, {"why": "没有这个地址"})

    def _believed(self, body: bytes) -> bool:
        if self.desk.fails_now():
            self._say(500, {"why": "系统繁忙"})
            return False
        stamp, signature = self.headers.get(signing.TIMESTAMP, ""), self.headers.get(signing.SIGNATURE, "")
        if why := signing.distrust(self.desk.key, stamp, signature, body):
            self._say(403, {"why": why})
        return not why

    def _say(self, status: int, told: dict[str, Any]) -> None:
        body = json.dumps(told, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is said on the terminal."""
