"""Where the expressions of a spec stand: takes the spec, gives them with their places, and the params that it defines.

Source: the Vega-Lite 6.4 and Vega 6 schemas: the properties whose values are expressions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

Link: TypeAlias = "tuple[Link | None, str | int] | None"
"""A place as its owner's place and the last step: cheaper than a path for the many that are never told."""

_TEXTS = frozenset(["calculate", "filter", "expr", "test", "labelExpr", "signal", "and", "or", "not", "param"])
_VEGA_TEXTS = frozenset(["expr", "signal", "test", "update", "init", "insert", "remove", "modify", "trigger"])
# What a selection listens to, and what it is bound to, is not looked at.
_PASSED_OVER = frozenset(["values", "datasets", "usermeta", "data", "select", "bind"])
_VEGA_PASSED_OVER = frozenset(["values", "usermeta", "value"])
_COMPOSED = ("and", "or")


class Gathered(NamedTuple):
    """`places` of expressions, and of names of params where the last item is true; `defined` are the params' names.

    `datasets` are those that an expression of raw Vega may name: of data, marks and facets, in whatever scope.
    """

    places: list[tuple[Link, str, bool]]
    defined: frozenset[str]
    datasets: frozenset[str]


def path_of(link: Link) -> JsonPath:
    """The path that a link stands for."""
    steps: list[str | int] = []
    while link is not None:
        link, step = link
        steps.append(step)
    return tuple(reversed(steps))


def gathered(spec: dict[str, Any], is_vega: bool) -> Gathered:
    """Every expression of the spec and every use of a param, in document order. O(size of the spec), no recursion."""
    texts, passed_over = (_VEGA_TEXTS, _VEGA_PASSED_OVER) if is_vega else (_TEXTS, _PASSED_OVER)
    places: list[tuple[Link, str, bool]] = []
    defined: set[str] = set()
    datasets: set[str] = set()
    waiting: list[tuple[Any, Link, Any]] = [(spec, None, None)]
    while waiting:
        value, link, owner = waiting.pop()
        if isinstance(value, str):
            places.append((link, value, owner == "param"))
            continue
        if is_list(value):
            below = [
                (item, (link, index), owner)
                for index, item in enumerate(value)
                if item.__class__ in _CONTAINERS or (owner in _COMPOSED and isinstance(item, str))
            ]
        else:
            defined.update(_signals(value) if is_vega else _params(value))
            datasets.update(_datasets(value) if is_vega else ())
            below = [
                (item, (link, key), key)
                for key, item in value.items()
                if (key in texts and isinstance(item, str))
                or (item.__class__ in _CONTAINERS and key not in passed_over)
            ]
        waiting += reversed(below)
    return Gathered(places, frozenset(defined), frozenset(datasets))


_CONTAINERS = frozenset([dict, list])


def _params(entries: dict[str, Any]) -> Iterator[str]:
    """The params that an object of a Vega-Lite spec defines: all are visible everywhere."""
    if "params" in entries:
        yield from _named(entries["params"], "name")
    if "extent" in entries and isinstance(entries.get("param"), str):
        yield entries["param"]


def _signals(entries: dict[str, Any]) -> Iterator[str]:
    """The signals that an object of a Vega spec defines, by itself or by its transforms."""
    yield from _named(entries.get("signals"), "name")
    yield from _named(entries.get("transform"), "signal")


def _datasets(entries: dict[str, Any]) -> Iterator[str]:
    """The datasets that an object of a Vega spec names."""
    yield from _named(entries.get("data"), "name")
    yield from _named(entries.get("marks"), "name")
    yield from _named([entries.get("facet")], "name")


def _named(items: Any, key: str) -> Iterator[str]:
    for item in items if is_list(items) else ():
        if is_object(item) and isinstance(item.get(key), str):
            yield item[key]
