"""What is attacked: a `chartkit ui` over a store, with a secret beside it that no answer may hold."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SECRET = "the-secret-that-lies-beside-the-store"
PROJECT = "victim"
RUN = "run0"
LOGGING = """
import sys, chartkit
run = chartkit.init(project="victim", id="run0", dir=sys.argv[1], name="a run")
for step in range(10):
    run.log({"loss": 1 / (step + 1)})
run.log({"page": chartkit.Html("<p>hello</p>"), "rows": chartkit.Table(columns=["a"], data=[[1], [2]])})
(run.finish)()
"""


class Answer(NamedTuple):
    """A status (0 for a connection that was closed without a word), the head and the body."""

    status: int
    head: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Target(NamedTuple):
    """A server at `port` over the store in `folder`; `token` is what it asks for, where it does."""

    port: int
    folder: Path
    process: subprocess.Popen[str]
    token: str = ""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def head(self, method: str, path: str, *lines: str, host: str | None = None) -> bytes:
        """The head of a request, as bytes that no client would tidy."""
        first = f"{method} {path} HTTP/1.1\r\nHost: {self.host if host is None else host}\r\n"
        return (first + "".join(f"{line}\r\n" for line in lines) + "\r\n").encode("utf-8", "surrogateescape")

    def send(self, *parts: bytes) -> Answer:
        """What is answered to these bytes; parts that the other side no longer takes are left out."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=120) as one:
            try:
                for part in parts:
                    one.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return _answer(one)

    def state(self) -> str:
        """A digest of everything that a request could change: the runs, layouts, presets and the secret's folder."""
        return _digest(_files(self.folder.parent))

    def outside(self) -> str:
        """A digest of what lies beside the working folder, which no request may change, the page's own as little."""
        return _digest(path for path in _files(self.folder.parent) if not path.is_relative_to(self.folder))


def _digest(files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(str(path).encode("utf-8", "surrogateescape") + path.read_bytes())
    return found.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    """Every file but the reader's cache, which looks may grow, locks, and uploads, named by their content."""
    for path in folder.rglob("*"):
        is_ours = path.name.startswith("cache") or path.suffix == ".lock" or path.parent.name == "uploads"
        if path.is_file() and not is_ours:
            yield path


def _answer(one: socket.socket) -> Answer:
    """The first answer that comes: its body by its length, or all until the end."""
    content = b""
    try:
        while b"\r\n\r\n" not in content and (part := one.recv(65536)):
            content += part
        head, _, body = content.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        while (length is None or len(body) < int(length[1])) and head and (part := one.recv(65536)):
            body += part
    except (ConnectionResetError, TimeoutError):
        return Answer(0, "", b"")
    status = re.match(rb"HTTP/1\.1 (\d+)", head)
    return Answer(int(status[1]) if status else 0, head.decode("latin-1"), body)


@contextmanager
def target(place: Path, *options: str) -> Generator[Target]:
    """A store with one run, a secret beside it, and the server over it."""
    folder = place / "work"
    folder.mkdir(parents=True)
    (place / "secret.csv").write_text(f"{SECRET},b\n{SECRET},1\n")
    (place / "secret.yaml").write_text(f"a: {SECRET}\n")
    (folder / "presets").mkdir()
    environment = {**os.environ, "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}
    subprocess.run([sys.executable, "-c", LOGGING, str(folder)], check=True, timeout=120, env=environment)
    run = folder / ".chartkit" / "runs" / PROJECT / RUN
    (run / "media" / f"{'0' * 64}.html").symlink_to(place / "secret.yaml")
    command = [sys.executable, "-m", "chartkit", "ui", "--no-open", "--port", "0", *options]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/(?:\?token=(\S+))? ", process.stdout.readline())
        assert found
        try:
            yield Target(int(found[1]), folder, process, found[2] or "")
        finally:
            process.kill()
