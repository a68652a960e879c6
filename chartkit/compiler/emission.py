"""The rows of a chart: takes a dataset and the columns the spec names, gives JSON-exact columns under their aliases."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.diagnostics import Diagnostic
from chartkit.expressions.tokens import tokenize

if TYPE_CHECKING:
    from chartkit.compiler.binding import Binding
    from chartkit.data import Dataset

RunColumns = Iterable[tuple[str, str]]
"""Columns with one value for all rows: its alias in the chart, and the value."""

EmittedColumns = dict[str, tuple[str, str]]
"""For each alias in the chart, the user's column and the Vega-Lite type it is drawn as, or `STRUCTURED`."""

STRUCTURED = "structured"
"""Lists and dicts as they are: the spec reads inside of them, by `a.b`, `a[0]` or an expression, or flattens them."""


_RANK = ("temporal", "quantitative", "ordinal", "nominal")
"""Times first: a time reads well as a category, a text does not lie on a time axis."""


class Rows(NamedTuple):
    """n rows in columns: `columns` by alias; `n_non_finite` counts NaN and ±inf, now null, by the user's column."""

    columns: dict[str, list[Any]]
    n_rows: int
    n_non_finite: dict[str, int]

    def records(self) -> list[dict[str, Any]]:
        """One dict a row. O(rows × columns)."""
        names = tuple(self.columns)
        if not names:
            return [{} for _ in range(self.n_rows)]
        # A third of the time of a comprehension with a strict inner zip.
        return list(map(dict, map(zip, repeat(names), zip(*self.columns.values(), strict=True))))


def emit_rows(dataset: Dataset, emitted: Mapping[str, tuple[str, str]], run_columns: RunColumns = ()) -> Rows:
    """The values of the columns in `emitted`, and of `run_columns`, the same in every row.

    O(rows × columns), near nothing for columns that are clean already.
    """
    columns: dict[str, list[Any]] = {}
    non_finite: dict[str, int] = {}
    for alias, (name, type_) in emitted.items():
        column = dataset.column(name)
        if type_ == "temporal" and column.kind in ("nominal", "quantitative"):
            column = column.as_temporal() or column
        values, n = column.emitted(
            dataset.timezone, discrete=type_ in ("nominal", "ordinal"), structured=type_ == STRUCTURED
        )
        columns[alias] = values
        if n:
            non_finite[name] = n
    columns |= {alias: [value] * dataset.n_rows for alias, value in run_columns}
    return Rows(columns, dataset.n_rows, non_finite)


def emitted_columns(binding: Binding, spec: dict[str, Any], table: str) -> EmittedColumns:
    """The columns of a table that a chart carries: those in slots, and those that the spec names itself.

    A column is left out only when no text of the spec holds its name; a spec that computes a field's name
    (`datum[a + b]`) or shows whole rows (`tooltip: {content: data}`) carries them all.
    """
    dataset, aliases = binding.tables[table]
    drawn = _drawn_types(binding, table)
    texts, times, flattened, shows_rows = _texts(spec)
    everything = shows_rows or any(map(_reads_any, texts))
    said = "\n".join(_as_said(texts))
    return {
        alias: (
            name,
            _structure(dataset, name, alias, texts, flattened)
            or drawn.get(name)
            or _written_type(dataset, name, alias in times),
        )
        for name, alias in aliases.items()
        if everything or name in drawn or alias in said
    }


def _as_said(texts: set[str]) -> set[str]:
    """The texts as written and, where they hold escapes, as Vega reads them: `datum['it\\'s']` says `it's`."""
    escaped = [text for text in texts if "\\" in text]
    if not escaped:
        return texts
    from chartkit.expressions.literals import without_escapes

    return texts.union(map(without_escapes, escaped))


def _structure(dataset: Dataset, name: str, alias: str, texts: Iterable[str], flattened: Container[str]) -> str | None:
    """`STRUCTURED` for a column of lists or dicts that the spec reads the inside of; None for any other."""
    if dataset.is_lazy or dataset.column(name).kind != "mixed":
        return None
    inside = re.compile(rf"""(?<!\w){re.escape(alias)}['"]?\]?(?:\.\w|\[)""")
    reads = any(inside.search(text) or f"datum.{alias}" in text or f"datum['{alias}']" in text for text in texts)
    return STRUCTURED if reads or alias in flattened else None


def _written_type(dataset: Dataset, name: str, is_time: bool) -> str:
    """The type of a column that the spec names itself: texts that it draws as times are times, where they can be read.

    A browser would read some of them on its own clock, and show other days in other zones.
    """
    column = dataset.column(name)
    if column.kind in ("quantitative", "temporal"):
        return column.kind
    is_read = is_time and column.kind == "nominal" and dataset.engine == "polars"
    return "temporal" if is_read and column.as_temporal() is not None else "nominal"


def _drawn_types(binding: Binding, table: str) -> dict[str, str]:
    """The type of each bound column of a table; of a column in several slots the one that keeps most of its values."""
    drawn: dict[str, str] = {}
    for columns in binding.filling.fields.values():
        for column in columns:
            if table not in (column.tables or (binding.preset.table,)):
                continue
            types = (drawn.get(column.name, column.type), column.type)
            drawn[column.name] = min(types, key=_RANK.index)
    return drawn


def rows_diagnostics(rows: Rows) -> Iterator[Diagnostic]:
    """What happened to the values: numbers that no chart can place."""
    for name, n in rows.n_non_finite.items():
        verb = "is" if n == 1 else "are"
        message = f"{n:,} of the {rows.n_rows:,} values of column {name!r} {verb} NaN or infinite, drawn as missing."
        yield Diagnostic("CK453", message, "warning")


def _texts(spec: dict[str, Any]) -> tuple[set[str], set[str], set[str], bool]:
    """The texts of the spec's values, the fields drawn as times, those flattened, and whether a tooltip shows rows."""
    texts: set[str] = set()
    flattened: set[str] = set()
    times: set[str] = set()
    shows_rows = False
    left: list[Any] = [spec]
    while left:
        value = left.pop()
        if isinstance(value, str):
            texts.add(value)
        elif isinstance(value, list):
            left += value
        elif isinstance(value, dict):
            entries = cast("dict[str, Any]", value)
            shows_rows = shows_rows or entries.get("content") == "data"
            if isinstance(entries.get("flatten"), list):
                flattened.update(map(str, cast("list[Any]", entries["flatten"])))
            field = entries.get("field")
            if isinstance(field, str) and (entries.get("type") == "temporal" or "timeUnit" in entries):
                times.add(field)
            left += entries.values()
    return texts, times, flattened, shows_rows


_MAY_READ_ANY = re.compile(r"""datum(?!\s*(?:\.|\[\s*(?:'[^'\\]*'|"[^"\\]*")\s*\]))""")
"""A `datum` that is not followed by a plain member. Most texts have none and need not be read token by token."""


def _reads_any(text: str) -> bool:
    """Whether an expression reads a member whose name it computes, or the row as a whole."""
    if not _MAY_READ_ANY.search(text):
        return False
    tokens = [token for token in tokenize(text) if token.kind != "space"]
    for index, token in enumerate(tokens):
        if token.text != "datum" or (index and tokens[index - 1].text == "."):
            continue
        after = [token.text for token in tokens[index + 1 : index + 4]]
        named = after[:1] == ["."] or (after[:1] == ["["] and after[2:] == ["]"] and after[1][:1] in "'\"")
        if not named:
            return True
    return False
