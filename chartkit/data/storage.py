"""A dataset to the bytes kept with a run, and back: JSON for small tables of Python values, Parquet for the rest.

The same content gives the same bytes, so that callers can name files by their sha256.
"""

from __future__ import annotations

import re
from pathlib import Path

from chartkit.data.dataset import Dataset
from chartkit.data.json_tables import json_bytes, read_json
from chartkit.data.parquet_tables import parquet_bytes, read_parquet
from chartkit.diagnostics import DataError, reason_of

LARGEST_JSON_BYTES = 5_000_000
"""A table of Python values is written as JSON up to here."""

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def encode_table(dataset: Dataset) -> tuple[bytes, str]:
    """The table's bytes and their suffix, `.json` or `.parquet`; every value of every type reads back equal.

    Frames, and Python rows over 5 MB, are Parquet where its types hold every value exactly; else JSON with tagged
    values. Raises `DataError` for an object that cannot be kept, naming its row and column.
    """
    columns = dataset.columns
    of_a_frame = bool(columns) and all(column.buffer is not None for column in columns)
    # A value and its comma take two bytes at least: past that, writing JSON to measure it would be in vain.
    if of_a_frame or 2 * dataset.n_rows * len(columns) > LARGEST_JSON_BYTES:
        content = parquet_bytes(dataset)
        return (content, ".parquet") if content is not None else (json_bytes(dataset), ".json")
    content = json_bytes(dataset)
    parquet = parquet_bytes(dataset) if len(content) > LARGEST_JSON_BYTES else None
    return (parquet, ".parquet") if parquet is not None else (content, ".json")


def decode_table(path: Path | str) -> Dataset:
    """The dataset that `encode_table` wrote.

    Raises `DataError` when the file is missing, damaged or no such table.
    """
    from hashlib import sha256

    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, reason_of(error)) from error
    try:
        if _SHA256.match(path.stem) and sha256(content).hexdigest() != path.stem:
            raise ValueError("its content is not what its name says, so it is damaged")
        return _read(content, path.suffix)
    except ValueError as error:
        raise _unreadable(path, str(error)) from error


def _read(content: bytes, suffix: str) -> Dataset:
    if suffix == ".json":
        return read_json(content)
    if suffix == ".parquet":
        return read_parquet(content)
    raise ValueError(f"its name must end in .json or .parquet, not {suffix!r}")


def _unreadable(path: Path, reason: str) -> DataError:
    return DataError.of("CK408", f"the table {path.name} cannot be read: {reason}.", help=f"look at {path}")
