"""Selections become params: takes a spec with `selection: {name: {type: single, …}}`, gives one with `params`.

A `single` is a point that does not toggle, a `multi` a point; `init` is the param's value, `bind` stays beside it, and
`empty` moves to where the selection is tested. Everything else describes how to select, and stands in `select`.

Source: Vega-Lite 4.17, "Selection"; Vega-Lite 5, "Parameter" (its section on migrating from selections)
"""

from __future__ import annotations

from collections.abc import Mapping

from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.edits import map_views, put, renamed, without
from chartkit.presets.upgrade.predicates import with_param_references

_KINDS = {"single": "point", "multi": "point", "interval": "interval"}


def with_params(spec: Node, major: int) -> Node:
    """`spec` with its selections as params, and every reference to one as a reference to a param."""
    writer = _Writer(_defaults(spec))
    found = map_views(spec, writer.view)
    return with_param_references(_without_defaults(found), writer.is_empty_none)


def _defaults(spec: Node) -> Mapping[str, Node]:
    """What `config.selection` gives selections of each type."""
    config = spec.get("config")
    selection = config.get("selection") if config else None
    return selection.entries if selection else {}


def _without_defaults(spec: Node) -> Node:
    """`spec` less the part of `config.selection` that version 6 does not have; its selections hold it themselves."""
    config = spec.get("config")
    selection = config.get("selection") if config else None
    if config is None or selection is None or not selection.entries.keys() & _KINDS.keys():
        return spec
    rest = without(selection, *_KINDS)
    return put(spec, "config", put(config, "selection", rest) if rest.entries else without(config, "selection"))


class _Writer:
    """Writes the params of each view; `is_empty_none` names the selections that hold nothing while they are empty."""

    def __init__(self, defaults: Mapping[str, Node]) -> None:
        self.defaults = defaults
        self.is_empty_none: set[str] = set()

    def view(self, view: Node, in_layer: bool) -> Node:
        selection = view.get("selection")
        if selection is None or not isinstance(selection.value, dict):
            return view
        params = [self.param(name, node, selection) for name, node in selection.value.items()]
        own = view.get("params")
        if own is not None and isinstance(own.value, list):
            return put(without(view, "selection"), "params", own.replaced([*own.value, *params]))
        return renamed(view.replaced({**view.entries, "selection": Node(params, selection.mark)}), _AS_PARAMS)

    def param(self, name: str, definition: Node, selection: Node) -> Node:
        """The param of one selection, in the places of its definition."""
        definition = self.completed(definition)
        kind, empty = definition.get("type"), definition.get("empty")
        if empty is not None and empty.value == "none":
            self.is_empty_none.add(name)
        entries = {"name": Node(name, selection.key_marks.get(name)), "select": _select(definition)}
        init, bind = definition.get("init"), definition.get("bind")
        if init is not None:
            # One map is the value of an interval; points have a list of them.
            is_interval = kind is not None and kind.value == "interval"
            entries["value"] = init if is_interval or not init.entries else Node([init], init.mark)
        if bind is not None:
            entries["bind"] = bind
        marks = definition.key_marks
        placed = {"value": "init", "bind": "bind", "select": "type"}
        return Node(entries, definition.mark, {new: marks[old] for new, old in placed.items() if old in marks})

    def completed(self, definition: Node) -> Node:
        """A definition with the defaults of its type, where it says nothing itself or only `true`."""
        kind = definition.get("type")
        defaults = self.defaults.get(str(kind.value)) if kind else None
        entries = dict(definition.entries)
        for key, default in defaults.entries.items() if defaults else ():
            own = entries.get(key)
            if key in ("fields", "encodings") and entries.keys() & {"fields", "encodings"}:
                continue
            if own is None or own.value is True:
                entries[key] = default
            elif key == "mark":
                entries[key] = own.replaced({**default.entries, **own.entries})
        return definition.replaced(entries)


_AS_PARAMS = {"selection": "params"}


def _select(definition: Node) -> Node:
    """What a selection selects: its type alone, or with all that describes it."""
    kind = definition.get("type")
    rest = without(definition, "type", "init", "bind", "empty")
    old = str(kind.value) if kind else ""
    if kind is None:
        return rest
    new = kind.replaced(_KINDS.get(old, kind.value))
    toggle = {"toggle": Node(False)} if old == "single" else {}
    if not rest.entries and not toggle:
        return new
    return rest.replaced({"type": new, **toggle, **rest.entries})
