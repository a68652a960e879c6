"""`run.config` and `run.summary`: items, attributes, depth, and what is read back."""

from __future__ import annotations

import copy
import json
import pickle
import sys
import types
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init


def test_config_is_read_by_item_and_attribute_at_any_depth() -> None:
    run = init(config={"lr": 0.1, "model": {"depth": 3, "head": {"kind": "mlp"}}})
    assert run.config.lr == run.config["lr"] == 0.1
    assert run.config.model.head.kind == run.config["model"]["head"]["kind"] == "mlp"
    assert run.config.get("none") is None
    assert "lr" in run.config
    assert list(run.config) == ["lr", "model"]


def test_changes_at_any_depth_are_read_back() -> None:
    with init(config={"lr": 0.1, "model": {"depth": 3, "width": 8}, "gone": 1}, allow_val_change=True) as run:
        run.config.lr = 0.2
        run.config.model.depth = 4
        run.config["new"] = {"a": {"b": 1}}
        run.config.new.a.b = 2
        run.config.update({"x": 1}, y=2)
        run.config.setdefault("x", 9)
        run.config |= {"z": 3}
        run.config = {"y": 2}
        del run.config.gone
        kept = {"lr": 0.2, "model": {"depth": 4, "width": 8}, "new": {"a": {"b": 2}}, "x": 1, "y": 2, "z": 3}
        assert run.config == kept
        assert Api().run(run.id).config == kept, "visible while the run goes on"


def test_removing_keys_is_read_back() -> None:
    with init(config={"a": 1, "b": 2, "c": 3}) as run:
        assert run.config.pop("a") == 1
        assert run.config.pop("a", None) is None
        assert run.config.popitem() == ("c", 3)
        run.config.clear()
        run.summary["s"] = 1
        del run.summary["s"]
    found = Api().run(run.id)
    assert (found.config, found.summary) == ({}, {})


def test_a_missing_key_names_the_near_one() -> None:
    run = init(config={"learning_rate": 0.1})
    message = "CK612 config has no key 'learning_rat'.\nhelp: did you mean 'learning_rate'? it has: 'learning_rate'"
    for look in (lambda: run.config["learning_rat"], lambda: run.config.learning_rat):
        with pytest.raises(RunError) as caught:
            look()
        assert str(caught.value) == message
    with pytest.raises(KeyError):
        run.config["learning_rat"]
    assert not hasattr(run.config, "x")
    assert getattr(run.summary, "x", 5) == 5
    with pytest.raises(RunError) as caught:
        run.summary["x"]
    assert str(caught.value) == "CK612 summary has no key 'x'.\nhelp: it has no key yet."


CHANGE = (
    "help: change it with run.config.update({…}, allow_val_change=True),"
    " or allow it for the run with init(allow_val_change=True)."
)


def test_a_value_of_the_config_stays_as_it_is() -> None:
    run = init(config={"a": 1, "deep": {"b": [1, float("nan")]}, "path": PurePosixPath("x/y")})
    run.config.a = 1
    run.config.deep.b = (1, float("nan"))
    run.config.path = "x/y"
    changes: list[tuple[Callable[[], Any], str]] = [
        (lambda: setattr(run.config, "a", 2), "config 'a' is 1 already; found 2."),
        (lambda: run.config.update(a=2, c=3), "config 'a' is 1 already; found 2."),
        (lambda: run.config["deep"].update(b=0), "config.deep 'b' is [1, nan] already; found 0."),
        (lambda: setattr(run.config.deep, "b", 0), "config.deep 'b' is [1, nan] already; found 0."),
    ]
    for change, message in changes:
        with pytest.raises(RunError) as caught:
            change()
        assert str(caught.value).replace("(1, nan)", "[1, nan]") == f"CK616 {message}\n{CHANGE}"
    assert (run.config.a, "c" in run.config) == (1, False), "nothing of a refused update is set"
    run.config.setdefaults({"a": 5, "d": 4})
    run.config.update({"a": 2}, allow_val_change=True)
    run.config.update({"a": 2, "e": 5}, allow_val_change=False)
    assert (run.config.a, run.config.d, run.config.e) == (2, 4, 5)
    run.finish()
    found = Api().run(run.id).config
    assert (found["a"], found["d"], found["e"], found["path"]) == (2, 4, 5, "x/y")


def test_a_change_is_a_warning_when_faults_are_recorded() -> None:
    run = init(config={"a": 1}, on_error="record")
    with pytest.warns(ChartkitWarning) as caught:
        run.config.update({"a": 2, "b": 3})
    assert [str(one.message) for one in caught] == [f"CK616 config 'a' is 1 already; found 2.\n{CHANGE}"]
    assert run.config == {"a": 1, "b": 3}


def test_notebooks_and_summaries_change_freely(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = types.SimpleNamespace(kernel=None)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    run = init(config={"a": 1})
    run.config.a = 2
    run.summary.a = 1
    run.summary.a = 2
    assert (run.config, run.summary) == ({"a": 2}, {"a": 2})


def test_keys_are_text() -> None:
    run = init()
    with pytest.raises(RunError) as caught:
        run.config[1] = 2  # type: ignore[index]
    assert str(caught.value) == "CK605 keys of config are text; found 1 (int)."


def test_a_section_passes_for_a_dict_elsewhere() -> None:
    run = init(config={"a": {"b": 1}})
    assert json.dumps(run.config) == '{"a": {"b": 1}}'
    assert pickle.loads(pickle.dumps(run.config)) == {"a": {"b": 1}}
    assert copy.deepcopy(run.config) == {"a": {"b": 1}}
    assert dict(**run.config) == {"a": {"b": 1}}
    assert type(run.config.as_dict()["a"]) is dict


def test_the_summary_holds_the_last_value_of_each_key_and_what_is_set() -> None:
    with init() as run:
        run.log({"loss": 0.9, "acc": 0.1})
        run.log({"loss": 0.5})
        run.summary["best"] = 0.9
        run.summary.update({"note": "x"})
        run.summary.acc = 1.0
        expected = {"loss": 0.5, "acc": 1.0, "best": 0.9, "note": "x"}
        assert run.summary == expected
        assert Api().run(run.id).summary == expected
        run.log({"best": 0.2})
        assert run.summary.best == 0.2
    assert Api().run(run.id).summary == expected | {"best": 0.2}


def test_name_notes_and_tags_can_be_set() -> None:
    with init(name="n", notes="a", tags=["x"]) as run:
        run.name = "말 \ud800"
        run.notes = None
        run.tags += ("y", "x")
        assert (run.name, run.notes, run.tags) == ("말 \ud800", None, ("x", "y"))
        for name, value, kind in (("name", 3, "text; found 3 (int)"), ("tags", 3, "a list of texts; found 3 (int)")):
            with pytest.raises(RunError) as caught:
                setattr(run, name, value)
            assert str(caught.value) == f"CK605 {name} {'is' if name == 'name' else 'are'} {kind}."
    found = Api().run(run.id)
    assert (found.name, found.notes, found.tags) == ("말 \ud800", None, ["x", "y"])
