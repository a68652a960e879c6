"""Tables in: takes anything tabular, gives a frozen `Dataset` whose columns know kinds and values for JSON.

Also `Table`, the table that users fill and log, and the storage of tables and values with a run, which is loaded when
it is first used: a chart alone needs none of it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.data.conversion import to_dataset
from chartkit.data.dataset import Dataset
from chartkit.data.kinds import Kind
from chartkit.data.table import Table

if TYPE_CHECKING:
    from chartkit.data.storage import decode_table, write_table
    from chartkit.data.values import UnkeptValueError, decode_value, encode_value

__all__ = [
    "Column",
    "Dataset",
    "Kind",
    "Table",
    "UnkeptValueError",
    "decode_table",
    "decode_value",
    "encode_value",
    "to_dataset",
    "write_table",
]

_PLACES = {
    **dict.fromkeys(("decode_table", "write_table"), "storage"),
    **dict.fromkeys(("UnkeptValueError", "decode_value", "encode_value"), "values"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'chartkit.data' has no attribute {name!r}")
    return getattr(importlib.import_module(f"chartkit.data.{_PLACES[name]}"), name)
