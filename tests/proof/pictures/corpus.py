"""Cases from the corpus: takes the file of an example, gives it as a preset over named tables.

Each source that is a list of rows, by url or inline, becomes a named dataset and its rows a table; equal sources share
one. Generators and the shapes of maps stay in the spec, and so does what a format parses in words of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, cast

from pictures.sources import Row, Unavailable, is_rows, rows_of, text_of

Spec = dict[str, Any]


class Case(NamedTuple):
    """A spec without rows, and its tables by the names of their datasets."""

    name: str
    spec: Spec
    tables: dict[str, list[Row]]

    def whole(self) -> Spec:
        """The spec with all rows inlined."""
        return {**self.spec, "datasets": {**self.tables}}


class Skipped(NamedTuple):
    """A file that gives no case, and why."""

    name: str
    reason: str


def proof_case(path: Path) -> Case | Skipped:
    """The case of an example's file, or why there is none."""
    name = path.name.removesuffix(".vl.json")
    spec: Spec = json.loads(path.read_text(encoding="utf-8"))
    datasets: dict[str, Any] = spec.pop("datasets", {})
    sources = _Sources(datasets)
    try:
        spec = _with_data(spec, sources.named)
    except Unavailable as reason:
        return Skipped(name, str(reason))
    if not sources.tables:
        return Skipped(name, "no rows: its data is generated or the shapes of a map")
    return Case(name, spec, sources.tables)


def original(path: Path) -> Spec:
    """The example as its author wrote it, with the text of its files inlined for Vega-Lite's own loader to read."""
    return _with_data(json.loads(path.read_text(encoding="utf-8")), text_of)


class _Sources:
    """The tables found so far, by name; equal sources have one name."""

    def __init__(self, datasets: dict[str, Any]) -> None:
        self.datasets = datasets
        self.tables: dict[str, list[Row]] = {}
        self._names: dict[str, str] = {}

    def named(self, data: Spec) -> Spec:
        """The source as a named one. Raises `Unavailable`."""
        if not is_rows(data):
            return self._known(data)
        key = json.dumps(data, sort_keys=True)
        name = self._names.get(key) or str(data.get("name") or f"table_{len(self.tables) + 1}")
        if name not in self.tables:
            self.tables[name] = rows_of(data)
            self._names[key] = name
        parse = data.get("format", {}).get("parse")
        return {"name": name, "format": {"parse": parse}} if parse else {"name": name}

    def _known(self, data: Spec) -> Spec:
        """A source by name: its rows stand under `datasets`, or another view gives them."""
        name = data.get("name")
        if name in self.datasets:
            self.tables[name] = rows_of({"values": self.datasets[name]})
        return text_of(data)


def _with_data(node: Any, named: Callable[[Spec], Spec]) -> Any:
    """`node` with each data object in it replaced; rows are not looked into."""
    if isinstance(node, list):
        return [_with_data(item, named) for item in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    return {
        key: named(cast(Spec, child)) if key == "data" and isinstance(child, dict) else _entered(key, child, named)
        for key, child in cast(Spec, node).items()
    }


def _entered(key: str, child: Any, named: Callable[[Spec], Spec]) -> Any:
    return child if key in ("datasets", "values") else _with_data(child, named)
