"""Parallel coordinates by API: where each run lies on each axis, what the labels are, what has no place."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from typing import Any

import pytest

from chartkit.runs.coloring.palettes import STANDARD

Ask = Callable[..., dict[str, Any]]
Log = Callable[..., None]


@pytest.fixture
def three(log: Log) -> None:
    log("c", 0.9, lr=0.1, opt="sgd", depth=2)
    log("b", 0.5, lr=0.01, opt="adam", depth=4)
    log("a", 0.1, lr=0.001, opt="sgd", depth=8)


def axis(ask: Ask, key: str, **options: Any) -> dict[str, Any]:
    answer = ask("parallel", axes=[{"key": key, **options}])
    return {**answer["axes"][0], "of": dict(zip(answer["runs"], answer["axes"][0]["places"], strict=True))}


def labels(found: dict[str, Any]) -> list[tuple[float, str]]:
    return [(round(tick["place"], 3), tick["label"]) for tick in found["ticks"]]


def test_numbers_lie_between_the_ends(three: None, ask: Ask) -> None:
    found = axis(ask, "config.depth")
    assert found["of"] == {"a": 1, "b": 0.333333, "c": 0}
    assert labels(found) == [(0, "2"), (0.333, "4"), (1, "8")]
    assert (found["name"], found["is_numeric"], found["can_log"]) == ("config.depth", True, True)


def test_a_log_axis(three: None, ask: Ask) -> None:
    found = axis(ask, "config.lr", is_log=True)
    assert found["of"] == {"a": 0, "b": 0.5, "c": 1}
    assert labels(found) == [(0, "0.001"), (0.5, "0.01"), (1, "0.1")]
    assert found["name"] == "config.lr (log)"


def test_an_inverted_axis(three: None, ask: Ask) -> None:
    found = axis(ask, "config.lr", is_log=True, is_inverted=True)
    assert found["of"] == {"a": 1, "b": 0.5, "c": 0}
    assert labels(found) == [(1, "0.001"), (0.5, "0.01"), (0, "0.1")]


def test_names_stand_in_steps_from_the_top(three: None, ask: Ask) -> None:
    found = axis(ask, "config.opt", is_log=True)
    assert found["of"] == {"a": 0.25, "b": 0.75, "c": 0.25}
    assert labels(found) == [(0.75, "adam"), (0.25, "sgd")]
    assert (found["is_numeric"], found["is_log"], found["can_log"]) == (False, False, False)


def test_what_has_no_place_lies_in_a_lane_below(three: None, log: Log, ask: Ask) -> None:
    log("none", None, lr=0.5)
    log("nan", nan, lr=0.5)
    found = axis(ask, "acc")
    assert (found["of"]["none"], found["of"]["nan"]) == (-0.12, -0.12)
    assert labels(found)[-1] == (-0.12, "no value")
    assert set(found["texts"]) == {"no value", "NaN", "0.1", "0.5", "0.9"}


def test_what_is_not_above_0_has_no_place_on_a_log_axis(three: None, log: Log, ask: Ask) -> None:
    log("zero", 0.3, lr=0.0)
    answer = ask("parallel", axes=[{"key": "config.lr", "is_log": True}])
    assert answer["notes"] == ["A log axis has no place at or below 0: 1 of 'config.lr'."]
    assert answer["axes"][0]["texts"][answer["runs"].index("zero")] == "0"


def test_one_value_lies_in_the_middle(log: Log, ask: Ask) -> None:
    log("a", 0.5)
    log("b", 0.5)
    assert axis(ask, "acc")["of"] == {"a": 0.5, "b": 0.5}


def test_many_values_have_round_labels(log: Log, ask: Ask) -> None:
    for place in range(12):
        log(f"r{place}", 0.013 + place * 0.077)
    assert labels(axis(ask, "acc")) == [(0, "0"), (0.2, "0.2"), (0.4, "0.4"), (0.6, "0.6"), (0.8, "0.8"), (1, "1")]


def test_max_and_latest_of_one_metric_are_two_axes(three: None, ask: Ask) -> None:
    answer = ask("parallel", axes=[{"key": "acc"}, {"key": "acc", "y": "max"}, {"key": "acc"}])
    assert [one["name"] for one in answer["axes"]] == ["acc", "acc (max)", "acc"]
    assert list(dict.fromkeys(row["axis"] for row in answer["spec"]["datasets"]["table"])) == [
        "acc",
        "acc (max)",
        "acc 2",
    ]


def test_the_chart_is_the_preset_s_in_the_runs_colours(three: None, ask: Ask) -> None:
    answer = ask("parallel", axes=[{"key": "config.lr"}, {"key": "acc"}], runs=["a", "c", "gone"], is_bare=True)
    spec = answer["spec"]
    assert spec["usermeta"]["chartkit"]["preset"] == "workspace/parallel/v0"
    assert spec["usermeta"]["chartkit"]["strings"]["names"] is False
    lines = [row for row in spec["datasets"]["table"] if row["run"] is not None]
    assert [(row["axis"], row["run"], row["color"]) for row in lines] == [
        ("config.lr", "a", STANDARD.anchors[2]),
        ("config.lr", "c", STANDARD.anchors[0]),
        ("acc", "a", STANDARD.anchors[2]),
        ("acc", "c", STANDARD.anchors[0]),
    ]
    assert answer["runs"] == ["a", "c"]


def test_integers_that_no_float_holds_lie_below_the_foot_and_are_told(log: Log, ask: Ask) -> None:
    log("a", 0.1, n=10**400)
    log("b", 0.2, n=3)
    answer = ask("parallel", axes=[{"key": "config.n"}])
    found = dict(
        zip(answer["runs"], zip(answer["axes"][0]["places"], answer["axes"][0]["texts"], strict=True), strict=True)
    )
    assert found == {"a": (-0.12, "1e400"), "b": (0.5, "3")}


def test_no_run(three: None, ask: Ask) -> None:
    answer = ask("parallel", axes=[{"key": "acc"}], runs=[])
    assert (answer["runs"], answer["notes"]) == ([], ["No run is chosen: there is nothing to draw."])
    assert answer["spec"] is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "axes is a list of 1 to 40 axes; found None (NoneType)."),
        ({"axes": []}, "axes is a list of 1 to 40 axes; found [] (list)."),
        ({"axes": ["acc"]}, "an axis is asked for by an object; found 'acc' (str)."),
        ({"axes": [{"key": "acc", "is_log": "yes"}]}, "is_log is true or false; found 'yes' (str)."),
        ({"axes": [{"key": "nothing"}]}, "project 'p' has no key 'nothing'."),
    ],
)
def test_what_cannot_be_asked(three: None, ask: Ask, body: dict[str, Any], message: str) -> None:
    status = 404 if "no key" in message else 400
    assert ask("parallel", status, **body)["faults"][0]["message"] == message


def test_of_too_many_runs_some_are_drawn_whole(three: None, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run has its point on every axis or none: a line over a missing point would be nobody's."""
    monkeypatch.setattr("chartkit.workspace.insight.parallel.MOST_POINTS", 5)
    answer = ask("parallel", axes=[{"key": "config.lr"}, {"key": "config.depth"}])
    assert answer["notes"] == ["2 of 3 runs are drawn, evenly chosen; ranges and brushes are of all."]
    assert (len(answer["runs"]), len(answer["axes"][0]["places"])) == (3, 3)
    (rows,) = answer["spec"]["datasets"].values()
    drawn = [(row["run"], row["axis"]) for row in rows if row.get("run")]
    assert sorted(drawn) == [(run, axis) for run in ("a", "b") for axis in ("config.depth", "config.lr")]
