"""Refuses what is not JSON before the schema sees it: other types, keys that are no strings, deep nesting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from chartkit.diagnostics import JsonPath, shown
from chartkit.schema.fault import Fault
from chartkit.schema.json_types import is_list, is_object

MAX_DEPTH = 254


def faults_of_json(spec: Any) -> list[Fault]:
    """The first place where `spec` is not JSON or is nested deeper than 254 levels; empty when it is fine.

    Costs one serialisation of `spec`, a microsecond or so for a small one.
    """
    import orjson

    plain = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS
    try:
        orjson.dumps(spec, option=plain)
    except (TypeError, RecursionError):
        return list(_unfit(spec))[:1]
    return []


def _unfit(spec: Any) -> Iterator[Fault]:
    """Every such place, breadth by breadth, without recursion: nesting may be endless."""
    waiting: list[tuple[JsonPath, Any]] = [((), spec)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > MAX_DEPTH:
            yield Fault(path, f"the spec is nested deeper than {MAX_DEPTH} levels.", None, False, "CK305")
            return
        if is_object(value):
            for key, item in value.items():
                if isinstance(cast(Any, key), str):
                    waiting.append(((*path, key), item))
                else:
                    yield _odd_key(path, key)
        elif is_list(value):
            waiting += [((*path, index), item) for index, item in enumerate(value)]
        elif value is not None and not isinstance(value, bool | int | float | str):
            yield Fault(path, f"a value of type {type(value).__name__} is not JSON.", None, False, "CK303")


def _odd_key(path: JsonPath, key: object) -> Fault:
    message = f"a key is a string; found {type(key).__name__} {shown(key, 40)}."
    return Fault(path, message, f"write {shown(str(key), 40)}.", False, "CK303")


def plain_copy(value: Any) -> Any:
    """The same JSON in plain dicts, lists, strings and numbers, lone surrogates replaced."""
    if is_object(value):
        return {plain_copy(key): plain_copy(item) for key, item in value.items()}
    if is_list(value):
        return [plain_copy(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value).encode("utf-8", "replace").decode()
    if value is None or isinstance(value, bool):
        return value
    return int(value) if isinstance(value, int) else float(value)
