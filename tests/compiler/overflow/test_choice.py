"""Which policy draws what is over the budget, what it says, and which rows a sample holds."""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
import vl_convert

from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.overflow.choice import reduce_overflow
from chartkit.compiler.overflow.note import diagnostic_of, with_note
from chartkit.compiler.overflow.sample import places, sample
from chartkit.data.frame import Frame
from chartkit.diagnostics import DataError

N = 20_000
TABLE = pl.DataFrame({"x": np.arange(N) * 0.5, "y": np.sin(np.arange(N) / 300)})
BUDGET = Budget(rows=4_000)
SIZE = (400, 200)


def _frame(table: pl.DataFrame = TABLE) -> Frame:
    return Frame(nw.from_native(table.lazy()), {"x": "number", "y": "number"})


def _unit(mark: str, **x: Any) -> dict[str, Any]:
    quantitative = {"type": "quantitative"}
    return {"mark": mark, "encoding": {"x": {"field": "x", **quantitative, **x}, "y": {"field": "y", **quantitative}}}


def test_rows_within_the_budget_come_back_whole() -> None:
    found = reduce_overflow(_frame(), _unit("line"), SIZE, N, budget=Budget(rows=N))
    assert (found.policy, found.text, found.changes) == ("none", "20,000 rows", None)
    assert found.rows.equals(TABLE)


@pytest.mark.parametrize(
    ("mark", "policy", "used", "text"),
    [
        (
            "line", None, "m4",
            "{n_out:,} of 20,000 points: the first, last, lowest and highest of each pixel column",
        ),
        ("bar", None, "sample", "4,000 of 20,000 rows, evenly sampled"),
        ("line", "sample", "sample", "4,000 of 20,000 rows, evenly sampled"),
        ("point", "bin2d", "bin2d", "20,000 points counted in {n_out:,} cells"),
    ],
)  # fmt: skip
def test_the_policy_that_fits(mark: str, policy: Any, used: str, text: str) -> None:
    found = reduce_overflow(_frame(), _unit(mark), SIZE, N, policy, BUDGET)
    text = text.format(n_out=found.n_out)
    assert (found.policy, found.text) == (used, text)
    assert (found.n_in, found.n_out) == (N, len(found.rows))
    said = diagnostic_of(found)
    assert str(said) == (
        f"CK458 {text}.\n"
        "help: aggregate or bin in the spec, filter the table, or pass strict=True to make this an error"
    )


@pytest.mark.parametrize(("policy", "why"), [("error", ""), ("m4", " m4 does not fit: the mark is bar, not line.")])
def test_what_may_not_be_thinned_is_an_error(policy: Any, why: str) -> None:
    with pytest.raises(DataError) as refused:
        reduce_overflow(_frame(), _unit("bar"), SIZE, N, policy, BUDGET)
    assert str(refused.value) == (
        f"CK457 20,000 rows are left to draw; a chart carries up to 4,000 rows or 5 MB.{why}\n"
        "help: aggregate or bin in the spec, filter the table, or declare "
        "overflow: sample, m4 (lines) or bin2d (scatters)"
    )


def test_a_line_with_more_gaps_than_pixels_is_sampled() -> None:
    holes = TABLE.with_columns(pl.when(pl.int_range(pl.len()) % 2 > 0).then("y").alias("y"))
    assert reduce_overflow(_frame(holes), _unit("line"), SIZE, N, None, BUDGET).policy == "sample"


def test_a_sample_is_even_in_order_and_the_same_every_time() -> None:
    one, other = sample(_frame(), N, 1000), sample(_frame(), N, 1000)
    assert one.equals(other)
    assert one["x"].is_sorted() and one["x"].is_unique().all()
    assert np.array_equal(np.asarray(one["x"]) * 2 // 20, np.arange(1000))


@pytest.mark.parametrize(("n", "size"), [(10, 10), (11, 10), (19, 10), (1_000_003, 50_000)])
def test_no_row_is_drawn_twice(n: int, size: int) -> None:
    found = places(n, size)
    assert len(np.unique(found)) == size and found[0] >= 0 and found[-1] < n


def test_every_row_has_nearly_the_same_chance() -> None:
    within = places(1_000_000, 100_000) % 10
    counts = np.bincount(within, minlength=10)
    assert np.all(np.abs(counts - 10_000) < 500)


def test_a_database_draws_by_itself() -> None:
    connection = duckdb.connect()
    connection.register("rows", TABLE.to_arrow())
    frame = Frame(nw.from_native(connection.table("rows")), {"x": "number", "y": "number"}, "duckdb", is_ordered=False)
    one, other = sample(frame, N, 1000), sample(frame, N, 1000)
    assert one.columns == TABLE.columns
    assert 900 < len(one) <= 1000
    assert one.sort("x").equals(other.sort("x"))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (None, {"text": ["5 of 9"], "fontSize": 11, "fontWeight": "normal"}),
        ("Loss", {"text": "Loss", "subtitle": ["5 of 9"]}),
        (
            {"text": "Loss", "subtitle": "mine", "color": "red"},
            {"text": "Loss", "subtitle": ["mine", "5 of 9"], "color": "red"},
        ),
    ],
)
def test_the_note_stands_below_what_the_author_wrote(title: Any, shown: Any) -> None:
    spec = {**_unit("line"), "data": {"values": [{"x": 1, "y": 2}]}, **({"title": title} if title else {})}
    noted = with_note(spec, ["5 of 9", "5 of 9"])
    assert noted["title"] == shown
    assert ">5 of 9</t" in vl_convert.vegalite_to_svg(noted, vl_version="6.4")


def test_the_note_can_stand_in_the_description() -> None:
    assert with_note({"description": "Loss."}, ["5 of 9"], "description") == {"description": "Loss. (5 of 9)"}
