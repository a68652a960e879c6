"""The tagged forms of values that JSON has not: one line to write each, one to read it back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chartkit.data.shapes import is_own_list

if TYPE_CHECKING:
    from datetime import date, time

Tagged = dict[str, Any]

_FLOATS = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


def tagged_float(value: float) -> Tagged:
    """NaN or an infinity."""
    return {"$": "nan" if value != value else "inf" if value > 0 else "-inf"}


def tagged_int(value: int) -> Tagged:
    """An integer of more than 64 bits, in decimal or, where Python refuses so many digits, in hexadecimal."""
    try:
        return {"$": "int", "v": str(value)}
    except ValueError:
        return {"$": "int", "v": hex(value)}


def tagged_text(value: str) -> Tagged:
    """Text with lone surrogates."""
    return {"$": "text", "v": b64encode(value.encode("utf-8", "surrogatepass")).decode()}


def tagged_bytes(value: bytes) -> Tagged:
    """Bytes in base64."""
    return {"$": "bytes", "v": b64encode(value).decode()}


def tagged_time(value: date) -> Tagged:
    """A date or datetime in ISO 8601, with its offset when it has one."""
    from datetime import date, datetime

    if isinstance(value, datetime):
        # Called on the base class: pandas' own isoformat writes nanoseconds.
        return {"$": "datetime", "v": datetime.isoformat(value)}
    return {"$": "date", "v": date.isoformat(value)}


def tagged_clock(value: time) -> Tagged:
    """A time of day in ISO 8601."""
    return {"$": "time", "v": value.isoformat()}


def untagged(tagged: Tagged, decode: Callable[[Any], Any]) -> Any:
    """The value of a tagged form, `decode` reading what it holds; the dict itself when the tag is not one of these.

    Raises `ValueError` when the content is damaged.
    """
    tag = tagged["$"]
    if not isinstance(tag, str) or not (tag in _FLOATS or tag in _READERS):
        return tagged
    if tag in _FLOATS:
        return _FLOATS[tag]
    try:
        return _READERS[tag](tagged["v"]) if tag != "dict" else _read_dict(tagged["v"], decode)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise ValueError(f"a value tagged {tag!r} is damaged") from error


def _read_dict(pairs: Any, decode: Callable[[Any], Any]) -> dict[Any, Any]:
    return {_hashable(decode(key)): decode(item) for key, item in pairs}


def _hashable(key: Any) -> Any:
    """The tuple that a list in the place of a key has been."""
    return tuple(map(_hashable, key)) if is_own_list(key) else key


def _read_text(value: str) -> str:
    return b64decode(value, validate=True).decode("utf-8", "surrogatepass")


def _read_datetime(value: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(value)


def _read_date(value: str) -> Any:
    from datetime import date

    return date.fromisoformat(value)


def _read_time(value: str) -> Any:
    from datetime import time

    return time.fromisoformat(value)


def _read_timedelta(value: list[int]) -> Any:
    from datetime import timedelta

    days, seconds, microseconds = value
    return timedelta(days, seconds, microseconds)


def _read_decimal(value: str) -> Any:
    from decimal import Decimal

    return Decimal(value)


def _read_fraction(value: str) -> Any:
    from fractions import Fraction

    return Fraction(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "int": lambda value: int(value, 0),
    "text": _read_text,
    "bytes": lambda value: b64decode(value, validate=True),
    "datetime": _read_datetime,
    "date": _read_date,
    "time": _read_time,
    "timedelta": _read_timedelta,
    "decimal": _read_decimal,
    "fraction": _read_fraction,
    "dict": dict,
}
