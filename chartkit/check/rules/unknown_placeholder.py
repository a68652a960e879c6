"""A text looks like a slot, and is none: it is drawn as it is written.

## Why
Only `${field:NAME}`, `${string:NAME}` and `${run:NAME}` are filled. `${feild:x}`, `${x}` and `{field:x}` reach the
reader of the chart letter by letter, as a title or as the name of a column that no table has.

## Failing
```yaml
fields:
  x: {type: quantitative}
strings:
  title: {default: Loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title} of ${title}"
  mark: tick
  encoding:
    x: {field: "${field:x}", type: quantitative}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
strings:
  title: {default: Loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: tick
  encoding:
    x: {field: "${field:x}", type: quantitative}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, Location
from chartkit.presets import Preset
from chartkit.presets.nodes import Node
from chartkit.presets.scalar_places import place_inside
from chartkit.schema import nearest

_KINDS = ("field", "string", "run")
_PLACEHOLDER = re.compile(r"\$\{\s*(\w+)\s*:\s*([^:{}]*)[^{}]*\}")
# `${NAME}`, `{field:NAME}`, `$field:NAME`, `${field.NAME}` and `${field:NAME` without its end: a slot when NAME is one.
_INCOMPLETE = re.compile(
    r"\$\{\s*([\w -]+?)\s*\}|(?<!\$)\{(?:field|string):\s*([\w -]+?)\s*\}|\$(?:field|string):([\w-]+)"
    r"|\$\{(?:field|string)s?[.=]\s*([\w -]+?)\s*\}|\$\{(?:field|string):([\w -]+)\Z"
)


def unknown_placeholder(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each `${…}` whose kind is near `field`, `string` or `run`, or that lacks a part of a slot."""
    for found in placeholders(subject.preset):
        message = f"{found.match[0]} is no slot: it is drawn as it is written."
        help = f'did you mean "${{{found.kind}:{found.name}}}"?'
        yield Diagnostic("CK704", message, "warning", _place(found.node, found.match), help)


class Placeholder(NamedTuple):
    """A text that looks like a slot: where it stands, and the `kind` and `name` of the slot that is meant."""

    node: Node
    match: re.Match[str]
    kind: str
    name: str


def placeholders(preset: Preset) -> Iterator[Placeholder]:
    """All that look like slots in the spec, and are none."""
    for node in _texts(preset.spec):
        yield from _incomplete(node, preset)
        for match in _PLACEHOLDER.finditer(str(node.value)):
            near = nearest(match[1], _KINDS, 1)
            exact = match[0].startswith(tuple(f"${{{kind}:" for kind in _KINDS))
            if near and not exact:
                yield Placeholder(node, match, near[0], match[2].strip())


def _incomplete(node: Node, preset: Preset) -> Iterator[Placeholder]:
    for match in _INCOMPLETE.finditer(str(node.value)):
        name = next(group for group in match.groups() if group)
        if name in preset.fields or name in preset.strings:
            yield Placeholder(node, match, "field" if name in preset.fields else "string", name)


def _place(node: Node, match: re.Match[str]) -> Location:
    """The placeholder itself, else the text that it stands in."""
    mark = node.mark
    place = place_inside(mark, match.string, *match.span()) if mark else None
    if mark is None or place is None:
        return node.locate(())
    return place.location()._replace(first_line=mark.line)


def _texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str) and ("$" in node.value or "{" in node.value):
        yield node
    for child in (*node.items, *node.entries.values()):
        yield from _texts(child)


RULE = Rule("CK704", "unknown-placeholder", "warning", "slots", unknown_placeholder)
