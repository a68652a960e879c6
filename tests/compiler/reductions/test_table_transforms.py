"""Window, stack, fold, impute and quantile against real Vega: the same rows, in the same order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from chartkit.compiler.reductions.fold import fold_of
from chartkit.compiler.reductions.impute import impute_of
from chartkit.compiler.reductions.quantile import quantile_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.stack import stack_of
from chartkit.compiler.reductions.window import window_of
from chartkit.data.frame import Frame, FrameKind

VegaRows = Callable[[Sequence[Any]], list[list[tuple[str, ...]]]]
KINDS: dict[str, FrameKind] = {"g": "text", "h": "text", "k": "number", "v": "number", "w": "number"}
TYPES = {"g": pl.String, "h": pl.String, "k": pl.Float64, "v": pl.Float64, "w": pl.Int64}
READERS = {"window": window_of, "stack": stack_of, "fold": fold_of, "impute": impute_of, "quantile": quantile_of}

NUMBERS = st.sampled_from([None, 0.0, -0.0, 1.0, 2.0, -3.5, 0.1, 7.25, 1e9])
TEXTS = st.sampled_from([None, "a", "b", "", "null", "a|b", "\U0001f600", "\uff5e"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {"g": TEXTS, "h": TEXTS, "k": st.sampled_from([None, 1.0, 2.0, 3.0]), "v": NUMBERS, "w": st.integers(-2, 2)}
    ),
    min_size=1,
    max_size=9,
)

SORTS = st.sampled_from(
    [
        {},
        {"sort": [{"field": "v"}]},
        {"sort": [{"field": "v", "order": "descending"}]},
        {"sort": [{"field": "h"}]},
        {"sort": [{"field": "k", "order": "descending"}, {"field": "h", "order": "ascending"}]},
        {"sort": [{"field": "w", "order": None}]},
    ]
)
GROUPS = st.sampled_from([[], ["g"], ["g", "h"], ["g", "k"]])
PLAIN_OPS = ("row_number", "rank", "dense_rank", "percent_rank", "cume_dist")
FIELD_OPS = ("lag", "lead", "first_value", "last_value", "prev_value", "next_value")
RUNNING_OPS = ("count", "sum", "mean", "average", "min", "max", "valid", "missing", "product", "distinct")
MOVING_OPS = ("count", "sum", "mean", "average", "min", "max", "valid", "missing")
WHOLE_OPS = (*RUNNING_OPS, "median", "q1", "q3", "stdev", "stdevp", "variance", "variancep", "stderr")


def _named(ops: Sequence[str], fields: Sequence[str | None], param: int | None = None) -> list[dict[str, Any]]:
    found = [{"op": op, "field": field, "param": param, "as": f"{op}_{field}"} for op in ops for field in fields]
    return [{key: value for key, value in one.items() if value is not None} for one in found]


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    before, after = draw(st.sampled_from([(None, 0), (None, None), (None, 1), (-1, 0), (-2, 2), (0, None), (0, 0)]))
    aggregates = MOVING_OPS if before is not None else RUNNING_OPS if after is not None else WHOLE_OPS
    ops = _named(PLAIN_OPS, [None]) + _named(FIELD_OPS, ["v", "h"], draw(st.sampled_from([None, 1, 2])))
    ops += _named(["nth_value"], ["v", "h"], 2) + _named(["ntile"], [None], 3) + _named(aggregates, ["v", "w"])
    ops += _named([op for op in aggregates if op in ("valid", "missing", "distinct")], ["g"])
    frame = {"frame": [before, after]} if draw(st.booleans()) or (before, after) != (None, 0) else {}
    peers = draw(st.sampled_from([{}, {"ignorePeers": True}, {"ignorePeers": False}]))
    return {"window": ops, "groupby": draw(GROUPS), **draw(SORTS), **frame, **peers}


STACKS = st.fixed_dictionaries(
    {
        "stack": st.sampled_from(["v", "w"]),
        "groupby": GROUPS,
        "offset": st.sampled_from(["zero", "center", "normalize"]),
        "as": st.sampled_from(["s", ["s", "s_end"]]),
    }
).flatmap(lambda stack: SORTS.map(lambda sort: {**stack, **sort}))
FOLDS = st.sampled_from([{"fold": ["v", "w"]}, {"fold": ["g", "h"], "as": ["key", "value"]}, {"fold": ["w", "k", "v"]}])
QUANTILES = st.fixed_dictionaries(
    {"quantile": st.sampled_from(["v", "w"]), "groupby": GROUPS},
    optional={"probs": st.just([0, 0.25, 0.5, 0.9, 1])},
).flatmap(lambda found: st.sampled_from([0.3, 0.1]).map(lambda step: {"step": step, **found}))
IMPUTES = st.fixed_dictionaries(
    {"impute": st.just("v"), "key": st.just("k"), "groupby": st.sampled_from([[], ["g"], ["g", "h"]])},
    optional={
        "keyvals": st.sampled_from([[5, 1], {"stop": 3}, {"start": 2, "stop": 4, "step": 0.5}]),
        "method": st.sampled_from(["value", "mean", "median", "min", "max"]),
        "value": st.sampled_from([None, 0, 4.5]),
    },
)


def _frame(rows: Sequence[Mapping[str, Any]]) -> Frame:
    table = pl.DataFrame(list(rows), schema=TYPES)
    return Frame(nw.from_native(table.lazy()), KINDS)


def _same(found: Any, expected: str, as_javascript: Callable[[Any], str]) -> bool:
    written = as_javascript(found).replace("-0", "0") if found == 0 else as_javascript(found)
    if written == expected or (found is None and expected in ("null", "undefined")):
        return True
    try:
        return isinstance(found, (int, float)) and math.isclose(found, float(expected), rel_tol=1e-9, abs_tol=1e-6)
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("kind", "transforms"),
    [("window", windows()), ("stack", STACKS), ("fold", FOLDS), ("quantile", QUANTILES), ("impute", IMPUTES)],
)
def test_rows_are_those_of_vega(
    kind: str, transforms: st.SearchStrategy[Any], vega_rows: VegaRows, as_javascript: Callable[[Any], str]
) -> None:
    @seed(3)
    @settings(
        max_examples=3, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(st.tuples(ROWS, transforms), min_size=12, max_size=12))
    def agrees(cases: list[tuple[list[dict[str, Any]], dict[str, Any]]]) -> None:
        reduced = [READERS[kind](transform, KINDS).apply(_frame(rows)) for rows, transform in cases]
        columns = [list(frame.kinds) for frame in reduced]
        if kind == "impute":
            columns = [["v", "k", *transform["groupby"]] for _, transform in cases]
        expected = vega_rows(
            [(rows, [transform], names) for (rows, transform), names in zip(cases, columns, strict=True)]
        )
        for (rows, transform), frame, names, wanted in zip(cases, reduced, columns, expected, strict=True):
            found = frame.collect().select(names).rows()
            assert len(found) == len(wanted), (rows, transform, found, wanted)
            for got, want in zip(found, wanted, strict=True):
                differing = [
                    (n, g, w) for n, g, w in zip(names, got, want, strict=True) if not _same(g, w, as_javascript)
                ]
                assert not differing, f"{rows}\n{transform}\n{differing}"

    agrees()


@pytest.mark.parametrize(
    ("transform", "reason"),
    [
        ({"window": [{"op": "ci0", "field": "v"}]}, "ci0 in a window is left to the browser"),
        ({"window": [{"op": "median", "field": "v"}]}, "median over running rows is left to the browser"),
        (
            {"window": [{"op": "product", "field": "v"}], "frame": [-1, 0]},
            "product over moving rows is left to the browser",
        ),
        ({"window": [{"op": "sum", "field": "g"}]}, "sum of a column of kind text is left to the browser"),
        ({"window": [{"op": "lag", "field": "x"}]}, "'x' is no plain column of the table"),
        ({"window": [{"op": "lag"}]}, "lag needs a field"),
        ({"window": [{"op": "ntile"}]}, "ntile needs a number above zero"),
        ({"window": [{"op": "lag", "field": "v", "param": -1}]}, "lag counts whole rows, and forwards"),
        (
            {"window": [{"op": "sum", "field": "v"}], "frame": [None, -1]},
            "versions of Vega differ about a frame that leaves out its own row",
        ),
        ({"window": [{"op": "count"}], "frame": [-0.5, 0]}, "the frame counts parts of rows"),
        ({"stack": "g", "groupby": []}, "'g' holds no numbers to stack"),
        ({"fold": ["g", "v"]}, "the folded columns are of several kinds"),
        ({"fold": ["g"], "as": ["x", "x"]}, "the key and the value have one name"),
        ({"quantile": "g"}, "'g' holds no numbers"),
        ({"impute": "v", "key": "k", "keyvals": ["a"]}, "keyvals are of another kind than the key, number"),
        ({"impute": "v", "key": "k", "keyvals": [1, 1]}, "keyvals hold a value twice"),
        ({"impute": "v", "key": "v"}, "one column is imputed and key or group at once"),
        ({"impute": "g", "key": "k", "value": 1}, "the imputed value 1 is of another kind than the column, text"),
    ],
)
def test_what_is_not_exact_is_refused(transform: dict[str, Any], reason: str) -> None:
    kind = next(iter(transform))
    with pytest.raises(NotReducible) as refused:
        READERS[kind](transform, KINDS).apply(_frame([]))
    assert refused.value.reason == reason


def _in_duckdb(values: str) -> Frame:
    import duckdb

    relation = duckdb.connect().sql(f"select * from (values {values}) t(g, k, v)")
    return Frame(nw.from_native(relation), {"g": "text", "k": "number", "v": "number"}, "duckdb", is_ordered=False)


def test_a_sort_without_ties_orders_the_rows_of_a_database() -> None:
    window = window_of({"window": [{"op": "sum", "field": "v", "as": "s"}], "sort": [{"field": "k"}]}, KINDS)
    found = window.apply(_in_duckdb("('a', 2, 10), ('a', 1, 3), ('b', 3, 5)"))
    assert found.notes == ("window functions run in Polars",)
    assert sorted(found.collect().rows()) == [("a", 1, 3, 3.0), ("a", 2, 10, 13.0), ("b", 3, 5, 18.0)]


@pytest.mark.parametrize(
    ("sort", "reason"),
    [([{"field": "k"}], "duckdb keeps no order of rows and the sort has ties"),
     ([], "duckdb keeps no order of rows and there is no sort")],
)  # fmt: skip
def test_a_database_with_ties_has_no_window(sort: list[dict[str, str]], reason: str) -> None:
    window = window_of({"window": [{"op": "row_number", "as": "n"}], "sort": sort, "groupby": ["g"]}, KINDS)
    with pytest.raises(NotReducible) as refused:
        window.apply(_in_duckdb("('a', 1, 10), ('a', 1, 3), ('b', 3, 5)"))
    assert refused.value.reason == reason


def test_a_database_folds_by_itself() -> None:
    found = fold_of({"fold": ["k", "v"]}, KINDS).apply(_in_duckdb("('a', 1, 10.5), ('b', null, 3)"))
    assert (found.engine, found.notes) == ("duckdb", ())
    rows = sorted(found.collect().select("g", "key", "value").rows(), key=str)
    assert rows == [("a", "k", 1.0), ("a", "v", 10.5), ("b", "k", None), ("b", "v", 3.0)]


@pytest.mark.parametrize("kind", list(READERS))
def test_every_reduction_says_what_it_does(kind: str) -> None:
    transforms: dict[str, dict[str, Any]] = {
        "window": {"window": [{"op": "sum", "field": "v"}, {"op": "rank", "as": "r"}]},
        "stack": {"stack": "v", "groupby": ["g"]},
        "fold": {"fold": ["v", "w"]},
        "impute": {"impute": "v", "key": "k"},
        "quantile": {"quantile": "v", "groupby": ["g"], "step": 0.5},
    }
    lines = {
        "window": "window sum(v) as sum_v, rank() as r",
        "stack": "stack v by g, offset zero",
        "fold": "fold v, w into key and value",
        "impute": "impute v for every k",
        "quantile": "2 quantiles of v by g",
    }
    reduction = READERS[kind](transforms[kind], KINDS)
    assert reduction.explain() == lines[kind]
    assert reduction.reads <= KINDS.keys()
