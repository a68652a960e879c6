"""Filters that keep nothing of the example, or all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]

ROWS = [{"x": 1, "part": "train"}, {"x": 2, "part": "train"}, {"x": 3, "part": "val"}, {"x": None, "part": "val"}]


def spec(*filters: Any) -> dict[str, Any]:
    transforms = [{"filter": each} for each in filters]
    return {"transform": transforms, "mark": "tick", "encoding": {"x": {"field": "x", "type": "quantitative"}}}


@pytest.mark.parametrize(
    ("predicate", "help"),
    [
        ("datum.part == 'valid'", "'part' holds 'train' and 'val'"),
        ({"field": "part", "equal": "Train"}, "'part' holds 'train' and 'val'"),
        ("datum.x > 100", "'x' goes from 1 to 3"),
        ("datum.x > 2 && datum.part == 'train'", "'part' holds 'train' and 'val'; 'x' goes from 1 to 3"),
        ({"field": "part", "valid": True}, "'part' holds 'train' and 'val'"),
        ({"field": "x", "range": [10, 20]}, "'x' goes from 1 to 3"),
    ],
)
def test_nothing_is_kept(predicate: Any, help: str, in_example: InExample) -> None:
    assert in_example("CK854", ROWS, spec(predicate)) == [
        ("this filter keeps none of the 4 rows that reach it in the example.", help)
    ]


def test_only_the_first_of_a_chain_is_told(in_example: InExample) -> None:
    assert in_example("CK854", ROWS, spec("datum.x > 1", "datum.x > 9", "datum.x > 10")) == [
        ("this filter keeps none of the 2 rows that reach it in the example.", "'x' goes from 2 to 3")
    ]


def test_all_is_kept(in_example: InExample) -> None:
    assert in_example("CK854", ROWS, spec("datum.x < 100")) == [
        (
            "this filter keeps all 4 rows that reach it in the example.",
            "an example with a row that it drops shows what it is for",
        )
    ]


@pytest.mark.parametrize(
    "predicate",
    [
        "isValid(datum.part)",
        "datum.part != null",
        "'' === 'log' || true",
        "datum.x > 1",
        "random() > 2",
    ],
)
def test_what_leaves_out_missing_values_or_is_not_known(predicate: Any, in_example: InExample) -> None:
    assert in_example("CK854", ROWS, spec(predicate)) == []


def test_a_filter_that_no_rows_pass_is_told_by_itself(in_example: InExample) -> None:
    assert in_example("CK854", ROWS, spec("datum.x > 9 && datum.x < 3")) == []
    assert len(in_example("CK824", ROWS, spec("datum.x > 9 && datum.x < 3"))) == 1


def test_a_filter_for_several_layers_is_told_once(in_example: InExample) -> None:
    layer = {"mark": "tick", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    shared = {"transform": [{"filter": "datum.x > 9"}], "layer": [layer, layer]}
    assert len(in_example("CK854", ROWS, shared)) == 1
