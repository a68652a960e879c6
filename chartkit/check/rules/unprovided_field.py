"""CK708: a channel that names a field which nothing provides, so that it draws nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartkit.check.subject import Subject
from chartkit.compiler.positions import is_channel
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.presets.nodes import Node
from chartkit.presets.outputs import outputs_of
from chartkit.schema import hint

_RUN_COLUMNS = frozenset(["id", "name", "color"])
# These give fields that the data decides, or bring data of their own.
_OPEN_KEYS = frozenset(["lookup", "pivot", "flatten", "values", "datasets", "sequence", "sphere", "graticule", "url"])
# A dot or bracket leads into a value, one behind a backslash is part of the name.
_STEP = re.compile(r"(?<!\\)[.\[]")
_ESCAPE = re.compile(r"\\(.)")


def unprovided_field(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each literal `field` of a channel that is neither a column of the example nor a transform's output.

    Raw Vega, specs whose transforms give fields that only the data decides, and presets without an example are passed
    over.
    """
    spec = subject.preset.spec
    if subject.chart is None or subject.preset.dialect == "vega" or _is_open(spec):
        return
    columns, made = subject.chart.dataset.names, outputs_of(spec)
    ends = {f"{name}_end" for name in made}
    provided = {*columns, *made, *ends, *(_RUN_COLUMNS if subject.preset.table == "wandb" else ())}
    for path, name in _fields(spec):
        if provided.isdisjoint((name, _plain(name), _plain(_STEP.split(name)[0]))):
            message = (
                f"the field {name!r} is neither a column of the example nor made by a transform: it draws nothing."
            )
            help = hint(name, [*columns, *sorted(made - {*columns})], "fields")
            yield Diagnostic("CK708", message, "warning", spec.locate(path), help or None)


def _plain(name: str) -> str:
    """The field without the backslashes that keep its dots and quotes from being read."""
    return _ESCAPE.sub(r"\1", name)


def _fields(node: Node, path: JsonPath = ()) -> Iterator[tuple[JsonPath, str]]:
    """The channels' fields that are written out, with their paths."""
    field = node.get("field") if is_channel(path) else None
    if field and isinstance(field.value, str) and field.value and "${" not in field.value:
        yield (*path, "field"), field.value
    for index, item in enumerate(node.items):
        yield from _fields(item, (*path, index))
    for key, child in node.entries.items():
        yield from _fields(child, (*path, key))


def _is_open(node: Node) -> bool:
    if any(key in _OPEN_KEYS and not _is_domain(key, child) for key, child in node.entries.items()):
        return True
    return any(map(_is_open, (*node.items, *node.entries.values())))


def _is_domain(key: str, child: Node) -> bool:
    """Whether `values` are those of an axis or legend, which are no rows."""
    return key == "values" and not any(item.entries for item in child.items)
