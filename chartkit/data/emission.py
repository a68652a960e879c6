"""Takes a column, gives the values that a chart's JSON holds. The one place that says what becomes of each type.

| in Python | in the chart |
|---|---|
| None, NaT, NA | null |
| NaN, ±inf, a Decimal or integer beyond the largest double | null, counted |
| integers, floats, NumPy numbers, Decimal, Fraction | the number as the double that a browser holds |
| dates and datetimes | ISO 8601 text in UTC form, see `times` |
| timedelta | seconds |
| time of day | ISO 8601 text |
| text | itself; a lone surrogate becomes U+FFFD |
| bytes | the text they are in UTF-8, else `0x` and hexadecimal digits |
| lists, tuples, dicts, arrays | their JSON as text |
| any other object | `str` of it |
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from operator import index
from typing import TYPE_CHECKING, Any

from chartkit.data.kinds import CellKind, cell_kind, kind_of
from chartkit.data.plain import LARGEST_EXACT_INTEGER, is_plain
from chartkit.data.times import utc_text, zone_of

if TYPE_CHECKING:
    from chartkit.data.column import Column


def emitted(column: Column, timezone: str, discrete: bool, structured: bool = False) -> tuple[list[Any], int]:
    """The n values for JSON, and how many numbers were NaN or infinite.

    NaN is not counted where it means missing text or time. `discrete` says that the values only tell things apart:
    integers beyond ± 2^53, which as numbers would be rounded to the nearest double and could fall together, are then
    text. `structured` leaves lists and dicts as they are, for specs that read inside of them. The list is the column's
    own when nothing had to change.
    """
    values, types = column.values, column.types
    if is_plain(values, types, LARGEST_EXACT_INTEGER):
        return values, 0
    if types <= {float, type(None)}:
        clean = [value if value is not None and isfinite(value) else None for value in values]
        return clean, clean.count(None) - values.count(None)
    emit = _Emitter(timezone, discrete)
    if structured:
        emit.by_kind |= dict.fromkeys(("list", "dict", "array"), emit.nested)
    by_type = {cls: emit.by_kind[cell_kind(cls)] for cls in types}
    found = [by_type[type(value)](value) for value in values]
    return found, 0 if column.kind in ("nominal", "temporal") else emit.n_non_finite


class _Emitter:
    """One pass over a column; counts the numbers that JSON cannot hold."""

    def __init__(self, timezone: str, discrete: bool) -> None:
        self.n_non_finite = 0
        self._zone = zone_of(timezone)
        self._discrete = discrete
        self.by_kind: dict[CellKind, Callable[[Any], Any]] = {
            "missing": lambda value: None,
            "number": self._number,
            "boolean": bool,
            "text": _text,
            "time": self._time,
            "duration": self._duration,
            "clock": lambda value: value.isoformat(),
            "bytes": _bytes_text,
            "list": self._nested_text,
            "dict": self._nested_text,
            "array": self._nested_text,
            "object": _object_text,
        }

    def __call__(self, value: Any) -> Any:
        return self.by_kind[kind_of(value)](value)

    def _number(self, value: Any) -> int | float | str | None:
        integer = _as_integer(value)
        if integer is not None:
            if -LARGEST_EXACT_INTEGER <= integer <= LARGEST_EXACT_INTEGER:
                return integer
            if self._discrete:
                return str(integer) if integer.bit_length() < 10_000 else hex(integer)  # Python's own limit
        try:
            number = float(value)
        except (OverflowError, ValueError):  # beyond the largest double; a signalling NaN
            return self._not_finite()
        return number if isfinite(number) else self._not_finite()

    def _not_finite(self) -> None:
        self.n_non_finite += 1

    def _time(self, value: Any) -> str | None:
        if type(value).__module__ == "numpy":
            return _numpy_time_text(value)
        return utc_text(value, self._zone)

    def _duration(self, value: Any) -> float | str | None:
        if type(value).__module__ == "numpy":
            from chartkit.data.arrays import scalar_value

            value = scalar_value(value)
        if value is None:
            return None
        return value.total_seconds() if hasattr(value, "total_seconds") else str(value)

    def _nested_text(self, value: Any) -> str:
        import orjson

        try:
            return orjson.dumps(self.nested(value)).decode()
        except (
            RecursionError,
            orjson.JSONEncodeError,
        ):  # deeper than JSON is read, or a list that holds itself
            return f"<{type(value).__name__}>"

    def nested(self, value: Any) -> Any:
        kind = kind_of(value)
        if kind == "dict":
            return {_text(str(key)): self.nested(item) for key, item in value.items()}
        if kind == "list":
            return [self.nested(item) for item in value]
        if kind == "array":
            from chartkit.data.arrays import array_values

            return self.nested(array_values(value))
        return self(value)


def _as_integer(value: Any) -> int | None:
    try:
        return index(value)
    except TypeError:
        return None


def _numpy_time_text(value: Any) -> str | None:
    """Written by NumPy in milliseconds, as Python's times have no years past 9999; None out of 1 to 9999."""
    import numpy as np

    text = str(value.astype("datetime64[ms]"))
    return None if np.isnat(value) or len(text) != 23 else f"{text}Z"


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        # Pairs of surrogates join into the character they stand for; those left alone become U+FFFD.
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return str.__str__(value)


def _bytes_text(value: Any) -> str:
    content = bytes(value)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return f"0x{content.hex()}"


def _object_text(value: Any) -> str:
    try:
        return _text(str(value))
    except Exception:  # a user's __str__ may raise anything; the chart still needs a word for the value
        return f"<{type(value).__name__}>"
