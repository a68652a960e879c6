"""Serving an ASGI app until Ctrl-C: takes the app and a host, gives a socket that listens and a server on it.

Whoever connects is held to bounds: a request's head comes within seconds, and there are only so many connections.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from chartkit.diagnostics import ChartkitError, reason_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
FIRST_PORT = 8765
MAX_CONNECTIONS = 256
HEAD_WITHIN_S = 10.0
"""How long a request's first line and headers may take to come."""

MOST_DISCARDED_BYTES = 8_000_000
"""How much of a body is still taken after its answer: a browser reads the answer when it has sent the whole."""

_N_PORTS = 20
_BOTH_LENGTHS = {b"content-length", b"transfer-encoding"}


def listening_socket(port: int | None, host: str = HOST) -> socket.socket:
    """A socket on `port` of `host`; without a port on the first free of a few usual ones.

    Requests wait in it from now on until it is served.

    Raises `ChartkitError` when the port is taken, or the host is none of this machine.
    """
    family, address = _address(host)
    *usual, last = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + _N_PORTS), 0]
    for candidate in usual:
        with suppress(OSError):
            return _listening_at(family, address, candidate)
    try:
        return _listening_at(family, address, last)
    except OSError as error:
        reason = reason_of(error).lower()
        if error.errno == errno.EADDRNOTAVAIL:
            message = f"host {host}: {reason}."
            raise ChartkitError.of("CK701", message, "name a host of this machine: 127.0.0.1 or 0.0.0.0") from None
        message = f"port {last}: {reason}."
        raise ChartkitError.of("CK701", message, "leave --port out to take a free one") from None


def serve(app: ASGIApp, listener: socket.socket, closing: asyncio.Event) -> None:
    """Answer on `listener` until SIGINT or SIGTERM, which set `closing`, or until `closing` is set by the app."""
    with suppress(KeyboardInterrupt):  # uvicorn raises the signal again after it has closed everything
        server_of(app, closing).run(sockets=[listener])


def server_of(app: ASGIApp, closing: asyncio.Event) -> uvicorn.Server:
    """The server that answers with `app` until `closing` is set."""
    logging.getLogger("uvicorn.error").addFilter(_is_fault)
    config = uvicorn.Config(
        app,
        http=_BoundedProtocol,
        ws="none",
        loop="asyncio",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
    return _Server(config, closing)


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether a record tells more than that a request was still being answered when the server ended."""
    is_cut = bool(record.exc_info) and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not is_cut and "graceful shutdown exceeded" not in record.getMessage()


class _Server(uvicorn.Server):
    """Uvicorn's, ending the pages' open streams of news, which would hold it up, and quiet about the signal."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(config)
        self._closing = closing

    async def on_tick(self, counter: int) -> bool:
        return self._closing.is_set() or await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._closing.set()
        super().handle_exit(signal.SIGINT, frame)


class _Connection(h11.Connection):
    """As h11 reads requests, but none whose length is said in both ways.

    A proxy in front may believe the other one: what is the next request here is a part of the body there (smuggling).
    **Source** RFC 9112, section 6.3.
    """

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        event = super().next_event()
        if isinstance(event, h11.Request) and {name for name, _ in event.headers} >= _BOTH_LENGTHS:
            raise h11.RemoteProtocolError("Content-Length beside Transfer-Encoding")
        return event


class _BoundedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn reads it; a head that does not come whole in time ends the connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn = _Connection(h11.SERVER)
        self._head_deadline: asyncio.TimerHandle | None = None
        self._discarded_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._discarded_bytes = self._discarded_bytes + len(data) if self._is_answered_early else 0
        if self._discarded_bytes > MOST_DISCARDED_BYTES:
            self._close()
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_deadline()
        super().connection_lost(exc)

    @property
    def _is_answered_early(self) -> bool:
        """Whether the answer is out while the request's body still comes."""
        return self.conn.our_state is h11.DONE and self.conn.their_state is h11.SEND_BODY

    def _await_head(self) -> None:
        """Run the clock while a head is due: from the first byte of a request to the last of its head.

        So it runs while the rest of a body is due that nobody reads.
        """
        if self.conn.their_state is not h11.IDLE and not self._is_answered_early:
            self._end_deadline()
        elif self._head_deadline is None and self.timeout_keep_alive_task is None:
            self._head_deadline = self.loop.call_later(HEAD_WITHIN_S, self._close)

    def _end_deadline(self) -> None:
        if self._head_deadline is not None:
            self._head_deadline.cancel()
            self._head_deadline = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def _address(host: str) -> tuple[socket.AddressFamily, str]:
    """The family and number of a host's address. Raises `ChartkitError` for a name that nothing has."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        message = f"no machine is known as {host!r}."
        raise ChartkitError.of("CK701", message, "name a host of this machine: 127.0.0.1 or 0.0.0.0") from None
    family, *_, address = found[0]
    return socket.AddressFamily(family), str(address[0])


def _listening_at(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener
