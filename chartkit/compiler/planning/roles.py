"""The field definitions of an encoding, each with its place: what a view groups by and what it measures.

Source: Vega-Lite 6.4, `Encoding`: a channel is a definition, a list of them, or a value whose condition is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

Place = tuple[str | int, ...]
"""Where a definition stands under `encoding`: `("x",)`, `("tooltip", 0)`, `("color", "condition")`."""


class Role(NamedTuple):
    """One field definition: its place and its own words."""

    place: Place
    definition: Mapping[str, Any]

    @property
    def channel(self) -> str:
        return str(self.place[0])

    @property
    def field(self) -> str | None:
        field = self.definition.get("field")
        return field if isinstance(field, str) else None

    @property
    def op(self) -> Any:
        """The aggregate: a name, `{"argmin": field}`, or None."""
        return self.definition.get("aggregate")

    @property
    def bin(self) -> Mapping[str, Any] | bool | None:
        """The bin that Vega-Lite computes: True or its parameters; None where there is none, or it is done already."""
        bin: Any = self.definition.get("bin")
        if isinstance(bin, dict):
            words = cast("dict[str, Any]", bin)
            return None if words.get("binned") else words
        return True if bin is True else None

    @property
    def unit(self) -> Any:
        """The timeUnit that Vega-Lite computes, a name or its parameters; None where it is done already."""
        unit: Any = self.definition.get("timeUnit")
        name = cast("dict[str, Any]", unit).get("unit", "") if isinstance(unit, dict) else unit
        is_done = unit is None or str(name).startswith("binned")
        return None if is_done else cast(Any, unit)

    @property
    def type(self) -> str:
        """The Vega-Lite type of the definition, or Vega-Lite's default for it."""
        type_ = self.definition.get("type")
        if isinstance(type_, str):
            return type_
        return "quantitative" if self.op or self.bin is not None else "temporal" if self.unit else "nominal"


def roles_of(encoding: Mapping[str, Any]) -> tuple[Role, ...]:
    """Every field definition of `encoding` in Vega-Lite's order: the channels', their lists', their conditions'."""
    return tuple(role for channel, given in encoding.items() for role in _roles((channel,), given))


def _roles(place: Place, given: Any) -> Iterator[Role]:
    if isinstance(given, list):
        for index, item in enumerate(cast("list[Any]", given)):
            yield from _roles((*place, index), item)
    elif isinstance(given, dict):
        definition = cast("dict[str, Any]", given)
        if "field" in definition or definition.get("aggregate") == "count":
            yield Role(place, definition)
        elif isinstance(definition.get("condition"), dict):
            yield from _roles((*place, "condition"), definition["condition"])


def replaced(encoding: Mapping[str, Any], place: Place, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The encoding with the definition at `place` changed; a change to None takes the word away."""
    return cast("dict[str, Any]", _replaced(dict(encoding), place, changes))


def _replaced(given: Any, place: Place, changes: Mapping[str, Any]) -> Any:
    if not place:
        return {key: value for key, value in {**given, **changes}.items() if value is not None or key not in changes}
    step, rest = place[0], place[1:]
    if isinstance(given, list):
        items = cast("list[Any]", given)
        return [_replaced(item, rest, changes) if index == step else item for index, item in enumerate(items)]
    return {**given, step: _replaced(given[step], rest, changes)}
