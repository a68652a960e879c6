"""Any value to JSON and back, exactly: takes what users log, gives what orjson writes. Of tables and run journals.

What JSON has is itself. Everything else is tagged, `{"$": "nan"}` or `{"$": "int", "v": "18446744073709551616"}`; a key
of the user's that starts with `$` gets one more. Tuples and arrays come back as lists, NumPy's scalars as Python's, a
zone as its offset, times to the microsecond.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import isfinite
from operator import is_
from typing import Any

from chartkit.data.kinds import CellKind, cell_word, kind_of
from chartkit.data.plain import LARGEST_JSON_INTEGER, is_plain
from chartkit.data.shapes import is_own_dict, is_own_list
from chartkit.data.tags import (
    tagged_bytes,
    tagged_clock,
    tagged_float,
    tagged_int,
    tagged_text,
    tagged_time,
    untagged,
)
from chartkit.diagnostics import JsonPath, json_path, shown

_DEEPEST = 60
"""Levels of lists and dicts; each may become three when tagged, and orjson gives up at 254."""


class UnkeptValueError(ValueError):
    """A value that cannot be kept: `path` says where it is in what was given, `word` what it is."""

    def __init__(self, word: str, path: JsonPath) -> None:
        self.word = word
        self.path = path
        super().__init__(f"{word} at {json_path(path)} cannot be kept" if path else f"{word} cannot be kept")


class Reference:
    """A part of a value that is written as JSON already: a reference to a file that stands for media or a chart."""

    __slots__ = ("fields",)

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields


def encode_value(value: object, path: JsonPath = ()) -> Any:
    """The value for orjson: itself, not a copy, when JSON carries it and all it holds exactly.

    `path` is where the value is. Raises `UnkeptValueError` for other objects, and for lists and dicts nested over 60
    deep.

    >>> encode_value([1, float("nan")])
    [1, {'$': 'nan'}]
    """
    if type(value) is float:
        return value if isfinite(value) else tagged_float(value)
    if type(value) is str:
        return value if value.isascii() else _text(value, path)
    if type(value) is int:
        return value if -LARGEST_JSON_INTEGER <= value <= LARGEST_JSON_INTEGER else tagged_int(value)
    if value is None or type(value) is bool:
        return value
    if len(path) > _DEEPEST:
        raise UnkeptValueError("a value nested too deeply", path[:3])
    return _ENCODERS[kind_of(value)](value, path)


def decode_value(value: Any, restore: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """The value that `encode_value` was given; `restore` gives what the fields of a `Reference` stand for.

    Dicts with a tag that is not one of its own are left as they are without `restore`. Raises `ValueError` for a tag
    whose content is damaged.
    """
    if is_own_list(value):
        return [decode_value(item, restore) for item in value] if {list, dict} & set(map(type, value)) else value
    if not is_own_dict(value):
        return value
    if "$" in value:
        if restore is not None and value["$"] in ("media", "chart"):
            return restore(value)
        return untagged(value, decode_value if restore is None else partial(decode_value, restore=restore))
    return {key[1:] if key.startswith("$") else key: decode_value(item, restore) for key, item in value.items()}


def _text(value: str, path: JsonPath) -> Any:
    text = str.__str__(value)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which no UTF-8 file can hold
        return tagged_text(text)
    return text


def _number(value: Any, path: JsonPath) -> Any:
    if isinstance(value, int):
        return encode_value(int(value), path)
    if isinstance(value, float):
        return encode_value(float(value), path)
    if type(value).__module__.startswith("numpy"):
        return _numpy_scalar(value, path)
    return {"$": type(value).__name__.lower(), "v": str(value)}


def _numpy_scalar(value: Any, path: JsonPath) -> Any:
    from chartkit.data.arrays import scalar_value

    found = scalar_value(value)
    if type(found) is type(value):
        raise UnkeptValueError(cell_word(value), path)
    return encode_value(found, path)


def _time(value: Any, path: JsonPath) -> Any:
    return _numpy_scalar(value, path) if type(value).__module__ == "numpy" else tagged_time(value)


def _duration(value: Any, path: JsonPath) -> Any:
    if type(value).__module__ == "numpy":
        return _numpy_scalar(value, path)
    return {"$": "timedelta", "v": [value.days, value.seconds, value.microseconds]}


def _list(values: Sequence[Any], path: JsonPath) -> Sequence[Any]:
    own = is_own_list(values)
    if own and is_plain(values, set(map(type, values)), LARGEST_JSON_INTEGER):
        return values
    encoded = [encode_value(item, (*path, index)) for index, item in enumerate(values)]
    return values if own and all(map(is_, encoded, values)) else encoded


def _dict(value: Mapping[Any, Any], path: JsonPath) -> Any:
    if not all(type(key) is str and _text(key, path) is key for key in value):
        pairs = [[encode_value(key, path), encode_value(item, (*path, _key_text(key)))] for key, item in value.items()]
        return {"$": "dict", "v": pairs}
    encoded = {f"${key}" if key.startswith("$") else key: encode_value(value[key], (*path, key)) for key in value}
    unchanged = encoded.keys() == value.keys() and all(encoded[key] is value[key] for key in value)
    return value if unchanged and is_own_dict(value) else encoded


def _key_text(key: object) -> str:
    """A key as a path shows it: a text's own characters, whatever its class says it is."""
    return str.__str__(key) if isinstance(key, str) else shown(key)


def _array(value: Any, path: JsonPath) -> Any:
    from chartkit.data.arrays import array_values

    return encode_value(array_values(value), path)


def _object(value: Any, path: JsonPath) -> Any:
    """Tensors and the like, of any number of dimensions, by the one method that all their libraries have."""
    if type(value) is Reference:
        return value.fields
    try:
        tolist: Any = None if isinstance(value, type) else getattr(value, "tolist", None)
        found: Any = tolist() if callable(tolist) else None
    except Exception:  # any object may have a method of that name, and any __getattr__ raise what it likes
        raise UnkeptValueError(cell_word(value), path) from None
    if callable(tolist) and type(found) is not _class_of(value):
        return encode_value(found, path)
    raise UnkeptValueError(cell_word(value), path)


def _class_of(value: object) -> type:
    return type(value)


def _boolean(value: Any, path: JsonPath) -> bool:
    return bool(value)


def _missing(value: Any, path: JsonPath) -> None:
    return None


def _bytes(value: Any, path: JsonPath) -> Any:
    return tagged_bytes(bytes(value))


def _clock(value: Any, path: JsonPath) -> Any:
    return tagged_clock(value)


_ENCODERS: dict[CellKind, Callable[[Any, JsonPath], Any]] = {
    "missing": _missing,
    "boolean": _boolean,
    "number": _number,
    "text": _text,
    "time": _time,
    "duration": _duration,
    "clock": _clock,
    "bytes": _bytes,
    "list": _list,
    "dict": _dict,
    "array": _array,
    "object": _object,
}
