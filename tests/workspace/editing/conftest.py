"""A workspace whose presets are edited: one server and its processes for all tests of a module."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project's folder with a run that logged a table and a chart, the working folder while the module runs."""
    folder, before = tmp_path_factory.mktemp("project"), Path.cwd()
    os.chdir(folder)
    (folder / "presets" / "me").mkdir(parents=True)
    table = {"step": [0, 1, 2, 3], "loss": [2.0, 1.0, 0.5, 0.25], "split": ["a", "a", "b", "b"]}
    with chartkit.init(project="demo", id="one", dir=folder) as run:
        run.log({"rows": chartkit.Table(dataframe=chartkit.data.to_dataset(table))})
        run.log({"curve": chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"})})
    yield folder
    os.chdir(before)


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    """The workspace of `folder` as a page asks it."""
    workspace = Workspace(folder / ".chartkit")
    workspace.editing.processes.limit_s = 300  # against what never ends; a busy machine takes long to import
    with TestClient(application(workspace), base_url="http://127.0.0.1") as client:
        yield client
    workspace.editing.processes.close()
