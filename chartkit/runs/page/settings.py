"""Config and summary on a run's page: takes their values by name, gives a table of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from chartkit.diagnostics import counted
from chartkit.render import PageContent, escaped
from chartkit.runs.coloring.labels import number_text

_MOST_ROWS = 500
_LONGEST_VALUE = 200


def page_settings(title: str, values: Mapping[str, Any]) -> list[PageContent]:
    """One row a value, those inside of dicts under dotted names; the first 500. Nothing for no values."""
    rows = list(_leaves(values))
    if not rows:
        return []
    lines = "".join(
        f'<tr><th scope="row">{escaped(name)}</th><td>{escaped(_text(value))}</td></tr>\n'
        for name, value in rows[:_MOST_ROWS]
    )
    body = (
        f'<div class="rows" tabindex="0" role="region" aria-label="{title}"><table>\n'
        f"<tbody>\n{lines}</tbody></table></div>\n"
    )
    note = f"the first {_MOST_ROWS:,} of {counted(len(rows), 'value')}" if len(rows) > _MOST_ROWS else None
    return [PageContent(title, body, note)]


def _leaves(values: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and value:
            yield from _leaves(cast(dict[Any, Any], value), f"{name}.")
        else:
            yield name, value


def _text(value: Any) -> str:
    text = number_text(value) if type(value) is float else f"{value:,}" if type(value) is int else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
