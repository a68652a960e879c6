"""Lines through the rows of several series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]

RUNS = [
    {"step": step, "loss": loss, "run": run} for step in range(4) for run, loss in (("a", 9 - step), ("b", 3 - step))
]
XY = {"x": {"field": "step", "type": "quantitative"}, "y": {"field": "loss", "type": "quantitative"}}
MESSAGE = "this line has 2 rows at each 'step' and goes up and down between them."


def line(mark: Any = "line", **channels: Any) -> dict[str, Any]:
    return {"mark": mark, "encoding": {**XY, **channels}}


def test_the_column_that_tells_the_series_apart_is_named(in_example: InExample) -> None:
    help = "the column 'run' tells them apart: draw it as color or detail"
    assert in_example("CK857", RUNS, line()) == [(MESSAGE, help)]


def test_without_such_a_column(in_example: InExample) -> None:
    rows = [{"step": row["step"], "loss": row["loss"]} for row in RUNS]
    help = "tell the series apart by color or detail, draw their mean by aggregate: mean, or say order"
    assert in_example("CK857", rows, line()) == [(MESSAGE, help)]


def test_through_a_color_that_is_another_column(in_example: InExample) -> None:
    rows = [{**row, "kind": "all"} for row in RUNS]
    assert len(in_example("CK857", rows, line(color={"field": "kind", "type": "nominal"}))) == 1


@pytest.mark.parametrize(
    "channels",
    [
        {"color": {"field": "run", "type": "nominal"}},
        {"detail": [{"field": "run"}]},
        {"strokeDash": {"field": "run", "type": "nominal"}},
        {"row": {"field": "run", "type": "nominal"}},
        {"order": {"field": "loss", "type": "quantitative"}},
        {"y": {"field": "loss", "type": "quantitative", "aggregate": "mean"}},
    ],
)
def test_series_that_are_told_apart_or_joined(channels: dict[str, Any], in_example: InExample) -> None:
    assert in_example("CK857", RUNS, line(**channels)) == []


def test_facets_around_it(in_example: InExample) -> None:
    assert in_example("CK857", RUNS, {"facet": {"field": "run", "type": "nominal"}, "spec": line()}) == []


def test_one_run_of_several_is_filtered(in_example: InExample) -> None:
    assert in_example("CK857", RUNS, {"transform": [{"filter": "datum.run == 'a'"}], **line()}) == []


def test_curves_that_rise_at_some_places(in_example: InExample) -> None:
    curve = [(0, 0), (0, 0.4), (0.1, 0.4), (0.1, 0.8), (0.3, 0.8), (0.6, 0.9), (1, 1)]
    assert in_example("CK857", [{"step": x, "loss": y} for x, y in curve], line()) == []


def test_points_may_stand_above_each_other(in_example: InExample) -> None:
    assert in_example("CK857", RUNS, line("point")) == []
