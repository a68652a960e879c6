"""What one `run.log` call holds, made ready for the journal.

Takes the user's mapping; gives JSON-ready values by key, charts and tables as references to their files. The
usual call, all scalars, is recognised by `is_plain` and passes through untouched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from chartkit.data import Dataset, Table, decode_value, encode_value, to_dataset
from chartkit.diagnostics import Diagnostic
from chartkit.runs.contents import Contents, is_chart
from chartkit.runs.faults import disk_reason

RESERVED = ("_step", "_timestamp", "_runtime", "_late")
_KEPT = "numbers, text, bool, None, dates, Decimal, bytes, lists and dicts of them, arrays, tables and charts"


def is_plain(data: object) -> bool:
    """True for a dict whose values are scalars that JSON carries (text and integers may yet be too odd)."""
    if type(data) is not dict:
        return False
    for key, value in cast(dict[Any, Any], data).items():
        kind = type(value)
        if kind is float:
            if value - value != 0.0:  # NaN and infinities; JSON would turn them to null
                return False
        elif kind is not int and kind is not str and kind is not bool and value is not None:
            return False
        if type(key) is not str or key[:1] in "$_":  # true for the empty key as well
            return False
    return True


@dataclass
class Logged:
    """One call's values, as the journal has them and as the summary shows them, and what was wrong."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    summary: dict[str, Any] = field(default_factory=dict[str, Any])
    chart_keys: list[str] = field(default_factory=list[str])
    faults: list[Diagnostic] = field(default_factory=list[Diagnostic])
    not_written: list[Diagnostic] = field(default_factory=list[Diagnostic])

    @property
    def is_refused(self) -> bool:
        """True when something was wrong and nothing is left to keep."""
        return not self.values and bool(self.faults or self.not_written)


def read_call(data: object, contents: Contents) -> Logged:
    """Everything in `data` that can be kept; its charts and tables are written to `contents`."""
    call = Logged()
    if not isinstance(data, Mapping):
        found = f"{type(data).__name__}"
        call.faults.append(Diagnostic("CK607", f"run.log takes a dict of keys and values; found {found}."))
        return call
    for key, value in cast(Mapping[object, Any], data).items():
        if not isinstance(key, str):
            call.faults.append(
                Diagnostic("CK607", f"keys of run.log are text; found {key!r} ({type(key).__name__}).")
            )
        elif key in RESERVED:
            help = "pass step=… to run.log" if key == "_step" else "log it under another name"
            call.faults.append(
                Diagnostic("CK607", f"the key {key!r} is written by chartkit itself.", help=help)
            )
        else:
            _read_value(call, contents, str(key), value)
    return call


def _read_value(call: Logged, contents: Contents, key: str, value: Any) -> None:
    dataset = None if is_chart(value) else _table(value)
    if is_chart(value) or dataset is not None:
        _read_content(call, contents, key, value if dataset is None else dataset)
        return
    if isinstance(value, Mapping):
        inside = cast(Mapping[Any, Any], value)
        value = _without_contents(call, contents, key, inside)
        if inside and not value:
            return
    try:
        encoded = encode_value(plain(value))
    except ValueError as refused:
        call.faults.append(_refusal(key, value, refused))
        return
    call.values[key] = encoded
    call.summary[key] = decode_value(encoded)


def _read_content(call: Logged, contents: Contents, key: str, value: Any) -> None:
    is_table = isinstance(value, Dataset)
    try:
        reference = contents.keep_table(value) if is_table else contents.keep_chart(value)
    except OSError as error:
        what = "table" if is_table else "chart"
        message = f"the {what} {key!r} was not stored: {disk_reason(error)} ({error.filename})."
        help = "free space on that disk; later calls are tried again."
        call.not_written.append(Diagnostic("CK603", message, help=help))
        return
    call.values[key] = reference
    if not is_table:
        call.chart_keys.append(key)


def _without_contents(
    call: Logged, contents: Contents, key: str, inside: Mapping[Any, Any]
) -> dict[Any, Any]:
    """The mapping without its charts and tables, which go to top-level keys with dots: `a.b`."""
    kept: dict[Any, Any] = {}
    for name, value in inside.items():
        dotted = f"{key}.{name}"
        if is_chart(value):
            _read_content(call, contents, dotted, value)
        elif (dataset := _table(value)) is not None:
            _read_content(call, contents, dotted, dataset)
        elif isinstance(value, Mapping):
            deeper = cast(Mapping[Any, Any], value)
            left = _without_contents(call, contents, dotted, deeper)
            if left or not deeper:
                kept[name] = left
        else:
            kept[name] = plain(value)
    return kept


def plain(value: Any) -> Any:
    """Scalars and arrays of NumPy, PyTorch and their like as Python values; anything else as it is."""
    if type(value).__module__ in ("builtins", "datetime", "decimal"):
        return value
    to_list = getattr(value, "tolist", None)
    return to_list() if callable(to_list) else value


def _table(value: object) -> Dataset | None:
    """The rows of a logged `Table` or data frame, None for other values."""
    if isinstance(value, Dataset):
        return value
    if isinstance(value, Table) or (hasattr(value, "__dataframe__") and hasattr(value, "columns")):
        return to_dataset(value)
    return None


def _refusal(key: str, value: object, refused: ValueError) -> Diagnostic:
    if isinstance(value, list | tuple):
        items = cast(list[object], value)
        if any(is_chart(item) or _table(item) is not None for item in items):
            return Diagnostic(
                "CK608",
                f"{key!r} is a list of charts or tables, which is not kept as one value.",
                help="log each under a key of its own.",
            )
    message = f"{key!r} holds {type(value).__name__}, which a run cannot keep: {refused}."
    return Diagnostic("CK608", message, help=f"a run keeps {_KEPT}.")
