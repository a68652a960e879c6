"""The workspace's server in this process, for tests of its routes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace

URL = "http://127.0.0.1"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A built page of three small files."""
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"main": "main-ABCDEFGH.js", "styles": "styles-ABCDEFGH.css"}')
    (folder / "main-ABCDEFGH.js").write_text("console.log('main')\n" * 200)
    (folder / "styles-ABCDEFGH.css").write_text("body { margin: 0 }")
    return folder


@pytest.fixture
def client(tmp_path: Path, web: Path) -> Iterator[Callable[..., TestClient]]:
    """`client(folder, **options of application)` asks the workspace of a folder as a page of it would."""
    opened: list[TestClient] = []

    def make(folder: Path = tmp_path, **options: Any) -> TestClient:
        app = application(Workspace(folder / ".chartkit"), web=web, **options)
        client = TestClient(app, base_url=URL, raise_server_exceptions=False)
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.close()
