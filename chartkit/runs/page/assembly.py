"""The page of a run: each chart, medium and table as of its latest step. What cannot be read is said in its place.

1. charts   as they were logged, then histograms as charts
2. media    images, players, framed pages, links
3. tables   their first rows
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic, counted
from chartkit.render import PageChart, PageContent, PagePart, escaped, html_page
from chartkit.runs.page.histograms import is_histogram, page_histogram
from chartkit.runs.page.media import page_media
from chartkit.runs.page.tables import page_table

if TYPE_CHECKING:
    from chartkit.runs.kept_media import KeptMedia
    from chartkit.runs.reader import RunReader

_MAX_SETTINGS = 8
_LONGEST_SETTING = 40


class RunPage(NamedTuple):
    """The page as text, how much of what it shows, and what could not be read."""

    html: str
    n_charts: int
    n_media: int
    n_tables: int
    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        numbers = ((self.n_charts, "chart"), (self.n_tables, "table"))
        parts = [counted(number, noun) for number, noun in numbers if number]
        if self.n_media:
            parts.insert(bool(self.n_charts), f"{self.n_media:,} media")
        return f" {'and'} ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def run_page(run: RunReader) -> RunPage | None:
    """The page; None for a run that has nothing to show on one. Raises `RunError` for a run that cannot be read."""
    charts, media, tables = list(run.charts()), run.media_keys(), run.table_keys()
    if not charts and not media and not tables:
        return None
    found: list[Diagnostic] = []
    parts = [
        *_parts(charts, lambda key: [_chart(run, key)], found),
        *_parts(media, lambda key: _media(run, key), found),
        *_parts(tables, lambda key: [page_table(key, run.table(key), _note(run.table_steps(key)))], found),
    ]
    html = html_page(parts, f"{run.project} / {run.name}", _facts(run))
    return RunPage(html, len(charts), len(media), len(tables), tuple(found))


def _parts(
    keys: list[str] | tuple[str, ...], make: Callable[[str], list[PagePart]], found: list[Diagnostic]
) -> Iterator[PagePart]:
    for key in keys:
        try:
            yield from make(key)
        except ChartkitError as error:
            found.extend(error.diagnostics)
            yield _fault(key, error)


def _fault(key: str, error: ChartkitError) -> PageContent:
    lines = "".join(f'<p class="fault" role="alert">{escaped(str(one))}</p>\n' for one in error.diagnostics)
    return PageContent(key, lines)


def _chart(run: RunReader, key: str) -> PageChart:
    return PageChart(key, run.chart(key).page_json(), _note(run.chart_steps(key)))


def _media(run: RunReader, key: str) -> list[PagePart]:
    kept, note = run.media(key), _note(run.media_steps(key))
    items: list[KeptMedia] = kept if isinstance(kept, list) else [kept]
    histograms = [item for item in items if is_histogram(item)]
    others = [item for item in items if not is_histogram(item)]
    parts: list[PagePart] = [page_histogram(key, item, note) for item in histograms]
    return parts + ([page_media(key, others, note)] if others else [])


def _note(steps: list[int]) -> str | None:
    """Which of several steps is shown."""
    return f"step {steps[-1]}; logged at {len(steps)} steps from {steps[0]} on" if len(steps) > 1 else None


def _facts(run: RunReader) -> str:
    """The run in one line: id, when it began, state, and the first short settings of its config."""
    short = [f"{key} {value}" for key, value in run.config.items() if _is_short(value)]
    began = f"{run.created_at[:16].replace('T', ' ')} UTC"
    parts = [f"run {run.id}", began, run.state, ", ".join(short[:_MAX_SETTINGS])]
    return " · ".join(part for part in parts if part)


def _is_short(value: object) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= _LONGEST_SETTING
