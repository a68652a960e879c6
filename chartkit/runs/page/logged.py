"""What a run logged beside numbers, on a page: takes a run's contents and a key, gives its chart, media or table.

Each as of its latest step. What cannot be read is said in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.render import PageChart, PageContent, PagePart, escaped
from chartkit.runs.page.histograms import is_histogram, page_histogram
from chartkit.runs.page.media import page_media
from chartkit.runs.page.tables import page_table

if TYPE_CHECKING:
    from chartkit.runs.reading.kept_media import KeptMedia
    from chartkit.runs.reading.run_contents import RunContents


def parts_of(
    keys: Iterable[str], make: Callable[[str], Sequence[PagePart]], found: list[Diagnostic], store: Path
) -> Iterator[PagePart]:
    """The parts that `make` gives for each key; in place of what cannot be read its fault, which `found` gets too.

    A page is sent to others: its faults name files from `store` on, not the folders of this machine.
    """
    for key in keys:
        try:
            yield from make(key)
        except ChartkitError as error:
            found.extend(error.diagnostics)
            yield PageContent(key, "".join(fault_line(in_store(str(one), store)) for one in error.diagnostics))


def chart_part(run: RunContents, key: str) -> PageChart:
    """The chart. Raises `RunError`."""
    return PageChart(key, run.chart(key).page_json(), _note(run.chart_steps(key)))


def media_parts(run: RunContents, key: str, title: str | None = None) -> list[PagePart]:
    """Histograms as charts, other media together; called `title`, or as their key. Raises `RunError`."""
    kept, note = run.media(key), _note(run.media_steps(key))
    items: list[KeptMedia] = kept if isinstance(kept, list) else [kept]
    histograms = [item for item in items if is_histogram(item)]
    others = [item for item in items if not is_histogram(item)]
    parts: list[PagePart] = [page_histogram(title or key, item, note) for item in histograms]
    return parts + ([page_media(title or key, others, note)] if others else [])


def table_part(run: RunContents, key: str, title: str | None = None) -> PageContent:
    """The first rows of the table; called `title`, or as its key. Raises `RunError` and `DataError`."""
    return page_table(title or key, run.table(key), _note(run.table_steps(key)))


def fault_line(sentence: str) -> str:
    """A fault as the page shows it."""
    return f'<p class="fault" role="alert">{escaped(sentence)}</p>\n'


def in_store(sentence: str, store: Path) -> str:
    """The sentence with the files of the store named from there.

    >>> in_store("look at /home/me/.chartkit/runs/p/r/run.json", Path("/home/me/.chartkit"))
    'look at runs/p/r/run.json'
    """
    return sentence.replace(f"{store}/", "")


def _note(steps: list[int]) -> str | None:
    """Which of several steps is shown."""
    return f"step {steps[-1]}; logged at {len(steps)} steps from {steps[0]} on" if len(steps) > 1 else None
