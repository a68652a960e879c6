"""`make bench`, second half: charts of large tables beside queries by hand, VegaFusion, Altair and NumPy.

Writes the table of docs/benchmarks.md between its markers and draws the growth with rows. `--quick` takes a hundredth
of the rows, once, and `--chart NAME` one chart; both print and write nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version

from growth import draw, grown, growth_text
from page import END, START, Wanted, all_rows_line, table, time_words
from rounds import PEERS, ROOT, Figures, figures, output

MILLION = 1_000_000
_HISTOGRAM = Wanted("histogram", MILLION, to_hand=1.5, to_vegafusion=1 / 4, json_bytes=10e3, added_bytes=100e6)
_BAR = Wanted("bar of means", MILLION, to_hand=1.5, to_vegafusion=1 / 2, added_bytes=100e6)
_LINE = Wanted("line of means", MILLION, to_vegafusion=1, added_bytes=100e6)
_MEDIAN = Wanted("median by group", MILLION, to_vegafusion=1, added_bytes=100e6)
WANTED = (
    *(wanted._replace(n_rows=n) for wanted in (_HISTOGRAM, _BAR, _LINE, _MEDIAN) for n in (MILLION, 10 * MILLION)),
    Wanted("line", 10 * MILLION, seconds=0.030, added_bytes=100e6),
    Wanted("scatter", MILLION, to_hand=1.5, added_bytes=100e6),
)
SIZES = (MILLION, 3 * MILLION, 10 * MILLION, 30 * MILLION, 100 * MILLION)
GROWTH = ROOT / "docs/parquet_growth.svg"
MOST_PLANNING_S = 0.001


def main() -> None:
    """Measure, print and, when it is whole, keep the tables and the chart."""
    parser = argparse.ArgumentParser(description="chartkit beside queries by hand and VegaFusion")
    parser.add_argument("--quick", action="store_true", help="a hundredth of the rows, once; nothing is written")
    parser.add_argument("--chart", help="only this one, as in --chart histogram; nothing is written")
    arguments = parser.parse_args()
    text = charts(arguments.chart, arguments.quick)
    if not arguments.chart:
        growth = [grown(size // (1000 if arguments.quick else 1)) for size in SIZES]
        picture = f"![Seconds by rows, both in powers of ten]({GROWTH.name})"
        text = "\n\n".join(
            [_conditions(), text, growth_text(growth), picture, planning(50 if arguments.quick else 500)]
        )
        if not arguments.quick:
            draw(growth, GROWTH)
            _write(text)
    print(text)


def charts(chosen: str | None, quick: bool) -> str:
    """The table of the charts, each with its peers. Raises `SystemExit` for the name of no chart."""
    wanted_charts = [wanted for wanted in WANTED if chosen in (None, wanted.chart)]
    if not wanted_charts:
        raise SystemExit(f"no chart {chosen!r}: {', '.join(dict.fromkeys(wanted.chart for wanted in WANTED))}")
    found: list[tuple[Wanted, Mapping[str, Figures]]] = []
    for wanted in wanted_charts:
        n_rows, n_rounds, n_calls = (wanted.n_rows // 100, 1, 1) if quick else (wanted.n_rows, 3, 7)
        print(f"{wanted.chart}, {n_rows:,} rows …", file=sys.stderr)
        found.append((wanted._replace(n_rows=n_rows), figures(wanted.tools(), wanted.chart, n_rows, n_rounds, n_calls)))
    line = all_rows_line(found)
    return f"{table(found)}\n\n{line}" if line else table(found)


def planning(n_calls: int) -> str:
    """How long plans take without data, the slowest by name."""
    found: Mapping[str, float] = output("planning.py", n_calls)  # type: ignore[assignment]
    slowest = sorted(found, key=lambda name: -found[name])
    middle = sorted(found.values())[len(found) // 2]
    named = ", ".join(f"{name} {time_words(found[name])}" for name in slowest[:3])
    reached = "reached by all" if found[slowest[0]] <= MOST_PLANNING_S else "missed by the slowest"
    return (
        f"Planning without data, of {len(found)} specs, the built-in presets among them: {time_words(middle)} in the "
        f"median; the slowest are {named} (target: 1 ms, {reached})."
    )


def _conditions() -> str:
    peers = ", ".join(line.strip().replace("==", " ") for line in PEERS.read_text(encoding="utf-8").splitlines())
    machine = f"{platform.system()} on {os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[1]:.1f}"
    ours = f"chartkit {version('chartkit')}, Python {platform.python_version()}"
    return f"`make bench`, {date.today()}: {ours}, {peers}; {machine}."


def _write(text: str) -> None:
    page = ROOT / "docs/benchmarks.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{page.name} has no markers {START} and {END}")
    page.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
