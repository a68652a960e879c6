"""Objects of the author's whose own methods raise: each costs its own key, with a sentence, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init

KEPT = "help: a run keeps numbers, text, bool, None, dates, bytes, lists, dicts, arrays, tables, charts and media."


class Asked:
    """Raises whatever it is asked for."""

    def __getattr__(self, name: str) -> Any:
        raise ZeroDivisionError(f"no {name}")

    def __repr__(self) -> str:
        raise ZeroDivisionError("no text")


class Items(dict[str, Any]):
    """Raises when its items are asked for."""

    def items(self) -> Any:
        raise ZeroDivisionError("no items")


class Half(dict[str, Any]):
    """Raises after its first item."""

    def items(self) -> Any:
        yield "first", 1
        raise ZeroDivisionError("no\nmore")


class Text(str):
    """A text that cannot be written or compared."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __str__(self) -> str:
        raise ZeroDivisionError("no text")

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError("not comparable")


class Medium:
    """A medium that cannot be had."""

    def __chartkit_media__(self) -> Any:
        raise ZeroDivisionError("no file")

    def __repr__(self) -> str:
        return "Medium()"


def texts(do: Callable[[], object]) -> list[str]:
    with pytest.warns(ChartkitWarning) as caught:
        do()
    return [str(one.message) for one in caught]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Asked(), f"CK608 'x' holds an object of type Asked, which a run cannot keep.\n{KEPT}"),
        ([Asked()], f"CK608 'x' holds an object of type Asked at $[0], which a run cannot keep.\n{KEPT}"),
        (Items(a=1), f"CK608 'x' is not kept: reading it, of type Items, raised ZeroDivisionError: no items.\n{KEPT}"),
        (Medium(), f"CK608 'x' is not kept: reading it, of type Medium, raised ZeroDivisionError: no file.\n{KEPT}"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_that_raises_costs_its_own_key(value: object, message: str) -> None:
    with init(on_error="record") as run:
        assert texts(lambda: run.log({"x": value, "ok": 2})) == [message]
    assert [row["ok"] for row in Api().run(run.id).scan_history()] == [2]


def test_a_mapping_that_raises_keeps_what_it_gave_before() -> None:
    raised = "CK607 what run.log was given, of type {}, cannot be read: it raised ZeroDivisionError: no {}."
    help = "help: give a dict of keys and values."
    with init(on_error="record") as run:
        assert texts(lambda: run.log(Items(a=1))) == [f"{raised.format('Items', 'items')}\n{help}"]
        assert texts(lambda: run.log(Half())) == [f"{raised.format('Half', 'more')}\n{help}"]
    assert [row["first"] for row in Api().run(run.id).scan_history()] == [1]


def test_a_text_that_cannot_be_written_is_the_text_it_holds() -> None:
    with init(config={"c": {Text("inner"): 1}}) as run:
        run.log({Text("key"): 1, "nested": {Text("in"): [1]}, "value": Text("v")})
        run.log_artifact({"a": 1}, name=Text("thing"))
    found = Api().run(run.id)
    (row,) = found.scan_history()
    assert (row["key"], row["nested.in"], row["value"], found.config) == (1, [1], "v", {"c": {"inner": 1}})
    assert [one.name for one in found.logged_artifacts()] == ["thing:v0"]


def test_a_setting_that_raises_is_kept_as_its_text_or_refused() -> None:
    with init() as run:
        said = texts(lambda: run.config.update({"model": Asked()}))
        assert said == ["CK605 config 'model' is Asked, which a run cannot keep; its text is kept: '<Asked>'."]
        with pytest.raises(RunError) as caught:
            run.config["items"] = type("Keys", (Items,), {"__iter__": Items.items, "keys": Items.items})(a=1)
        assert str(caught.value) == (
            "CK605 config 'items', of type Keys, cannot be read: it raised ZeroDivisionError: no items.\n"
            "help: give a dict."
        )
    assert Api().run(run.id).config == {"model": "<Asked>"}


def test_a_step_that_raises_is_none() -> None:
    with init() as run, pytest.raises(RunError) as caught:
        run.log({"a": 1}, step=Asked())  # pyright: ignore[reportArgumentType]
    assert str(caught.value) == "CK609 step is a whole number of at most 63 bits; found <Asked> (Asked)."


def test_an_object_that_raises_is_logged_or_refused_in_one_sentence() -> None:
    with init() as run:
        asked = run.log_artifact(Asked(), name="asked", type="object")
        assert (asked.name, list(asked.entries)) == ("asked:v0", ["Asked.joblib"])
        with pytest.raises(chartkit.RunError) as caught:
            run.log_artifact(Medium(), name="medium")
        assert str(caught.value) == (
            "CK627 Medium() (Medium) cannot be saved as a file: ZeroDivisionError: no file.\n"
            "help: give it a method save(path), or write the file yourself and log its path."
        )
    assert [one.name for one in Api().run(run.id).logged_artifacts()] == ["asked:v0"]
