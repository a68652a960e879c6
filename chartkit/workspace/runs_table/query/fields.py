"""Which column a name in a query means: takes the name and the columns there are, gives the column's key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chartkit.diagnostics import shown
from chartkit.schema import did_you_mean
from chartkit.workspace.runs_table.columns import PLAIN, Column
from chartkit.workspace.runs_table.query.faults import query_fault
from chartkit.workspace.runs_table.query.tokens import Token, quoted

_ALSO = {"created": "created_at", "runtime": "runtime_s", "display_name": "name", "tag": "tags"}
_SECTIONS = {"summary_metrics.": "summary.", "summaryMetrics.": "summary."}


def key_of(token: Token, columns: Mapping[str, Column]) -> str:
    """The key of the column that a token names.

    `lr` alone means `config.lr` or `summary.lr`, whichever there is. Raises `ChartkitError` for neither and for both.
    """
    name = _ALSO.get(token.text, token.text)
    for other, section in _SECTIONS.items():
        if name.startswith(other):
            name = section + name.removeprefix(other)
    if name in columns or name in PLAIN:
        return name
    found = [key for key in (f"config.{name}", f"summary.{name}") if _is_there(key, columns)]
    if len(found) == 2:
        raise query_fault(token, f"{shown(name)} is a key of config and of summary.", f"write {' or '.join(found)}.")
    if found or _is_there(name, columns):
        return found[0] if found else name
    near = did_you_mean(name, [*columns, *_without_section(columns)])
    some = [quoted(key) for key in columns if key not in PLAIN][:6]
    rest = f"columns are name, state, tags, {', '.join(some)} and others." if some else "no run has config or summary."
    raise query_fault(token, f"no run has a column {shown(name)}.", near or rest)


def _is_there(key: str, columns: Mapping[str, Column]) -> bool:
    """True for a column, and for a dict whose keys are columns."""
    return key in columns or any(one.startswith(f"{key}.") for one in columns)


def _without_section(columns: Iterable[str]) -> list[str]:
    return [key.partition(".")[2] for key in columns if key.startswith(("config.", "summary."))]
