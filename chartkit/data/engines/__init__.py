"""Tables that stay where they are: takes a dataset of any library, gives a `Frame` of clean columns in its engine.

A lazy dataset knows its columns' names and kinds from the engine's schema; its rows stay there until a frame made of it
is collected. Nothing here is imported for a table of Python rows that is drawn whole.
"""

from __future__ import annotations

from chartkit.data.engines.capabilities import lacks
from chartkit.data.engines.framing import UnframedColumn, dataset_of, frame_of
from chartkit.data.engines.lazy_tables import LazyTable, lazy_table
from chartkit.data.engines.non_finite import non_finite_of
from chartkit.data.engines.plans import explained
from chartkit.data.engines.source import Source, SourceFile

__all__ = [
    "LazyTable",
    "Source",
    "SourceFile",
    "UnframedColumn",
    "dataset_of",
    "explained",
    "frame_of",
    "lacks",
    "lazy_table",
    "non_finite_of",
]
