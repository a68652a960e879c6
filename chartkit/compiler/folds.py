"""A fold turns the names of columns into values that legends show: aliased columns get the user's names back there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from chartkit.compiler.aliases import display_name
from chartkit.expressions.tokens import quoted


def with_folded_names(spec: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """`spec` with a calculate after each fold over aliased columns; `names` gives the user's name of each alias."""
    converted = {key: _converted(value, names) for key, value in spec.items()}
    transform = converted.get("transform")
    if isinstance(transform, list):
        steps = [step for item in cast("list[Any]", transform) for step in (item, *_renaming(item, names))]
        return {**converted, "transform": steps}
    return converted


def _converted(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return with_folded_names(cast("dict[str, Any]", value), names)
    if isinstance(value, list):
        return [_converted(item, names) for item in cast("list[Any]", value)]
    return value


def _renaming(step: Any, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The step that gives the folded columns of `step` their names; none where it folds no aliased column."""
    if not isinstance(step, dict):
        return []
    entries = cast("dict[str, Any]", step)
    in_vega = entries.get("type") == "fold"
    folded = entries.get("fields" if in_vega else "fold")
    aliased = [each for each in cast("list[Any]", folded) if names.get(each, each) != each] if folded else []
    if not aliased:
        return []
    key = entries.get("as", ["key", "value"])[0]
    field = f"datum[{quoted(key)}]"
    named = "".join(f"{field} === {quoted(each)} ? {quoted(display_name(names[each]))} : " for each in aliased)
    if in_vega:
        return [{"type": "formula", "expr": f"{named}{field}", "as": key}]
    return [{"calculate": f"{named}{field}", "as": key}]
