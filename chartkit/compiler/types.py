"""Which columns a slot takes, and as which Vega-Lite type a column is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import shown
from chartkit.presets import FieldSlot

if TYPE_CHECKING:
    from chartkit.data import Column

_NATURAL = {"quantitative": "quantitative", "temporal": "temporal"}


def drawn_type(slot: FieldSlot, column: Column) -> str:
    """The Vega-Lite type of a channel that gives none: the column's own where the slot allows it, else the slot's."""
    natural = _NATURAL.get(column.kind, "nominal")
    if "any" in slot.types or natural in slot.types:
        return natural
    return next(type_ for type_ in (*slot.types, natural) if _fits(type_, column))


def type_fault(slot: FieldSlot, column: Column) -> str | None:
    """Why `column` does not fill `slot`, as the end of "slot 'y' takes …"; None when it does.

    A temporal slot also takes ISO 8601 texts and numbers, which are milliseconds since 1970 as in Vega. A column
    without values fits every slot: that is this step's data, not the author's mistake.
    """
    if any(_fits(type_, column) for type_ in slot.types):
        return None
    needed = " or ".join(slot.types)
    article = "an" if needed[0] in "aeiou" else "a"
    return f"{article} {needed} column; {column.name!r} is {column.kind} (it holds {shown(telling_value(column), 40)})."


def telling_value(column: Column) -> Any:
    """The value that shows why the column is of its kind: in text, the first that does not read as a number."""
    values = [value for value in column.values if value is not None]
    return next((value for value in values if not _reads_as_number(value)), values[0] if values else None)


def _reads_as_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _fits(type_: str, column: Column) -> bool:
    if type_ in ("any", "nominal", "ordinal") or column.kind == "empty":
        return True
    if type_ == "quantitative":
        return column.kind == "quantitative"
    return column.kind in ("temporal", "quantitative") or (
        column.kind == "nominal" and column.as_temporal() is not None
    )
