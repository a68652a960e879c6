"""A run's folder that a stranger made: links, pipes and devices in the place of its files are named, and never read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import chartkit
from chartkit.runs import Api
from chartkit.runs.upkeep.cleaning import garbage
from chartkit.runs.upkeep.following import Following
from chartkit.runs.upkeep.verifying import verify_run

LINK = "it is a link, which no file of a run is"
NO_FILE = "it is a folder, a pipe or a device, not a file"
TRICKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "endless": (lambda path: path.symlink_to("/dev/zero"), LINK),
    "outside": (lambda path: path.symlink_to("/etc/hostname"), LINK),
    "pipe": (lambda path: os.mkfifo(path), NO_FILE),
    "folder": (lambda path: path.mkdir(), NO_FILE),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with chartkit.init(project="p", id="r", dir=tmp_path, config={"lr": 0.5}) as run:
        run.log({"loss": 0.25, "page": chartkit.Html("<p>hello</p>"), "t": chartkit.Table(columns=["a"], data=[[1]])})
        run.log_artifact(chartkit.Artifact("model", type="model"))
    return Path(run.dir)


def replaced(path: Path, trick: str) -> str:
    path.unlink()
    TRICKS[trick][0](path)
    return TRICKS[trick][1]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_journal_that_is_no_file_is_named_and_the_run_is_there(folder: Path, tmp_path: Path, trick: str) -> None:
    (journal,) = folder.glob("journal-*.jsonl")
    why = f"CK614 {journal} cannot be read: {replaced(journal, trick)}."
    run = Api(tmp_path).run("r")
    assert (run.state, run.config, list(run.scan_history())) == ("damaged", {"lr": 0.5}, [])
    assert why in [str(one) for one in run.diagnostics]
    assert why in [str(one) for one in verify_run(folder).findings]
    with pytest.raises(chartkit.ChartkitError) as caught:
        Following(folder).look()
    assert str(caught.value) == why
    assert list(garbage(tmp_path / ".chartkit", min_age_s=0)) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_a_start_record_that_is_no_file_is_named(folder: Path, tmp_path: Path, trick: str) -> None:
    why = f"CK614 {folder / 'run.json'} cannot be read: {replaced(folder / 'run.json', trick)}."
    run = Api(tmp_path).run("r")
    assert str(run.diagnostics[0]) == why
    assert [row["loss"] for row in run.scan_history()] == [0.25]


@pytest.mark.parametrize("trick", ["endless", "outside"])
def test_media_and_tables_that_lead_out_are_refused(folder: Path, tmp_path: Path, trick: str) -> None:
    (page,) = (folder / "media").iterdir()
    (table,) = (folder / "tables").iterdir()
    for path in (page, table):
        replaced(path, trick)
    run = Api(tmp_path).run("r")
    with pytest.raises(chartkit.ChartkitError, match="it is a link"):
        found = run.media("page")
        assert not isinstance(found, list)
        found.read_bytes()
    with pytest.raises(chartkit.ChartkitError, match="it is a link"):
        run.table("t")


def test_saved_files_are_none_where_their_folder_leads_out(folder: Path, tmp_path: Path) -> None:
    (folder / "files").symlink_to("/etc")
    assert Api(tmp_path).run("r").files() == ()


@pytest.mark.parametrize("trick", TRICKS)
def test_a_list_of_events_that_is_no_file_is_named(folder: Path, tmp_path: Path, trick: str) -> None:
    events = tmp_path / ".chartkit/artifacts/p/names/model/events.jsonl"
    why = f"CK614 {events} cannot be read: {replaced(events, trick)}."
    with pytest.raises(chartkit.ChartkitError) as caught:
        Api(tmp_path).artifact("p/model:best")
    assert str(caught.value) == why
    assert list(garbage(tmp_path / ".chartkit", min_age_s=0)) == []


@pytest.mark.parametrize("spec", [b"[]", b"{}", b'{"usermeta":{"chartkit":{"preset":"p","rows":1,"datasets":[]}}}'])
def test_a_chart_of_a_right_name_that_is_none_is_refused(folder: Path, tmp_path: Path, spec: bytes) -> None:
    name = sha256(spec).hexdigest()
    (folder / "charts").mkdir()
    path = folder / "charts" / f"{name}.vl.json"
    path.write_bytes(spec)
    chart = {"$": "chart", "sha": name, "suffix": ".vl.json", "table": None, "diagnostics": []}
    record = {"_step": 1, "_timestamp": 1.0, "_runtime": 0.0, "log": {"curve": chart}}
    (folder / "journal-x.jsonl").write_text(json.dumps(record) + "\n")
    with pytest.raises(chartkit.RunError) as caught:
        Api(tmp_path).run("r").chart("curve")
    assert str(caught.value) == f"CK614 {path} cannot be read: it is no chart that a run keeps."
