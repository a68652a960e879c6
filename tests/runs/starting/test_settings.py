"""What `init` takes, what the environment adds, and what is refused."""

from __future__ import annotations

import argparse
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitError, ChartkitWarning, RunError
from chartkit.runs import Api, Settings, active_run, init
from chartkit.runs.starting.settings import resolve

ACCEPTED = (
    "project, name, notes, tags, config, group, job_type, dir, id, mode, entity, on_error, color, resume, reinit"
    ", allow_val_change, config_include_keys, config_exclude_keys, force, save_code, settings"
)
SOURCES = (
    "a config is a dict, an argparse.Namespace, an instance of a dataclass or pydantic model,"
    " or the path of a YAML or JSON file"
)
A_PATH = "a text is taken for the path of a file that ends in .yaml, .yml or .json."


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
    assert found.tags == ["a", "b"]
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
            "CK604 init does not take 'sync_tensorboard' in this version of chartkit.\n"
            "help: log the numbers with run.log; files of TensorBoard are not read.",
        ),
        ({"zzzzz": 1}, f"CK604 init does not take 'zzzzz' in this version of chartkit.\nhelp: it takes {ACCEPTED}."),
        ({"save_code": "all"}, "CK605 save_code is True or False; found 'all' (str)."),
        (
            {"resume": "alow"},
            "CK605 resume is 'never', 'allow', 'must' or 'auto', True or False; found 'alow'.\n"
            "help: did you mean 'allow'?",
        ),
        (
            {"reinit": 3},
            "CK605 reinit is 'default', 'finish_previous', 'return_previous' or 'create_new', True or False; found 3.",
        ),
        (
            {"color": "reddish"},
            "CK605 color is a colour of CSS, such as '#4c78a8', 'teal' or 'rgb(76 120 168)'; found 'reddish'.",
        ),
        ({"config": 3}, f"CK605 {SOURCES}; found 3 (int)."),
        ({"config": "adam"}, f"CK615 {SOURCES}; found 'adam'.\nhelp: {A_PATH}"),
        (
            {"config": "none.yaml"},
            "CK615 the config 'none.yaml' cannot be read: No such file or directory.\n"
            "help: the working folder is HERE.",
        ),
        (
            {"config": {"a": 1}, "config_include_keys": ["a"], "config_exclude_keys": ["b"]},
            "CK605 config_include_keys and config_exclude_keys are both given; one of them says which keys are kept.",
        ),
        ({"config": {}, "config_include_keys": [1]}, "CK605 config_include_keys is a list of texts; found [1] (list)."),
        (
            {"settings": {"run_nam": "x"}},
            "CK618 settings 'run_nam' means nothing to chartkit.\nhelp: did you mean 'run_name'?",
        ),
        ({"settings": 3}, "CK618 settings are a dict or an object with attributes; found 3 (int)."),
        ({"config": {1: 2}}, "CK605 keys of config are text; found 1 (int)."),
    ],
)
def test_what_init_cannot_use_is_refused(given: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(RunError) as caught:
        init(**given)
    assert str(caught.value) == message.replace("HERE", str(Path.cwd()))
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
class Optimizer:
    kind: str = "adam"
    betas: tuple[float, float] = (0.9, 0.99)


@dataclass
class Options:
    lr: float = 0.1
    layers: tuple[int, ...] = (1, 2)
    optimizer: Optimizer = field(default_factory=Optimizer)


OPTIONS = {"lr": 0.1, "layers": [1, 2], "optimizer": {"kind": "adam", "betas": [0.9, 0.99]}}


@pytest.mark.parametrize(
    ("config", "kept"),
    [
        (None, {}),
        ({"a": {"b": [1, 2]}, "n": None}, {"a": {"b": [1, 2]}, "n": None}),
        (OrderedDict(a=1), {"a": 1}),
        (argparse.Namespace(lr=0.1, name="x"), {"lr": 0.1, "name": "x"}),
        (Options(), OPTIONS),
        ({"of": [Options()], "args": argparse.Namespace(n=1)}, {"of": [OPTIONS], "args": {"n": 1}}),
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


WAYS = (
    "for a new run; resume='allow' goes on with the old one, mode='shared' writes to it from several processes at once."
)


@pytest.mark.parametrize("resume", [None, False, "never"])
def test_an_id_that_is_taken_is_refused(resume: Any) -> None:
    init(project="p", id="r").finish()
    with pytest.raises(RunError) as caught:
        init(project="p", id="r", resume=resume)
    assert str(caught.value) == f"CK617 project 'p' has a run 'r' already.\nhelp: leave id out {WAYS}"
    init(project="q", id="r").finish()


def test_an_id_of_the_environment_that_is_taken_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_RUN_ID", "r")
    init(project="p").finish()
    with pytest.raises(RunError) as caught:
        init(project="p")
    assert str(caught.value) == (
        f"CK617 project 'p' has a run 'r' already, the id that WANDB_RUN_ID names.\nhelp: unset WANDB_RUN_ID {WAYS}"
    )
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


YAML = "wandb_version: 1\nlr:\n  desc: rate\n  value: 0.1\nmodel:\n  value: {depth: 3}\n"


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("c.yaml", YAML, {"lr": 0.1, "model": {"depth": 3}}),
        (
            "c.yml",
            "lr: 1e-3\nflag: yes\nmodel: {value: 3, other: 4}\n",
            {"lr": 1e-3, "flag": "yes", "model": {"value": 3, "other": 4}},
        ),
        ("c.json", '{"lr": 0.1, "n": null}', {"lr": 0.1, "n": None}),
        ("c.yaml", "", {}),
    ],
)
def test_a_config_is_read_from_a_file(name: str, text: str, kept: dict[str, Any]) -> None:
    Path(name).write_text(text)
    for path in (name, Path(name)):
        with init(config=path) as run:
            assert run.config == kept


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [1", "c.yaml:1:4: CK615 "),
        (b"- 1\n", "CK615 the config 'c.yaml' holds [1] (list); a config has keys and values."),
        (b"\xff", "CK615 the config 'c.yaml' cannot be read: byte 0 is not UTF-8."),
    ],
)
def test_a_file_that_is_no_config_says_where(content: bytes, message: str) -> None:
    Path("c.yaml").write_bytes(content)
    with pytest.raises(RunError) as caught:
        init(config="c.yaml")
    assert str(caught.value).startswith(message)


