"""The page of a run: each chart, medium and table as of its latest step. What cannot be read is said in its place.

1. charts   as they were logged
2. metrics  a line for each key whose numbers were logged at several steps
3. media    histograms as charts, images, players, framed pages, links
4. tables   their first rows
5. summary  and config, a row a value
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import Diagnostic, counted
from chartkit.render import PageContent, PagePart, escaped, html_page
from chartkit.runs.page.logged import chart_part, media_parts, parts_of, table_part
from chartkit.runs.page.metrics import page_metrics
from chartkit.runs.page.settings import page_settings

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader

_MAX_SETTINGS = 8
_LONGEST_SETTING = 40


class RunPage(NamedTuple):
    """The page as text, how much of what it shows, and what could not be read."""

    html: str
    n_charts: int
    n_metrics: int
    n_media: int
    n_tables: int
    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        parts = [counted(self.n_charts, "chart"), counted(self.n_metrics, "metric")]
        parts += [f"{self.n_media:,} media", counted(self.n_tables, "table")]
        there = [part for part in parts if not part.startswith("0 ")]
        return " and ".join(filter(None, (", ".join(there[:-1]), *there[-1:]))) or "config and summary"


def run_page(run: RunReader) -> RunPage | None:
    """The page; None for a run that has nothing to show on one. Raises `RunError` for a run that cannot be read."""
    charts, media, tables = list(run.charts()), run.media_keys(), run.table_keys()
    metrics, summary = page_metrics(run), page_settings("summary", run.summary)
    if not (charts or metrics.charts or media or tables or summary):
        return None
    found: list[Diagnostic] = []
    store = Path(run.dir).parents[2]
    parts = [
        *parts_of(charts, lambda key: [chart_part(run, key)], found, store),
        *metrics.charts,
        *_left_out(metrics.n_left_out, run),
        *parts_of(media, lambda key: media_parts(run, key), found, store),
        *parts_of(tables, lambda key: [table_part(run, key)], found, store),
        *summary,
        *parts_of(("config",), lambda title: page_settings(title, run.config), found, store),
    ]
    html = html_page(parts, f"{run.project} / {run.name}", _facts(run))
    return RunPage(html, len(charts), len(metrics.charts), len(media), len(tables), tuple(found))


def _left_out(number: int, run: RunReader) -> list[PagePart]:
    """What is said of metrics that the page has no room for."""
    if not number:
        return []
    way = f"<code>chartkit runs export {escaped(run.id)} -o run.csv</code>"
    return [PageContent("more metrics", f"<p>{counted(number, 'more metric')}: {way} has all numbers.</p>\n")]


def _facts(run: RunReader) -> str:
    """The run in one line: id, when it began, state, and the first short settings of its config."""
    short = [f"{key} {value}" for key, value in run.facts.config.items() if _is_short(value)]
    began = f"{run.created_at[:16].replace('T', ' ')} UTC"
    parts = [f"run {run.id}", began, run.state, ", ".join(short[:_MAX_SETTINGS])]
    return " · ".join(part for part in parts if part)


def _is_short(value: object) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= _LONGEST_SETTING
