"""A server that no page of the workspace may ask: it writes down who does, and serves the attackers' own page."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Canary:
    """Its address, the page that it serves at `/evil`, and every path that it was asked for besides."""

    def __init__(self) -> None:
        self.page = ""
        self.asked: list[str] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def canary() -> Generator[Canary]:
    """The server, until it is not needed."""
    kept = Canary()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_page = self.path == "/evil"
            if not is_page and self.path != "/favicon.ico":
                kept.asked.append(self.path)
            content = (kept.page if is_page else "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PUT = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield kept
        server.shutdown()
