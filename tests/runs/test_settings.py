"""What `init` takes, what the environment adds, and what is refused."""

from __future__ import annotations

import argparse
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitError, ChartkitWarning, RunError
from chartkit.runs import Api, init
from chartkit.runs.settings import resolve

ACCEPTED = (
    "project, name, notes, tags, config, group, job_type, dir, id, mode, entity, on_error, color"
    ", reinit, resume, allow_val_change"
)


def resolved(**given: Any) -> Any:
    names = ("project", "name", "notes", "group", "job_type", "id", "mode", "entity", "color")
    texts = {name: given.pop(name, None) for name in names}
    return resolve(texts, given.pop("tags", None), given.pop("dir", None), given)


def test_defaults() -> None:
    with init() as run:
        assert run.project == "uncategorized"
        assert (run.entity, run.group, run.job_type, run.notes, run.tags) == (None, None, None, None, ())
        assert len(run.id) == 8
        assert run.name.endswith(run.id[:4])


def test_arguments_are_read_back() -> None:
    given = {"project": "p q", "name": "n", "notes": "말", "group": "g", "job_type": "train", "id": "r", "entity": "e"}
    with init(**given, tags=["a", "b", "a"], color="#123456") as run:
        for name, value in given.items():
            assert getattr(run, name) == value
    found = Api().run("p q/r")
    for name, value in given.items():
        assert getattr(found, name) == value
    assert found.tags == ("a", "b")
    assert found.color == "#123456"


def test_one_text_is_one_tag() -> None:
    assert resolved(tags="baseline").tags == ("baseline",)


@pytest.mark.parametrize("prefix", ["CHARTKIT", "WANDB"])
def test_the_environment_fills_what_arguments_leave_open(monkeypatch: pytest.MonkeyPatch, prefix: str) -> None:
    values = {"PROJECT": "p", "NAME": "n", "RUN_GROUP": "g", "TAGS": "a, b,,a", "NOTES": "t", "RUN_ID": "r"}
    for name, value in (values | {"ENTITY": "e", "JOB_TYPE": "j", "MODE": "offline", "API_KEY": "k"}).items():
        monkeypatch.setenv(f"{prefix}_{name}", value)
    found = resolved()
    assert (found.project, found.name, found.group, found.tags) == ("p", "n", "g", ("a", "b"))
    assert (found.notes, found.id, found.entity, found.job_type) == ("t", "r", "e", "j")
    assert not found.is_disabled
    given = resolved(project="q", name="m", group="h", tags=["c"], notes="", id="s")
    assert (given.project, given.name, given.group, given.tags) == ("q", "m", "h", ("c",))
    assert (given.notes, given.id) == ("", "s")


def test_chartkits_own_variable_wins_and_an_empty_one_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_PROJECT", "theirs")
    monkeypatch.setenv("CHARTKIT_PROJECT", "ours")
    assert resolved().project == "ours"
    monkeypatch.setenv("CHARTKIT_PROJECT", "")
    assert resolved().project == "theirs"


@pytest.mark.parametrize(("name", "value"), [("MODE", "disabled"), ("DISABLED", "true"), ("DISABLED", "1")])
def test_runs_are_disabled_by_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"WANDB_{name}", value)
    assert resolved().is_disabled


@pytest.mark.parametrize("mode", ["local", "online", "offline", "dryrun"])
def test_the_other_modes_write_here(mode: str, run_folder: Path) -> None:
    with init(project="p", id="r", mode=mode) as run:
        run.log({"a": 1})
    assert (run_folder / "run.json").is_file()


