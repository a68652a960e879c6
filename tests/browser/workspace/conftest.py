"""`chartkit ui` as a process and a browser at it, for every test of the page."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from chromium import PATIENCE_S
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
ROOT = HERE.parent.parent.parent


@dataclass
class Served:
    """A `chartkit ui` that runs: its address, its process and the folder that holds `.chartkit`."""

    url: str
    process: subprocess.Popen[str]
    folder: Path

    def stop(self) -> tuple[str, str]:
        """End it as Ctrl-C does; gives what it said."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=PATIENCE_S)


@dataclass
class Seen:
    """What a page said and asked for; a test that provokes an error names a part of its text in `expected`."""

    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect_no_answers(self) -> None:
        """The server is killed: what it is about to answer is cut off, what is asked later is refused."""
        self.expected += ["ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE"]

    def check(self) -> None:
        unexpected = [text for text in self.said if not any(part in text for part in self.expected)]
        assert unexpected == [], "the page said errors"
        outside = [url for url in self.asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
        assert outside == [], "the page asked another machine"


@pytest.fixture(scope="session")
def built_page() -> Path:
    """The page as `make web` builds it."""
    manifest = ROOT / "build" / "web" / "manifest.json"
    if not manifest.exists():
        pytest.fail("these tests need the built page; run: make web")
    return manifest.parent


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six runs in project 'demo', not to be changed; `own_store` is a copy for that."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-W", "error", str(HERE / "demo_runs.py"), str(folder)]
    subprocess.run(command, cwd=folder, check=True, timeout=120, capture_output=True)
    for file in (folder / ".chartkit" / "runs").rglob("*"):
        if file.is_file():
            os.utime(file, (file.stat().st_mtime - 3600,) * 2)  # what has just changed is told as news
    return folder


@pytest.fixture
def own_store(demo_store: Path, tmp_path: Path) -> Path:
    """A copy of the demo's folder that a test may change."""
    shutil.copytree(demo_store, tmp_path / "own", symlinks=True)
    return tmp_path / "own"


@pytest.fixture(scope="module")
def workspace(built_page: Path) -> Iterator[Callable[..., Served]]:
    """`workspace(folder, *options)` starts `chartkit ui` in a folder; all that were started end with the module."""
    started: list[subprocess.Popen[str]] = []

    def start(folder: Path, *options: str) -> Served:
        command = [sys.executable, "-m", "chartkit", "ui", "--dir", str(folder), "--no-open", "--port", "0", *options]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r" is at (http://\S+) ", line)
        assert found, line + (process.stderr.read() if process.stderr and not line else "")
        return Served(found[1], process, folder)

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def port() -> int:
    """A port for a server that goes and comes back: below those that systems give to who asks for any."""
    for place in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", place))
            except OSError:
                continue
            return place
    raise OSError("no port from 20,000 to 32,000 is free")


@pytest.fixture
def seen() -> Seen:
    """What the test's pages said and asked for."""
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen) -> Iterator[Page]:
    """A new page in a context of its own; the test fails when it says an error or asks another machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.said.append(message.text)

    def asked(request: Request) -> None:
        seen.asked.append(request.url)

    context.on("console", said)
    context.on("weberror", lambda error: seen.said.append(str(error.error)))
    context.on("request", asked)
    opened = context.new_page()
    yield opened
    context.close()
    seen.check()
