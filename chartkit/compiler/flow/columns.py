"""The columns that a source of rows has: takes a data object of a spec, gives names, or None where nobody can know.

Rows that a url, a geographic format or a generator gives are open; inline rows and tables are not.
Source: Vega-Lite 6.4, the page "Data".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from chartkit.schema.json_types import is_list, is_object

Columns = frozenset[str] | None
"""None where the data decides what there is."""

_STEP = re.compile(r"(?<!\\)[.\[]")
_ESCAPE = re.compile(r"\\(.)")


def provides(columns: Collection[str], field: str) -> bool:
    """Whether a field is one of the columns, or leads into one: `a.b`, `a[0]`, and `a\\.b` for a name with a dot."""
    if field in columns:
        return True
    return any(root in columns for root in roots(field))


def roots(field: str) -> tuple[str, ...]:
    """The columns that a field may stand for: itself, and for a path its root, each without backslashes.

    >>> roots("loss"), roots("a.b")
    (('loss',), ('a.b', 'a'))
    """
    if "\\" not in field and "." not in field and "[" not in field:
        return (field,)
    return tuple(dict.fromkeys(_ESCAPE.sub(r"\1", name) for name in (field, _STEP.split(field)[0])))


def columns_of_rows(rows: Any) -> Columns:
    """The columns of inline rows: the keys of the objects, `data` for bare values; no rows may become any. O(rows)."""
    if not is_list(rows) or not rows:
        return None
    found: set[str] = set()
    for row in rows:
        if is_object(row):
            found.update(row)
        elif row is not None:
            found.add("data")
    return frozenset(found)


def columns_of_source(
    source: Mapping[str, Any], tables: Mapping[str, Collection[str]], named: Mapping[str, Mapping[str, Any]]
) -> Columns:
    """The columns of a data object of Vega-Lite. `named` are the objects that give their name's rows elsewhere."""
    if "values" in source:
        return None if _is_structured(source.get("format")) else columns_of_rows(source["values"])
    sequence = source.get("sequence")
    if is_object(sequence):
        return frozenset([str(sequence.get("as", "data"))])
    if source.keys() & {"url", "sphere", "graticule"} or _is_structured(source.get("format")):
        return None
    name = source.get("name")
    if not isinstance(name, str):
        return None
    if name in tables:
        return frozenset(tables[name])
    return columns_of_source(named[name], {}, {}) if name in named else None


def _is_structured(format: Any) -> bool:
    """Whether the rows are found inside a document, as in TopoJSON or under a property."""
    return is_object(format) and (format.get("type") == "topojson" or bool(format.get("property")))
