"""The server's bounds, on a real socket: heads that never end, too many connections, floods, and its end."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from chartkit.diagnostics import ChartkitError
from chartkit.workspace import serving
from chartkit.workspace.application import application
from chartkit.workspace.serving import listening_socket, server_of
from chartkit.workspace.workspace import Workspace

ASK = b"GET /api/info HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Clock(asyncio.SelectorEventLoop):
    """A loop whose time the test lets pass: no test waits for it, and none is too slow for it."""

    passed_s = 0.0

    def time(self) -> float:
        return super().time() + self.passed_s

    def let_pass(self, time_s: float) -> None:
        self.passed_s += time_s


class Served(NamedTuple):
    """A server in a thread of its own, and the clock by which it lives."""

    clock: Clock
    address: tuple[str, int]
    opened: list[socket.socket]

    def connect(self) -> socket.socket:
        one = socket.create_connection(self.address, timeout=20)
        self.opened.append(one)
        return one

    def ask(self) -> bytes:
        """The status that another connection is answered with: by then what was sent before has been read."""
        one = self.connect()
        one.sendall(ASK)
        return status(one)

    def let_pass(self, time_s: float) -> None:
        self.clock.call_soon_threadsafe(self.clock.let_pass, time_s)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server with bounds that only a test reaches, which lets the time pass."""
    monkeypatch.setattr(serving, "HEAD_WITHIN_S", 600.0)
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 20)
    closing = asyncio.Event()
    listener = listening_socket(0)
    server = server_of(application(Workspace(tmp_path), closing=closing), closing)
    clock = Clock()

    def serve() -> None:
        with asyncio.Runner(loop_factory=lambda: clock) as runner:
            runner.run(server.serve([listener]))

    thread = threading.Thread(target=serve)
    thread.start()
    found = Served(clock, listener.getsockname(), [])
    yield found
    for one in found.opened:
        one.close()
    server.should_exit = True
    thread.join(20)
    listener.close()
    assert not thread.is_alive()


def answer(one: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    found = b""
    try:
        while part := one.recv(65536):
            found += part
    except ConnectionResetError:
        return found
    return found


def received(one: socket.socket) -> bytes:
    part = one.recv(65536)
    assert part, "the connection was closed"
    return part


def status(one: socket.socket) -> bytes:
    return one.recv(65536).partition(b"\r\n")[0]


def test_a_head_that_does_not_end_ends_the_connection(served: Served) -> None:
    silent, slow = served.connect(), served.connect()
    slow.sendall(b"GET /api/info HTTP/1.1\r\nHost: local")
    assert served.ask() == b"HTTP/1.1 200 OK"
    served.let_pass(601)
    assert answer(silent) == b""
    assert answer(slow) == b""
    kept = served.connect()
    kept.sendall(ASK)
    found = b""
    while not found.endswith(b"}"):
        found += received(kept)
    assert found.startswith(b"HTTP/1.1 200 OK")
    kept.sendall(ASK[:20])
    assert served.ask() == b"HTTP/1.1 200 OK"
    served.let_pass(601)
    assert answer(kept) == b""


def test_a_head_byte_by_byte_gains_no_time(served: Served) -> None:
    one = served.connect()
    for place in range(10):
        one.sendall(ASK[place : place + 1])
        assert served.ask() == b"HTTP/1.1 200 OK"
        served.let_pass(59)
    one.sendall(ASK[10:11])
    assert served.ask() == b"HTTP/1.1 200 OK"
    served.let_pass(59)
    assert answer(one) == b""


def test_more_connections_than_there_may_be_are_refused_and_then_taken_again(served: Served) -> None:
    flood = [served.connect() for _ in range(40)]
    for one in flood:
        one.sendall(ASK[:30])
    assert served.ask() == b"HTTP/1.1 503 Service Unavailable"
    served.let_pass(601)
    for one in flood:
        assert answer(one) == b""
    assert served.ask() == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /api/info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + ASK,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\nabcd",
    ],
)
def test_what_is_no_request_is_told_so(served: Served, sent: bytes) -> None:
    one = served.connect()
    try:
        one.sendall(sent)
    except (BrokenPipeError, ConnectionResetError):
        return
    assert answer(one).partition(b"\r\n")[0] in (b"HTTP/1.1 400 Bad Request", b"HTTP/1.1 501 Not Implemented", b"")


def test_two_requests_at_once_are_answered_in_their_order(served: Served) -> None:
    one = served.connect()
    one.sendall(ASK + ASK.replace(b"/api/info", b"/nothing"))
    found = b""
    while found.count(b"HTTP/1.1") < 2:
        found += received(one)
    assert found.index(b"HTTP/1.1 200") < found.index(b"HTTP/1.1 404")


def test_a_port_that_is_taken_and_a_host_that_is_none() -> None:
    with listening_socket(0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(ChartkitError) as refused:
            listening_socket(port)
    assert (
        str(refused.value) == f"CK701 port {port}: address already in use.\nhelp: leave --port out to take a free one"
    )
    with pytest.raises(ChartkitError) as refused:
        listening_socket(None, "203.0.113.7")
    assert str(refused.value) == (
        "CK701 host 203.0.113.7: cannot assign requested address.\n"
        "help: name a host of this machine: 127.0.0.1 or 0.0.0.0"
    )
    with pytest.raises(ChartkitError) as refused:
        listening_socket(None, "no host")
    assert str(refused.value).startswith("CK701 no machine is known as 'no host'.")


def test_a_request_that_is_cut_by_the_end_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    begun = threading.Event()

    async def never(scope: object, receive: object, send: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    closing = asyncio.Event()
    with listening_socket(0) as listener:
        server = server_of(never, closing)
        server.config.timeout_graceful_shutdown = 0
        server.config.lifespan = "off"
        thread = threading.Thread(target=asyncio.run, args=(server.serve([listener]),))
        thread.start()
        with socket.create_connection(listener.getsockname(), timeout=20) as one:
            one.sendall(ASK)
            assert begun.wait(20)
            server.should_exit = True
            thread.join(20)
    assert not thread.is_alive()
    assert capsys.readouterr().err == ""
