"""The columns of one run."""
from __future__ import annotations

from pathlib import Path

from chartkit.runs.reading.columns import Columns, columns_of_rows
from chartkit.runs.story import tell


def read_columns(folder: Path) -> Columns:
    """All rows of a run."""
    return columns_of_rows(tell(folder.glob("journal-*.jsonl"), {}).rows)
