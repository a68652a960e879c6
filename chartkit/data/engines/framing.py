"""From a `Dataset` to a `Frame` of clean columns and back: the two doors between tables and their engines."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from chartkit.data.dataset import Dataset
from chartkit.data.engines.failures import engine_word
from chartkit.data.engines.lazy_tables import LazyTable, cleaner, narwhals_frame
from chartkit.data.engines.memory_columns import series_of
from chartkit.data.engines.picks import Pick, UnframedColumn, becoming_of, pick_of
from chartkit.data.frame import CASE_BLIND, Frame, FrameKind, folded_pair
from chartkit.diagnostics import DataError, shown

if TYPE_CHECKING:
    import polars as pl

__all__ = ["UnframedColumn", "dataset_of", "frame_of"]


def frame_of(dataset: Dataset, columns: Mapping[str, str], times: Container[str] = ()) -> Frame:
    """The columns named by `columns`, alias → the user's name, as a frame of n rows; nothing runs yet.

    Values are those that a chart's JSON would hold: numbers without NaN and infinities, times on the wall clock of the
    dataset's zone cut to milliseconds, durations in seconds, categories and times of day as text. `times` holds the
    aliases of text and number columns to read as times. A dataset in memory becomes a Polars frame, without a copy of
    columns that Polars can hold as they are. Raises `UnframedColumn` for columns of several kinds, lists and structs,
    and `DataError` for text that should be read as times in an engine that has no reader of its own.
    """
    picks, native = picked(dataset, columns, times)
    engine = dataset.engine
    pair = folded_pair(columns) if engine in CASE_BLIND else None
    if pair is not None:
        return _told_apart(dataset, columns, times, pair)
    kinds: dict[str, FrameKind] = {pick.alias: pick.kind for pick in picks}
    frame = narwhals_frame(cleaner(engine).cleaned(native, picks, dataset.timezone))
    return Frame(frame, kinds, engine, is_ordered=engine == "polars", is_in_memory=dataset.lazy is None)


def _told_apart(dataset: Dataset, columns: Mapping[str, str], times: Container[str], pair: tuple[str, str]) -> Frame:
    """The frame in Polars, its columns renamed there: its engine takes the two aliases of `pair` for one."""
    plain = {f"column_{index}": alias for index, alias in enumerate(columns)}
    names = {place: columns[alias] for place, alias in plain.items()}
    frame = frame_of(dataset, names, {place for place, alias in plain.items() if alias in times})
    word = engine_word(dataset.engine)
    moved = frame.in_polars(f"{word} takes the columns {pair[0]!r} and {pair[1]!r} for one")
    kinds: dict[str, FrameKind] = {plain[place]: kind for place, kind in moved.kinds.items()}
    return moved.over(moved.lazy.rename(plain), kinds)


def dataset_of(frame: pl.DataFrame, timezone: str = "UTC") -> Dataset:
    """The rows of a collected frame as a dataset; its naive times are on that zone's wall clock already."""
    from chartkit.data.frames import polars_columns

    return Dataset(polars_columns(frame), timezone)


def picked(dataset: Dataset, columns: Mapping[str, str], times: Container[str]) -> tuple[list[Pick], Any]:
    """The picks, and the engine's frame to take them from: a dataset in memory becomes a Polars one."""
    lazy = dataset.lazy
    if lazy is not None:
        return [_lazy_pick(lazy, dataset, alias, name, alias in times) for alias, name in columns.items()], lazy.native
    return _memory_picks(dataset, columns, times)


def _lazy_pick(lazy: LazyTable, dataset: Dataset, alias: str, name: str, is_time: bool) -> Pick:
    column = dataset.column(name)
    buffer = lazy.buffers[name]
    pick = pick_of(buffer.name, alias, buffer.becoming, str(buffer.dtype), is_time)
    if pick.is_read_as_time and pick.becoming == "text" and lazy.engine != "polars":
        raise DataError.of(
            "CK414",
            f"column {shown(column.name)} is drawn as times, and is text in {engine_word(lazy.engine)}.",
            help=f"cast it to a timestamp there before it is charted: CAST({column.name} AS TIMESTAMP)",
        )
    return pick


def _memory_picks(
    dataset: Dataset, columns: Mapping[str, str], times: Container[str]
) -> tuple[list[Pick], pl.LazyFrame]:
    import polars as pl

    series: dict[str, pl.Series] = {}
    picks: list[Pick] = []
    for alias, name in columns.items():
        column = dataset.column(name)
        found = series_of(column, dataset.timezone)
        pick = pick_of(name, alias, becoming_of(found.dtype), str(found.dtype), alias in times)
        if pick.becoming == "float" and not pick.is_read_as_time and column.is_finite:
            pick = pick._replace(becoming="exact")
        picks.append(pick._replace(name=alias))
        series[alias] = found.alias(alias)
    return picks, pl.DataFrame(series).lazy()
