"""Takes the types of cells, gives the kind of a column. The first question every stage asks of a table.

NumPy's and pandas' scalars are known by the names of their classes, so neither library is imported to recognise them.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache
from typing import Any, Literal

Kind = Literal["quantitative", "temporal", "nominal", "boolean", "mixed", "empty"]
"""What a column holds.

`empty` when every value is missing, `mixed` when several kinds or anything but scalars.
"""

CellKind = Literal[
    "missing",
    "number",
    "boolean",
    "text",
    "time",
    "duration",
    "clock",
    "bytes",
    "list",
    "dict",
    "array",
    "object",
]
"""What one cell holds; `clock` is a time of day."""

_CELL_KINDS: dict[tuple[str, str], CellKind] = {
    ("builtins", "NoneType"): "missing",
    ("builtins", "bool"): "boolean",
    ("builtins", "int"): "number",
    ("builtins", "float"): "number",
    ("builtins", "str"): "text",
    ("builtins", "bytes"): "bytes",
    ("builtins", "bytearray"): "bytes",
    ("builtins", "memoryview"): "bytes",
    ("builtins", "list"): "list",
    ("builtins", "tuple"): "list",
    ("builtins", "dict"): "dict",
    ("datetime", "date"): "time",
    ("datetime", "datetime"): "time",
    ("datetime", "timedelta"): "duration",
    ("datetime", "time"): "clock",
    ("decimal", "Decimal"): "number",
    ("fractions", "Fraction"): "number",
    ("numpy", "bool"): "boolean",
    ("numpy", "bool_"): "boolean",
    ("numpy", "integer"): "number",
    ("numpy", "floating"): "number",
    ("numpy", "datetime64"): "time",
    ("numpy", "timedelta64"): "duration",
    ("numpy", "ndarray"): "array",
    ("pandas", "NaTType"): "missing",
    ("pandas", "NAType"): "missing",
}

_COLUMN_KINDS: dict[CellKind, Kind] = {
    "number": "quantitative",
    "duration": "quantitative",
    "boolean": "boolean",
    "text": "nominal",
    "clock": "nominal",
    "time": "temporal",
}

_CELL_WORDS: dict[str, str] = {
    "number": "a number",
    "boolean": "a boolean",
    "text": "text",
    "time": "a date or time",
    "duration": "a duration",
    "clock": "a time of day",
    "bytes": "bytes",
    "list": "a list",
    "dict": "a dict",
    "array": "an array",
    "missing": "None",
}


@cache
def cell_kind(cls: type) -> CellKind:
    """The kind of a cell of this class: that of the first known class it derives from, else `object`."""
    for base in cls.__mro__:
        package = base.__module__.partition(".")[0]
        kind = _CELL_KINDS.get((package, base.__name__))
        if kind is not None:
            return kind
    return "object"


def kind_of(value: object) -> CellKind:
    """The kind of this cell."""
    return cell_kind(type(value))


def cell_word(value: object) -> str:
    """What the value is, for a message.

    >>> cell_word(1.5), cell_word("a"), cell_word(object())
    ('a number', 'text', 'an object of type object')
    """
    return class_word(type(value))


def class_word(cls: type) -> str:
    """What values of the class are, for a message."""
    kind = cell_kind(cls)
    return f"an object of type {cls.__name__}" if kind == "object" else _CELL_WORDS[kind]


def column_kind(values: Iterable[Any], types: Set[type]) -> Kind:
    """The kind of a column whose values have these types.

    None is no evidence, and neither is NaN beside text or times: data frames use it there for a missing value.
    """
    kinds: set[CellKind] = {cell_kind(cls) for cls in types}
    kinds.discard("missing")
    if len(kinds) > 1 and "number" in kinds and _only_nan(values):
        kinds.discard("number")
    if not kinds:
        return "empty"
    if len(kinds) > 1:
        return "mixed"
    return _COLUMN_KINDS.get(kinds.pop(), "mixed")


def _only_nan(values: Iterable[Any]) -> bool:
    return all(is_nan(value) for value in values if kind_of(value) == "number")


def is_nan(value: Any) -> bool:
    """True for a number that is none.

    >>> is_nan(float("nan"))
    True
    """
    try:
        return bool(value != value)
    except ArithmeticError:  # Decimal("sNaN") refuses every comparison
        return True
