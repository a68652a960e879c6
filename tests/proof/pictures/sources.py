"""Rows of a spec's own data source: takes a `data` object, gives rows typed as Vega-Lite would type them.

JSON keeps its types. Of delimited text a column becomes numbers or booleans when all its values are; empty fields of
such columns are null. Times stay text: Vega-Lite reads them by the encoding.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any, cast

from pictures.places import DATASETS

Row = dict[str, Any]

_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*|\d*\.\d+|[1-9]\d*\.)([eE][-+]?\d+)?|0\.")
_BOOLEANS = {"true": True, "false": False}


class Unavailable(Exception):
    """A source that is no list of rows, or that cannot be had; its text is the reason."""


def rows_of(data: dict[str, Any]) -> list[Row]:
    """The rows of a source with `url` or `values` that `is_rows`. Raises `Unavailable`."""
    form = _format(data)
    content = _content(data)
    if form in ("csv", "tsv"):
        return _delimited(content, "," if form == "csv" else "\t")
    values = json.loads(content) if isinstance(content, str) else content
    for name in str(data.get("format", {}).get("property", "")).split("."):
        values = values[name] if name else values
    if not isinstance(values, list):
        raise Unavailable("data that is no list")
    items = cast("list[Any]", values)
    return [item if isinstance(item, dict) else {"data": item} for item in items]


def is_rows(data: dict[str, Any]) -> bool:
    """Whether a data object gives rows of its own: neither a name, nor a generator, nor shapes of a map."""
    return ("url" in data or "values" in data) and _format(data) != "topojson"


def text_of(data: dict[str, Any]) -> dict[str, Any]:
    """The same source with its file's own text inlined, for Vega-Lite's loader to read; a source without a file as it
    is. Raises `Unavailable`.
    """
    if "url" not in data and "values" not in data:
        return data
    form = _format(data)
    content = _content(data)
    values = json.loads(content) if form in ("json", "topojson") and isinstance(content, str) else content
    rest = {key: value for key, value in data.items() if key not in ("url", "values")}
    return {**rest, "values": values, "format": {**data.get("format", {}), "type": form}}


def _format(data: dict[str, Any]) -> str:
    suffix = str(data.get("url", "")).rpartition(".")[2]
    return str(data.get("format", {}).get("type") or (suffix if "url" in data else "json"))


def _content(data: dict[str, Any]) -> Any:
    if "values" in data:
        return data["values"]
    path = DATASETS / str(data["url"]).rpartition("data/")[2]
    if not path.is_file():
        raise Unavailable("data that vega-datasets lacks")
    return path.read_text(encoding="utf-8-sig")


def _delimited(text: str, delimiter: str) -> list[Row]:
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    rows: list[Row] = list(reader)
    for name in reader.fieldnames or ():
        typed = _typer([row[name] for row in rows])
        for row in rows:
            row[name] = typed(row[name])
    return rows


def _typer(texts: list[str]) -> Callable[[str], Any]:
    filled = [text for text in texts if text]
    if filled and all(text in _BOOLEANS for text in filled):
        return _BOOLEANS.get
    if filled and all(map(_NUMBER.fullmatch, filled)):
        return _number
    return str


def _number(text: str) -> float | int | None:
    if not text:
        return None
    number = float(text)
    return int(number) if number.is_integer() else number
