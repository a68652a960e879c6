"""None that was logged, told from a row that has no such key: columns show both as a gap, rows of dicts need not.

Takes the columns of a run, and the rows of its exact reading; gives these as the columns would, with None that was
logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from chartkit.files import read_own
from chartkit.runs.reading.columns import ROW_COLUMNS, Columns, columns_of_rows


def may_have_nulls(columns: Columns, journals: Iterable[Path]) -> bool:
    """False where no row has logged None: a look at the columns and, where they have gaps, at the journals' bytes.

    A journal that cannot be read has no rows.
    """
    return any(_has_gaps(one.data, one.is_there) for one in columns.values.values()) and any(map(_has_null, journals))


def exact_rows(rows: Sequence[dict[str, Any]], names: Sequence[str], x_axis: str) -> list[dict[str, Any]]:
    """The rows of the exact reading as `Columns.to_rows` gives them, with those of `names` that are None in them."""
    if "_late" in names:
        rows = [{**row, "_late": row.get("_late", False)} for row in rows]
    found = [{name: row[name] for name in names if name in row} for row in rows]
    if x_axis == "_step":
        return found
    ordered = columns_of_rows([{name: row.get(name) for name in (*ROW_COLUMNS, x_axis)} for row in rows])
    return [found[place] for place in ordered.places_by(x_axis)]


def _has_gaps(data: Any, is_there: Any) -> bool:
    return is_there is not None or (isinstance(data, list) and None in data)


def _has_null(journal: Path) -> bool:
    try:
        return b"null" in read_own(journal)
    except OSError:  # the run's diagnostics say why
        return False
