"""How a histogram of a Parquet file grows with its rows: takes sizes, gives a table, its targets and a picture."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from page import markdown, size_words, time_words
from rounds import output

MOST_BYTES = 1.5e9
"""What a process may hold at most, whatever the rows."""


class Grown(NamedTuple):
    """One size: rows, bytes of the file, seconds from path to JSON, and the most the process held, in bytes."""

    n_rows: int
    file_bytes: int
    seconds: float
    peak_bytes: int

    @property
    def row_seconds(self) -> float:
        """Seconds a row."""
        return self.seconds / self.n_rows


def grown(n_rows: int) -> Grown:
    """A histogram of a file in a temporary folder, in a new process. Raises `SystemExit` if it loses rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rows.parquet")
        output("parquet.py", "make", file, n_rows)
        seconds, peak_bytes, counted = output("parquet.py", "plot", file)  # type: ignore[misc]
        file_bytes = file.stat().st_size
    if counted != n_rows:
        raise SystemExit(f"a histogram of {n_rows:,} rows counts {counted:,}")
    return Grown(n_rows, file_bytes, seconds, peak_bytes)


def growth_text(found: Sequence[Grown]) -> str:
    """The table of all sizes, smallest first, and whether the targets are reached."""
    head = ("rows of a Parquet file", "its size", "from path to JSON, in a new process", "peak of resident memory")
    rows = [
        (f"{one.n_rows:,}", size_words(one.file_bytes), time_words(one.seconds), size_words(one.peak_bytes))
        for one in found
    ]
    first, last = found[0], found[-1]
    is_linear = last.row_seconds <= first.row_seconds
    is_small = max(one.peak_bytes for one in found) <= MOST_BYTES
    words = (
        f"{last.n_rows // first.n_rows} times the rows take {last.seconds / first.seconds:.3g} times as long "
        f"(target: no worse than linear, {'reached' if is_linear else 'missed'}); "
        f"memory stays below {size_words(MOST_BYTES)}: {'yes' if is_small else 'no'}."
    )
    return f"{markdown(head, rows)}\n\n{words}"


def draw(found: Sequence[Grown], path: Path) -> None:
    """The seconds by rows, both in powers of ten, as SVG."""
    import chartkit

    rows = [{"rows": one.n_rows, "seconds": one.seconds} for one in found]
    log = {"type": "quantitative", "scale": {"type": "log"}, "axis": {"format": "~s", "tickCount": 3, "grid": False}}
    x = {**log, "field": "rows", "title": "rows of a Parquet file"}
    y = {**log, "field": "seconds", "title": "seconds from path to JSON"}
    spec = {
        "data": {"name": "table"},
        "title": "A histogram of a Parquet file, in a new process",
        "width": 480,
        "height": 240,
        "mark": {"type": "line", "point": True},
        "encoding": {"x": x, "y": {**y, "axis": {"format": "~g", "tickCount": 4}}},
    }
    chartkit.plot_table({"spec": spec}, rows, {}).save(path)
