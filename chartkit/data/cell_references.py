"""Media and charts in the cells of a table: takes cells, gives references to their files; and the other way round.

The run that a table is logged to keeps the files. What keeps and what restores is handed in, so that tables know
neither runs nor charts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chartkit.data.column import Column
from chartkit.data.kinds import cell_kind, kind_of
from chartkit.data.media_content import is_media
from chartkit.data.shapes import is_list, is_mapping
from chartkit.data.values import Reference, UnkeptValueError
from chartkit.diagnostics import DataError

Keep = Callable[[Any], dict[str, Any] | None]
"""The reference to what a cell holds, a file by then; None for an object that is no medium and no chart."""
Restore = Callable[[dict[str, Any]], Any]
"""The object that a reference stands for."""

_HOLDERS = frozenset({"object", "list", "dict"})
"""The kinds of cells that may hold media."""


def with_references(column: Column, keep: Keep | None) -> list[Any]:
    """The column's values, media and charts replaced by references; its own list when it has none.

    Raises `DataError` for media where nothing keeps them, and whatever `keep` raises.
    """
    if not _may_hold(column.types):
        return column.values
    kept: list[Any] = []
    for row, value in enumerate(column.values):
        try:
            kept.append(_referenced(value, keep))
        except UnkeptValueError as refused:
            raise UnkeptValueError(refused.word, (row, *refused.path)) from None
        except _NotKeptError as refused:
            word = refused.args[0]
            raise DataError.of(
                "CK417",
                f"row {row} (counted from 0) of column {column.name!r} holds {word},"
                " whose file is kept by a run; this table is written without one.",
                help="log the table with run.log, which keeps the files of its cells",
            ) from None
    return kept


class _NotKeptError(ValueError):
    """A medium where nothing keeps its file; its argument says what it is."""


def _may_hold(types: frozenset[type]) -> bool:
    return any(cell_kind(cls) in _HOLDERS for cls in types)


def _referenced(value: Any, keep: Keep | None) -> Any:
    if is_media(value):
        return _reference(value, keep)
    match kind_of(value):
        case "list" if is_list(value):
            return _referenced_items(value, keep)
        case "dict" if is_mapping(value):
            return _referenced_fields(value, keep)
        case "object":
            return _reference(value, keep)
        case _:
            return value


def _reference(value: Any, keep: Keep | None) -> Any:
    found = None if keep is None else keep(value)
    if found is None and is_media(value):
        raise _NotKeptError(f"media of type {type(value).__name__}")
    return value if found is None else Reference(found)


def _referenced_items(values: Sequence[Any], keep: Keep | None) -> Any:
    return [_referenced(item, keep) for item in values] if _may_hold(frozenset(map(type, values))) else values


def _referenced_fields(fields: Mapping[Any, Any], keep: Keep | None) -> Any:
    if not _may_hold(frozenset(map(type, fields.values()))):
        return fields
    return {name: _referenced(item, keep) for name, item in fields.items()}