def test_a_pydantic_model_is_a_config() -> None:
    from pydantic import BaseModel

    class Inner(BaseModel):
        depth: int = 2

    class Outer(BaseModel):
        lr: float = 0.1
        inner: Inner = Inner()

    with init(config=Outer()) as run:
        assert run.config.inner.depth == 2
    assert Api().run(run.id).config == {"lr": 0.1, "inner": {"depth": 2}}


def test_keys_of_the_config_are_chosen() -> None:
    config = {"a": 1, "b": 2, "c": 3}
    assert init(config=config, config_include_keys=["a", "zz"]).config == {"a": 1}
    assert init(config=config, config_exclude_keys=("a", "b")).config == {"c": 3}


def test_settings_are_another_way_to_say_it() -> None:
    given = Settings(run_name="n", run_tags=["t"], root_dir="there", start_method="fork", console="off", quiet=True)
    run = init(settings=given, name=None, project="p")
    assert (run.name, run.tags, Path(run.dir).parents[3].name) == ("n", ("t",), "there")
    assert init(settings={"run_name": "n"}, name="m").name == "m", "an argument says more"


def test_reinit_chooses_what_becomes_of_the_active_run() -> None:
    first = init(project="p", id="a")
    assert init(reinit="return_previous", project="q") is first
    assert init(reinit=False) is first
    beside = init(project="p", id="b", reinit="create_new", on_error="record")
    assert (active_run(), first.is_finished) == (first, False)
    beside.log({"x": 1})
    beside.finish()
    assert not first.is_finished
    second = init(project="p", id="c", reinit="finish_previous")
    assert (first.is_finished, active_run()) == (True, second)


def test_a_mode_of_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_MODE", "zzz")
    with pytest.raises(RunError) as caught:
        init()
    assert str(caught.value) == (
        "CK605 WANDB_MODE is 'local', 'offline', 'online' or 'disabled'; found 'zzz'.\n"
        "help: all but 'disabled' write to this machine's disk."
    )
