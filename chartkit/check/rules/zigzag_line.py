"""A line goes through the rows of several series as if they were one, up and down at every x.

## Why
A line is one for each value of color, detail and the like. Rows of several runs without such a channel are joined in
one line that jumps from run to run: a sawtooth that looks like noise.

## Failing
```yaml
description: Loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  color: {type: nominal, required: false}
example:
  values:
    - {step: 0, loss: 3, run: a}
    - {step: 0, loss: 9, run: b}
    - {step: 1, loss: 2, run: a}
    - {step: 1, loss: 8, run: b}
    - {step: 2, loss: 1, run: a}
    - {step: 2, loss: 7, run: b}
  fields: {x: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:color}", type: nominal}
```

## Passing
```yaml
description: Loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  color: {type: nominal, required: false}
example:
  values:
    - {step: 0, loss: 3, run: a}
    - {step: 0, loss: 9, run: b}
    - {step: 1, loss: 2, run: a}
    - {step: 1, loss: 8, run: b}
    - {step: 2, loss: 1, run: a}
    - {step: 2, loss: 7, run: b}
  fields: {x: step, y: loss, color: run}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:color}", type: nominal}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chartkit.check.rows import ViewRows
from chartkit.check.rows.aggregation import FACET_CHANNELS, facet_fields
from chartkit.check.rows.javascript import is_number
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.data import Dataset
from chartkit.diagnostics import Diagnostic
from chartkit.schema.json_types import is_list, is_object, json_key

_SERIES = (
    "color",
    "fill",
    "stroke",
    "detail",
    "strokeDash",
    "shape",
    "opacity",
    "strokeOpacity",
    "key",
    *FACET_CHANNELS,
)
_LEAST_SHARE = 0.9
_LEAST_X = 2

Keys = list[tuple[Any, ...]]


def zigzag_line(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at the mark of each line whose series have several rows at nearly every x."""
    for rows in subject.view_rows:
        found = _repeated(rows) if rows.view.mark in ("line", "area", "trail") else None
        if found is None:
            continue
        x, n_rows = found
        message = (
            f"this {rows.view.mark} has {n_rows} rows at each {rows.title(x)!r} and goes up and down between them."
        )
        place = subject.locate((*rows.view.path, "mark"))
        yield Diagnostic("CK857", message, "warning", place, _way_out(rows, subject, x))


def _repeated(rows: ViewRows) -> tuple[str, int] | None:
    """The field along the line, and how many rows a series has at each of its values, where that zigzags."""
    encoding = rows.view.definitions
    if "order" in encoding or any(_is_computed(definition) for definition in encoding.values()):
        return None
    along = "y" if _is_vertical(rows) else "x"
    places = {channel.name: field for channel, field in rows.channels("x", "y")}
    x, y = places.get(along), places.get("x" if along == "y" else "y")
    at, drawn = rows.values(x) if x else None, rows.values(y) if y else None
    series = _series(rows)
    if x is None or at is None or drawn is None or series is None:
        return None
    n_rows = _rows_at_each(series, at, drawn)
    return (x, n_rows) if n_rows > 1 else None


def _rows_at_each(series: Keys, at: Sequence[Any], drawn: Sequence[Any]) -> int:
    """How many rows of other heights nearly every place of a series has; 1 where most have one."""
    heights: dict[Any, list[Any]] = {}
    for key, x, y in zip(series, at, drawn, strict=True):
        if is_number(y):
            heights.setdefault((key, json_key(x)), []).append(y)
    repeated = [found for found in heights.values() if len(set(found)) > 1]
    if len(repeated) < max(_LEAST_X, _LEAST_SHARE * len(heights)):
        return 1
    counts = sorted(map(len, repeated))
    return counts[len(counts) // 2]


def _series(rows: ViewRows) -> Keys | None:
    """What tells the series of each row apart; None where that is not known."""
    names = {field for _, field in rows.channels(*_SERIES)} | facet_fields(rows)
    columns = [rows.values(name) for name in sorted(names)]
    if None in columns:
        return None
    return [tuple(json_key(column[index]) for column in columns if column) for index in range(rows.n_rows)]


def _is_computed(definition: Any) -> bool:
    """Whether a channel groups rows, so that a line has one point a group; or colours some by a test."""
    each = definition if is_list(definition) else [definition]
    keys = ("aggregate", "bin", "timeUnit", "impute", "condition")
    return any(is_object(item) and any(item.get(key) for key in keys) for item in each)


def _is_vertical(rows: ViewRows) -> bool:
    mark = rows.view.spec.get("mark")
    return is_object(mark) and mark.get("orient") == "horizontal"


def _way_out(rows: ViewRows, subject: Subject, x: str) -> str:
    apart = _column_apart(rows, subject, x)
    if apart is not None:
        return f"the column {apart!r} tells them apart: draw it as color or detail"
    return "tell the series apart by color or detail, draw their mean by aggregate: mean, or say order"


def _column_apart(rows: ViewRows, subject: Subject, x: str) -> str | None:
    """A column of the example with few values, each of which has one row at each x."""
    dataset = _table(rows, subject)
    series, at = _series(rows), rows.values(x)
    if dataset is None or rows.rows is None or series is None or at is None:
        return None
    for column in dataset.columns:
        values = [json_key(column.values[origin]) for origin in rows.rows.origins]
        n_series = len(set(values))
        if 1 < n_series <= len(values) // 2 and column.name != rows.title(x):
            places = {(value, key, json_key(place)) for value, key, place in zip(values, series, at, strict=True)}
            if len(places) == len(values):
                return column.name
    return None


def _table(rows: ViewRows, subject: Subject) -> Dataset | None:
    """The table whose rows these are; None once transforms have made others."""
    bound = subject.binding.tables.get(rows.view.data or "") if subject.binding else None
    return bound.dataset if bound and rows.rows and rows.rows.origins else None


RULE = Rule("CK857", "zigzag-line", "warning", "data", zigzag_line)
