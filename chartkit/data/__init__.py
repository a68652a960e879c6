"""Tables in: takes anything tabular, gives a frozen `Dataset` whose columns know their kinds and their
values for JSON.

Also `Table`, the table that users fill and log, and the storage of tables and values with a run.
"""

from chartkit.data.column import Column
from chartkit.data.conversion import to_dataset
from chartkit.data.dataset import Dataset
from chartkit.data.kinds import Kind
from chartkit.data.storage import decode_table, encode_table
from chartkit.data.table import Table
from chartkit.data.values import UnkeptValueError, decode_value, encode_value

__all__ = [
    "Column",
    "Dataset",
    "Kind",
    "Table",
    "UnkeptValueError",
    "decode_table",
    "decode_value",
    "encode_table",
    "encode_value",
    "to_dataset",
]
