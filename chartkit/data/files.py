"""Tables from files: takes a path or glob of CSV, TSV, JSON, JSON lines or Parquet, gives a `Dataset` of all rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.data.conversion import to_dataset
from chartkit.data.dataset import Dataset, check_unique
from chartkit.data.globs import is_pattern, matches
from chartkit.data.plain_csv import plain_columns
from chartkit.diagnostics import DataError, Location, counted, reason_of
from chartkit.files import shown_path

if TYPE_CHECKING:
    import polars as pl

MAX_WHOLE_BYTES = 50_000_000
"""Text files up to this size are read at once, by readers that name the line of every fault."""


def read_file(path: str | os.PathLike[str]) -> Dataset:
    """The table in the file, all rows; its ending says how it is written. A glob stands for all its files as one table.

    `.csv` and `.tsv` have a header line; types are found from the whole file, ISO 8601 dates and times are read as
    such, an empty cell is missing. `.json` holds a list of records, a dict of columns or `{"columns", "data"}`;
    `.jsonl` and `.ndjson` one record a line. Parquet, globs, and text of over 50 MB stay on disk: the dataset is lazy,
    and a line of CSV that is too short has missing values at its end. Raises `DataError` with the file, and the line
    where one is at fault.
    """
    file = Path(path)
    if is_pattern(str(path)):
        return _read_all(matches(str(path)), str(path))
    reader = READERS.get(file.suffix.lower())
    try:
        size_bytes = _regular(file).st_size
        if reader is None:
            raise _unknown_ending(file)
        if not size_bytes:
            raise DataError.of("CK422", "this file is empty; a table is needed.", location=_place(file))
        is_large = size_bytes > MAX_WHOLE_BYTES and file.suffix.lower() != ".json"
        return _scanned([file], str(path)) if is_large else reader(file)
    except OSError as error:
        raise _unreadable(file, error) from None


def is_table_path(text: str) -> bool:
    """True when the text ends as the path of a table does."""
    return Path(text).suffix.lower() in READERS


def _read_all(files: Sequence[Path], pattern: str) -> Dataset:
    """The rows of all files of a glob, in the order of their paths."""
    ending = files[0].suffix.lower()
    if ending not in READERS:
        raise _unknown_ending(files[0])
    if ending == ".json":
        message = "a table of several files is Parquet, CSV, TSV or JSON lines; this pattern finds '.json'."
        raise DataError.of("CK421", message, "write one record a line, as '.jsonl'", _place(Path(pattern)))
    try:
        return _scanned(files, pattern)
    except OSError as error:
        raise _unreadable(files[0], error) from None


def _scanned(files: Sequence[Path], text: str) -> Dataset:
    from chartkit.data.engines.scans import scanned

    lazy = scanned(files, text)
    return Dataset(lazy.columns(), native=text, lazy=lazy)


def _read_csv(file: Path) -> Dataset:
    return _read_separated(file, ",")


def _read_tsv(file: Path) -> Dataset:
    return _read_separated(file, "\t")


def _read_separated(file: Path, separator: str) -> Dataset:
    if plain := plain_columns(file, separator):
        return Dataset(plain)
    import polars as pl

    check_header(file, separator)
    try:
        frame = pl.read_csv(file, separator=separator, infer_schema_length=None, try_parse_dates=True, glob=False)
    except pl.exceptions.PolarsError as error:
        raise _malformed_csv(file, separator, str(error)) from None
    if frame.width and frame.height and frame.to_series(-1).null_count():
        _check_lengths(file, separator)
    return to_dataset(frame.with_columns([_as_numbers(column) for column in frame if column.dtype == pl.String]))


def _as_numbers(column: pl.Series) -> pl.Series:
    """A column of text as numbers where every value is one: Python writes `nan` and `inf`, Polars knows only `NaN`."""
    import polars as pl

    numbers = column.cast(pl.Float64, strict=False)
    return numbers if numbers.null_count() == column.null_count() < len(column) else column


def check_header(file: Path, separator: str) -> list[str]:
    """The names in the first line. Raises `DataError` for one that stands twice, which Polars would rename."""
    names = _header(_csv_rows(file, separator))
    try:
        check_unique(names)
    except DataError as error:
        raise _placed(error, _place(file, 1, 1)) from None
    return names


def _check_lengths(file: Path, separator: str) -> None:
    """Raises `DataError` at the first line with more or fewer values than the header. O(size)."""
    rows = _csv_rows(file, separator)
    header = _header(rows)
    for line, row in rows:
        if row and len(row) != len(header):
            found = counted(len(row), "value")
            message = f"this line has {found}; the header names {counted(len(header), 'column')}."
            raise DataError.of("CK422", message, location=_place(file, line, 1))


def _header(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    return next((row for _, row in rows), list[str]())


def _csv_rows(file: Path, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it starts on. Raises `DataError` for text that is not UTF-8 and open quotes."""
    import csv

    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        start = 1
        try:
            for row in reader:
                yield start, row
                start = reader.line_num + 1
        except UnicodeDecodeError:
            raise _not_utf8(file) from None
        except csv.Error as error:
            raise DataError.of("CK422", f"this row is not CSV: {error}.", location=_place(file, start, 1)) from None


