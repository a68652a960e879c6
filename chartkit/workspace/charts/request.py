"""What the page asks of a key's charts: takes the JSON of a request, gives a `ChartRequest`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.runs.faults import typed
from chartkit.schema import did_you_mean

UNREADABLE = "CK902"
MOST_RUNS = 200
"""More runs than these in one picture are no longer told apart."""
_LISTS = frozenset({"runs", "classes", "group"})
_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-z]{3,30}|(rgb|hsl)a?\([0-9., %/deg]{1,60}\)")


class ChartRequest(NamedTuple):
    """One key for some runs."""

    key: str
    runs: tuple[str, ...]
    step: int | None = None
    """The slider's step; the latest without one."""
    classes: tuple[str, ...] | None = None
    """The classes that are shown; all without them."""
    group: tuple[str, ...] = ()
    """Columns of the table of runs whose equal values make a group."""
    colors: Mapping[str, str] = {}
    """Colours by run id, as the page has them; a run's own without one."""
    width_px: int = 480
    height_px: int = 320
    as_logged: bool = False
    """Each run's chart as it was logged, in its own colours."""


def chart_request(body: object) -> ChartRequest:
    """The request that `body` holds. Raises `ChartkitError` with one finding for each part that is not of its type."""
    if not isinstance(body, dict):
        raise ChartkitError.of(UNREADABLE, f"a request for a chart is an object; found {typed(body)}.")
    given = {name: value for name, value in cast(dict[str, Any], body).items() if value is not None}
    if given.get("step") == "latest":
        del given["step"]
    faults = [_unknown(name) for name in given if name not in ChartRequest._fields]
    faults += [
        Diagnostic(UNREADABLE, f"{name} is {what}; found {typed(given[name])}.")
        for name, (what, is_right) in _PARTS.items()
        if name in given and not is_right(given[name])
    ]
    faults += [
        Diagnostic(UNREADABLE, f"a request for a chart needs {name}, {_PARTS[name][0]}.")
        for name in ("key", "runs")
        if name not in given
    ]
    if faults:
        raise ChartkitError(faults)
    read: dict[str, Any] = {name: tuple(given[name]) if name in _LISTS else given[name] for name in given}
    return ChartRequest(**read)


def _texts(value: object, most: int) -> bool:
    if not isinstance(value, list):
        return False
    texts = cast(list[object], value)
    return len(texts) <= most and all(isinstance(one, str) for one in texts)


def _colors(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    named = cast(dict[str, object], value).values()
    return all(isinstance(one, str) and _COLOR.fullmatch(one) for one in named)


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _unknown(name: str) -> Diagnostic:
    parts = ChartRequest._fields
    help = did_you_mean(name, [*parts]) or f"it has {', '.join(parts)}."
    return Diagnostic(UNREADABLE, f"a request for a chart has no part {name!r}.", help=help)


_PARTS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "key": ("the text under which charts were logged", lambda value: isinstance(value, str)),
    "runs": (f"a list of at most {MOST_RUNS} ids", lambda value: _texts(value, MOST_RUNS)),
    "step": ("a whole number or 'latest'", lambda value: _whole(value, -(2**63), 2**63)),
    "classes": ("a list of texts", lambda value: _texts(value, 10_000)),
    "group": ("a list of columns", lambda value: _texts(value, 20)),
    "colors": ("an object of CSS colours by run id", _colors),
    "width_px": ("a whole number from 80 to 8,000", lambda value: _whole(value, 80, 8_000)),
    "height_px": ("a whole number from 80 to 8,000", lambda value: _whole(value, 80, 8_000)),
    "as_logged": ("true or false", lambda value: isinstance(value, bool)),
}
"""Each part: what it is in words, and whether a value is that."""
