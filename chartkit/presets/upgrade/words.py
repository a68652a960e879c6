"""Words that only changed their name or their place: takes those of versions 2 to 5, gives those of version 6.

Source: the JSON schemas of Vega-Lite 2.7, 3.4, 4.17, 5.0 and 6.4
"""

from __future__ import annotations

from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.edits import ROWS, changed_at, map_views, put, renamed, without

_KEYS = {"timeUnitBand": "timeUnitBandSize"}
_UNITS = {"weeksdayhours": "weekdayhours", "utcweeksdayhours": "utcweekdayhours"}
_SECONDARY = ("x2", "y2", "longitude2", "latitude2")
_MARKS = {"box-plot": "boxplot", "error-bar": "errorbar", "error-band": "errorband"}


def with_later_words(spec: Node, major: int) -> Node:
    """`spec` with renamed keys, units and marks, and what moved to another place."""
    spec = _renamed(spec)
    if major <= 3:
        spec = map_views(_with_invalid(spec), lambda view, in_layer: _view(view))
    return spec


def _renamed(node: Node) -> Node:
    if isinstance(node.value, list):
        return node.replaced([_renamed(item) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    entries = {key: child if key in ROWS else _renamed(child) for key, child in node.value.items()}
    unit = entries.get("timeUnit")
    if unit is not None and isinstance(unit.value, str):
        entries["timeUnit"] = unit.replaced(_UNITS.get(unit.value, unit.value))
    return renamed(node.replaced(entries), _KEYS)


def _with_invalid(spec: Node) -> Node:
    """`config.invalidValues` of versions 2 and 3 is `config.mark.invalid`."""
    config = spec.get("config")
    invalid = config.get("invalidValues") if config else None
    if config is None or invalid is None:
        return spec
    mark = config.get("mark") or Node({})
    changed = put(without(config, "invalidValues"), "mark", put(mark, "invalid", mark.get("invalid") or invalid))
    return put(spec, "config", changed)


def _view(view: Node) -> Node:
    """Composite marks by their later names; a facet channel with the number of columns that stood beside it."""
    for path in ((), ("mark",)):
        view = changed_at(view, path, _with_mark_name)
    view = changed_at(view, ("encoding",), _with_channels)
    columns = view.get("columns")
    encoding = view.get("encoding")
    if columns is not None and encoding is not None and "facet" in encoding.entries:
        view = changed_at(without(view, "columns"), ("encoding", "facet"), lambda facet: put(facet, "columns", columns))
    return view


def _with_mark_name(holder: Node) -> Node:
    for key in ("mark", "type"):
        name = holder.get(key)
        if name is not None and isinstance(name.value, str) and name.value in _MARKS:
            holder = put(holder, key, _MARKS[name.value])
    return holder


def _with_channels(encoding: Node) -> Node:
    """Second channels without the type, which is their first one's; places as a datum; no guide by null."""
    for name, channel in encoding.entries.items():
        if name in _SECONDARY:
            channel = without(channel, "type") if channel.entries else channel
        elif name in ("longitude", "latitude"):
            channel = renamed(channel, {"value": "datum"})
        for guide in ("axis", "legend"):
            if (own := channel.get(guide)) is not None and own.value is False:
                channel = put(channel, guide, own.replaced(None))
        encoding = put(encoding, name, channel)
    return encoding
