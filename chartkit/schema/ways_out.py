"""The way out of a mistake that no near name explains: takes what stands where, gives a phrase for the help.

Authors put a key one level too deep or too high, write a word where Vega-Lite has a map, or a number with its unit.
Each of these is answered with what to write. Called only when a spec is refused.
Source: https://vega.github.io/vega-lite/docs/spec.html, where each key stands; and, for the words of older versions,
https://github.com/vega/vega-lite/releases/tag/v5.0.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, cast

from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import OBJECT_WORD
from chartkit.schema.other_tools import said_elsewhere, written_out
from chartkit.schema.suggestions import nearest

_CHANNELS = frozenset(
    "angle color column description detail facet fill fillOpacity href key latitude latitude2 longitude longitude2 "
    "opacity order radius radius2 row shape size stroke strokeDash strokeOpacity strokeWidth text theta theta2 tooltip "
    "url x x2 xError xError2 xOffset y y2 yError yError2 yOffset".split()
)
_POSITIONS = frozenset("x y x2 y2 latitude longitude theta radius xOffset yOffset".split())
_OF_A_CHANNEL = frozenset("aggregate axis bin field legend scale sort stack timeUnit".split())
_COMPOSED = frozenset("layer hconcat vconcat concat facet repeat".split())
_COMPARISONS = frozenset("equal lt lte gt gte range oneOf valid".split())
_TEXTS = frozenset("title text format subtitle description name".split())
_MAPS = {
    "scale": "{type: …}",
    "bin": "{maxbins: …}",
    "condition": "{test: …, value: …}",
    "facet": "{field: …}",
    "resolve": "{scale: {color: independent}}",
    "tooltip": "{field: …}",
    "data": "{name: table}",
}
_MISSING = {
    "as": "write as: and a name for the new column",
    "select": "write select: point or select: interval",
}
_NO, _YES, _NONE = ("no", "off", "n", "false"), ("yes", "on", "y", "true"), ("none", "null", "nil", "~")
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(%|px|pt|em|°|deg)?\s*[,;]?\s*\Z")
_WITHOUT_DASHES = "write it as a map: its keys without dashes or brackets"


def way_out_of_key(path: JsonPath, spec: Any) -> str | None:
    """What to do with the unknown key at the end of `path`, None where nothing is known of it.

    >>> way_out_of_key(("mark", "axis"), {"mark": {"type": "bar", "axis": None}})
    'write it in a channel, as in encoding: {y: {axis: …}}'
    """
    *around, key = path
    owner = around[-1] if around else None
    if key == "selection":
        is_condition = "condition" in around
        return f"since Vega-Lite 5 it is {'param' if is_condition else 'params: [{name: …, select: …}]'}"
    if elsewhere := said_elsewhere(str(key), owner):
        return elsewhere
    if owner in ("mark", "encoding") and key in _COMPOSED:
        return f"write {key!r} beside {owner!r}, not in it"
    if key in _OF_A_CHANNEL and (owner == "mark" or _is_view(spec, around)):
        return f"write it in a channel, as in encoding: {{{'color' if key == 'legend' else 'y'}: {{{key}: …}}}}"
    if key == "legend" and owner in _POSITIONS:
        return "a position has an axis; a legend belongs to color, size, shape and other channels"
    if key == "axis" and owner in _CHANNELS - _POSITIONS:
        return f"channel {owner} has a legend; an axis belongs to x and y"
    if key in _CHANNELS and _is_view(spec, around):
        return "it is a channel: write it under encoding, indented"
    return None


def way_out_of_missing(names: tuple[str, ...], owner: Any, any_name: bool = False) -> str | None:
    """What to write for the missing keys of `owner`, None where the value of the first could be anything.

    >>> way_out_of_missing(("as",), {"calculate": "1"}), way_out_of_missing(("bin", "fold"), {"type": "fold"})
    ('write as: and a name for the new column', 'write fold: … in place of type: fold')
    """
    for key, word in cast(dict[str, object], owner).items() if isinstance(owner, dict) else ():
        if word in names:
            return f"write {word}: … in place of {key}: {word}"
    return None if any_name else next((_MISSING[name] for name in names if name in _MISSING), None)


def way_out_of_both(owner: JsonPath, key: str, rival: str) -> str:
    """What to do with two keys of the object at `owner` that exclude each other.

    >>> way_out_of_both(("transform", 0), "filter", "calculate")
    'write each as an item of its own: - calculate: … and - filter: …'
    """
    for whole, part in ((key, rival), (rival, key)):
        if (whole, part) == ("facet", "mark"):
            return "write facet under encoding, as a channel, or 'mark' and what belongs to it under spec:"
        if whole in ("facet", "repeat"):
            return f"write {part!r} and what belongs to it under spec:, beside {whole!r}"
        if whole in _COMPOSED and part not in _COMPOSED - {"layer"}:
            return f"write {part!r} and what belongs to it as an item of {whole!r}"
    if owner[-2:-1] == ("transform",):
        return f"write each as an item of its own: - {rival}: … and - {key}: …"
    if {key, rival} <= _COMPARISONS:
        return f"for both write and: [{{field: …, {rival}: …}}, {{field: …, {key}: …}}]"
    return "take one of the two out"


def way_out_of_value(path: JsonPath, value: Any, kinds: list[str], reshape: str, is_lite: bool = True) -> str | None:
    """What to write in place of `value`, which is none of `kinds`; None where it is not known.

    `reshape` says in which shape the value would do: `Mistake` has the words.

    >>> way_out_of_value(("width",), "300px", ["a number"], ""), way_out_of_value(("fields",), "a", ["a list"], "list")
    ('write 300', 'write [a]')
    """
    if value is False and "null" in kinds:
        return "write null to have none"
    if isinstance(value, str) and (plain := _plain(value, kinds)):
        return f"write {plain}"
    if isinstance(value, (int, float)) and (plain := _for_number(path, value, kinds)):
        return f"write {plain}"
    if reshape == "list" and isinstance(value, str):
        return f"write [{', '.join(part.strip() for part in value.split(','))}]"
    if reshape == "list" or (isinstance(value, dict) and "a list" in kinds and not _has_object(kinds)):
        return "put it in a list, even when it is the only one"
    if isinstance(value, list):
        is_map = _has_object(kinds) and "a list" not in kinds
        return "write it without the list, which has one item" if reshape else _WITHOUT_DASHES if is_map else None
    if isinstance(value, dict):
        return "write what stands at 'value' alone" if reshape else None
    if reshape and path[-2:-1] != ("encoding",):
        return f"write {{{reshape}: {value}}}"
    is_for_map = is_lite and path and _has_object(kinds)
    return _as_map(path, value) if is_for_map else None


def _has_object(kinds: list[str]) -> bool:
    return any(kind.startswith(OBJECT_WORD) for kind in kinds)


def _plain(text: str, kinds: list[str]) -> str | None:
    """What the text stands for, where that is allowed: a number without its unit, a list of them, true, false, null."""
    found = _NUMBER.match(text)
    if found and found[2] == "%" and "'container'" in kinds:
        return "container"
    if found and not {"a number", "a whole number"}.isdisjoint(kinds):
        number = float(found[1]) / 100 if found[2] == "%" else float(found[1])
        return f"{number:g}"
    is_switch = {"true", "false"} <= {*kinds}
    if "null" in kinds and text.lower() in (_NONE if is_switch else _NONE + _NO):
        return "null to have none"
    if is_switch:
        near = nearest(text, ("true", "false"), 1) if len(text) > 2 else []
        answer = "true" if text.lower() in _YES else "false" if text.lower() in _NO else None
        return answer or next(iter(near), None)
    parts = [_NUMBER.match(part) for part in text.split("," if "," in text else None)]
    if "a list" in kinds and len(parts) > 1 and all(parts):
        return json.dumps([float(part[1]) if "." in part[1] else int(part[1]) for part in parts if part])
    return None


def _for_number(path: JsonPath, number: float, kinds: list[str]) -> str | None:
    """What a number stands for, where none is allowed: true or false, or a text that YAML reads as a number."""
    if isinstance(number, bool):
        return None
    if number in (0, 1) and {"true", "false"} <= {*kinds}:
        return "true" if number else "false"
    return f"it in quotes: '{number}'" if "a string" in kinds and path[-1:] and path[-1] in _TEXTS else None


def _as_map(path: JsonPath, value: Any) -> str | None:
    """How the map is written that stands at `path`."""
    key = path[-1]
    if key == "tooltip" and value is True:
        return "write it in the mark, as in mark: {type: …, tooltip: true}"
    if isinstance(key, int) and len(path) > 1:
        key = path[-2]
    if len(path) > 1 and path[-2] == "encoding":
        if isinstance(value, str) and (channel := written_out(value)):
            return f"write {key}: {channel}"
        return f"write {key}: {{field: …}} for a column, {key}: {{value: …}} for a constant"
    return f"write {_MAPS[str(key)]}" if key in _MAPS else None


def _is_view(spec: Any, path: list[str | int]) -> bool:
    """Whether the map at `path` in `spec` is one that draws a mark."""
    view = _at(spec, path)
    return isinstance(view, dict) and "mark" in cast(dict[str, object], view)


def _at(spec: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        spec = spec[step]
    return spec