def test_a_disabled_run_works_and_writes_nothing(tmp_path: Path) -> None:
    with init(mode="disabled", config={"a": 1}, on_error="raise") as run:
        run.log({"loss": 0.5})
        run.summary["best"] = 1
        run.config.b = 2
        run.name, run.tags = "other", ("t",)
        (Path(run.dir) / "model.bin").write_bytes(b"x")
        assert (run.summary, run.config) == ({"loss": 0.5, "best": 1}, {"a": 1, "b": 2})
        assert (run.url, run.step, run.is_stored) == (None, 1, False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"project": 3}, "CK605 project is text; found 3 (int)."),
        ({"tags": 3}, "CK605 tags are a list of texts; found 3 (int)."),
        ({"tags": ["a", 1]}, "CK605 tags are a list of texts; found ['a', 1] (list)."),
        (
            {"mode": "ofline"},
            "CK605 mode is 'local', 'offline', 'online' or 'disabled'; found 'ofline'.\nhelp: did you mean 'offline'?",
        ),
        (
            {"confg": {}},
            "CK604 init does not take 'confg' in this version of chartkit.\nhelp: did you mean 'config'?",
        ),
        (
            {"sync_tensorboard": True},
            f"CK604 init does not take 'sync_tensorboard' in this version of chartkit.\nhelp: it takes {ACCEPTED}.",
        ),
        ({"resume": "must"}, "CK604 init does not take resume='must' in this version of chartkit."),
        ({"save_code": "all"}, "CK604 init does not take save_code='all' in this version of chartkit."),
        ({"reinit": "create_new"}, "CK604 init does not take reinit='create_new' in this version of chartkit."),
        ({"config": 3}, "CK605 a config is a dict, an argparse.Namespace or a dataclass instance; found 3 (int)."),
        ({"config": {1: 2}}, "CK605 keys of config are text; found 1 (int)."),
    ],
)
def test_what_init_cannot_use_is_refused(given: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(RunError) as caught:
        init(**given)
    assert str(caught.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_on_error_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChartkitError) as caught:
        init(on_error="ignore")  # type: ignore[arg-type]
    assert str(caught.value) == "CK601 on_error is 'raise' or 'record'; found 'ignore'."
    monkeypatch.setenv("CHARTKIT_ON_ERROR", "x")
    with pytest.raises(ChartkitError) as caught:
        init()
    assert str(caught.value) == "CK601 CHARTKIT_ON_ERROR is 'raise' or 'record'; found 'x'."


def test_arguments_of_wandb_that_ask_for_nothing_are_taken() -> None:
    asked = {"save_code": False, "settings": None, "anonymous": None, "monitor_gym": False, "force": None}
    with init(**asked, reinit=True, resume="never", allow_val_change=True) as run:
        run.log({"a": 1})


@dataclass
class Options:
    lr: float = 0.1
    layers: tuple[int, ...] = (1, 2)


@pytest.mark.parametrize(
    ("config", "kept"),
    [
        (None, {}),
        ({"a": {"b": [1, 2]}, "n": None}, {"a": {"b": [1, 2]}, "n": None}),
        (OrderedDict(a=1), {"a": 1}),
        (argparse.Namespace(lr=0.1, name="x"), {"lr": 0.1, "name": "x"}),
        (Options(), {"lr": 0.1, "layers": [1, 2]}),
        ({"weights": {0: 1.0, 1: 2.5}}, {"weights": {0: 1.0, 1: 2.5}}),
        ({"$a": {"$": 1}, "": 2, "big": 2**80}, {"$a": {"$": 1}, "": 2, "big": 2**80}),
        ({"out": PurePosixPath("a/b")}, {"out": "a/b"}),
    ],
    ids=str,
)
def test_configs_are_read_back(config: Any, kept: dict[str, Any]) -> None:
    with init(config=config) as run:
        pass
    assert Api().run(run.id).config == kept


def test_a_setting_that_cannot_be_kept_is_kept_as_its_text() -> None:
    with pytest.warns(ChartkitWarning) as caught:
        run = init(config={"model": {"kind": complex(1, 2)}, "lr": 0.1})
    assert [str(warning.message) for warning in caught] == [
        "CK605 config 'model' 'kind' is complex, which a run cannot keep; its text is kept: '(1+2j)'."
    ]
    assert run.config.model.kind == 1 + 2j
    assert Api().run(run.id).config == {"model": {"kind": "(1+2j)"}, "lr": 0.1}


def test_a_config_that_holds_itself_is_refused() -> None:
    config: dict[str, Any] = {}
    config["a"] = config
    with pytest.raises(RunError) as caught:
        init(config=config)
    assert str(caught.value) == "CK605 config holds itself or is nested over 64 deep."


def test_an_id_that_is_taken_is_refused() -> None:
    init(project="p", id="r").finish()
    with pytest.raises(RunError) as caught:
        init(project="p", id="r")
    assert str(caught.value) == (
        "CK604 project 'p' has a run 'r' already.\n"
        "help: leave id out for a new run; going on with an old one is not in this version of chartkit."
    )
    init(project="q", id="r").finish()


def test_an_id_of_the_environment_that_is_taken_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_RUN_ID", "r")
    init(project="p").finish()
    with pytest.raises(RunError) as caught:
        init(project="p")
    assert str(caught.value) == (
        "CK604 project 'p' has a run 'r' already, the id that WANDB_RUN_ID names.\n"
        "help: unset WANDB_RUN_ID for a new run; going on with an old one is not in this version of chartkit."
    )
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("resume", ["allow", "auto", True])
def test_a_run_that_may_be_resumed_begins_when_it_is_new(resume: Any) -> None:
    init(project="p", id="r", resume=resume).finish()
    init(project="p", resume=resume).finish()
    with pytest.raises(RunError) as caught:
        init(project="p", id="r", resume=resume)
    assert str(caught.value) == (
        "CK604 project 'p' has a run 'r' already.\n"
        "help: leave id out for a new run; going on with an old one is not in this version of chartkit."
    )


def test_code_is_not_saved_and_that_is_said() -> None:
    with pytest.warns(ChartkitWarning) as caught:
        run = init(save_code=True)
    assert [str(one.message) for one in caught] == ["CK604 init does not save code in this version of chartkit."]
    assert not run.is_finished


def test_a_mode_of_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_MODE", "zzz")
    with pytest.raises(RunError) as caught:
        init()
    assert str(caught.value) == (
        "CK605 WANDB_MODE is 'local', 'offline', 'online' or 'disabled'; found 'zzz'.\n"
        "help: all but 'disabled' write to this machine's disk."
    )
