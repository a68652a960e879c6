from __future__ import annotations

import random
import re
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
import vl_convert

from chartkit.compiler.reductions.boxplot import Boxplot, boxplot_of
from chartkit.compiler.reductions.errorbars import errorbars_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Frame

KINDS: dict[str, Any] = {"g": "text", "c": "number", "v": "number"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def _table(seed: int, n_rows: int) -> pl.DataFrame:
    draw = random.Random(seed)
    groups = draw.sample(["b", "a", "", "null", None, "é😀"], draw.randint(1, 4))
    shapes = [
        lambda: draw.gauss(5, 2),
        lambda: float(draw.randint(0, 4)),
        lambda: draw.choice([0.0, 0.0, 0.0, 100 * draw.random()]),
        lambda: draw.gauss(0, 1) ** 5,
        lambda: draw.choice([None, -0.0, 3.5, draw.random()]),
    ]
    shape = {group: draw.choice(shapes) for group in groups}
    rows = []
    for _ in range(n_rows):
        group = draw.choice(groups)
        rows.append((group, draw.choice([1.0, 2.0]), shape[group]()))
    return pl.DataFrame(rows, schema={"g": pl.String, "c": pl.Float64, "v": pl.Float64}, orient="row")


def _frame(rows: pl.DataFrame) -> Frame:
    return Frame(nw.from_native(rows.lazy()), KINDS)


def _in_duckdb(rows: pl.DataFrame) -> Frame:
    return Frame(nw.from_native(duckdb.connect().from_arrow(rows.to_arrow())), KINDS, "duckdb", False)


def _picture(rows: pl.DataFrame, mark: Any, encoding: dict[str, Any]) -> tuple[list[str], list[float]]:
    """The letters of the drawing, and its numbers."""
    spec = {"data": {"values": rows.to_dicts()}, "mark": mark, "encoding": encoding}
    svg = re.sub(r' aria-\w+="[^"]*"', "", vl_convert.vegalite_to_svg(spec, vl_version="6.4"))
    return _NUMBER.split(svg), [float(number) for number in _NUMBER.findall(svg)]


def _assert_same(raw: pl.DataFrame, reduced: pl.DataFrame, mark: Any, encoding: dict[str, Any]) -> None:
    letters, numbers = _picture(raw, mark, encoding)
    found_letters, found_numbers = _picture(reduced, mark, encoding)
    assert found_letters == letters
    assert found_numbers == pytest.approx(numbers, abs=1e-3)


V = {"field": "v", "type": "quantitative"}
ENCODINGS: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("g",), {"x": {"field": "g", "type": "nominal"}, "y": V}),
    (
        ("g", "c"),
        {"y": {"field": "g", "type": "nominal", "sort": None}, "x": V, "color": {"field": "c", "type": "nominal"}},
    ),
    ((), {"y": V}),
]


@pytest.mark.parametrize("extent", [1.5, 0.5, 0, "min-max"])
@pytest.mark.parametrize(("keys", "encoding"), ENCODINGS)
@pytest.mark.parametrize("seed", [0, 1, 2, 3, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(4, 40))])
def test_boxes_are_drawn_the_same(seed: int, keys: tuple[str, ...], encoding: dict[str, Any], extent: Any) -> None:
    raw = _table(seed, [1, 5, 60, 300][seed % 4])
    mark = {"type": "boxplot", "extent": extent}
    _assert_same(raw, boxplot_of("v", keys, mark).apply(_frame(raw)).collect(), mark, encoding)


def test_boxes_are_few_rows() -> None:
    raw = pl.DataFrame({"g": ["a", "b"] * 5000, "c": 1.0, "v": [float(i % 100) for i in range(9999)] + [1e6]})
    rows = boxplot_of("v", ("g",), {}).apply(_frame(raw)).collect()
    assert rows.group_by("g").len().sort("g").rows() == [("a", 5), ("b", 9)]
    assert rows["v"][-1] == 1e6


def test_boxes_of_a_database() -> None:
    raw = _table(3, 300)
    reduced = boxplot_of("v", ("g", "c"), {}).apply(_in_duckdb(raw))
    assert reduced.notes == ("box plots with outliers run in Polars",)
    ours = boxplot_of("v", ("g", "c"), {}).apply(_frame(raw)).collect()
    assert reduced.collect().sort("g", "c", "v").equals(ours.sort("g", "c", "v"))
    in_engine = boxplot_of("v", ("g", "c"), {"extent": "min-max"}).apply(_in_duckdb(raw))
    assert in_engine.notes == ()


def test_too_many_outliers_are_sampled_and_said() -> None:
    values = [0.0] * 700 + [float(i + 1) for i in range(200)] + [-float(i + 1) for i in range(20)]
    raw = pl.DataFrame({"g": "a", "c": 1.0, "v": values})
    reduced = Boxplot("v", ("g",), most_outliers=50).apply(_frame(raw))
    assert reduced.notes == ("46 of 220 outliers of v, evenly spaced, extremes kept",)
    rows = reduced.collect()["v"]
    assert (rows.min(), rows.max(), rows.quantile(0.25, "linear"), rows.median()) == (-20, 200, 0, 0)


@pytest.mark.parametrize("mark", ["errorbar", "errorband"])
@pytest.mark.parametrize("extent", ["stdev", "stderr", "iqr", None])
@pytest.mark.parametrize(("keys", "encoding"), ENCODINGS[:2])
@pytest.mark.parametrize("seed", range(4))
def test_errors_are_drawn_the_same(
    seed: int, keys: tuple[str, ...], encoding: dict[str, Any], extent: str | None, mark: str
) -> None:
    raw = _table(seed, [1, 5, 60, 300][seed])
    words = {"type": mark, **({"extent": extent} if extent else {})}
    reduced = errorbars_of("v", keys, words).apply(_frame(raw)).collect()
    assert reduced.height <= 5 * raw.select(keys).n_unique()
    _assert_same(raw, reduced, words, encoding)


def test_errors_of_a_database() -> None:
    raw = _table(3, 300)
    ours = errorbars_of("v", ("g",), {}).apply(_frame(raw)).collect().sort("g", "v")
    found = errorbars_of("v", ("g",), {}).apply(_in_duckdb(raw)).collect().sort("g", "v")
    assert found["g"].to_list() == ours["g"].to_list()
    assert found["v"].to_list() == pytest.approx(ours["v"].to_list(), rel=1e-12)


@pytest.mark.parametrize(
    ("read", "words", "reason"),
    [
        (errorbars_of, {"extent": "ci"}, "the confidence interval is drawn by chance"),
        (errorbars_of, {"extent": "stdev", "center": "median"}, "the stdev is drawn around the median"),
        (boxplot_of, {"extent": "odd"}, "the extent 'odd' is computed in the browser"),
        (boxplot_of, {"invalid": None}, "'invalid' draws the missing values"),
    ],
)
def test_refused_words(read: Any, words: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotReducible) as raised:
        read("v", (), words)
    assert raised.value.reason == reason
