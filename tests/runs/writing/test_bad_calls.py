"""Calls that cannot be kept as they are: what is said, and that everything else is."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init

ODD_KEYS = ["a/b", "a.b", "a\nb", "x" * 10_000, "", "$", "$x", "_own", "말", "\ud800", " "]


def test_keys_of_any_text_come_back() -> None:
    with init() as run:
        for number, key in enumerate(ODD_KEYS):
            run.log({key: number}, step=0)
    (row,) = Api().run(run.id).scan_history()
    assert [row[key] for key in ODD_KEYS] == list(range(len(ODD_KEYS)))


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (1, "CK607 keys of run.log are text; found 1 (int)."),
        (None, "CK607 keys of run.log are text; found None (NoneType)."),
        (("a", 1), "CK607 keys of run.log are text; found ('a', 1) (tuple)."),
        ("_step", "CK607 the key '_step' is written by chartkit itself.\nhelp: pass step=… to run.log."),
        ("_runtime", "CK607 the key '_runtime' is written by chartkit itself.\nhelp: log it under another name."),
    ],
)
def test_a_wrong_key_costs_itself_alone(key: Any, message: str) -> None:
    with init(on_error="record") as run, pytest.warns(ChartkitWarning) as caught:
        run.log({key: 1, "ok": 2})
    assert [str(one.message) for one in caught] == [message]
    assert [row["ok"] for row in Api().run(run.id).scan_history()] == [2]


def test_a_config_that_comes_to_hold_itself_does_not_end_the_training() -> None:
    run = init(config={"a": 1})
    cycle: dict[str, Any] = {}
    cycle["again"] = cycle
    with pytest.raises(RunError) as caught:
        run.config.loop = cycle
    assert str(caught.value) == "CK605 config holds itself or is nested over 64 deep."
    items: list[Any] = [1]
    items.append(items)
    with pytest.warns(ChartkitWarning) as warned:
        run.config.items_of = items
    assert [str(one.message) for one in warned] == [
        "CK605 config 'items_of' holds itself or is nested over 40 deep; what is deeper is left out."
    ]
    run.log({"n": 1})
    run.finish()
    assert Api().run(run.id).config == {"a": 1, "items_of": [1, None]}


def test_another_thread_logs_and_is_told_when_the_run_is_finished() -> None:
    run = init(id="r")
    said: list[str] = []

    def work() -> None:
        try:
            run.log({"n": 1})
        except RunError as error:
            said.append(str(error))

    for _ in range(2):
        thread = Thread(target=work)
        thread.start()
        thread.join()
        run.finish()
    assert said == ["CK606 run 'r' is finished; call chartkit.init() for a new one."]
    assert [row["n"] for row in Api().run("r").scan_history()] == [1]


@pytest.mark.parametrize("n_keys", [10_000, pytest.param(1_000_000, marks=pytest.mark.full)])
def test_every_one_of_many_keys_is_there(n_keys: int) -> None:
    with init() as run:
        for first in range(0, n_keys, 5_000):
            run.log({f"k{number}": number for number in range(first, first + 5_000)})
    summary = Api().run(run.id).summary
    assert len(summary) == n_keys
    assert summary[f"k{n_keys - 1}"] == n_keys - 1


class Raising:
    """Raises from whatever it is asked."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        raise RuntimeError("no luck.")

    def __chartkit_media__(self) -> object:
        raise OverflowError


def test_an_object_that_raises_costs_its_own_key() -> None:
    kept = "a run keeps numbers, text, bool, None, dates, bytes, lists, dicts, arrays, tables, charts and media."
    why = f"CK608 'bad' is not kept: reading it, of type Raising, raised OverflowError.\nhelp: {kept}"
    with init() as run, pytest.raises(RunError) as caught:
        run.log({"good": 1, "bad": Raising()})
    assert str(caught.value) == why
    with init(on_error="record") as run, pytest.warns(ChartkitWarning) as warned:
        run.log({"good": 1, "bad": Raising()})
    assert [str(one.message) for one in warned] == [why]
    assert [row["good"] for row in Api().run(run.id).scan_history()] == [1]
