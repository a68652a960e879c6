"""A logged table, open to be asked for pieces: takes the name of its file, gives its columns and a way to its rows.

A table in one Parquet file stays there: a piece of ten million rows is read without the others. Tables of Python values
are small by what a run keeps as JSON, and held.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.data.cell_references import Restore
from chartkit.data.storage import check_content, decode_table
from chartkit.data.stored_part import StoredPart
from chartkit.diagnostics import DataError, reason_of
from chartkit.workspace.bounded_cache import BoundedCache

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data import Dataset
    from chartkit.data.kinds import Kind

_HELD_BYTES_A_CELL = 60
_LEAST_BYTES = 2_000


class Opened(NamedTuple):
    """One table: names and kinds of its columns, its rows in `held`, or in `file` where they stay."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    n_rows: int
    held: Dataset | None = None
    file: Path | None = None

    def scan(self) -> pl.LazyFrame:
        """The rows of `file`, none of them read."""
        import polars as pl

        return pl.scan_parquet(self.file or "", glob=False)


def opened(path: Path, restore: Restore, cache: BoundedCache) -> Opened:
    """The table at `path`; the file is compared with its name once. Raises `DataError` for a damaged one."""
    try:
        status = path.stat()
    except OSError as error:
        raise DataError.of("CK408", f"the table {path.name} cannot be read: {reason_of(error)}.") from None
    key = ("table", str(path), status.st_mtime_ns, status.st_size, status.st_ino)
    known: Opened | None = cache.get(key)
    if known is not None:
        return known
    found = _in_place(path) if path.suffix == ".parquet" else None
    if found is None:
        dataset = decode_table(path, restore)
        kinds: tuple[Kind, ...] = tuple(column.kind for column in dataset.columns)
        found = Opened(dataset.names, kinds, dataset.n_rows, held=dataset)
    n_cells = 0 if found.held is None else found.n_rows * len(found.names)
    cache.keep(key, found, _LEAST_BYTES + n_cells * _HELD_BYTES_A_CELL)
    return found


def _in_place(path: Path) -> Opened | None:
    """A table that is one Parquet file; None for one that goes on from another."""
    import polars as pl

    from chartkit.data.parquet_tables import read_parquet

    try:
        check_content(path)
        part: StoredPart = read_parquet(path)
        if part.after is not None:
            return None
        n_rows: int = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise DataError.of("CK408", f"the table {path.name} cannot be read: {reason}.", f"look at {path}") from error
    columns = part.dataset.columns
    return Opened(part.dataset.names, tuple(column.kind for column in columns), n_rows, file=path)


def values_at(table: Opened, places: list[int]) -> list[list[Any]]:
    """The cells of these rows, column by column. O(rows of the file) where they stay in one, little memory."""
    import polars as pl

    if table.held is not None:
        return [[column.values[place] for place in places] for column in table.held.columns]
    if not places:
        return [[] for _ in table.names]
    first, last = min(places), max(places)
    if last - first < 2 * len(places) + 1_000:  # one stretch: no other is read
        found = table.scan().slice(first, last - first + 1).collect()
        return [column.gather([place - first for place in places]).to_list() for column in found.get_columns()]
    wanted = pl.LazyFrame(
        {"_place": places, "_order": range(len(places))}, schema={"_place": pl.UInt32, "_order": pl.UInt32}
    )
    numbered = table.scan().with_row_index("_place")
    found = numbered.join(wanted, on="_place", how="inner").sort("_order").collect(engine="streaming")
    return [found[name].to_list() for name in found.columns if name not in ("_place", "_order")]
