"""Specs of runs that strangers made: a chart is restored or refused, and nothing of it raises what is not ours."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

import chartkit
from chartkit.compiler import Chart
from chartkit.compiler.kept_spec import kept_spec

ODD: list[Any] = [None, 5, -1, True, "x", [], [5], [[5]], {}, {"x": 5}, {"text": 5}]
VIEW = {
    "mark": "line",
    "encoding": {
        "x": {"field": "${field:x}", "type": "quantitative"},
        "y": {"field": "${field:y}", "type": "quantitative"},
    },
}
FACET = {"field": "${field:x}", "type": "nominal", "columns": 2}
LITE = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"name": "table"}}
VEGA = {
    "$schema": "https://vega.github.io/schema/vega/v6.json",
    "data": [{"name": "table"}],
    "marks": [{"type": "symbol", "from": {"data": "table"}, "encode": {"enter": {"x": {"field": "${field:x}"}}}}],
}
SPECS: dict[str, dict[str, Any]] = {
    "single": LITE | VIEW | {"title": "T"},
    "beside": LITE | {"hconcat": [VIEW, VIEW]},
    "below": LITE | {"vconcat": [VIEW, {"concat": [VIEW, VIEW]}]},
    "facet": LITE | {"facet": {"column": {"field": "${field:x}", "type": "nominal"}}, "spec": VIEW},
    "faceted": LITE | VIEW | {"encoding": VIEW["encoding"] | {"facet": FACET}},  # pyright: ignore[reportOperatorIssue]
    "vega": VEGA,
}


def chart_of(name: str) -> Chart:
    fields = {"x": "step"} if name == "vega" else {"x": "step", "y": "loss"}
    return chartkit.plot_table(SPECS[name], {"step": [0, 1], "loss": [1.0, 0.5]}, fields)


def paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield above
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from paths(item, (*above, key))


def with_value(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    changed = inside = copy.deepcopy(value)
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = new
    return changed


def without(value: Any, path: tuple[Any, ...]) -> Any:
    changed = inside = copy.deepcopy(value)
    for key in path[:-1]:
        inside = inside[key]
    del inside[path[-1]]
    return changed


def uses(chart: Chart) -> tuple[Callable[[], object], ...]:
    return (
        chart.to_json,
        chart.page_json,
        lambda: chart.page_json(300, 200),
        lambda: (chart.title, repr(chart), chart.spec, chart.kept_tables, chart.is_notice),
        lambda: chart.table,
    )


@pytest.mark.parametrize("name", SPECS)
def test_any_value_in_any_place_is_refused_or_drawn(name: str) -> None:
    chart = chart_of(name)
    spec = json.loads(chart.spec_bytes())
    n_refused = 0
    for path in paths(spec):
        for odd in ODD:
            content = json.dumps(with_value(spec, path, odd)).encode()
            try:
                found = Chart.restore(content, chart.kept_tables)
            except (LookupError, ValueError):
                n_refused += 1
                continue
            for use in uses(found):
                with suppress(chartkit.ChartkitError):  # one of ours, with its sentence
                    use()
    assert n_refused > 100


@pytest.mark.parametrize("name", SPECS)
def test_any_part_may_be_missing(name: str) -> None:
    chart = chart_of(name)
    spec = json.loads(chart.spec_bytes())
    n_used = 0
    for path in list(paths(spec))[1:]:
        try:
            found = Chart.restore(json.dumps(without(spec, path)).encode(), chart.kept_tables)
        except (LookupError, ValueError):
            continue  # refused
        n_used += 1
        for use in uses(found):
            with suppress(chartkit.ChartkitError):
                use()
    assert n_used > 10


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ((), [], "it is no object"),
        (("usermeta",), None, "usermeta is no object"),
        (("usermeta", "chartkit"), 5, "usermeta.chartkit is no object"),
        (("usermeta", "chartkit", "preset"), 5, "its preset is no text"),
        (("usermeta", "chartkit", "rows"), "2", "its number of rows is none"),
        (("usermeta", "chartkit", "notice"), 1, "notice is neither true nor false"),
        (("usermeta", "chartkit", "source"), {"text": 1}, "the text of its source is none"),
        (
            ("usermeta", "chartkit", "datasets", "table", "columns"),
            [["a", "b", "c"]],
            "dataset 'table' does not say which columns of which table it has",
        ),
        (
            ("usermeta", "chartkit", "datasets", "table", "columns"),
            [["a", -1, "nominal"]],
            "dataset 'table' has a column below the first",
        ),
        (("datasets",), [], "datasets is no object"),
        (("data",), {}, "its data is no list"),
        (("data", 0), 5, "a dataset is no object"),
        (("data", 0, "name"), [], "the name of a dataset is no text"),
    ],
)
def test_what_is_no_kept_spec_is_said(path: tuple[Any, ...], value: Any, message: str) -> None:
    spec = json.loads(chart_of("vega").spec_bytes())
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        kept_spec(json.dumps(with_value(spec, path, value)).encode())


def test_views_that_are_none_are_said_when_they_are_drawn() -> None:
    chart = chart_of("beside")
    spec = json.loads(chart.spec_bytes()) | {"hconcat": 5}
    found = Chart.restore(json.dumps(spec).encode(), chart.kept_tables)
    with pytest.raises(chartkit.RenderError) as caught:
        found.page_json()
    assert str(caught.value) == "CK505 the views of the chart cannot be laid out: its spec is no Vega-Lite."
