"""The cell of an example that makes a column of numbers one of text: takes a variant and a slot, gives its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chartkit.compiler.types import telling_value
from chartkit.diagnostics import Location
from chartkit.presets import FieldSlot, Preset
from chartkit.presets.nodes import Node
from chartkit.schema.json_types import is_list

if TYPE_CHECKING:
    from chartkit.check.examples.variants import Variant


def odd_cell(variant: Variant, slot: FieldSlot) -> Location | None:
    """Where the text stands among numbers in a column that fills `slot`; None for no such text, or rows of a file.

    A column of more texts than numbers is taken as one of text, which is in the wrong slot.
    """
    given: Any = variant.fields.get(slot.name, slot.default)
    names: list[str] = list(map(str, given if is_list(given) else [given]))
    for table in slot.tables or (variant.preset.table,):
        for name in names:
            cells = list(_cells(variant.preset, table, name))
            numbers = [
                cell for cell in cells if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
            ]
            texts = [cell for cell in cells if isinstance(cell.value, str)]
            if len(numbers) > len(texts) > 0:
                said = telling_value(variant.tables[table].column(name))
                return next((cell.locate(()) for cell in texts if cell.value == said), None)
    return None


def _cells(preset: Preset, table: str, column: str) -> Iterator[Node]:
    """The cells of a column in rows that stand in the preset's own file, each a map."""
    values = preset.example.node.get("values") if preset.example and preset.example.node else None
    of_table = values.get(table) if values and values.entries else values
    for row in of_table.items if of_table else ():
        if cell := row.get(column):
            yield cell
