"""Tables as Parquet through Polars, for columns whose every value one of its types holds exactly."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.data.dataset import Dataset
from chartkit.data.frames import PolarsBuffer
from chartkit.data.kinds import Kind
from chartkit.data.plain import LARGEST_JSON_INTEGER, is_plain

if TYPE_CHECKING:
    import polars as pl

_METADATA_KEY = "chartkit"


def parquet_bytes(dataset: Dataset) -> bytes | None:
    """The table as Parquet (zstd), or None when a column holds anything that no type of Parquet gives back equal."""
    import orjson
    import polars as pl

    columns: dict[str, pl.Series] = {}
    for column in dataset.columns:
        series = _series(column) if _is_clean(column.name) else None
        if series is None:
            return None
        columns[column.name] = series.rechunk()
    about = {"timezone": dataset.timezone, "kinds": [column.kind for column in dataset.columns]}
    content = BytesIO()
    try:
        pl.DataFrame(columns).write_parquet(
            content, compression="zstd", metadata={_METADATA_KEY: orjson.dumps(about).decode()}
        )
    except pl.exceptions.PolarsError:  # a nested type that Parquet has not, such as a struct without fields
        return None
    return content.getvalue()


def read_parquet(content: bytes) -> Dataset:
    """The dataset that `parquet_bytes` wrote. Raises `ValueError` when it is damaged or something else."""
    import orjson
    import polars as pl

    try:
        about: Any = orjson.loads(pl.read_parquet_metadata(BytesIO(content))[_METADATA_KEY])
        frame = pl.read_parquet(BytesIO(content))
        kinds: list[Kind] = about["kinds"]
        columns = [
            Column(series.name, kind, PolarsBuffer(series))
            for series, kind in zip(frame.get_columns(), kinds, strict=True)
        ]
        return Dataset(columns, about["timezone"])
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, LookupError, TypeError, ValueError) as error:
        raise ValueError("it is not a Parquet table of chartkit") from error


def _is_clean(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _series(column: Column) -> pl.Series | None:
    """The column in the one Polars type that holds its values exactly, or None."""
    import polars as pl

    series = column.buffer.to_polars() if column.buffer else None
    if series is not None:
        dtype: Any = series.dtype
        # Categories are kept as the text they stand for: their codes depend on what else was read before.
        return series.cast(pl.String) if dtype in (pl.Categorical, pl.Enum) else series
    dtype = _dtype(column)
    return None if dtype is None else pl.Series(column.name, column.values, dtype=dtype, strict=True)


def _dtype(column: Column) -> Any:
    from datetime import date, datetime

    import polars as pl

    types = column.types - {type(None)}
    if len(types) > 1:
        return None
    cls = next(iter(types), None)
    if cls in (int, str) and not is_plain(column.values, column.types, LARGEST_JSON_INTEGER):
        return None
    if cls is datetime and any(value is not None and value.tzinfo is not None for value in column.values):
        return None
    dtypes: dict[Any, Any] = {
        None: pl.Null,
        bool: pl.Boolean,
        int: pl.Int64,
        float: pl.Float64,
        str: pl.String,
        bytes: pl.Binary,
        date: pl.Date,
        datetime: pl.Datetime("us"),
    }
    return dtypes.get(cls)
