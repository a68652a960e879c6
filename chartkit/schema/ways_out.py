"""The way out of a mistake that no near name explains: takes what stands where, gives a phrase for the help.

Authors put a key one level too deep or too high, write a word where Vega-Lite has a map, or a number with its unit.
Each of these is answered with what to write. Called only when a spec is refused.
Source: https://vega.github.io/vega-lite/docs/spec.html, where each key stands; and, for the words of older versions,
https://github.com/vega/vega-lite/releases/tag/v5.0.0.
"""

from __future__ import annotations

import json
import re
from typing import Any, cast

from chartkit.diagnostics import JsonPath

_CHANNELS = frozenset(
    "angle color column description detail facet fill fillOpacity href key latitude latitude2 longitude longitude2 "
    "opacity order radius radius2 row shape size stroke strokeDash strokeOpacity strokeWidth text theta theta2 tooltip "
    "url x x2 xError xError2 xOffset y y2 yError yError2 yOffset".split()
)
_POSITIONS = frozenset("x y x2 y2 latitude longitude theta radius xOffset yOffset".split())
_OF_A_VIEW = frozenset("data encoding layer params projection resolve transform".split())
_OF_A_CHANNEL = frozenset("aggregate axis bin field legend scale sort stack timeUnit".split())
_PARTS_OF_A_CHANNEL = frozenset(("axis", "scale", "legend", "bin", "impute"))
_MAPS = {
    "scale": "{type: …}",
    "bin": "{maxbins: …}",
    "condition": "{test: …, value: …}",
    "facet": "{field: …}",
    "resolve": "{scale: {color: independent}}",
    "tooltip": "{field: …}",
}
_NO, _YES = ("no", "off", "n", "false"), ("yes", "on", "y", "true")
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(%|px|pt|em)?\s*\Z")


def way_out_of_key(path: JsonPath, spec: Any) -> str | None:
    """What to do with the unknown key at the end of `path`, None where nothing is known of it.

    >>> way_out_of_key(("encoding", "y", "axis", "scale"), {})
    "write 'scale' beside 'axis', not in it"
    """
    *around, key = path
    owner = around[-1] if around else None
    if key == "selection":
        is_condition = "condition" in around
        return f"since Vega-Lite 5 it is {'param' if is_condition else 'params: [{name: …, select: …}]'}"
    if owner in _PARTS_OF_A_CHANNEL and key in _OF_A_CHANNEL:
        return f"write {key!r} beside {owner!r}, not in it"
    if owner in ("mark", "encoding") and key in _OF_A_VIEW:
        return f"write {key!r} beside {owner!r}, not in it"
    if key == "legend" and owner in _POSITIONS:
        return "a position has an axis; a legend belongs to color, size, shape and other channels"
    if key == "axis" and owner in _CHANNELS - _POSITIONS:
        return f"channel {owner} has a legend; an axis belongs to x and y"
    if key in _CHANNELS and _is_view(spec, around):
        return "it is a channel: write it under encoding, indented"
    return None


def way_out_of_value(path: JsonPath, value: Any, types: tuple[str, ...], is_lite: bool = True) -> str | None:
    """What to write in place of `value`, which is of none of the kinds that `types` words; None where it is not known.

    >>> way_out_of_value(("width",), "300px", ("a number",)), way_out_of_value(("transform",), {}, ("a list",))
    ('write 300', 'put it in a list, even when it is the only one')
    """
    kinds = " ".join(types)
    if value is False and "null" in types:
        return "write null to have none"
    if isinstance(value, dict) and "a list" in kinds and "an object" not in kinds:
        return "put it in a list, even when it is the only one"
    if isinstance(value, str) and (plain := _plain(value, kinds)):
        return f"write {plain}"
    is_for_map = is_lite and path and not isinstance(value, (dict, list)) and "an object" in kinds
    return _as_map(path) if is_for_map else None


def _plain(text: str, kinds: str) -> str | None:
    """What the text stands for, where that is allowed: a number without its unit, a list of numbers, true or false."""
    found = _NUMBER.match(text)
    if found and "a number" in kinds:
        number = float(found[1]) / 100 if found[2] == "%" else float(found[1])
        return f"{number:g}"
    if "true" in kinds and text.lower() in _NO + _YES:
        return "true" if text.lower() in _YES else "false"
    parts = [_NUMBER.match(part) for part in text.split("," if "," in text else None)]
    if "a list" in kinds and len(parts) > 1 and all(parts):
        return json.dumps([float(part[1]) if "." in part[1] else int(part[1]) for part in parts if part])
    return None


def _as_map(path: JsonPath) -> str | None:
    """How the map is written that stands at `path`."""
    key = path[-1]
    if isinstance(key, int) and len(path) > 1:
        key = path[-2]
    if len(path) > 1 and path[-2] == "encoding":
        return f"write {key}: {{field: …}} for a column, {key}: {{value: …}} for a constant"
    return f"write {_MAPS[str(key)]}" if key in _MAPS else None


def _is_view(spec: Any, path: list[str | int]) -> bool:
    """Whether the map at `path` in `spec` is one that draws a mark."""
    for step in path:
        spec = spec[step]
    return isinstance(spec, dict) and "mark" in cast(dict[str, object], spec)
