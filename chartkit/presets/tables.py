"""Which dataset of a spec is the user's table: the one named dataset that has no source of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartkit.diagnostics import listed
from chartkit.presets.faults import Faults
from chartkit.presets.nodes import Node

_SOURCES = {"values", "url", "source", "sequence", "sphere", "graticule"}
_PREFERRED = ("table", "wandb")
_NAME = re.compile(r"(?!(?:data|source)_\d+\Z)\w[\w -]*\Z")
"""Names that Vega-Lite does not give to datasets of its own."""
_MEMBERS = {"constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "toLocaleString", "__proto__"}


def find_table(spec: Node, dialect: str, faults: Faults) -> str:
    """The name of the dataset that becomes the table; a fault goes to `faults` when there is none or several."""
    names = list(dict.fromkeys(_vega_names(spec) if dialect == "vega" else _vega_lite_names(spec)))
    if len(names) > 1:
        names = [name for name in _PREFERRED if name in names][:1] or names
    if len(names) == 1:
        if not _NAME.match(names[0]) or names[0] in _MEMBERS:
            help = "name the table's dataset 'table'"
            faults.add("CK114", f"a dataset cannot be called {names[0]!r}.", (spec.get("data") or spec).mark, help)
        return names[0]
    if names:
        message = f"a preset has one dataset without a source, the table; found {listed(names)}."
        faults.add("CK114", message, spec.mark, "name the table's dataset 'table'")
    else:
        data = spec.get("data")
        shape = "data: [{name: table}]" if dialect == "vega" else "data: {name: table}"
        message = "this preset has no dataset for the table."
        faults.add("CK114", message, (data or spec).mark, f"write {shape} in place of its own data")
    return "table"


def _vega_lite_names(node: Node) -> Iterator[str]:
    """The names given in `data: {name: …}` or `from: {data: {name: …}}` anywhere, less those under `datasets`."""
    own = node.get("datasets")
    sourced = set(own.entries) if own else set[str]()
    for name in _named_data(node):
        if name not in sourced:
            yield name


def _named_data(node: Node) -> Iterator[str]:
    data = node.get("data")
    name = data.get("name") if data else None
    if data and name and isinstance(name.value, str) and not data.entries.keys() & _SOURCES:
        yield name.value
    for key, child in node.entries.items():
        if key not in ("datasets", "values"):
            yield from _named_data(child)
    for child in node.items:
        yield from _named_data(child)


def _vega_names(spec: Node) -> Iterator[str]:
    data = spec.get("data")
    for dataset in data.items if data else []:
        name = dataset.get("name")
        if name and isinstance(name.value, str) and not dataset.entries.keys() & _SOURCES and not _generates(dataset):
            yield name.value


def _generates(dataset: Node) -> bool:
    """A dataset whose first transform makes its rows."""
    transform = dataset.get("transform")
    first = transform.items[0].get("type") if transform and transform.items else None
    return bool(first and first.value in ("sequence", "graticule"))
