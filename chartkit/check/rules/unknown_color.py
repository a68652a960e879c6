"""A colour that no browser knows: a misspelt name, or a `#` with other digits than it takes.

## Why
A browser passes over it without a word: the mark is drawn in black, or not at all.

## Failing
```yaml
fields:
  x: {type: quantitative}
  y: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: {type: point, color: stealblue}
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
  y: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: {type: point, color: steelblue}
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```

## Source
CSS Color Module Level 4, https://www.w3.org/TR/css-color-4/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartkit.check.charts.channels import COLORS
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.presets.nodes import Node
from chartkit.schema import did_you_mean
from chartkit.schema.color_names import COLOR_NAMES
from chartkit.schema.colors import color_of

_WORD = re.compile(r"[A-Za-z]+\Z")
_KEYS = frozenset(["color", "fill", "stroke", "background"])
_NO_CHART = frozenset(["data", "datasets", "usermeta", "params", "transform"])
"""Parts of a spec whose keys are the author's own."""


def unknown_color(subject: Subject) -> Iterable[Diagnostic]:
    """An error at each constant colour that is none; a word only where it is near a name of CSS."""
    if subject.spec is None or subject.preset.dialect != "vega-lite":
        return
    for path, text in _colors(subject.spec, ()):
        help = _way_out(text)
        if help and not is_of_string_slot(subject, path):
            yield Diagnostic("CK835", f"{text!r} is no colour.", location=subject.locate(path), help=help)


def _way_out(text: str) -> str | None:
    """What to write for a text that is no colour, None for what is one, or may be."""
    if color_of(text):
        return None
    if text.startswith("#"):
        return "a # has 3, 4, 6 or 8 digits after it, from 0 to 9 and a to f"
    names = (*COLOR_NAMES, "transparent", "none", "inherit", "currentcolor")
    is_name = text.lower() in names or not _WORD.match(text)
    return None if is_name else did_you_mean(text.lower(), names)


def _colors(node: Node, path: JsonPath) -> Iterator[tuple[JsonPath, str]]:
    """The texts that stand where a colour does: as a mark's, a channel's, an axis's …, or in the range of a scale."""
    for index, item in enumerate(node.items):
        yield from _colors(item, (*path, index))
    for key, child in node.entries.items():
        below = (*path, key)
        if key in _NO_CHART:
            continue
        if isinstance(child.value, str) and (key in _KEYS or key.endswith("Color")):
            yield below, child.value
        if key == "encoding":
            for channel in child.entries.keys() & frozenset(COLORS):
                yield from _of_channel(child.entries[channel], (*below, channel))
        yield from _colors(child, below)


def _of_channel(node: Node, path: JsonPath) -> Iterator[tuple[JsonPath, str]]:
    """The constants of a channel, those of its conditions, and the list of colours of its scale."""
    conditions = node.get("condition")
    parts = [(node, path)]
    if conditions is not None:
        listed = enumerate(conditions.items)
        parts += [(each, (*path, "condition", index)) for index, each in listed] or [(conditions, (*path, "condition"))]
    for part, place in parts:
        value, scale = part.get("value"), part.get("scale")
        if value is not None and isinstance(value.value, str):
            yield (*place, "value"), value.value
        colors = scale.get("range") if scale is not None else None
        for index, item in enumerate(colors.items if colors is not None else ()):
            if isinstance(item.value, str):
                yield (*place, "scale", "range", index), item.value


RULE = Rule("CK835", "unknown-color", "error", "charts", unknown_color)
