"""What the page asks of the table: takes the JSON of a request, gives a `TableRequest` whose parts are of their types.

Every part may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

import orjson

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.runs.faults import typed
from chartkit.schema import did_you_mean

UNREADABLE = "CK902"
MOST_ROWS = 500
_MOST_KEYS = 1000


class TableRequest(NamedTuple):
    """Which runs, in which order, and what is shown of them."""

    filters: Mapping[str, Any] = {}
    """W&B's, in MongoDB's words."""
    query: str = ""
    """The filter as it is written in the page's box."""
    search: str = ""
    """Text that a run's name, id, tags or notes hold."""
    is_regex: bool = False
    """True when `search` is a regular expression."""
    chosen: Mapping[str, Any] = {}
    """What is ticked in the facets, by column: a list of values, or `{"min": …, "max": …}`."""
    sort: tuple[str, ...] = ()
    """Columns with `+` or `-` before them, the first counting most; newest first without one."""
    group: tuple[str, ...] = ()
    """Columns whose equal values make a group, each inside those of the columns before it."""
    pinned: tuple[str, ...] = ()
    """Ids of runs that stand above all others, in this order."""
    columns: tuple[str, ...] = ()
    """Whose values the rows bring."""
    facets: tuple[str, ...] = ()
    """Columns whose values are counted."""
    offset: int = 0
    limit: int = 100
    level: int = 0
    """Of the groups that are asked for, the first key's being 0."""

    def order_key(self) -> bytes:
        """What the order of the runs depends on, as bytes."""
        parts = (self.filters, self.query, self.search, self.is_regex, self.chosen, self.sort, self.group, self.pinned)
        return orjson.dumps(parts, option=orjson.OPT_NON_STR_KEYS)


def table_request(body: object) -> TableRequest:
    """The request that `body` holds. Raises `ChartkitError` with one finding for each part that is not of its type."""
    if not isinstance(body, dict):
        raise ChartkitError.of(UNREADABLE, f"a request for runs is an object; found {typed(body)}.")
    given = cast(dict[str, Any], body)
    faults = [_unknown(name) for name in given if name not in _PARTS]
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name in _PARTS and value is not None:
            what, is_right, made = _PARTS[name]
            if is_right(value):
                read[name] = made(value)
            else:
                faults.append(Diagnostic(UNREADABLE, f"{name} is {what}; found {typed(value)}."))
    if faults:
        raise ChartkitError(faults)
    return TableRequest(**read)


def _is_texts(value: object) -> bool:
    if not isinstance(value, list):
        return False
    texts = cast(list[object], value)
    return len(texts) <= _MOST_KEYS and all(isinstance(one, str) for one in texts)


def _is_ids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in cast(list[object], value))


def _is_choice(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return all(is_choice(choice) for choice in cast(dict[str, object], value).values())


def is_choice(choice: object) -> bool:
    """True for what is ticked in one facet: a list of values, or an object of `min` and `max`."""
    if isinstance(choice, dict):
        limits = cast(dict[str, object], choice)
        return set(limits) <= {"min", "max"} and all(_is_number(limit) for limit in limits.values())
    return isinstance(choice, list) and all(
        one is None or isinstance(one, str | int | float) for one in cast(list[object], choice)
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and 0 <= value <= most


def _unknown(name: str) -> Diagnostic:
    help = did_you_mean(name, list(_PARTS)) or f"it has {', '.join(_PARTS)}."
    return Diagnostic(UNREADABLE, f"a request for runs has no part {name!r}.", help=help)


def _same(value: Any) -> Any:
    return value


_PARTS: dict[str, tuple[str, Callable[[object], bool], Callable[[Any], Any]]] = {
    "filters": ("an object of W&B's filters", lambda value: isinstance(value, dict), _same),
    "query": ("text", lambda value: isinstance(value, str), _same),
    "search": ("text", lambda value: isinstance(value, str), _same),
    "is_regex": ("true or false", lambda value: isinstance(value, bool), _same),
    "chosen": ("an object of lists of values, or of min and max, by column", _is_choice, _same),
    "sort": (f"a list of at most {_MOST_KEYS:,} texts", _is_texts, tuple),
    "group": (f"a list of at most {_MOST_KEYS:,} texts", _is_texts, tuple),
    "pinned": ("a list of ids", _is_ids, tuple),
    "columns": (f"a list of at most {_MOST_KEYS:,} texts", _is_texts, tuple),
    "facets": (f"a list of at most {_MOST_KEYS:,} texts", _is_texts, tuple),
    "offset": ("a whole number from 0", _is_count(10**9), _same),
    "limit": (f"a whole number from 0 to {MOST_ROWS}", _is_count(MOST_ROWS), _same),
    "level": (f"a whole number from 0 to {_MOST_KEYS:,}", _is_count(_MOST_KEYS), _same),
}
"""Each part: what it is in words, whether a value is that, and what it becomes."""
