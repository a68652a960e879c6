"""All points of a line panel as CSV: takes its question and the columns of runs, gives bytes; nothing is thinned."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from typing import Any

from chartkit.data.csv_text import LINE_END, CsvText
from chartkit.runs.reading.columns import Columns
from chartkit.workspace.lines.asked import AskedPanel
from chartkit.workspace.lines.bands import band_line
from chartkit.workspace.lines.line import Group
from chartkit.workspace.lines.points import Points, points
from chartkit.workspace.lines.smoothing import smoothed

_EXACT_COLUMNS = 1 << 20
"""So many columns that every x has its own."""


def points_csv(
    asked: AskedPanel, runs: Mapping[str, Columns], groups: Sequence[Group] | None, names: Mapping[str, str]
) -> bytes:
    """A row for every point in the part of x that is shown, smoothed as the panel is; of groups for every x."""
    text = CsvText()
    writer = csv.writer(text, lineterminator=LINE_END)
    found = [one for key in asked.keys for run in runs if (one := points(run, runs[run], key, asked.x)) is not None]
    if groups is None:
        _write_runs(writer, asked, found, names)
    else:
        _write_groups(writer, asked, found, groups)
    return text.content()


def _write_runs(writer: Any, asked: AskedPanel, found: Sequence[Points], names: Mapping[str, str]) -> None:
    is_smooth = asked.smoothing != "none" and asked.weight > 0
    writer.writerow(["run", "name", "key", asked.x, "value", *(["smoothed"] if is_smooth else [])])
    ends = [float(end) for one in found if len(one.x) for end in (one.x[0], one.x[-1])]
    reach = max(ends, default=0.0) - min(ends, default=0.0)
    for one in found:
        columns = [one.x, one.y]
        if is_smooth:
            columns.append(smoothed(one.x, one.y, asked.smoothing, asked.weight, reach))
        rows = zip(*(column.tolist() for column in columns), strict=True)
        name = names.get(one.run, one.run)
        writer.writerows((one.run, name, one.key, *row) for row in rows if _is_inside(row[0], asked))


def _write_groups(writer: Any, asked: AskedPanel, found: Sequence[Points], groups: Sequence[Group]) -> None:
    writer.writerow(["group", "key", "n_runs", asked.x, "mean", "low", "high"])
    for key in asked.keys:
        for group in groups:
            own = [(one.x, one.y) for one in found if one.key == key and one.run in group.runs]
            band = band_line(own, asked.band, _EXACT_COLUMNS, asked.x_log)
            rows = zip(*(part.tolist() for part in band), strict=True)
            writer.writerows((group.label, key, len(own), *row) for row in rows if _is_inside(row[0], asked))


def _is_inside(x: float, asked: AskedPanel) -> bool:
    low, high = asked.range or (-math.inf, math.inf)
    return low <= x <= high
