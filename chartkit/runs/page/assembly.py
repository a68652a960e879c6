"""The page of a run: each chart, medium and table as of its latest step. What cannot be read is said in its place.

1. charts   as they were logged
2. metrics  a line for each key whose numbers were logged at several steps
3. media    histograms as charts, images, players, framed pages, links
4. tables   their first rows
5. summary  and config, a row a value
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic, counted
from chartkit.render import PageChart, PageContent, PagePart, escaped, html_page
from chartkit.runs.page.histograms import is_histogram, page_histogram
from chartkit.runs.page.media import page_media
from chartkit.runs.page.metrics import page_metrics
from chartkit.runs.page.settings import page_settings
from chartkit.runs.page.tables import page_table

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader
    from chartkit.runs.reading.kept_media import KeptMedia

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
    parts = [
        *_parts(charts, lambda key: [_chart(run, key)], found),
        *metrics.charts,
        *_left_out(metrics.n_left_out, run),
        *_parts(media, lambda key: _media(run, key), found),
        *_parts(tables, lambda key: [page_table(key, run.table(key), _note(run.table_steps(key)))], found),
        *summary,
        *_parts(("config",), lambda title: page_settings(title, run.config), found),
    ]
    html = html_page(parts, f"{run.project} / {run.name}", _facts(run))
    return RunPage(html, len(charts), len(metrics.charts), len(media), len(tables), tuple(found))


def _parts(
    keys: Iterable[str], make: Callable[[str], Sequence[PagePart]], found: list[Diagnostic]
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


def _left_out(number: int, run: RunReader) -> list[PagePart]:
    """What is said of metrics that the page has no room for."""
    if not number:
        return []
    way = f"<code>chartkit runs export {escaped(run.id)} -o run.csv</code>"
    return [PageContent("more metrics", f"<p>{counted(number, 'more metric')}: {way} has all numbers.</p>\n")]


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
    short = [f"{key} {value}" for key, value in run.facts.config.items() if _is_short(value)]
    began = f"{run.created_at[:16].replace('T', ' ')} UTC"
    parts = [f"run {run.id}", began, run.state, ", ".join(short[:_MAX_SETTINGS])]
    return " · ".join(part for part in parts if part)


def _is_short(value: object) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= _LONGEST_SETTING
