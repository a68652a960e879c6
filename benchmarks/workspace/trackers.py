"""The trackers' own servers over the same made runs. Each takes a folder of stores, gives its address and process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import psutil


class Server(NamedTuple):
    """A tracker's server that answers."""

    name: str
    address: str
    process: psutil.Process

    def memory_mb(self) -> float:
        """What it and its children hold of memory now."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(one.memory_info().rss for one in family if one.is_running()) / 1e6


@contextmanager
def chartkit(stores: Path) -> Iterator[Server]:
    """`chartkit ui` of this checkout."""
    port = _free_port()
    command = [sys.executable, "-m", "chartkit", "ui", "--dir", str(stores), "--port", str(port)]
    with _served("chartkit", command, port, "/p/sweep", {}) as server:
        yield server


@contextmanager
def trackio(stores: Path, python: str) -> Iterator[Server]:
    """trackio's dashboard of the project."""
    port = _free_port()
    show = f"trackio.show('sweep', open_browser=False, block_thread=True, server_port={port})"
    places = {"TRACKIO_DIR": str(stores / "trackio"), "HF_HUB_OFFLINE": "1"}
    with _served("trackio", [python, "-c", f"import trackio; {show}"], port, "/?project=sweep", places) as server:
        yield server


@contextmanager
def tensorboard(stores: Path, python: str) -> Iterator[Server]:
    """TensorBoard with its fast loader, where it has it."""
    port = _free_port()
    command = [str(Path(python).with_name("tensorboard")), "--logdir", str(stores / "tb"), "--port", str(port)]
    with _served("tensorboard", command, port, "/", {}) as server:
        yield server


@contextmanager
def _served(name: str, command: Sequence[str], port: int, path: str, places: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen(
        command, env={**os.environ, **places}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield Server(name, f"http://127.0.0.1:{port}{path}", psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes], limit_s: float = 60) -> None:
    until_s = time.monotonic() + limit_s
    while time.monotonic() < until_s and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=limit_s)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"no server answers at port {port}: {process.args}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
