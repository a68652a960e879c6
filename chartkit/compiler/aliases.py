"""Column names that no spec can misread.

Vega reads `a.b` and `a[0]` as paths into an object, quotes break generated expressions, and members of
`Object.prototype` are found on every row. Such columns travel under a readable alias; titles keep the user's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_SAFE = re.compile(r"(?=.*[^ ])(?!__)[\w ]+\Z")
OBJECT_PROTOTYPE = frozenset(
    (
        "constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable __proto__ "
        "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__"
    ).split()
)


def is_safe(name: str) -> bool:
    """Letters, digits, `_` and spaces, at least one of them not a space, and no member of `Object.prototype`.

    Names that begin with `__` are those of hidden columns, here and in Vega-Lite.
    """
    return bool(_SAFE.match(name)) and name not in OBJECT_PROTOTYPE


def aliases(names: Iterable[str], taken_names: Collection[str] = (), written: Collection[str] = ()) -> dict[str, str]:
    """Each name with the one it has in the chart: itself where safe and not taken, else a readable one of its own.

    `written` are columns that stand in no slot: an author can only have written their names, in Vega's own spelling.

    >>> aliases(["loss", "a.b", "a_b", "constructor", ""])
    {'loss': 'loss', 'a.b': 'a_b_2', 'a_b': 'a_b', 'constructor': 'constructor_', '': 'column'}
    """
    ordered = list(names)
    safe = {name for name in ordered if (is_safe(name) and name not in taken_names) or name in written}
    taken = safe | set(taken_names)
    found: dict[str, str] = {}
    for name in ordered:
        found[name] = name if name in safe else _unused(_readable(name), taken)
        taken.add(found[name])
    return found


def display_name(name: str) -> str:
    """The name as titles show it: half surrogate pairs, which no file can hold, become U+FFFD."""
    return name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _readable(name: str) -> str:
    if name in OBJECT_PROTOTYPE:
        return f"{name.strip('_')}_"
    return re.sub(r"[^\w]+", "_", display_name(name)).strip("_") or "column"


def _unused(wanted: str, taken: set[str]) -> str:
    alias, number = wanted, 1
    while alias in taken or not is_safe(alias):
        number += 1
        alias = f"{wanted}_{number}"
    return alias
