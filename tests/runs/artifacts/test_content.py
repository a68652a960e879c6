"""Where an artifact's bytes lie: linked and never copied twice, with links and without; tables with what their cells
show.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chartkit
from chartkit.runs import Api, Artifact, init
from chartkit.runs.artifacts import copying
from chartkit.runs.artifacts.placing import content_path, place_content


def filled(folder: str, n_files: int = 3) -> str:
    Path(folder).mkdir()
    for number in range(n_files):
        Path(folder, f"{number}.bin").write_bytes(bytes([number]) * 1000)
    return folder


def contents(place: str) -> list[Path]:
    return sorted(path for path in Path(".chartkit", place, "content").rglob("*") if path.is_file())


def test_what_the_project_has_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    filled("d")
    Path("d/large.bin").write_bytes(os.urandom(3 << 20))
    with init(project="p", id="r") as run:
        run.log_artifact("d", name="data")
    written: list[str] = []
    real = copying._write

    def noted(target: int, content: bytes, path: str) -> None:
        written.append(path)
        real(target, content, path)

    monkeypatch.setattr(copying, "_write", noted)
    with init(project="p", id="s") as run:
        again = run.log_artifact("d", name="other")
        assert written == []
        Path("d/new.bin").write_bytes(b"new")
        run.log_artifact("d", name="other")
    assert len(written) == 1
    assert [path.stat().st_nlink for path in contents("artifacts/p")].count(3) == 4
    assert again.verify() is again


def refused_link(*_paths: object, **_more: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_disk_without_hard_links_gives_each_run_its_own_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refused_link)
    filled("d")
    for run_id in ("r", "s"):
        with init(project="p", id=run_id) as run:
            assert run.log_artifact("d", name="data").version == "v0"
    assert contents("artifacts/p") == []
    for run_id in ("r", "s"):
        own = contents(f"runs/p/{run_id}/artifacts")
        assert [(path.stat().st_nlink, path.stat().st_mode & 0o777) for path in own] == [(1, 0o444)] * 3
        (artifact,) = Api().run(f"p/{run_id}").logged_artifacts()
        folder = Path(artifact.verify().download(f"out-{run_id}"))
        assert sorted(path.name for path in folder.iterdir()) == ["0.bin", "1.bin", "2.bin"]
    assert not list(Path(".chartkit").rglob("*.tmp"))
    assert not list(Path(".chartkit/artifacts").glob(".staging-*"))


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system, to which no link leads from here."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other file system at /dev/shm")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_a_run_on_another_disk_has_a_copy(other_disk: Path, tmp_path: Path) -> None:
    Path("source").write_bytes(b"bytes")
    sha = sha256(b"bytes").hexdigest()
    for _ in range(2):
        place_content("source", sha, 5, str(tmp_path / "project"), str(other_disk))
    assert content_path(other_disk, sha).read_bytes() == b"bytes"
    assert content_path(other_disk, sha).stat().st_nlink == 1
    assert content_path(tmp_path / "project", sha).stat().st_nlink == 2
    assert [path.name for path in other_disk.rglob("*") if path.is_file()] == [sha]


def files_named_in(value: Any) -> set[str]:
    """The names of files that a table's cells refer to."""
    if isinstance(value, dict):
        own = {f"media/{value['file']}"} if value.get("$") == "media" else set()
        if value.get("$") == "chart":
            own = {f"charts/{value['sha']}{value['suffix']}", f"tables/{value['table']}"}
        return own.union(*map(files_named_in, value.values()))
    return set().union(*map(files_named_in, value)) if isinstance(value, list) else set()


def test_a_table_has_the_media_and_charts_of_its_cells_beside_it() -> None:
    chart = chartkit.plot.line(chartkit.Table(columns=["x", "y"], data=[[1, 2], [2, 3]]), x="x", y="y")
    image = chartkit.Image(np.zeros((4, 4, 3), dtype="uint8"))
    table = chartkit.Table(columns=["a", "image", "page", "chart"])
    table.add_data(1, image, chartkit.Html("<b>x</b>"), chart)
    table.add_data(2, image, chartkit.Html("<i>y</i>"), chart)
    artifact = Artifact("shown", "dataset")
    artifact.add(table, "of/run")
    artifact.add(table, "again")
    with init(project="p", id="r") as run:
        run.log_artifact(artifact)
        root = Path(run.use_artifact("shown").download("out"))
    stored = json.loads((root / "of/run.table.json").read_bytes())
    named = files_named_in(stored["data"])
    assert len(named) == 5
    assert set(artifact.entries) == named | {"of/run.table.json", "again.table.json"}
    assert all((root / name).stat().st_size for name in named)
    assert not list(Path(".chartkit").rglob("*.tmp"))
