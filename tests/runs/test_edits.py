"""What a run says of itself is changed from outside: while it goes on, and after its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chartkit.diagnostics import RunError
from chartkit.runs import Api, init
from chartkit.runs.edits import edit


def test_a_run_read_back_is_changed() -> None:
    init(project="p", id="r", name="n", tags=["a"], notes="x", config={"lr": 1}).finish(2)
    found = Api().run("r")
    found.tags += ("best",)
    found.notes = None
    found.update(name="other", group="g", job_type="train", color="teal", config={"dim": 3}, summary={"best": 0.5})
    found.update()
    for run in (found, Api().run("r")):
        assert (run.name, run.tags, run.notes, run.group) == ("other", ["a", "best"], None, "g")
        assert (run.job_type, run.color, run.config, run.summary) == (
            "train",
            "teal",
            {"lr": 1, "dim": 3},
            {"best": 0.5},
        )
        assert (run.state, run.exit_code) == ("failed", 2), "an edit ends nothing"


def test_tags_changed_in_place_are_written_by_update() -> None:
    init(project="p", id="r", tags=["a"]).finish()
    found = Api().run("r")
    found.tags.append("b")
    assert (found.tags, Api().run("r").tags) == (["a", "b"], ["a"])
    found.update()
    assert (found.tags, Api().run("r").tags) == (["a", "b"], ["a", "b"])
    found.tags.append("c")
    assert found.reload().tags == ["a", "b"]
    found.update()
    assert Api().run("r").tags == ["a", "b"]


def test_keys_set_in_place_are_written_by_update() -> None:
    init(project="p", id="r", config={"lr": 1, "dim": 3}).finish()
    found = Api().run("r")
    found.config["lr"] = 2
    found.config.setdefault("dim", 4)
    config = found.config
    config |= {"seed": 7}
    found.summary["best"] = 0.5
    assert Api().run("r").config == {"lr": 1, "dim": 3}
    found.update(config={"seed": 8})
    for run in (found, Api().run("r")):
        assert (run.config, run.summary) == ({"lr": 2, "dim": 3, "seed": 8}, {"best": 0.5})
    found.summary["last"] = 1
    found.summary.update({"best": 0.7})
    assert Api().run("r").summary == {"best": 0.7, "last": 1}
    found.summary.update()
    assert len([*Path(found.dir).glob("journal-*")]) == 3, "nothing was set, so nothing is written"


def test_a_run_that_goes_on_is_changed_and_goes_on() -> None:
    run = init(project="p", id="r", name="n")
    run.log({"a": 1})
    Api().run("r").name = "from outside"
    run.group, run.job_type, run.color = "g", None, "#fff"
    run.log({"a": 2})
    found = Api().run("r")
    assert (found.name, found.group, found.color, found.state) == ("from outside", "g", "#fff", "running")
    run.name = "from inside"
    assert found.reload().name == "from inside", "the last one wins"
    assert [row["a"] for row in found.scan_history()] == [1, 2]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nam": "x"}, "CK604 a run has no 'nam' to change.\nhelp: did you mean 'name'?"),
        ({"name": None}, "CK605 name is text; found None (NoneType)."),
        ({"name": "ok", "tags": [1]}, "CK605 tags are a list of texts; found [1] (list)."),
        ({"color": "x"}, "CK605 color is a colour of CSS, such as '#4c78a8', 'teal' or 'rgb(76 120 168)'; found 'x'."),
    ],
)
def test_wrong_changes_write_nothing(changes: dict[str, Any], message: str, run_folder: Path) -> None:
    init(project="p", id="r").finish()
    before = sorted(run_folder.iterdir())
    with pytest.raises(RunError) as caught:
        edit(run_folder, changes)
    assert str(caught.value) == message
    assert sorted(run_folder.iterdir()) == before


def test_the_last_change_wins_after_a_clock_was_set_back(run_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init(project="p", id="r", name="first").finish()
    for clock_s, name in ((2e9, "second"), (1e9, "third"), (1e9, "fourth")):
        monkeypatch.setattr("chartkit.runs.edits.time", lambda clock_s=clock_s: clock_s)
        edit(run_folder, {"name": name})
        assert Api().run("r").name == name


def test_a_run_that_is_gone_is_not_made_again(run_folder: Path) -> None:
    with pytest.raises(RunError) as caught:
        edit(run_folder, {"name": "x"})
    assert str(caught.value) == (
        "CK612 the change was not stored: run p/r is gone.\n"
        "help: if it was removed, bring it back: chartkit runs restore p/r"
    )
    assert not run_folder.exists()