def _malformed_csv(file: Path, separator: str, reason: str) -> DataError:
    """The line at fault where Python's own reader finds it, else Polars' first sentence."""
    _check_lengths(file, separator)
    first = reason.partition("\n")[0].rstrip(". ")
    return DataError.of("CK422", f"this is not CSV: {first}.", location=_place(file))


def _read_json(file: Path) -> Dataset:
    value = _parsed(file, file.read_bytes(), 1)
    try:
        return to_dataset(value)
    except DataError as error:
        raise _placed(error, _place(file)) from None


def _read_json_lines(file: Path) -> Dataset:
    records: list[Any] = []
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            record = _parsed(file, line, number)
            if not isinstance(record, dict):
                message = f'each line holds one record, as in {{"step": 1}}; found a {type(record).__name__}.'
                raise DataError.of("CK422", message, location=_place(file, number, 1))
            records.append(record)
    return to_dataset(records)


def _parsed(file: Path, content: bytes, first_line: int) -> Any:
    """The JSON value; NaN and Infinity are taken, as Python's own writer puts them there."""
    import json

    import orjson

    try:
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        pass  # NaN and Infinity as Python writes them, and the places of faults, are for the slower reader
    try:
        return json.loads(content)
    except UnicodeDecodeError:
        raise _not_utf8(file) from None
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        place = _place(file, first_line + error.lineno - 1, error.colno)
        raise DataError.of("CK422", f"this is not JSON: {reason}.", location=place) from None
    except RecursionError:
        raise DataError.of("CK422", "this JSON is nested too deeply for a table.", location=_place(file)) from None


def _read_parquet(file: Path) -> Dataset:
    return _scanned([file], str(file))


READERS: dict[str, Callable[[Path], Dataset]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".parquet": _read_parquet,
}
"""How a file is read, by its ending."""


def _regular(file: Path) -> os.stat_result:
    """The file's status. Raises `DataError` for what is no regular file: a pipe would never end."""
    import stat

    try:
        status = file.stat()
    except ValueError:
        place = Location(ascii(shown_path(file))[1:-1])
        raise DataError.of("CK420", "no file can have this name.", location=place) from None
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
        raise DataError.of("CK420", f"a file with a table is needed; this is {kind}.", location=_place(file))
    return status


def _unreadable(file: Path, error: OSError) -> DataError:
    from chartkit.schema import did_you_mean

    reason = reason_of(error)
    near = None
    if isinstance(error, FileNotFoundError) and file.parent.is_dir():
        near = did_you_mean(file.name, [other.name for other in sorted(file.parent.iterdir()) if other.is_file()])
    message = f"this table cannot be read: {reason[:1].lower()}{reason[1:]}."
    return DataError.of("CK420", message, near, _place(file))


def _unknown_ending(file: Path) -> DataError:
    from chartkit.schema import hint

    found = f"the ending {file.suffix!r}" if file.suffix else "a name without an ending"
    message = f"how this table is written is not known from {found}."
    return DataError.of("CK421", message, hint(file.suffix, READERS, "endings"), _place(file))


def _not_utf8(file: Path) -> DataError:
    """The error that names the line of the first byte that is no UTF-8."""
    content = file.read_bytes()
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "a table's text is UTF-8; a byte of this line is not."
        return DataError.of("CK422", message, location=_place(file, line, 1))
    return DataError.of("CK422", "a table's text is UTF-8; this file is not.", location=_place(file))


def _placed(error: DataError, place: Location) -> DataError:
    return DataError(fault._replace(location=fault.location or place) for fault in error.diagnostics)


def _place(file: Path, line: int | None = None, column: int | None = None) -> Location:
    return Location(shown_path(file), line, column)
