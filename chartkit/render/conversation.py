"""One exchange with the drawing process: writes the request and reads the reply under its limits."""

from __future__ import annotations

import json
import os
import selectors
import time
from typing import IO, TYPE_CHECKING, Any

import psutil

from chartkit.diagnostics import RenderError
from chartkit.render.worker import LENGTHS

if TYPE_CHECKING:
    from subprocess import Popen

_POLL_S = 0.025
_CHUNK_BYTES = 1 << 20


class Died(Exception):
    """The process closed its end before the reply was whole."""


class Watch:
    """The limits of one drawing. Memory is polled: under an address-space limit V8 does not start at all."""

    def __init__(self, pid: int, timeout_s: float, max_memory_bytes: int) -> None:
        self._process = psutil.Process(pid)
        self._started_s = time.monotonic()
        self._timeout_s = timeout_s
        self._max_memory_bytes = max_memory_bytes

    def memory_bytes(self) -> int:
        """Resident memory now; 0 when the process is gone."""
        try:
            return self._process.memory_info().rss
        except psutil.NoSuchProcess:
            return 0

    def check(self) -> None:
        """Raises `RenderError` CK502 over time, CK503 over memory."""
        if time.monotonic() - self._started_s > self._timeout_s:
            message = f"drawing took longer than the {self._timeout_s:g} s allowed and was stopped."
            raise RenderError.of("CK502", message, "draw fewer rows, as by aggregating them first")
        taken = self.memory_bytes()
        if taken > self._max_memory_bytes:
            limit = f"more than the {self._max_memory_bytes >> 20:,} MB allowed"
            message = f"drawing took {taken >> 20:,} MB of memory, {limit}, and was stopped."
            raise RenderError.of("CK503", message, "draw fewer rows or a smaller picture")


def message(header: dict[str, Any], body: bytes) -> bytes:
    """One message as the worker reads it."""
    text = json.dumps(header).encode()
    return b"".join((LENGTHS.pack(len(text), len(body)), text, body))


def converse(process: Popen[bytes], request: bytes, watch: Watch) -> tuple[dict[str, Any], bytes]:
    """The header and body of the reply to `request`.

    Both pipes are served at once, and neither may block: a process that stops reading must still meet its limits.
    Raises `Died` when the process ends first, and what `watch.check` raises.
    """
    out, back = _pipes(process)
    unsent, received = memoryview(request), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_WRITE)
        selector.register(back, selectors.EVENT_READ)
        while (reply := _whole(received)) is None:
            watch.check()
            for key, _ in selector.select(_POLL_S):
                if key.fileobj is back:
                    received += _read_some(back)
                else:
                    unsent = unsent[_write_some(out, unsent) :]
                    if not unsent:
                        selector.unregister(out)
    return reply


def _pipes(process: Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    out, back = process.stdin, process.stdout
    if out is None or back is None:
        raise Died
    os.set_blocking(out.fileno(), False)
    os.set_blocking(back.fileno(), False)
    return out, back


def _write_some(out: IO[bytes], unsent: memoryview) -> int:
    try:
        return os.write(out.fileno(), unsent[:_CHUNK_BYTES])
    except BrokenPipeError:
        raise Died from None


def _read_some(back: IO[bytes]) -> bytes:
    chunk = os.read(back.fileno(), _CHUNK_BYTES)
    if not chunk:
        raise Died
    return chunk


def _whole(received: bytearray) -> tuple[dict[str, Any], bytes] | None:
    """The message in `received` once all of it is there."""
    if len(received) < LENGTHS.size:
        return None
    header_bytes, body_bytes = LENGTHS.unpack_from(received)
    body_from = LENGTHS.size + header_bytes
    if len(received) < body_from + body_bytes:
        return None
    return json.loads(received[LENGTHS.size : body_from]), bytes(received[body_from:])
