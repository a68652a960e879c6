"""What kind of place a string of a spec stands in, by the words of Vega-Lite and Vega around it.

Source: the Vega-Lite 6.4 and Vega 6 schemas: the properties whose values are expressions, texts, or field names.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from chartkit.diagnostics import JsonPath

Position = Literal["expression", "field", "text", "literal", "plain"]
"""expression: parsed by Vega. field: a field's name. text: shown to people. literal: a constant. plain: the rest."""

_POSITIONS: dict[str, Position] = {
    **dict.fromkeys(
        ["calculate", "filter", "expr", "test", "labelExpr", "signal", "update", "init", "and", "or", "not"],
        "expression",
    ),
    **dict.fromkeys(
        ["field", "fields", "groupby", "fold", "key", "pivot", "lookup", "density", "regression", "on", "loess"],
        "field",
    ),
    **dict.fromkeys(["quantile", "flatten", "impute", "stack"], "field"),
    **dict.fromkeys(
        ["title", "subtitle", "text", "description", "label", "href", "url", "tooltip", "placeholder"], "text"
    ),
    **dict.fromkeys(
        ["value", "values", "datum", "equal", "oneOf", "lt", "lte", "gt", "gte", "range", "domain", "labels"], "literal"
    ),
}

_NEEDED = frozenset(["field", "expr", "test", "signal", "datum", "and", "or", "not", "as"])
_NEEDED_IN_TRANSFORMS = _NEEDED | frozenset(
    [
        "calculate",
        "filter",
        "fold",
        "key",
        "pivot",
        "value",
        "lookup",
        "density",
        "regression",
        "on",
        "loess",
        "quantile",
        "flatten",
        "impute",
        "stack",
        "extent",
        "aggregate",
        "window",
        "joinaggregate",
    ]
)
_NEEDED_ITEMS = frozenset(["aggregate", "window", "joinaggregate", "fold", "and", "or", "flatten", "repeat"])


def position_of(key: str, siblings: Collection[str]) -> Position:
    """The position of the value under `key` of an object with the keys `siblings`."""
    if key == "value" and "pivot" in siblings:
        return "field"
    return _POSITIONS.get(key, "plain")


def is_needed(key: str, path: JsonPath) -> bool:
    """Whether the object at `path` says nothing without `key`: a channel without its field, say."""
    return key in (_NEEDED_IN_TRANSFORMS if is_transform(path) else _NEEDED)


def needs_items(path: JsonPath) -> bool:
    """Whether the list at `path` says nothing once its last item is gone; an emptied `groupby` still does."""
    return bool(path) and path[-1] in _NEEDED_ITEMS


def is_transform(path: JsonPath) -> bool:
    return len(path) >= 2 and isinstance(path[-1], int) and path[-2] == "transform"


def is_channel(path: JsonPath) -> bool:
    """Whether the object at `path` is a channel: under `encoding`, or in a list of one (tooltip, detail, order)."""
    channel = path[:-1] if path and isinstance(path[-1], int) else path
    return len(channel) >= 2 and channel[-2] == "encoding"
