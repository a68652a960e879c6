"""Which datasets of a spec are the user's tables: the named ones that have no source of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartkit.presets.faults import Faults
from chartkit.presets.nodes import Mark, Node
from chartkit.schema import nearest

SOURCES = frozenset({"values", "url", "source", "sequence", "sphere", "graticule"})
_PREFERRED = ("table", "wandb")
_NAME = re.compile(r"(?!(?:data|source)_\d+\Z)\w[\w -]*\Z")
"""Names that Vega-Lite does not give to datasets of its own."""
_OF_VEGA_LITE = {"mark", "encoding", "layer", "hconcat", "vconcat", "concat", "facet", "repeat"}
"""What a spec of Vega never has."""
_MEMBERS = {"constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "toLocaleString", "__proto__"}


def find_tables(spec: Node, dialect: str, faults: Faults) -> tuple[str, ...]:
    """The names of the datasets that become tables; a fault goes to `faults` when there is none.

    The main one is first: `table` or `wandb` where one is called so, else the first in the document.
    """
    names = list(dict.fromkeys(_vega_names(spec) if dialect == "vega" else _vega_lite_names(spec)))
    for name in names:
        if not _NAME.match(name) or name in _MEMBERS:
            help = "name the table's dataset 'table'"
            faults.add("CK114", f"a dataset cannot be called {name!r}.", (spec.get("data") or spec).mark, help)
    address, foreign = spec.get("$schema"), [key for key in spec.entries if key in _OF_VEGA_LITE]
    if not names and dialect == "vega" and address and foreign:
        message = f"$schema names Vega; {foreign[0]!r} belongs to Vega-Lite."
        help = "write https://vega.github.io/schema/vega-lite/v6.json"
        faults.add("CK302", message, address.mark, help)
        return ("table",)
    if not names:
        data = spec.get("data")
        shape = "data: [{name: table}]" if dialect == "vega" else "data: {name: table}"
        message = "this preset has no dataset for the table."
        named = (data, *data.items) if data else ()
        misspelt = filter(None, (_misspelt(spec, "data"), *map(_misnamed, named)))
        mark, help = next(misspelt, ((data or spec).mark, f"write {shape} in place of its own data"))
        faults.add("CK114", message, mark, help)
        return ("table",)
    main = next((name for name in _PREFERRED if name in names), names[0])
    return (main, *(name for name in names if name != main))


def _misnamed(data: Node) -> tuple[Mark | None, str] | None:
    """The place of a name that is misspelt or no text, and the way out."""
    name = data.get("name")
    if name and not isinstance(name.value, str) and not data.entries.keys() & SOURCES:
        return name.mark, "write name: table"
    return _misspelt(data, "name")


def _misspelt(node: Node, key: str) -> tuple[Mark | None, str] | None:
    """The place of what may be a misspelling of `key`, which the node lacks, and the question that says so."""
    others = [other for other in node.entries if other not in SOURCES and other != "datasets"]
    near = [] if key in node.entries else nearest(key, others, 1)
    return (node.key_marks.get(near[0]), f"did you mean {key!r}?") if near else None


def data_name(data: Node | None) -> str | None:
    """The name in a Vega-Lite `data: {name: …}` without a source; None for any other data."""
    name = data.get("name") if data else None
    is_named = data and name and isinstance(name.value, str) and not data.entries.keys() & SOURCES
    return str(name.value) if name and is_named else None


def is_sourced(dataset: Node) -> bool:
    """Whether a Vega dataset has rows of its own: a source, or a first transform that makes them."""
    transform = dataset.get("transform")
    first = transform.items[0].get("type") if transform and transform.items else None
    return bool(dataset.entries.keys() & SOURCES or (first and first.value in ("sequence", "graticule")))


def _vega_lite_names(spec: Node) -> Iterable[str]:
    """The names given in `data: {name: …}` or `from: {data: {name: …}}` anywhere, less those that have a source."""
    own = spec.get("datasets")
    data = list(_all_data(spec))
    given = [each.get("name") for each in data if each.entries.keys() & SOURCES]
    sourced = {*(own.entries if own else ()), *(str(name.value) for name in given if name)}
    return [name for each in data if (name := data_name(each)) is not None and name not in sourced]


def _all_data(node: Node) -> Iterator[Node]:
    """The objects under `data:` keys, in document order."""
    value = node.value
    if isinstance(value, dict):
        data = value.get("data")
        if data and data.entries:
            yield data
        for key, child in value.items():
            if isinstance(child.value, (dict, list)) and key not in ("datasets", "values"):
                yield from _all_data(child)
    elif isinstance(value, list):
        for child in value:
            if isinstance(child.value, (dict, list)):
                yield from _all_data(child)


def _vega_names(spec: Node) -> Iterator[str]:
    data = spec.get("data")
    for dataset in data.items if data else []:
        name = dataset.get("name")
        if name and isinstance(name.value, str) and not is_sourced(dataset):
            yield name.value
