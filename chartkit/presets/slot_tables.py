"""In which tables the slots of a preset stand: takes a spec over several datasets, gives the tables of each field slot.

A slot belongs to the dataset of the view it stands in; one in an encoding that several views share belongs to all their
datasets. Titles and descriptions name columns and belong to none.

Source: Vega-Lite 6.4, the pages "Data", "Lookup" and "Layer"; Vega 6, the pages "Data", "Marks" and "Scales".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chartkit.presets.nodes import Node
from chartkit.presets.slots import FieldSlot, slot_uses
from chartkit.presets.tables import data_name, is_sourced

Tables = tuple[str, ...]
_VIEWS = ("layer", "hconcat", "vconcat", "concat")
_SHARED = ("encoding", "repeat")
"""What a composed view says for its inner views."""
_SILENT = frozenset({"title", "subtitle", "description", "name", "usermeta", "config", "data", "datasets"})


def with_tables(fields: Mapping[str, FieldSlot], spec: Node, dialect: str, tables: Tables) -> Mapping[str, FieldSlot]:
    """The slots of a preset, each with its tables: those it declares, else those it stands in, else the main one.

    One of a preset of one table stays as it is.
    """
    if len(tables) < 2:
        return fields
    standing = tables_of_slots(spec, dialect, tables)
    return {
        name: slot._replace(tables=slot.tables or standing.get(name) or tables[:1]) for name, slot in fields.items()
    }


def tables_of_slots(spec: Node, dialect: str, tables: Tables) -> dict[str, Tables]:
    """The tables, in the order of `tables`, of each field slot that `spec` uses; () for one that only titles name."""
    uses = _vega(spec, (), _roots(spec)) if dialect == "vega" else _vega_lite(spec, None)
    found: dict[str, set[str]] = {}
    for name, standing in uses:
        found.setdefault(name, set()).update(standing)
    return {name: tuple(table for table in tables if table in standing) for name, standing in found.items()}


_Use = tuple[str, Tables]


def _fields(node: Node, tables: Tables) -> Iterator[_Use]:
    for use, path, _ in slot_uses(node):
        if use.kind == "field":
            yield use.name, () if _SILENT & {*path} else tables


def _vega_lite(view: Node, inherited: str | None) -> Iterator[_Use]:
    own = _own_data(view, inherited)
    here, inner = _tables(own), _inner_views(view)
    leaves = tuple(dict.fromkeys(_leaves(view, inherited)))
    for key, part in view.entries.items():
        if key in _SILENT:
            yield from _fields(part, ())
        elif key == "transform":
            for step in part.items:
                yield from _step(step, here)
        elif key not in (*_VIEWS, "spec"):
            yield from _fields(part, leaves if inner and key in _SHARED else here)
    for child in inner:
        yield from _vega_lite(child, own)


def _step(step: Node, here: Tables) -> Iterator[_Use]:
    """A transform; what a lookup takes `from` elsewhere stands in that dataset."""
    for key, part in step.entries.items():
        yield from _fields(part, _tables(data_name(part.get("data"))) if key == "from" else here)


def _leaves(view: Node, inherited: str | None) -> Iterator[str]:
    own, inner = _own_data(view, inherited), _inner_views(view)
    for child in inner:
        yield from _leaves(child, own)
    if not inner and own is not None:
        yield own


def _inner_views(view: Node) -> list[Node]:
    inner = view.get("spec")
    return [child for key in _VIEWS for child in (view.get(key) or Node([])).items] + ([inner] if inner else [])


def _own_data(view: Node, inherited: str | None) -> str | None:
    return data_name(view.get("data")) if "data" in view.entries else inherited


def _tables(name: str | None) -> Tables:
    return () if name is None else (name,)


def _roots(spec: Node) -> dict[str, Tables]:
    """The tables that each named dataset of a Vega spec comes from, also those inside groups."""
    found: dict[str, Tables] = {}
    left = [spec]
    while left:
        node = left.pop(0)
        for dataset in _datasets(node):
            name, source = _text(dataset.get("name")), dataset.get("source")
            named = [_text(item) for item in (source.items or [source])] if source else []
            origins = dict.fromkeys(table for each in named for table in found.get(each, ()))
            found[name] = tuple(origins) if source or is_sourced(dataset) else (name,)
        for mark in (node.get("marks") or Node([])).items:
            faceted = (mark.get("from") or Node(None)).get("facet")
            if faceted:
                found[_text(faceted.get("name"))] = found.get(_text(faceted.get("data")), ())
            left.append(mark)
    return found


def _vega(node: Node, here: Tables, roots: Mapping[str, Tables]) -> Iterator[_Use]:
    here = _standing(node, here, roots)
    looked_up = node.get("from") if _text(node.get("type")) == "lookup" else None
    for key, part in node.entries.items():
        if key == "data" and part.items:
            for dataset in part.items:
                yield from _vega(dataset, roots.get(_text(dataset.get("name")), ()), roots)
        elif looked_up and key in ("key", "values"):
            yield from _fields(part, roots.get(_text(looked_up), ()))
        else:
            yield from _vega(part, () if key in _SILENT else here, roots)
    for item in node.items:
        yield from _vega(item, here, roots)
    if isinstance(node.value, str):
        yield from _fields(node, here)


def _standing(node: Node, here: Tables, roots: Mapping[str, Tables]) -> Tables:
    """The tables that the fields of an object are read from: of its `from`, or of its `data` where that is a name."""
    origin = node.get("from")
    data = (origin.get("facet") or origin).get("data") if origin else node.get("data")
    return roots.get(_text(data), here) if data else here


def _datasets(node: Node) -> list[Node]:
    return [dataset for dataset in (node.get("data") or Node([])).items if dataset.entries]


def _text(node: Node | None) -> str:
    return node.value if node and isinstance(node.value, str) else ""
