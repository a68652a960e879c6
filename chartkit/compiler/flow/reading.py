"""What a view still reads of its rows at some point of its chain: the columns that must leave with a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chartkit.compiler.flow.columns import roots
from chartkit.compiler.flow.encodings import reads_of_encoding, uses_of_facet
from chartkit.compiler.views import View, views_of
from chartkit.expressions import ExpressionError, Reads
from chartkit.presets.transforms import makes_of_transform, reads_of_transform, reads_of_uses
from chartkit.schema.json_types import is_list, is_object

_INTERVAL_CHANNELS = ("x", "y", "longitude", "latitude")


def fields_read_after(view: View, n_transforms: int) -> tuple[str, ...] | None:
    """The fields that a unit view reads of its rows after the first `n_transforms` of its chain, sorted; None for all.

    Among them are names that Vega-Lite makes of the encoding, and no longer those that the rest of the chain makes. A
    path such as `a.b` counts as its root, and as the name that it would be without its backslashes.
    """
    try:
        found = _read_after(view, n_transforms)
    except ExpressionError:
        return None
    return None if found is None else tuple(sorted({name for field in found for name in roots(field)}))


def _read_after(view: View, n_transforms: int) -> set[str] | None:
    needed: set[str] = set()
    made: set[str] = set()
    for _, transform in view.transforms[n_transforms:]:
        read = reads_of_transform(transform)
        if read.is_whole_row:
            return None
        needed |= (read.fields | _tested_fields(transform, view)) - made
        makes = makes_of_transform(transform)
        if makes.replaces:
            return needed
        made.update(makes.names)
    for read in (reads_of_encoding(view), _facet_reads(view)):
        if read.is_whole_row:
            return None
        needed |= read.fields - made
    if view.mark == "geoshape":
        return None
    drawn = [definition for _, definition in view.encoding.values()]
    return needed | ((_tested_fields(drawn, view) | _projected_fields(view)) - made)


def _facet_reads(view: View) -> Reads:
    """What the facet operators around the view split its rows by."""
    uses = [
        use
        for above in _above(view)
        if above.kind == "facet" and above.data_path == view.data_path and is_object(above.spec["facet"])
        for use in uses_of_facet(above.spec["facet"], (), above.fields)
    ]
    return reads_of_uses(uses)


def _projected_fields(view: View) -> set[str]:
    """The fields of the selections in scope."""
    return {field for _, param in view.params for field in _fields_of(param, view)}


def _tested_fields(value: Any, view: View) -> set[str]:
    """The fields by which the selections that `value` names, wherever they are defined, test the view's rows."""
    names = set(_param_names(value))
    if not names:
        return set()
    return {
        field
        for owner in views_of(_root(view).spec)
        for param in owner.spec.get("params") or ()
        if is_object(param) and param.get("name") in names
        for field in _fields_of(param, owner)
    }


def _fields_of(param: dict[str, Any], owner: View) -> Iterator[str]:
    """The fields a selection tells rows apart by: those it lists, or those of its channels in the views it acts on."""
    select = param.get("select")
    entries: dict[str, Any] = select if is_object(select) else {"type": select}
    listed = entries.get("fields")
    if is_list(listed):
        yield from (str(field) for field in listed)
    is_interval = entries.get("type") == "interval"
    channels = entries.get("encodings") or (_INTERVAL_CHANNELS if is_interval and not listed else ())
    for view in views_of(owner.spec) if channels else ():
        around = owner.encoding if view.path == () else view.encoding
        for channel in channels:
            definition = around.get(channel, ((), None))[1] or view.encoding.get(channel, ((), None))[1]
            if is_object(definition):
                yield from view.fields(definition.get("field"))


def _param_names(value: Any) -> Iterator[str]:
    if is_list(value):
        for item in value:
            if item.__class__ in (dict, list):
                yield from _param_names(item)
    elif is_object(value):
        for key, item in value.items():
            if key == "param" and isinstance(item, str):
                yield item
            elif key not in ("params", "values", "datasets") and item.__class__ in (dict, list):
                yield from _param_names(item)


def _above(view: View) -> Iterator[View]:
    above = view.parent
    while above is not None:
        yield above
        above = above.parent


def _root(view: View) -> View:
    return next(reversed([view, *_above(view)]))
