"""A chart's spec as a run keeps it, read back from bytes that a stranger may have written.

Takes bytes; gives the spec when all that chartkit itself reads of it has the shape that `run.log` wrote. What Vega
alone reads is left to Vega.
"""

from __future__ import annotations

from typing import Any, cast

from chartkit.schema import dialect_of


def kept_spec(spec_bytes: bytes) -> dict[str, Any]:
    """The spec, with its provenance under `usermeta.chartkit`. Raises `ValueError` that says what is no such thing."""
    import orjson

    found: Any = orjson.loads(spec_bytes)
    spec = _object(found, "it")
    kept = _object(_object(spec.get("usermeta"), "usermeta").get("chartkit"), "usermeta.chartkit")
    _require(type(kept.get("preset")) is str, "its preset is no text")
    _require(type(kept.get("rows")) is int, "its number of rows is none")
    _require(type(kept.get("notice", False)) is bool, "notice is neither true nor false")
    source = _object(kept.get("source", {}), "source")
    _require(type(source.get("text", "")) is str, "the text of its source is none")
    for name, how in _object(kept.get("datasets", {}), "datasets").items():
        _check_dataset(name, _object(how, f"dataset {name!r}"))
    _object(spec.get("datasets", {}), "datasets")
    if dialect_of(spec).name == "vega":
        data = spec.get("data", [])
        _require(isinstance(data, list), "its data is no list")
        for one in cast("list[Any]", data):
            _require(type(_object(one, "a dataset").get("name", "")) is str, "the name of a dataset is no text")
    return spec


def _check_dataset(name: str, how: dict[str, Any]) -> None:
    columns, run_columns = how.get("columns"), how.get("run_columns", [])
    is_whole = type(how.get("table")) is str and _are(columns, (str, int, str)) and _are(run_columns, (str, str))
    _require(is_whole, f"dataset {name!r} does not say which columns of which table it has")
    _require(all(index >= 0 for _, index, _ in columns or ()), f"dataset {name!r} has a column below the first")


def _are(items: Any, kinds: tuple[type, ...]) -> bool:
    """True for a list of lists whose items are of these types."""
    return isinstance(items, list) and all(
        isinstance(item, list) and tuple(map(type, cast("list[Any]", item))) == kinds
        for item in cast("list[Any]", items)
    )


def _object(value: Any, what: str) -> dict[str, Any]:
    _require(isinstance(value, dict), f"{what} is no object")
    return value


def _require(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise ValueError(otherwise)
