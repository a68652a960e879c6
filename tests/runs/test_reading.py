"""The store read back: projects, runs, histories."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init

RULE = "is 1 to 128 characters (240 bytes), not starting with '.', without '/', '\\' and control characters"


def test_history_is_a_frame_of_all_rows() -> None:
    with init() as run:
        run.log({"loss": 0.5, "name": "x"})
        run.log({"loss": math.nan, "nested": {"acc": 1}})
        run.log({"loss": math.inf, "many": [1, 2]})
    frame = Api().run(run.id).history()
    assert list(frame.columns) == ["_step", "_timestamp", "_runtime", "loss", "name", "nested.acc", "many"]
    assert frame["_step"].tolist() == [0, 1, 2]
    assert frame["loss"].isna().tolist() == [False, True, False]
    assert frame["loss"].tolist()[2] == math.inf
    assert frame["nested.acc"].dropna().tolist() == [1]
    assert frame["many"].tolist()[2] == [1, 2]
    assert frame["_runtime"].is_monotonic_increasing
    assert (frame["_timestamp"] > 1e9).all()
    assert str(frame["_step"].dtype) == "int64"


def test_history_with_half_characters_in_texts_and_keys() -> None:
    with init() as run:
        run.log({"text": "\ud800", "\udc00": 1, "loss": 0.5})
        run.log({"text": "a", "many": ["\ud800"]})
    frame = Api().run(run.id).history()
    assert list(frame.columns) == ["_step", "_timestamp", "_runtime", "text", "\udc00", "loss", "many"]
    assert frame["text"].tolist() == ["\ud800", "a"]
    assert frame["many"].tolist()[1] == ["\ud800"]
    assert (str(frame["_step"].dtype), str(frame["loss"].dtype)) == ("int64", "float64")


def test_late_rows_have_a_column_of_their_own() -> None:
    with init() as run:
        run.log({"a": 1}, step=3)
        with pytest.warns(ChartkitWarning):
            run.log({"a": 2}, step=1)
    frame = Api().run(run.id).history()
    assert frame["_late"].tolist() == [True, False]
    assert str(frame["_late"].dtype) == "bool"


def test_a_run_without_rows_has_an_empty_history() -> None:
    init(id="r").finish()
    assert list(Api().run("r").history().columns) == ["_step", "_timestamp", "_runtime"]
    assert len(Api().run("r").history()) == 0


def test_a_run_is_read_while_it_is_written() -> None:
    run = init()
    run.log({"a": 1})
    found = Api().run(run.id)
    assert (len(found.history()), found.state) == (1, "running")
    run.log({"a": 2})
    assert len(found.history()) == 1, "one reading"
    assert len(found.reload().history()) == 2
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", found.created_at)
    assert repr(found) == f"<run {run.name!r}, id {run.id!r} in project 'uncategorized', running>"
    assert repr(run) == f"<chartkit run {run.name!r}, id {run.id!r} in project 'uncategorized'>"


def test_a_clock_set_back_does_not_change_the_order(run_folder: Path) -> None:
    with init(project="p", id="r") as run:
        for value in range(3):
            run.log({"a": value}, step=1)
    journal = next(run_folder.glob("journal-*.jsonl"))
    lines = journal.read_text().splitlines()
    stamps = [re.search(r'"_timestamp":([\d.]+)', line) for line in lines]
    earlier = [
        line if stamp is None else line.replace(stamp.group(1), str(2e9 - place))
        for place, (line, stamp) in enumerate(zip(lines, stamps, strict=True))
    ]
    journal.write_text("\n".join(earlier))
    assert Api().run("r").summary == {"a": 2}
    assert [row["a"] for row in Api().run("r").scan_history()] == [2]


def test_projects_and_runs_newest_first() -> None:
    ids = [init(project=project).id for project in ("a", "b", "a")]
    api = Api()
    assert api.projects() == ["a", "b"]
    assert [run.id for run in api.runs()] == ids[::-1]
    assert [run.id for run in api.runs("a")] == [ids[2], ids[0]]
    assert [run.id for run in api.runs("entity/a")] == [ids[2], ids[0]]


def test_a_run_by_its_path() -> None:
    init(project="a", id="r").finish()
    init(project="a", id="s").finish()
    api = Api()
    for path in ("r", "a/r", "entity/a/r"):
        assert (api.run(path).project, api.run(path).id) == ("a", "r")
    init(project="b", id="r").finish()
    with pytest.raises(RunError) as caught:
        api.run("r")
    assert str(caught.value) == "CK612 several projects have a run 'r'.\nhelp: ask for one of a/r, b/r."


def test_what_is_not_there_names_what_is(tmp_path: Path) -> None:
    store = tmp_path / ".chartkit"
    with pytest.raises(RunError) as caught:
        Api().run("x")
    assert str(caught.value) == f"CK612 the store {store} has no run 'x'.\nhelp: it has no run yet."
    assert (Api().projects(), Api().runs()) == ([], [])
    init(project="digits", id="run-one").finish()
    with pytest.raises(RunError) as caught:
        Api().runs("digit")
    assert (
        str(caught.value)
        == f"CK612 the store {store} has no project 'digit'.\nhelp: did you mean 'digits'? it has: 'digits'"
    )
    with pytest.raises(RunError) as caught:
        Api().run("digits/run-on")
    assert (
        str(caught.value)
        == "CK612 project 'digits' has no run 'run-on'.\nhelp: did you mean 'run-one'? it has: 'run-one'"
    )
    with pytest.raises(RunError) as caught:
        Api().run("digits/..")
    assert str(caught.value) == f"CK613 a run's id {RULE}; found '..'."
    with pytest.raises(RunError) as caught:
        Api().run("../run-one")
    assert str(caught.value) == f"CK613 a project's name {RULE}; found '..'."


def test_the_store_says_where_it_is(tmp_path: Path) -> None:
    assert Api().store == tmp_path / ".chartkit"
    assert repr(Api()) == f"<chartkit store {str(tmp_path / '.chartkit')!r}>"


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(RunError) as caught:
        call()
    return str(caught.value)


def test_a_store_that_cannot_be_read_is_no_empty_one(tmp_path: Path) -> None:
    runs = tmp_path / ".chartkit" / "runs"
    (runs / "old").mkdir(parents=True)
    (runs / "looped").symlink_to(runs / "looped")
    (runs / "old" / "file").touch()
    assert Api(tmp_path).projects() == ["old"]
    assert len(Api(tmp_path).runs("old")) == 0
    (tmp_path / "other" / ".chartkit").mkdir(parents=True)
    looped = tmp_path / "other" / ".chartkit" / "runs"
    looped.symlink_to(looped)
    for read in (Api.projects, lambda api: len(api.runs()), lambda api: api.run("a")):
        with pytest.raises(RunError) as caught:
            read(Api(tmp_path / "other"))
        assert str(caught.value) == (
            f"CK623 the runs in {looped} cannot be listed: Too many levels of symbolic links."
            "\nhelp: allow reading that folder, or name another store with dir=… or CHARTKIT_DIR."
        )


def test_a_run_by_its_name() -> None:
    init(project="a", id="r", name="baseline").finish()
    init(project="b", id="s", name="baseline").finish()
    init(project="b", id="t", name="wide").finish()
    assert Api().run("wide").id == Api().run("b/wide").id == "t"
    assert Api().run("b/baseline").id == "s"
    assert refusal(lambda: Api().run("baseline")) == (
        "CK612 several runs are called 'baseline'.\nhelp: ask for one of a/r, b/s."
    )
    assert refusal(lambda: Api().run("b/basline")) == (
        "CK612 project 'b' has no run 'basline'.\nhelp: did you mean 'baseline', the run with the id 's'?"
    )


def test_arguments_of_wandb_are_honoured_or_said() -> None:
    with init(project="a", id="r") as run:
        run.log({"loss": 1, "acc": 2}, sync=False)
        said = refusal(lambda: run.log({"loss": 1}, sampling=3, other=1))
        assert said == "CK604 run.log does not take 'sampling' and 'other' in this version of chartkit."
    assert [run.id for run in Api().runs(path="entity/a")] == ["r"]
    assert refusal(lambda: Api().runs(include_sweeps=True)) == (
        "CK604 Api.runs does not take 'include_sweeps' in this version of chartkit."
    )
    found = Api().run("r")
    assert list(found.history(samples=1, keys=["acc"], pandas=True)) == ["_step", "_timestamp", "_runtime", "acc"]
    assert refusal(lambda: found.history(keys=["acb"])).startswith(
        "CK612 run 'r' has no key 'acb'.\nhelp: did you mean"
    )
    assert refusal(lambda: found.history(pandas=7)) == (
        "CK604 history does not take 'pandas' in this version of chartkit."
    )


def test_a_run_read_back_has_the_names_of_scripts_for_wandb() -> None:
    init(project="p", entity="me", id="r").finish()
    run = Api().run("r")
    assert run.path == ["me", "p", "r"]
    assert Api().run("/".join(run.path)).id == "r"
    assert run.url == Path(run.dir).as_uri()
    assert getattr(run.summary, "_json_dict") == {}  # noqa: B009 — the name scripts for wandb write
    assert not hasattr(run, "lastHistoryRow")
    with pytest.raises(RunError) as caught:
        getattr(run, "logged_artefacts")  # noqa: B009 — a name that a type checker would refuse
    assert str(caught.value) == (
        "CK611 a run read back has no 'logged_artefacts' in this version of chartkit.\n"
        "help: did you mean 'logged_artifacts'?"
    )


def test_the_best_of_no_runs() -> None:
    init(project="p").finish()
    with pytest.raises(IndexError) as caught:
        Api().runs("p", {"state": "crashed"})[0]
    assert str(caught.value) == "there is no run 0: 0 runs found."
