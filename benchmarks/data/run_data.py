"""`make bench`, second half: charts of large tables beside queries by hand, VegaFusion, Altair and NumPy.

Writes the table of docs/benchmarks.md between its markers and draws the growth with rows. `--quick` takes a hundredth
of the rows, once, and `--chart NAME` one chart; both print and write nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from page import END, START, Wanted, table
from rounds import ROOT, figures, output

MILLION = 1_000_000
WANTED = (
    Wanted("histogram", MILLION, to_hand=1.5, to_vegafusion=1 / 4),
    Wanted("histogram", 10 * MILLION, to_hand=1.5, to_vegafusion=1 / 4),
    Wanted("bar of means", MILLION, to_hand=1.5, to_vegafusion=1 / 2),
    Wanted("bar of means", 10 * MILLION, to_hand=1.5, to_vegafusion=1 / 2),
    Wanted("line of means", MILLION, to_vegafusion=1),
    Wanted("line of means", 10 * MILLION, to_vegafusion=1),
    Wanted("median by group", MILLION, to_vegafusion=1),
    Wanted("median by group", 10 * MILLION, to_vegafusion=1),
    Wanted("line", 10 * MILLION, seconds=0.030),
    Wanted("scatter", MILLION, to_hand=1.5),
)
SIZES = (MILLION, 3 * MILLION, 10 * MILLION, 30 * MILLION, 100 * MILLION)
GROWTH = ROOT / "docs/parquet_growth.svg"


def main() -> None:
    """Measure, print and, when it is whole, keep the tables and the chart."""
    parser = argparse.ArgumentParser(description="chartkit beside queries by hand and VegaFusion")
    parser.add_argument("--quick", action="store_true", help="a hundredth of the rows, once; nothing is written")
    parser.add_argument("--chart", help="only this one, as in --chart histogram; nothing is written")
    arguments = parser.parse_args()
    text = charts(arguments.chart, arguments.quick)
    if not arguments.chart:
        growth = [grown(size // (1000 if arguments.quick else 1)) for size in SIZES]
        planning = output("planning.py")
        text = "\n\n".join([_conditions(), text, _growth_table(growth), _planning_line(float(str(planning)))])
        if not arguments.quick:
            _draw(growth)
            _write(text)
    print(text)


def charts(chosen: str | None, quick: bool) -> str:
    """The table of the charts, each with its peers."""
    found = []
    for wanted in WANTED:
        if chosen in (None, wanted.chart):
            print(f"{wanted.chart}, {wanted.n_rows:,} rows …", file=sys.stderr)
            n_rows, n_rounds, n_calls = (wanted.n_rows // 100, 1, 1) if quick else (wanted.n_rows, 3, 7)
            found.append((wanted, figures(wanted.tools(), wanted.chart, n_rows, n_rounds, n_calls)))
    return table(found)


def grown(n_rows: int) -> tuple[int, float, int]:
    """Rows, seconds and peak memory in bytes of a histogram of a Parquet file. Raises `SystemExit` if rows are lost."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rows.parquet")
        output("parquet.py", "make", file, n_rows)
        seconds, peak_bytes, counted = output("parquet.py", "plot", file)  # type: ignore[misc]
    if counted != n_rows:
        raise SystemExit(f"a histogram of {n_rows:,} rows counts {counted:,}")
    return n_rows, seconds, peak_bytes


def _growth_table(growth: list[tuple[int, float, int]]) -> str:
    head = "| rows of a Parquet file | from path to JSON, in a new process | peak of resident memory |"
    lines = (f"| {rows:,} | {seconds:.3g} s | {peak / 1e6:,.0f} MB |" for rows, seconds, peak in growth)
    return "\n".join([head, "| --- | --- | --- |", *lines])


def _planning_line(seconds: float) -> str:
    return f"Planning a spec of two layers and two transforms without data takes {seconds * 1e6:.0f} µs (target: 1 ms)."


def _conditions() -> str:
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[1]:.1f}"
    return f"`make bench`, {date.today()}, Python {sys.version.split()[0]}, {machine}."


def _draw(growth: list[tuple[int, float, int]]) -> None:
    import chartkit

    rows = [{"rows": n_rows, "seconds": seconds} for n_rows, seconds, _ in growth]
    scale = {"scale": {"type": "log"}, "type": "quantitative"}
    mark = {"type": "line", "point": True}
    encoding = {"x": {"field": "rows", **scale}, "y": {"field": "seconds", **scale}}
    preset = {"spec": {"data": {"name": "table"}, "mark": mark, "encoding": encoding}}
    chartkit.plot_table(preset, rows, {}).save(GROWTH)


def _write(text: str) -> None:
    page = ROOT / "docs/benchmarks.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{page.name} has no markers {START} and {END}")
    page.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
