"""A workspace with a preset of each test's own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import chartkit

sys.path.insert(0, str(Path(__file__).parent))

from editor_page import DOTS, opened


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A workspace whose run has logged a table."""
    folder = tmp_path_factory.mktemp("editor")
    (folder / "presets/me").mkdir(parents=True)
    table = chartkit.Table(columns=["u", "w", "kind"], data=[[n, n * n, "odd" if n % 2 else "even"] for n in range(8)])
    with chartkit.init(project="demo", id="one", dir=folder) as run:
        run.log({"squares": table})
    return workspace(folder)


@pytest.fixture
def file(served: Any, request: pytest.FixtureRequest) -> Path:
    """The test's own preset; it stays, as its page may still ask for it when the test is over."""
    path = served.folder / f"presets/me/{abs(hash(request.node.name))}.yaml"
    path.write_text(DOTS)
    return path


@pytest.fixture
def editor(served: Any, file: Path, page: Page) -> Page:
    return opened(page, served, file)
