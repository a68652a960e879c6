"""Tables as Parquet through Polars, for columns whose every value one of its types holds exactly.

Written in groups of rows, so that no more than a few of them are in memory beside the table itself; read column by
column.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chartkit.data.column import Buffer, Column
from chartkit.data.dataset import Dataset
from chartkit.data.engines.failures import check_fork, engine_failure
from chartkit.data.frames import PolarsBuffer
from chartkit.data.hashed_file import HashedFile
from chartkit.data.kinds import Kind
from chartkit.data.parquet_columns import ParquetBuffer
from chartkit.data.parquet_footer import decoded_bytes
from chartkit.data.parquet_rows import GROUP_ROWS, UnfitError, parquet_rows
from chartkit.data.stored_part import StoredPart
from chartkit.diagnostics import DataError

LARGEST_AT_ONCE_BYTES = 4_000_000
LARGEST_DECODED_BYTES = 64_000_000
"""A file up to here, and that takes no more memory than this, is read whole, others column by column when asked for."""

_METADATA_KEY = "chartkit"


def write_parquet(dataset: Dataset, file: HashedFile, after: str | None = None) -> int | None:
    """Write the table (zstd); the number of rows, or None when a column holds what Parquet does not give back equal.

    Also None in a process that was forked after Polars ran, where it cannot run. Raises `OSError`, and `DataError` when
    the engine of a lazy table stops.
    """
    import orjson
    import polars as pl

    try:
        check_fork()
    except DataError:
        return None
    if not all(_is_clean(name) for name in dataset.names):
        return None
    about: dict[str, Any] = {"timezone": dataset.timezone, "kinds": [column.kind for column in dataset.columns]}
    about |= {} if after is None else {"after": after}
    try:
        parquet_rows(dataset).sink_parquet(
            file,  # pyright: ignore[reportArgumentType]
            compression="zstd",
            row_group_size=GROUP_ROWS,
            metadata={_METADATA_KEY: orjson.dumps(about).decode()},
        )
    except _UNFIT:
        return None
    except (pl.exceptions.PolarsError, OSError) as error:
        if file.fault is not None:
            raise file.fault from None
        if dataset.lazy is not None:
            raise engine_failure(dataset.engine, error) from error
        return None  # a nested type that Parquet has not, such as a struct without fields
    if dataset.lazy is None or file.path is None:
        return dataset.n_rows
    file.flush()  # a query is not run once more to count what is written
    return pl.scan_parquet(file.path, glob=False).select(pl.len()).collect().item()


_UNFIT = (UnfitError, TypeError, OverflowError, UnicodeEncodeError)
"""What values raise that no type of Parquet holds."""


def read_parquet(path: Path) -> StoredPart:
    """The part that `write_parquet` wrote. Raises `OSError`, and `ValueError` when it is damaged or something else."""
    import orjson
    import polars as pl

    try:
        about: Any = orjson.loads(pl.read_parquet_metadata(path)[_METADATA_KEY])
        kinds: list[Kind] = about["kinds"]
        columns = [
            Column(name, kind, buffer) for (name, buffer), kind in zip(_buffers(path).items(), kinds, strict=True)
        ]
        return StoredPart(Dataset(columns, about["timezone"]), about.get("after"))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, LookupError, TypeError, ValueError) as error:
        raise ValueError("it is not a Parquet table of chartkit") from error


def _buffers(path: Path) -> dict[str, Buffer]:
    """The columns by name: of a small file read now, of a large one when asked for."""
    import polars as pl

    sizes = decoded_bytes(path)
    if path.stat().st_size <= LARGEST_AT_ONCE_BYTES and sum(sizes.values()) <= LARGEST_DECODED_BYTES:
        return {series.name: PolarsBuffer(series) for series in pl.read_parquet(path, glob=False).get_columns()}
    rows = pl.scan_parquet(path, glob=False)
    n_rows = rows.select(pl.len()).collect().item()
    names = rows.collect_schema().names()
    return {name: ParquetBuffer(path, place, n_rows, sizes[name]) for place, name in enumerate(names)}


def _is_clean(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
