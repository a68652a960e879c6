"""A dataset to a file kept with a run, and back: JSON for small tables of Python values, Parquet for the rest.

The same content gives the same bytes, and the file is named by their sha256. A table that grew is several files, each
of which names the one before it; reading the last gives the whole.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from chartkit.data.cell_references import Keep, Restore
from chartkit.data.dataset import Dataset
from chartkit.data.hashed_file import HashedFile
from chartkit.data.json_tables import json_bytes, read_json
from chartkit.data.parquet_tables import read_parquet, write_parquet
from chartkit.data.stored_part import StoredPart
from chartkit.diagnostics import DataError, reason_of
from chartkit.files import open_own, read_own

LARGEST_JSON_BYTES = 5_000_000
"""A table of Python values is written as JSON up to here."""

TABLE_FILE = re.compile(r"[0-9a-f]{64}\.(json|parquet)")
"""The name of a table's file."""


class WrittenTable(NamedTuple):
    """The name of a table's file, and the rows in it."""

    file: str
    n_rows: int


def write_table(
    dataset: Dataset, folder: Path | None, keep: Keep | None = None, after: str | None = None
) -> WrittenTable:
    """Write the table to `folder` as `<sha256>.json` or `.parquet`; every value of every type reads back equal.

    Frames, and Python rows over 5 MB, are Parquet where its types hold every value exactly; else JSON with tagged
    values. `keep` gives the references that stand for media and charts in cells; `after` is the file that the table
    goes on from. Without a folder nothing is written, and the file named all the same. Memory for Parquet: a batch of
    rows beside the table itself, whose rows may stay in their engine. Raises `OSError`, and `DataError` for an object
    that cannot be kept, naming its row and column.
    """
    columns = dataset.columns
    of_a_frame = bool(columns) and all(column.buffer is not None for column in columns)
    # A value and its comma take two bytes at least: past that, writing JSON to measure it would be in vain.
    if of_a_frame or 2 * dataset.n_rows * len(columns) > LARGEST_JSON_BYTES:
        return _as_parquet(dataset, folder, after) or _as_json(json_bytes(dataset, keep, after), dataset, folder)
    content = json_bytes(dataset, keep, after)
    parquet = _as_parquet(dataset, folder, after) if len(content) > LARGEST_JSON_BYTES else None
    return parquet or _as_json(content, dataset, folder)


def _as_json(content: bytes, dataset: Dataset, folder: Path | None) -> WrittenTable:
    with HashedFile(folder) as file:
        file.write(content)
        return WrittenTable(file.keep(".json"), dataset.n_rows)


def _as_parquet(dataset: Dataset, folder: Path | None, after: str | None) -> WrittenTable | None:
    """The table as Parquet; None when a column holds anything that no type of Parquet gives back equal."""
    with HashedFile(folder) as file:
        n_rows = write_parquet(dataset, file, after)
        return None if n_rows is None else WrittenTable(file.keep(".parquet"), n_rows)


def decode_table(path: Path | str, restore: Restore | None = None) -> Dataset:
    """The dataset that `write_table` wrote, with all files that it goes on from, which stand in the same folder.

    `restore` gives the object that a reference in a cell stands for. Large Parquet is read column by column, when
    asked for. Raises `DataError` when a file is missing, damaged or no such table.
    """
    last = _part(Path(path), restore)
    if last.after is None:
        return last.dataset
    from chartkit.data.table_parts import joined

    parts, names = [last.dataset], {Path(path).name}
    while last.after is not None:
        if not TABLE_FILE.fullmatch(last.after) or last.after in names:
            raise _unreadable(Path(path), f"it goes on from {last.after!r}, which is no table of a run")
        names.add(last.after)
        last = _part(Path(path).with_name(last.after), restore)
        parts.append(last.dataset)
    try:
        return joined(parts[::-1])
    except ValueError as error:
        raise _unreadable(Path(path), str(error)) from error


def _part(path: Path, restore: Restore | None) -> StoredPart:
    try:
        check_content(path)
        if path.suffix == ".json":
            return read_json(read_own(path), restore)
        if path.suffix == ".parquet":
            return read_parquet(path)
        raise ValueError(f"its name must end in .json or .parquet, not {path.suffix!r}")
    except OSError as error:
        raise _unreadable(path, reason_of(error)) from error
    except ValueError as error:
        raise _unreadable(path, str(error)) from error


def check_content(path: Path) -> None:
    """Raises `ValueError` when a file named by its sha256 has other bytes, and `OSError`. O(size), little memory."""
    from hashlib import file_digest

    with open_own(path) as file:
        if TABLE_FILE.fullmatch(path.name) and file_digest(file, "sha256").hexdigest() != path.stem:
            raise ValueError("its content is not what its name says, so it is damaged")


def _unreadable(path: Path, reason: str) -> DataError:
    return DataError.of("CK408", f"the table {path.name} cannot be read: {reason}.", help=f"look at {path}")
