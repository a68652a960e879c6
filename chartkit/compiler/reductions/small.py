"""The few rows that are left of a table, as a frame again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.data.frame import Frame, FrameKind

if TYPE_CHECKING:
    import polars as pl


def small_frame(rows: pl.DataFrame, kinds: Mapping[str, FrameKind], origin: Frame, *notes: str) -> Frame:
    """`rows`, made of the frame `origin`, with its notes and further ones."""
    import narwhals as nw

    lazy: Any = nw.from_native(rows.lazy())
    return Frame(lazy, kinds, "polars", True, (*origin.notes, *notes))
