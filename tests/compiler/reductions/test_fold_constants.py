"""Constant parts of expressions have the values that real Vega gives them; constant filters are no step."""

import random
import re
from collections.abc import Callable
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.reductions.filter import filter_of
from chartkit.compiler.reductions.fold_constants import fold_constants
from chartkit.compiler.reductions.translation import translate
from chartkit.data.frame import Frame
from chartkit.expressions import parse
from chartkit.expressions.syntax import Literal

LEAVES = ["''", "'log'", "0", "1", "2.5", "true", "false", "null", "'0'", "datum.x"]


def _random(draw: random.Random, depth: int) -> str:
    if depth == 0:
        return draw.choice(LEAVES)
    one, other, third = (_random(draw, depth - 1) for _ in range(3))
    return draw.choice(
        [
            f"!({one})",
            f"(({one}) && ({other}))",
            f"(({one}) || ({other}))",
            f"(({one}) === ({other}))",
            f"(({one}) !== ({other}))",
            f"(({one}) ? ({other}) : ({third}))",
            f"if({one}, {other}, {third})",
        ]
    )


def test_constants_are_what_vega_makes_of_them(
    vega_rows: Callable[[Any], list[list[tuple[str, ...]]]], as_javascript: Callable[[Any], str]
) -> None:
    draw = random.Random(7)
    folded = {
        text: fold_constants(parse(text)) for text in (_random(draw, draw.choice((1, 2, 3))) for _ in range(3000))
    }
    constant = {text: tree.value for text, tree in folded.items() if isinstance(tree, Literal)}
    assert 300 < len(constant) < len(folded)
    every = list(constant)
    parts = [every[at : at + 40] for at in range(0, len(constant), 40)]
    written = [" + ';' + ".join(f"({text})" for text in part) for part in parts]
    shown = vega_rows([([{"x": 3}], [{"calculate": f"'' + {text}", "as": "c"}], ["c"]) for text in written])
    assert shown == [[(";".join(as_javascript(constant[text]) for text in part),)] for part in parts]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("'' === 'log' && datum.x <= 0", "false"),
        ("!('' === 'log' && isNumber(datum['x']) && datum['x'] <= 0)", "true"),
        ("'log' === 'log' && datum.x <= 0", "datum.x <= 0"),
        ("datum.x <= 0 && '' === 'log'", "datum.x <= 0 && false"),
        ("1 === 'log' || datum.x", "datum.x"),
        ("1 === true", "false"),
        ("1 == 1", "1 == 1"),
        ("datum.x === datum.x", "datum.x === datum.x"),
        ("if('', datum.x, datum.y + 1)", "datum.y + 1"),
    ],
)
def test_what_a_row_may_change_stays(text: str, left: str) -> None:
    assert _shape(fold_constants(parse(text))) == _shape(parse(left))


def _shape(node: Any) -> str:
    """A tree without the places where its nodes were written."""
    return re.sub(r"""(start|end|raw)=('[^']*'|"[^"]*"|\d+),? ?""", "", repr(node))


def test_trees_that_are_too_deep_come_back_as_they_are() -> None:
    tree = parse("+".join(["1"] * 3000))
    assert fold_constants(tree) is tree


def test_a_filter_that_is_always_true_is_no_step() -> None:
    found = filter_of({"filter": "!('' === 'log' && datum.x <= 0)"}, {"x": "number"})
    frame = Frame(nw.from_native(pl.LazyFrame({"x": [-1.0, None]})), {"x": "number"})
    assert found.apply(frame) is frame
    assert (found.is_shrinking, found.reads, dict(found.makes)) == (False, frozenset(), {})
    assert found.explain() == "filter !('' === 'log' && datum.x <= 0) (always true)"


def test_a_filter_that_is_always_false_leaves_no_row() -> None:
    found = filter_of({"filter": "'' === 'log' && test(/a/, datum.x)"}, {"x": "number"})
    frame = Frame(nw.from_native(pl.LazyFrame({"x": [-1.0, None]})), {"x": "number"})
    assert found.is_shrinking
    assert found.apply(frame).collect().height == 0


def test_what_is_not_read_any_more_is_no_column_needed() -> None:
    found = translate(parse("'' === 'log' ? log(datum.x) : datum.y"), {"x": "number", "y": "number"})
    assert found.reads == {"y"}
