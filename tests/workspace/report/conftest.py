"""Two small runs of a project, one of them with names that would break a page that took them for HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

import chartkit

HOSTILE = "</script><script>alert(1)</script><b onclick='x'>\u2028{{7*7}}"


@pytest.fixture(scope="session")
def hostile() -> str:
    """A name that is code of many kinds."""
    return HOSTILE


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    """A folder with the runs `plain` and `odd` in project 'p'."""
    for id, name, lr in (("plain", "first", 0.1), ("odd", HOSTILE, 0.01)):
        config = {"lr": lr, HOSTILE: HOSTILE} if id == "odd" else {"lr": lr}
        run = chartkit.init(project="p", dir=tmp_path, id=id, name=name, config=config)
        for step in range(20):
            run.log({"train/loss": lr / (1 + step), "acc": step / 20})
        run.log({"roc": chartkit.plot.line(chartkit.Table(["x", "y"], [[0, 0], [1, 1]]), "x", "y", title=name)})
        run.log({"rows": chartkit.Table(["a", HOSTILE], [[1, HOSTILE]])})
        if id == "odd":
            run.log({HOSTILE: 1.0})
        run.finish()
    return tmp_path
