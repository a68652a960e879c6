"""Groups of runs as their mean and range: takes the rows of several runs, gives one row for each place and group.

Runs of a group seldom have the same places: each run's values are then read, by straight lines between its own, at
places that all runs of the chart share, and never outside of where the run has values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.data import Column, Dataset
from chartkit.data.run_label import RUN_COLUMNS
from chartkit.schema.json_types import is_object

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from chartkit.data.kinds import Kind

Json = dict[str, Any]

LOW, HIGH = "_lowest", "_highest"
RUNS = "_runs"
MOST_PLACES = 200
"""Places at which runs without common ones are read."""
_OWN_RUN = "_own_run"
_BAND_OPACITY = 0.18


class Spread(NamedTuple):
    """The aliases of the columns with the mean, the least and the largest value of a group at a place."""

    mean: str
    low: str = LOW
    high: str = HIGH


def mean_and_range(dataset: Dataset, run_ids: list[str], x: str, y: str, categories: tuple[str, ...]) -> Dataset:
    """The mean of `y`, in its own column, with its least and largest value, for each group, category and place `x`.

    `dataset` has the groups as its runs, `run_ids` says whose each row is. Rows come by group and category in the order
    in which they first appear, then by place; places that are names stay in their order. O(n log n).
    """
    import polars as pl

    groups = list(RUN_COLUMNS.values())
    named = [*groups, *categories]
    columns = {name: dataset.column(name).values for name in (*named, x, y)}
    frame = pl.DataFrame({**columns, _OWN_RUN: run_ids}, strict=False).with_columns(pl.col(y).cast(pl.Float64))
    frame = frame.filter(pl.col(y).is_not_null() & pl.col(y).is_finite() & pl.col(x).is_not_null())
    if frame[x].dtype.is_numeric():
        frame = _at_common_places(frame.with_columns(pl.col(x).cast(pl.Float64)), named, x, y)
    figures = [
        pl.col(y).mean(),
        pl.col(y).min().alias(LOW),
        pl.col(y).max().alias(HIGH),
        pl.col(_OWN_RUN).n_unique().alias(RUNS),
    ]
    found = frame.group_by([*named, x], maintain_order=True).agg(figures)
    kept = [*(name for name in dataset.names if name in (*categories, x, y)), LOW, HIGH, RUNS, *groups]
    kinds: dict[str, Kind] = {name: dataset.column(name).kind for name in (*named, x, y)}
    return Dataset([Column(name, kinds.get(name), found[name].to_list()) for name in kept], dataset.timezone)


def _at_common_places(frame: pl.DataFrame, named: list[str], x: str, y: str) -> pl.DataFrame:
    """The rows at places that all curves share; as they are where they share theirs already."""
    import numpy as np
    import polars as pl

    curves = frame.partition_by([*named, _OWN_RUN], maintain_order=True)
    own: list[np.ndarray[Any, Any]] = [np.unique(curve[x].to_numpy()) for curve in curves]
    if not own or all(len(places) == len(own[0]) and bool((places == own[0]).all()) for places in own):
        return pl.concat([curve.sort(x, maintain_order=True) for curve in curves]) if curves else frame
    places: np.ndarray[Any, Any] = np.unique(np.concatenate(own))
    if len(places) > MOST_PLACES:
        places = np.linspace(float(places[0]), float(places[-1]), MOST_PLACES)
    read = [_read_at(curve, places, x, y) for curve in curves]
    return pl.concat(read)


def _read_at(curve: pl.DataFrame, places: np.ndarray[Any, Any], x: str, y: str) -> pl.DataFrame:
    import numpy as np
    import polars as pl

    own = curve.group_by(x, maintain_order=True).agg(pl.col(y).mean()).sort(x)
    at = own[x].to_numpy()
    inside = places[(places >= at[0]) & (places <= at[-1])]
    read = np.interp(inside, at, own[y].to_numpy())
    same = [pl.lit(curve[name][0]).alias(name) for name in curve.columns if name not in (x, y)]
    return pl.DataFrame({x: inside, y: read}).with_columns(same).select(curve.columns)


def with_range(view: Json, mark: str, encoding: Json, spread: Spread | None) -> Json:
    """A line or bar of means with its range: a band behind the line, a rule over the bar. Others stay as they are."""
    axes = {axis: encoding[axis] for axis in ("x", "y") if is_object(encoding.get(axis))}
    along = next((axis for axis, how in axes.items() if spread and how.get("field") == spread.mean), None)
    if spread is None or along is None or mark not in ("line", "trail", "bar"):
        return view
    kept = ("color", "detail", "xOffset", "yOffset")
    place = {"y": "x", "x": "y"}[along]
    told = {"title": spread.mean, **axes[along]}
    details = [*encoding["detail"], *([encoding["strokeDash"]] if is_object(encoding.get("strokeDash")) else [])]
    ends = {along: {**told, "field": spread.low}, f"{along}2": {"field": spread.high}}
    drawn = {channel: encoding[channel] for channel in (place, *kept) if channel in encoding}
    drawn |= ends | {"detail": [{key: one[key] for key in ("field", "type") if key in one} for one in details]}
    drawn["tooltip"] = [
        {"field": RUN_COLUMNS["name"], "type": "nominal", "title": "group"},
        {"field": RUNS, "type": "quantitative", "title": "runs"},
        {"field": spread.mean, "type": "quantitative", "title": "mean", "format": ".6~g"},
        {"field": spread.low, "type": "quantitative", "title": "least", "format": ".6~g"},
        {"field": spread.high, "type": "quantitative", "title": "largest", "format": ".6~g"},
    ]
    is_bar = mark == "bar"
    style = {"type": "rule", "strokeWidth": 2} if is_bar else {"type": "area", "opacity": _BAND_OPACITY}
    band: Json = {"mark": style, "encoding": drawn}
    own = {key: view[key] for key in view if key != "transform"}
    shared = {"transform": view["transform"]} if "transform" in view else {}
    # A rule in the colour of its bar is seen only beyond it: inside it is dark.
    if is_bar:
        band["encoding"] = {**drawn, "color": {"value": "#444444"}}
    return {**shared, "layer": [own, band] if is_bar else [band, own]}
