"""Categories: takes values that are no numbers, gives a category for each, the most common first where there are many.

Values are the same that JSON would write the same; a category is named by its text, quoted where a text could be taken
for a number or the like that is there, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from chartkit.data.values import encode_value
from chartkit.diagnostics import counted
from chartkit.runs.coloring.labels import text_of


class Category(NamedTuple):
    """Runs with one value, or with the rest of them."""

    label: str
    ids: tuple[str, ...]
    is_rest: bool = False


def categories_of(values: Mapping[str, Any], most: int) -> list[Category]:
    """The categories of values by run id, in the order of their names, at most `most`.

    Of more values the `most - 1` that most runs have keep their own, and the others share the last.

    >>> [(one.label, one.ids) for one in categories_of({"a": "sgd", "b": "adam", "c": "sgd"}, 8)]
    [('adam', ('b',)), ('sgd', ('a', 'c'))]
    """
    members: dict[bytes, list[str]] = {}
    for id, value in values.items():
        members.setdefault(identity_of(value), []).append(id)
    example = {identity: values[ids[0]] for identity, ids in members.items()}
    names = _names(example)
    ranked = sorted(members, key=lambda one: (-len(members[one]), _order(example[one], names[one])))
    own = ranked if len(ranked) <= most else ranked[: most - 1]
    own = sorted(own, key=lambda one: _order(example[one], names[one]))
    found = [Category(names[one], tuple(members[one])) for one in own]
    if len(own) < len(ranked):
        rest = ranked[len(own) :]
        ids = {id for one in rest for id in members[one]}
        label = counted(len(rest), "other value")
        found.append(Category(label, tuple(id for id in values if id in ids), is_rest=True))
    return found


def identity_of(value: Any) -> bytes:
    """The same for values that are the same: 1 and 1.0 are, 1 and true are not."""
    if type(value) is float and value.is_integer():
        value = int(value)
    try:
        return orjson.dumps(encode_value(value), option=orjson.OPT_SORT_KEYS)
    except (TypeError, ValueError, RecursionError):  # what JSON cannot carry is told by its own text
        return repr(value).encode("utf-8", "surrogatepass")


def _names(example: Mapping[bytes, Any]) -> dict[bytes, str]:
    plain = {identity: _text(value) for identity, value in example.items()}
    doubles = {name for name, n_values in Counter(plain.values()).items() if n_values > 1}
    return {
        identity: repr(name) if name in doubles and isinstance(example[identity], str) else name
        for identity, name in plain.items()
    }


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value if value.strip() else repr(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return text_of(value)
    return identity_of(value).decode("utf-8", "replace")


def _order(value: Any, name: str) -> tuple[int, float, str]:
    """Numbers by size before names."""
    is_number = type(value) in (int, float) and value == value
    return (0, value, name) if is_number else (1, 0.0, name)
