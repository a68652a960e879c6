"""The format `json`: takes a `Report`, gives a list of objects, one a finding, in the order of their files.

Every object has the keys file, line, column, code, severity, message and help, null where there is none, and where
they are known path (the keys and indices to the value), end_column (the first one after the place) and fix.
"""

from __future__ import annotations

from typing import Any

from chartkit.check.formats.entry import Entry, clean, clean_fix, entries
from chartkit.check.report import Report


def as_json(report: Report) -> str:
    """The findings as JSON text; `[]` without any."""
    import orjson

    objects = [object_of(entry) for entry in entries(report)]
    return orjson.dumps(objects, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def object_of(entry: Entry) -> dict[str, Any]:
    """One finding as a JSON-ready object."""
    found: dict[str, Any] = {
        "file": clean(entry.file) if entry.file is not None else None,
        "line": entry.line,
        "column": entry.column,
        "code": entry.code,
        "severity": entry.severity,
        "message": entry.message,
        "help": entry.help,
    }
    if entry.path is not None:
        found["path"] = list(entry.path)
    if entry.end_column is not None:
        found["end_column"] = entry.end_column
    if entry.fix is not None:
        found["fix"] = clean_fix(entry.fix).to_dict()
    return found
