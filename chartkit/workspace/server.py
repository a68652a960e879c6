"""Serving a preview on the loopback interface until Ctrl-C."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from types import FrameType

import uvicorn

from chartkit.diagnostics import ChartkitError, reason_of
from chartkit.workspace.app import PreviewApp

HOST = "127.0.0.1"
FIRST_PORT = 8765
_N_PORTS = 20


def listening_socket(port: int | None) -> socket.socket:
    """A socket on `port` of the loopback interface; without one on the first free of a few usual ones.

    Requests wait in it from now on until it is served.

    Raises `ChartkitError` when the port is taken.
    """
    *usual, last = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + _N_PORTS), 0]
    for candidate in usual:
        with suppress(OSError):
            return _listening_at(candidate)
    try:
        return _listening_at(last)
    except OSError as error:
        message = f"port {last}: {reason_of(error).lower()}."
        raise ChartkitError.of("CK701", message, "leave --port out to take a free one") from None


def _listening_at(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def serve(app: PreviewApp, listener: socket.socket) -> None:
    """Answer on `listener` until SIGINT or SIGTERM. Raises what the app's own watching failed with."""
    config = uvicorn.Config(app.asgi(), log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    server = _Server(config, app)
    with suppress(KeyboardInterrupt):  # uvicorn raises the signal again after it has closed everything
        server.run(sockets=[listener])
    if app.failure:
        raise app.failure


class _Server(uvicorn.Server):
    """Uvicorn's, ending the pages' open streams of news, which would hold it up, and quiet about the signal."""

    def __init__(self, config: uvicorn.Config, app: PreviewApp) -> None:
        super().__init__(config)
        self._app = app

    async def on_tick(self, counter: int) -> bool:
        return self._app.closing.is_set() or await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.closing.set()
        super().handle_exit(signal.SIGINT, frame)
