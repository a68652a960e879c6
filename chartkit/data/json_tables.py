"""Tables as columnar JSON, values that JSON has not tagged.

`{"columns": […], "kinds": […], "timezone": …, "n_rows": n, "data": [[…], …]}`, one list per column; `"after"` names the
file of the rows before, where there are any.
"""

from __future__ import annotations

from typing import Any

from chartkit.data.cell_references import Keep, Restore, with_references
from chartkit.data.column import Column
from chartkit.data.dataset import Dataset
from chartkit.data.kinds import Kind
from chartkit.data.plain import has_plain_numbers
from chartkit.data.shapes import is_mapping, is_own_list
from chartkit.data.stored_part import StoredPart
from chartkit.data.values import UnkeptValueError, decode_value, encode_value
from chartkit.diagnostics import DataError

KINDS: tuple[Kind, ...] = ("quantitative", "temporal", "nominal", "boolean", "mixed", "empty")


def json_bytes(dataset: Dataset, keep: Keep | None = None, after: str | None = None) -> bytes:
    """The table as JSON, `keep` giving the references of media and charts in cells.

    Raises `DataError` for an object that cannot be kept, naming its row and column.
    """
    import orjson

    return orjson.dumps(
        {
            "columns": [encode_value(name) for name in dataset.names],
            "kinds": [column.kind for column in dataset.columns],
            "timezone": dataset.timezone,
            "n_rows": dataset.n_rows,
            "data": [_encoded(column, keep) for column in dataset.columns],
            **({} if after is None else {"after": after}),
        }
    )


def read_json(content: bytes, restore: Restore | None = None) -> StoredPart:
    """What `json_bytes` wrote, `restore` giving what references stand for.

    Raises `ValueError` when it is damaged or something else.
    """
    import orjson

    found: Any = orjson.loads(content)
    if not is_mapping(found) or not {"columns", "kinds", "timezone", "data"} <= found.keys():
        raise ValueError("it is JSON, but not a table of chartkit")
    names, kinds, data = (decode_value(found[part], restore) for part in ("columns", "kinds", "data"))
    timezone, after = found["timezone"], found.get("after")
    if not (_all_are(str, names) and _all_are(str, kinds) and _all_are(list, data) and isinstance(timezone, str)):
        raise ValueError("it is JSON, but not a table of chartkit")
    if not len(names) == len(kinds) == len(data) or len(set(names)) < len(names) or len(set(map(len, data))) > 1:
        raise ValueError("its columns do not fit together")
    if not (after is None or isinstance(after, str)):
        raise ValueError("it goes on from something that is no file")
    columns = (
        Column(name, kind if kind in KINDS else None, values)
        for name, kind, values in zip(names, kinds, data, strict=True)
    )
    return StoredPart(Dataset(columns, timezone), after)


def _all_are(cls: type, values: Any) -> bool:
    return is_own_list(values) and set(map(type, values)) <= {cls}


def _encoded(column: Column, keep: Keep | None) -> Any:
    """The values for orjson: written at once when JSON carries every one of them as it is, else each on its own."""
    import orjson

    if has_plain_numbers(column.values, column.types):
        try:
            return orjson.Fragment(orjson.dumps(column.values))
        except TypeError:  # an integer of more than 64 bits, a lone surrogate
            pass
    try:
        return [encode_value(value, (row,)) for row, value in enumerate(with_references(column, keep))]
    except UnkeptValueError as error:
        raise DataError.of(
            "CK407",
            f"row {error.path[0]} (counted from 0) of column {column.name!r} holds {error.word},"
            " which cannot be kept with a run.",
            help="keep numbers, text, booleans, times, bytes, and lists and dicts of these",
        ) from None
