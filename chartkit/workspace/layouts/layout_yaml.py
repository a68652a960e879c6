"""The YAML of a layout, also of one that names thousands of runs: takes its parts, gives text.

All of it is written as presets are, but long rows of yes and no, such as of the runs that somebody hid, whose lines are
put together here: YAML's writer in Python takes half a second for 10,000 of them, and each hidden run changes the file.
"""

from __future__ import annotations

import re
from secrets import token_hex
from typing import Any, cast

from chartkit.presets.yaml_text import yaml_text

_LONG = 50
_PLAIN = re.compile("(?=.*[g-np-wyzG-NP-WYZ])[A-Za-z0-9][A-Za-z0-9_-]{5,99}")
"""Texts that need no quotes: longer than YAML's words, with a letter that no number has."""
_NAME = re.compile("[a-z_]+")


def layout_yaml(parts: dict[str, Any]) -> str:
    """The parts as a YAML document, keys in their order."""
    rows: dict[str, list[str]] = {}
    text = yaml_text(_without_rows(parts, rows))
    for mark, row in rows.items():
        before, _, after = text.partition(f"{mark}: true\n")
        margin = before[before.rfind("\n") + 1 :]
        text = before.removesuffix(margin) + "".join(f"{margin}{line}\n" for line in row) + after
    return text


def _without_rows(entries: dict[str, Any], rows: dict[str, list[str]]) -> dict[str, Any]:
    """The same with a mark in the place of each long row, whose lines are put into `rows`."""
    found: dict[str, Any] = {}
    row: dict[str, bool] = {}
    for key, value in entries.items():
        if isinstance(value, bool) and _PLAIN.fullmatch(key):
            row[key] = value
            continue
        _close(row, found, rows)
        if isinstance(value, dict) and _NAME.fullmatch(key):
            value = _without_rows(cast(dict[str, Any], value), rows)
        found[key] = value
    _close(row, found, rows)
    return found


def _close(row: dict[str, bool], found: dict[str, Any], rows: dict[str, list[str]]) -> None:
    if len(row) < _LONG:
        found.update(row)
    else:
        mark = f"m{token_hex(57)}"  # too long for a line with others
        found[mark] = True
        rows[mark] = [f"{key}: {'true' if value else 'false'}" for key, value in row.items()]
    row.clear()
