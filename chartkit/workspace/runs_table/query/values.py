"""What a value in a query is: takes its token and the column it is compared with, gives what filters compare with.

A word that is a number is one; `true`, `false` and `none` are what they say; all in quotes is text. Of `created_at` a
time, or how long ago (`-7d`); of `runtime` seconds, or a time with its unit (`90m`).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from chartkit.diagnostics import shown
from chartkit.schema import did_you_mean
from chartkit.workspace.runs_table.columns import Column
from chartkit.workspace.runs_table.query.faults import query_fault
from chartkit.workspace.runs_table.query.tokens import Token

STATES = ("running", "finished", "failed", "crashed", "damaged", "newer")
_WORDS: dict[str, Any] = {"true": True, "false": False, "none": None, "null": None}
_DURATION = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(s|m|h|d|w)\Z")
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def value_of_token(token: Token, column: Column, is_ordered: bool) -> Any:
    """The value that a token says; `is_ordered` when it is to be above or below. Raises `ChartkitError`."""
    if column.key == "created_at":
        return _time(token)
    if column.key == "state" and token.text.lower() not in STATES:
        help = did_you_mean(token.text.lower(), list(STATES)) or f"states are {', '.join(STATES)}."
        raise query_fault(token, f"{shown(token.text)} is no state of a run.", help)
    if column.key == "state":
        return token.text.lower()
    if column.key == "runtime_s" and (found := _DURATION.match(token.text)):
        return float(found[1]) * _UNIT_S[found[2]]
    value = token.text if token.kind == "text" else _plain(token.text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if column.kind == "number" and not is_number and value is not None:
        help = "runtime is written as seconds, or as 90m, 2h, 1d." if column.key == "runtime_s" else _span(column)
        raise query_fault(token, f"{column.key} holds numbers; {shown(token.text)} is none.", help)
    if column.kind == "text" and is_number:
        return token.text
    if is_ordered and column.kind == "boolean":
        raise query_fault(token, f"{column.key} is true or false; it is compared with = and !=.")
    return value


def _plain(text: str) -> Any:
    lower = text.lower()
    if lower in _WORDS:
        return _WORDS[lower]
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text) if len(text) < 4000 else text
    if re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def _span(column: Column) -> str:
    return "" if column.min is None else f"its numbers go from {column.min:g} to {column.max:g}."


def _time(token: Token) -> datetime:
    if found := _DURATION.match(token.text):
        ago_s = abs(float(found[1])) * _UNIT_S[found[2]]
        if ago_s < 1e10:
            return datetime.now(UTC) - timedelta(seconds=ago_s)
    try:
        return datetime.fromisoformat(token.text)
    except ValueError:
        help = "write 2026-11-22, 2026-11-22T14:30, or how long ago: -7d, -12h."
        raise query_fault(token, f"{shown(token.text)} is no time.", help) from None
