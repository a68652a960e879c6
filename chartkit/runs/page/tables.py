"""Tables on a run's page: takes a table, gives its first rows as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.data import Column, Table
from chartkit.data.media_content import is_media
from chartkit.diagnostics import counted
from chartkit.render import PageContent, escaped
from chartkit.runs.coloring.labels import number_text
from chartkit.runs.page.media import image

if TYPE_CHECKING:
    from chartkit.runs.reading.kept_media import KeptMedia

_MOST_ROWS = 100
_MOST_COLUMNS = 50
_LONGEST_CELL = 200


def page_table(key: str, table: Table, note: str | None) -> PageContent:
    """The first 100 rows and 50 columns, and how many there are. Raises `DataError` for a file that is damaged."""
    columns = table.to_dataset().columns
    shown = columns[:_MOST_COLUMNS]
    heads = "".join(map(_head, shown))
    rows = zip(*(column.first_values(_MOST_ROWS) for column in shown), strict=True)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    sizes = [_of(min(len(table), _MOST_ROWS), len(table), "row"), _of(len(shown), len(columns), "column")]
    body = (
        f'<div class="rows" tabindex="0" role="region" aria-label="rows of {escaped(key)}"><table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}</tbody></table></div>\n"
    )
    return PageContent(key, body, " · ".join(filter(None, (*sizes, note))))


def _of(n_shown: int, number: int, noun: str) -> str:
    return counted(number, noun) if n_shown == number else f"the first {n_shown:,} of {counted(number, noun)}"


def _head(column: Column) -> str:
    kind = ' class="number"' if column.kind == "quantitative" else ""
    return f'<th scope="col"{kind}>{escaped(column.name)}</th>'


def _cell(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{f"{value:,}" if isinstance(value, int) else number_text(value)}</td>'
    if is_media(value):
        return f"<td>{_medium(value)}</td>"
    text = "" if value is None else str(value)
    return f"<td>{escaped(text if len(text) <= _LONGEST_CELL else f'{text[: _LONGEST_CELL - 1]}…')}</td>"


def _medium(value: Any) -> str:
    media: KeptMedia = value
    return image(media, media.caption or media.kind) or escaped(media.caption or media.kind)
