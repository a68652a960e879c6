"""The table of runs on a page: takes runs and a layout, gives HTML that `runs_rows.js` lets readers sort and search."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chartkit.diagnostics import counted
from chartkit.render import escaped
from chartkit.runs.coloring.labels import number_text
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING, Field
from chartkit.workspace.layouts.layout_parts import mapping, texts
from chartkit.workspace.report.durations import duration_text
from chartkit.workspace.report.legend import swatch
from chartkit.workspace.runs_table.columns import Column, value_of
from chartkit.workspace.runs_table.run_table import RunTable

_LABELS = {
    "state": "State", "created_at": "Created (UTC)", "runtime_s": "Runtime", "tags": "Tags", "notes": "Notes",
    "group": "Group", "job_type": "Job type", "id": "ID", "color": "Colour", "exit_code": "Exit code",
}  # fmt: skip
_MOST_COLUMNS = 60
_LONGEST = 120
_LONGEST_LINE = 32
_DIGITS = 4
"""As many as the page's table has."""


class RunsRows(NamedTuple):
    """What the table shows beside the runs themselves."""

    colors: Mapping[str, str]
    pages: Mapping[str, str] = {}
    """The address of each run's own page, by id."""
    most: int = 1_000


def runs_rows(table: RunTable, runs: Sequence[ListedRun], layout: Mapping[str, Any], rows: RunsRows) -> str:
    """The first runs, with the columns that the page's table has."""
    keys = [key for key in _columns(table, layout) if key != "name"]
    fields = {key: value_of(key, "a report") for key in keys}
    heads = "".join(_head(table.columns.get(key), key) for key in ("name", *keys))
    shown = runs[: rows.most]
    body = "".join(_row(run, fields, rows) for run in shown)
    count = counted(len(runs), "run")
    said = count if len(shown) == len(runs) else f"the first {len(shown):,} of {count}"
    return f"""<div class="runs">
<p class="runs-bar"><label hidden>Search <input type="search"></label> <span role="status">{said}</span></p>
<div class="rows" tabindex="0" role="region" aria-label="Runs"><table>
<thead><tr>{heads}</tr></thead>
<tbody>
{body}</tbody></table></div>
</div>
"""


def _columns(table: RunTable, layout: Mapping[str, Any]) -> Sequence[str]:
    chosen = mapping(layout.get("runs")).get("columns")
    if chosen is not None:
        return texts(chosen)[:_MOST_COLUMNS]
    return table.first_columns


def _head(column: Column | None, key: str) -> str:
    label = "Run" if key == "name" else _LABELS.get(key, key.removeprefix("config.").removeprefix("summary."))
    kind = ' class="number"' if column is not None and column.kind == "number" else ""
    return f'<th scope="col"{kind}>{escaped(label)}</th>'


def _row(run: ListedRun, fields: Mapping[str, Field], rows: RunsRows) -> str:
    name = escaped(str(run.facts.setting("name") or run.id))
    page = rows.pages.get(run.id)
    called = f'<a href="{escaped(page)}">{name}</a>' if page else name
    cells = "".join(_cell(key, field(run)) for key, field in fields.items())
    return f'<tr><th scope="row">{swatch(rows.colors.get(run.id, ""))}{called}</th>{cells}</tr>\n'


def _cell(key: str, value: Any) -> str:
    if value is MISSING or value is None:
        return "<td></td>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        order = f' data-n="{value!r}"' if math.isfinite(value) else ""
        text = duration_text(value) if key == "runtime_s" else number_text(value, _DIGITS)
        return f'<td class="number"{order}>{text}</td>'
    if key == "created_at":
        return f"<td>{escaped(str(value)[:16].replace('T', ' '))}</td>"
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    shown = escaped(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
    return f'<td class="long">{shown}</td>' if len(text) > _LONGEST_LINE else f"<td>{shown}</td>"
