"""Which columns leave with a dataset: those that the views drawing it still read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from chartkit.compiler.planning.plan import ViewPlan


def columns_of(plans: Iterable[ViewPlan]) -> tuple[str, ...] | None:
    """The columns that the views read from their dataset; None for all of it.

    A grouped dataset leaves whole: it has nothing but what is drawn.
    """
    from chartkit.compiler.flow import fields_read_after

    found: dict[str, None] = {}
    for plan in plans:
        if plan.group is not None:
            return None
        fields = fields_read_after(plan.view, len(plan.steps))
        if fields is None:
            return None
        found |= dict.fromkeys(fields)
    return tuple(found)


def looked_up(spec: Any) -> set[str]:
    """The names of datasets that lookups take their fields from."""
    return set(_looked_up(spec))


def _looked_up(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in cast("list[Any]", value):
            if item.__class__ in (dict, list):
                yield from _looked_up(item)
    elif isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        source = entries.get("from")
        if "lookup" in entries and isinstance(source, dict):
            data = cast("dict[str, Any]", source).get("data")
            if isinstance(data, dict) and isinstance(name := cast("dict[str, Any]", data).get("name"), str):
                yield name
        for key, child in entries.items():
            if child.__class__ in (dict, list) and key not in ("values", "datasets"):
                yield from _looked_up(child)
