"""Text that a spec reads as times: takes rows and the spec, gives the rows with wall-clock times in such columns.

Frames have times as times; the examples' files have text, which Vega-Lite reads where an encoding says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from pictures.sources import Row

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%b %d %Y")
_FORMS = (*_DAYS, "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_LIKE_A_TIME = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T].*)?|[A-Z][a-z]{2} \d{1,2} \d{4}")


def timed(rows: list[Row], spec: Any) -> list[Row]:
    """`rows` themselves where nothing is a time, else new ones. Columns of mixed or unknown forms stay text."""
    columns = {field: form for field in set(_read_as_times(spec)) if (form := _form(rows, field))}
    if not columns:
        return rows
    return [{**row, **{name: _time(row.get(name), form) for name, form in columns.items()}} for row in rows]


def _read_as_times(node: Any) -> Iterator[str]:
    """The fields of temporal channels and of time units; those that a format parses are text on purpose."""
    if isinstance(node, list):
        for item in cast("list[Any]", node):
            yield from _read_as_times(item)
    elif isinstance(node, dict):
        entries = cast("dict[str, Any]", node)
        field = entries.get("field")
        if isinstance(field, str) and (entries.get("type") == "temporal" or "timeUnit" in entries):
            yield field
        for key, child in entries.items():
            if key not in ("values", "datasets"):
                yield from _read_as_times(child)


def _form(rows: list[Row], field: str) -> str | None:
    """The one form of all texts of a column."""
    texts = [row[field] for row in rows if row.get(field) not in (None, "")]
    if not texts or not all(isinstance(text, str) and _LIKE_A_TIME.fullmatch(text) for text in texts):
        return None
    return next((form for form in _FORMS if all(_time(text, form) for text in texts)), None)


def _time(text: Any, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form) if text else None
    except ValueError:
        return None
