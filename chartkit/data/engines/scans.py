"""Files that are not read whole: takes paths of Parquet, CSV, TSV or JSON lines, gives a `LazyTable` that streams them.

A scan reads the columns a chart needs, when it needs them; tables larger than memory are no trouble. All files of a
glob have the same columns, in any order of files: they are read sorted by path.
"""

from __future__ import annotations

import glob
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.data.engines.lazy_tables import LazyTable
from chartkit.data.engines.source import files_source
from chartkit.diagnostics import DataError, Location
from chartkit.files import shown_path

if TYPE_CHECKING:
    import polars as pl

_LOOKED_AT = 1_000
"""Rows of a text column looked at before all of them are, to see whether they are numbers."""


def scanned(files: Sequence[Path], text: str) -> LazyTable:
    """The rows of all files, one after the other; `text` is the path or glob as the user wrote it.

    Types come from the files' metadata, or, of text formats, from one pass over all lines. Raises `DataError` with the
    file that is malformed or has other columns than the first, `OSError` when one cannot be read.
    """
    scan = _SCANS[files[0].suffix.lower()]
    table = LazyTable(scan(files), "polars", files_source(text, files), is_ordered=True)
    table.check_schema()
    return table


def _scan_parquet(files: Sequence[Path]) -> pl.LazyFrame:
    import polars as pl

    first = _parquet_schema(files[0])
    for file in files[1:]:
        _check_same(files[0], first, file, _parquet_schema(file))
    return pl.scan_parquet(list(files), glob=False, hive_partitioning=False)


def _parquet_schema(file: Path) -> dict[str, Any]:
    import polars as pl

    try:
        return dict(pl.scan_parquet(file, glob=False).collect_schema())
    except pl.exceptions.PolarsError:
        raise malformed(file, "this is not Parquet, or it is damaged.") from None


def _scan_csv(files: Sequence[Path]) -> pl.LazyFrame:
    return _scan_separated(files, ",")


def _scan_tsv(files: Sequence[Path]) -> pl.LazyFrame:
    return _scan_separated(files, "\t")


def _scan_separated(files: Sequence[Path], separator: str) -> pl.LazyFrame:
    import polars as pl

    from chartkit.data.files import check_header

    first = dict.fromkeys(check_header(files[0], separator))
    for file in files[1:]:
        _check_same(files[0], first, file, dict.fromkeys(check_header(file, separator)), in_order=True)
    lazy = pl.scan_csv(
        list(files),
        separator=separator,
        infer_schema_length=None,
        infer_schema_files=len(files),
        try_parse_dates=True,
        glob=False,
    )
    return _with_numbers(_resolved(lazy, files, "CSV"))


def _with_numbers(lazy: pl.LazyFrame) -> pl.LazyFrame:
    """Columns of text as numbers where every value is one: Python writes `nan` and `inf`, Polars knows only `NaN`."""
    import polars as pl

    texts = [name for name, dtype in lazy.collect_schema().items() if dtype == pl.String]
    likely = _numbers_in(lazy.head(_LOOKED_AT), texts)
    return lazy.with_columns(pl.col(_numbers_in(lazy, likely)).cast(pl.Float64, strict=False))


def _numbers_in(lazy: pl.LazyFrame, names: Sequence[str]) -> list[str]:
    """Those of the text columns that hold values, all of them numbers."""
    import polars as pl

    if not names:
        return []
    column = pl.col(names)
    given = lazy.select(column.count()).collect(engine="streaming").row(0)
    numbers = lazy.select(column.cast(pl.Float64, strict=False).count()).collect(engine="streaming").row(0)
    return [name for name, n_given, n in zip(names, given, numbers, strict=True) if n and n == n_given]


def _scan_json_lines(files: Sequence[Path]) -> pl.LazyFrame:
    import polars as pl

    names = [glob.escape(str(file)) for file in files]  # this scan alone always takes names for patterns
    return _resolved(pl.scan_ndjson(names, infer_schema_length=None), files, "JSON lines")


def _resolved(lazy: pl.LazyFrame, files: Sequence[Path], form: str) -> pl.LazyFrame:
    """The scan, its types found. Raises `DataError` with Polars' first sentence when the text is malformed."""
    import polars as pl

    try:
        lazy.collect_schema()
    except pl.exceptions.PolarsError as error:
        reason = str(error).partition("\n")[0].rstrip(". ")
        raise malformed(files[0], f"this is not {form}: {reason}.") from None
    return lazy


def _check_same(first: Path, wanted: dict[str, Any], file: Path, found: dict[str, Any], in_order: bool = False) -> None:
    """Raises `DataError` naming the first column in which two files of one table differ."""
    help = "make the files one table: the same columns of the same types in each"
    for name in (*wanted, *found):
        if name not in found:
            raise malformed(file, f"this file has no column {name!r}, which {shown_path(first)} has.", help)
        if name not in wanted:
            raise malformed(file, f"this file has a column {name!r}, which {shown_path(first)} has not.", help)
        if wanted[name] != found[name]:
            message = f"column {name!r} is {found[name]} in this file, and {wanted[name]} in {shown_path(first)}."
            raise malformed(file, message, help)
    if in_order and list(wanted) != list(found):
        raise malformed(file, f"this file has the columns of {shown_path(first)} in another order.", help)


def malformed(file: Path, message: str, help: str | None = None) -> DataError:
    """The `DataError` at a file that is not what its ending says, or not like its neighbours."""
    return DataError.of("CK422", message, help, Location(shown_path(file)))


_SCANS: dict[str, Callable[[Sequence[Path]], Any]] = {
    ".parquet": _scan_parquet,
    ".csv": _scan_csv,
    ".tsv": _scan_tsv,
    ".jsonl": _scan_json_lines,
    ".ndjson": _scan_json_lines,
}
