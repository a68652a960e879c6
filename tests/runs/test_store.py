"""Where the store is."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, find_store, init

HELP = "help: choose another place with init(dir=…) or CHARTKIT_DIR, or store nothing with mode='disabled'."


def test_a_new_store_in_the_working_folder_is_ignored_by_git(tmp_path: Path) -> None:
    with init() as run:
        assert Path(run.dir).parent == tmp_path / ".chartkit" / "runs" / "uncategorized"
        assert run.url == f"file://{run.dir}"
    assert (tmp_path / ".chartkit" / ".gitignore").read_text() == "*\n"


def test_the_nearest_store_up_to_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "repository" / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".chartkit").mkdir()
    monkeypatch.chdir(inner)
    assert find_store() == inner / ".chartkit", "without a repository: the working folder alone"
    (tmp_path / "repository" / ".git").mkdir()
    assert find_store() == inner / ".chartkit", "a store above the repository is not its own"
    (tmp_path / "repository" / ".chartkit").mkdir()
    assert find_store() == tmp_path / "repository" / ".chartkit"
    (inner.parent / ".chartkit").mkdir()
    assert find_store() == inner.parent / ".chartkit"


def test_the_argument_wins_then_our_variable_then_wandbs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_DIR", "w")
    assert find_store() == tmp_path / "w" / ".chartkit"
    monkeypatch.setenv("CHARTKIT_DIR", "store")
    assert find_store() == tmp_path / "store"
    assert find_store("d") == tmp_path / "d" / ".chartkit"
    assert find_store(tmp_path / "d" / ".chartkit") == tmp_path / "d" / ".chartkit"
    with init(dir="d") as run:
        run.log({"a": 1})
    assert [one.id for one in Api("d").runs()] == [run.id]
    assert Api().runs() == []


def test_a_folder_that_cannot_be_written_stops_init_at_once(tmp_path: Path) -> None:
    # Under a regular file nobody can make a folder, not even root, whom permission bits do not stop.
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError) as caught:
        init(dir="file")
    assert str(caught.value) == (
        f"CK602 the run's folder cannot be written: Not a directory ({tmp_path}/file/.chartkit).\n{HELP}"
    )


def test_when_errors_are_recorded_the_run_goes_on_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.warns(ChartkitWarning) as caught:
        run = init(dir="file", on_error="record", id="r", name="n")
    assert [str(one.message) for one in caught] == [
        f"CK602 the run's folder cannot be written: Not a directory ({tmp_path}/file/.chartkit).\n{HELP}"
    ]
    run.log({"a": 1})
    run.summary["b"] = 2
    assert run.summary == {"a": 1, "b": 2}
    monkeypatch.delenv("CHARTKIT_SILENT")
    run.finish()
    assert capsys.readouterr().err == "chartkit: run n (uncategorized/r) finished; nothing of it was stored.\n"


def test_a_store_that_is_a_file_stops_init(tmp_path: Path) -> None:
    (tmp_path / ".chartkit").write_text("")
    with pytest.raises(RunError) as caught:
        init()
    assert str(caught.value) == f"CK602 the run's folder cannot be written: File exists ({tmp_path}/.chartkit).\n{HELP}"
