"""The tables of `docs/benchmarks.md`: takes results, gives Markdown, and writes it between the file's two markers."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from case_kill import Killed
from killed import PAUSE
from results import Figure, Result

START, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def report(conditions: str, results: Sequence[Result], kills: Mapping[str, Sequence[Killed]]) -> str:
    """The whole text between the markers; without kills, without their table."""
    return "\n\n".join((conditions, _speed_table(results), *([kill_table(kills)] if kills else [])))


def write(path: Path, text: str, markers: tuple[str, str] = (START, END)) -> None:
    """Put `text` between the markers of the file."""
    start, end = markers
    before, _, rest = path.read_text(encoding="utf-8").partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{path.name} has no markers {start} and {end}")
    path.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", encoding="utf-8")


def conditions(versions: Mapping[str, str]) -> str:
    """One sentence: command, date, versions, machine, and how busy it has been in the last five minutes."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    load = os.getloadavg()[1]
    machine = f"{platform.system()} on {os.cpu_count()} cores ({platform.machine()}) with {memory_gb:.0f} GiB"
    return f"`make bench`, {date.today()}: {named}, Python {platform.python_version()}; {machine}, load {load:.1f}."


def _speed_table(results: Sequence[Result]) -> str:
    head = ("what", "chartkit", "wandb offline", "ratio", "ratio of CPU time", "target", "reached")
    return table(head, [_speed_row(result) for result in results])


def _speed_row(result: Result) -> tuple[str, ...]:
    peer = shown(result.peer) if result.peer else "–"
    return (
        result.label,
        shown(result.ours),
        peer,
        as_fraction(result.ratio),
        as_fraction(result.cpu_ratio),
        *target_cells(result),
    )


def kill_table(kills: Mapping[str, Sequence[Killed]]) -> str:
    """What was visible, returned and lost, by tracker."""
    head = ("tracker", f"rows of the first {PAUSE} visible when they had been logged", "calls returned", "lost")
    rows = [
        (name, *(", ".join(f"{getattr(kill, part):,}" for kill in killed) for part in ("visible", "returned", "lost")))
        for name, killed in kills.items()
    ]
    return table(head, rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def shown(figure: Figure) -> str:
    """The median, with the least and the largest."""
    return f"{_time(figure.median_s)} ({_time(figure.least_s)} to {_time(figure.largest_s)})"


def _time(seconds: float) -> str:
    factor, unit = (1, "s") if seconds >= 1 else (1e3, "ms") if seconds >= 1e-3 else (1e6, "µs")
    return f"{seconds * factor:.3g} {unit}"


def target_cells(result: Result) -> tuple[str, str]:
    """The target, and whether it is reached."""
    if result.target is None:
        return "–", "–"
    most = as_fraction(result.target) if result.peer else _time(result.target)
    return f"≤ {most}", "yes" if result.is_reached else "no"


def as_fraction(ratio: float | None) -> str:
    """A ratio as one reads it: 1/20, or 1.3.

    >>> as_fraction(0.05), as_fraction(1.3)
    ('1/20', '1.3')
    """
    if ratio is None:
        return "–"
    return f"{ratio:.3g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"
