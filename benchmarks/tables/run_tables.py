"""`Table` and `log` of large tables beside wandb offline: takes sizes, gives a table in Markdown and what is reached.

Each figure is of a process of its own, in turns; the table goes to docs/benchmarks.md. `--quick` takes a tenth of the
rows, once, and writes nothing.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from measured import SOURCES, Measured, polars_frame  # noqa: E402
from processes import ROOT, Tracker, chartkit, environment, wandb  # noqa: E402
from report import conditions, write  # noqa: E402

MILLION = 1_000_000
LEAST_TIMES_FASTER = 20
MOST_ARROW_SIZES = 2
MARKERS = "<!-- table figures: written by make bench -->", "<!-- end of table figures -->"


class Figures(NamedTuple):
    """The medians over processes, and the largest memory."""

    table_s: float
    log_s: float
    added_bytes: int
    file_bytes: int

    @property
    def seconds(self) -> float:
        """Of both calls."""
        return self.table_s + self.log_s


def main() -> None:
    """Measure, print and, when it is whole, keep the table."""
    parser = argparse.ArgumentParser(description="large tables, beside wandb offline")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, once")
    quick = parser.parse_args().quick
    scale, n_rounds = (10, 1) if quick else (1, 3)
    peer, ours = wandb(), chartkit()
    wanted = [(MILLION // scale, source) for source in SOURCES]
    wanted += [(10 * MILLION // scale, source) for source in SOURCES if source != "Python rows"]
    theirs = figures(peer, "Python rows", MILLION // scale, 1)
    rows = [_row(source, n_rows, figures(ours, source, n_rows, n_rounds)) for n_rows, source in wanted]
    head = [
        _line("source", "rows", "`Table`", "`log`", "memory added", "of the Arrow size", "file"),
        _line(*["---"] * 7),
    ]
    mine = figures(ours, "Python rows", MILLION // scale, n_rounds)
    said = conditions({tracker.name: tracker.version() for tracker in (ours, peer)})
    text = "\n\n".join((said, "\n".join(head + rows), _verdict(mine, theirs, MILLION // scale)))
    print(text)
    if not quick:
        write(ROOT / "docs/benchmarks.md", text, MARKERS)


def figures(tracker: Tracker, source: str, n_rows: int, n_rounds: int) -> Figures:
    """What new processes measure. Raises `SystemExit` when one fails."""
    print(f"{tracker.name}, {source}, {n_rows:,} rows …", file=sys.stderr)
    rounds = [_process(tracker, source, n_rows) for _ in range(n_rounds)]
    middle = [median(one[place] for one in rounds) for place in range(2)]
    return Figures(*middle, max(one.added_bytes for one in rounds), rounds[0].file_bytes)


def _process(tracker: Tracker, source: str, n_rows: int) -> Measured:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [tracker.python, str(HERE / "measured.py"), tracker.name, source, str(n_rows)]
        done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{tracker.name} failed with {source}:\n{done.stderr}")
    return Measured(*ast.literal_eval(done.stdout))


def arrow_bytes(n_rows: int) -> float:
    """The bytes of the rows in Arrow's layout."""
    return polars_frame(100_000).estimated_size() / 100_000 * n_rows


def _row(source: str, n_rows: int, found: Figures) -> str:
    times = f"{found.added_bytes / arrow_bytes(n_rows):.2f}×"
    seconds = (f"{found.table_s:.2f} s", f"{found.log_s:.2f} s")
    return _line(
        source, f"{n_rows:,}", *seconds, f"{found.added_bytes / 1e6:.0f} MB", times, f"{found.file_bytes / 1e6:.1f} MB"
    )


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _verdict(mine: Figures, theirs: Figures, n_rows: int) -> str:
    faster, sizes = theirs.seconds / mine.seconds, mine.added_bytes / arrow_bytes(n_rows)
    return (
        f"{n_rows:,} Python rows × 5 take {mine.seconds:.2f} s, wandb {theirs.seconds:.1f} s:"
        f" {faster:.0f} times as long (target: {LEAST_TIMES_FASTER}, {_reached(faster >= LEAST_TIMES_FASTER)});"
        f" memory {sizes:.2f} times the Arrow size of the table"
        f" (target: {MOST_ARROW_SIZES}, {_reached(sizes <= MOST_ARROW_SIZES)})."
    )


def _reached(is_reached: bool) -> str:
    return "reached" if is_reached else "missed"


if __name__ == "__main__":
    main()
