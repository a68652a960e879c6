"""The server's bounds, on a real socket: heads that never end, too many connections, floods, and its end."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chartkit.diagnostics import ChartkitError
from chartkit.workspace import serving
from chartkit.workspace.application import application
from chartkit.workspace.serving import listening_socket, server_of
from chartkit.workspace.workspace import Workspace

Connect = Callable[[], socket.socket]
ASK = b"GET /api/info HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def connect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """A server in a thread, with bounds so small that a test meets them."""
    monkeypatch.setattr(serving, "HEAD_WITHIN_S", 0.3)
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 20)
    closing = asyncio.Event()
    listener = listening_socket(0)
    server = server_of(application(Workspace(tmp_path), closing=closing), closing)
    thread = threading.Thread(target=asyncio.run, args=(server.serve([listener]),))
    thread.start()
    opened: list[socket.socket] = []

    def connect() -> socket.socket:
        one = socket.create_connection(listener.getsockname(), timeout=20)
        opened.append(one)
        return one

    yield connect
    for one in opened:
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


def status(one: socket.socket) -> bytes:
    return one.recv(65536).partition(b"\r\n")[0]


def test_a_head_that_does_not_end_ends_the_connection(connect: Connect) -> None:
    silent, slow = connect(), connect()
    slow.sendall(b"GET /api/info HTTP/1.1\r\nHost: local")
    assert answer(silent) == b""
    assert answer(slow) == b""
    kept = connect()
    kept.sendall(ASK)
    found = b""
    while not found.endswith(b"}"):
        found += kept.recv(65536)
    assert found.startswith(b"HTTP/1.1 200 OK")
    kept.sendall(ASK[:20])
    assert answer(kept) == b""


def test_a_head_byte_by_byte_gains_no_time(connect: Connect) -> None:
    one = connect()
    begun = time.monotonic()
    try:
        while time.monotonic() - begun < 20:
            one.sendall(b"G")
            time.sleep(0.02)
    except (BrokenPipeError, ConnectionResetError):
        pass
    else:
        pytest.fail("the connection was still open after 20 s")


def test_more_connections_than_there_may_be_are_refused_and_then_taken_again(connect: Connect) -> None:
    flood = [connect() for _ in range(40)]
    for one in flood:
        one.sendall(ASK[:30])
    asking = connect()
    asking.sendall(ASK)
    assert status(asking) in (b"HTTP/1.1 503 Service Unavailable", b"HTTP/1.1 200 OK")
    for one in flood:
        assert answer(one) == b""
    again = connect()
    again.sendall(ASK)
    assert status(again) == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /api/info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\nabcd",
    ],
)
def test_what_is_no_request_is_told_so(connect: Connect, sent: bytes) -> None:
    one = connect()
    try:
        one.sendall(sent)
    except (BrokenPipeError, ConnectionResetError):
        return
    assert answer(one).partition(b"\r\n")[0] in (b"HTTP/1.1 400 Bad Request", b"HTTP/1.1 501 Not Implemented", b"")


def test_two_requests_at_once_are_answered_in_their_order(connect: Connect) -> None:
    one = connect()
    one.sendall(ASK + ASK.replace(b"/api/info", b"/nothing"))
    found = b""
    while found.count(b"HTTP/1.1") < 2:
        found += one.recv(65536)
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
