"""Transforms to steps: each line of the table has its module, and what stays in the browser is called by its name."""

import importlib

import pytest

from chartkit.compiler.planning import transforms
from chartkit.compiler.planning.transforms import is_row_wise, step_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.presets.transforms import SHAPES


@pytest.mark.parametrize("keyword", transforms._READERS)
def test_each_line_of_the_table_has_its_reduction(keyword: str) -> None:
    name = transforms._READERS[keyword]
    module = importlib.import_module(f"chartkit.compiler.reductions.{name}")
    assert callable(getattr(module, f"{name}_of"))
    assert keyword in SHAPES


@pytest.mark.parametrize(
    ("transform", "reason"),
    [
        ({"bandwidth": 2, "density": "a"}, "the transform 'density' is computed in the browser"),
        ({"pivot": "k", "value": "v", "limit": 3}, "the transform 'pivot' is computed in the browser"),
        ({"flatten": ["a"]}, "the transform 'flatten' is computed in the browser"),
    ],
)
def test_what_stays_is_called_by_its_own_name(transform: dict[str, object], reason: str) -> None:
    with pytest.raises(NotReducible) as refused:
        step_of(transform, {"a": "number"}, {})
    assert refused.value.reason == reason


def test_row_wise_are_those_that_look_at_one_row() -> None:
    assert is_row_wise({"timeUnit": "year", "field": "a", "as": "b"})
    assert not is_row_wise({"bin": True, "field": "a", "as": "b"})
    assert not is_row_wise({"window": [{"op": "rank", "as": "r"}]})
