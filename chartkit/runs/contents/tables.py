"""The tables of one run's folder: takes tables, gives the references that stand for them in the journal.

A table logged with `log_mode="INCREMENTAL"` is written in parts: each log writes the rows that are new, and the file
names the one that it goes on from. A part that was written is found again whatever happened to the journal's line.
"""

from __future__ import annotations

import weakref
from _thread import RLock  # threading's own lock, without importing threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.data import Dataset, Table, to_dataset
from chartkit.diagnostics import DataError, counted

if TYPE_CHECKING:
    from chartkit.data.cell_references import Keep
    from chartkit.data.storage import WrittenTable


class _Parts(NamedTuple):
    """What is written of a table that grows: the file of its last rows, all rows, and the number of files."""

    table: weakref.ref[Table]
    file: str
    n_rows: int
    n_parts: int


class KeptTables:
    """Writes tables to `folder`, media of their cells by `keep`; tells `kept` the names of files."""

    def __init__(self, folder: Path | None, keep: Keep, kept: Callable[[str], None]) -> None:
        self._folder = folder
        self._keep = keep
        self._kept = kept
        self._parts: dict[int, _Parts] = {}
        # Two threads must not go on from the same part: the rows of one would be lost.
        self._growing = RLock()

    def keep(self, table: Any) -> dict[str, Any]:
        """The reference to anything tabular, a file by then. Raises `OSError` and `DataError`."""
        if isinstance(table, Table) and table.log_mode == "INCREMENTAL":
            with self._growing:
                return self._keep_new_rows(table)
        dataset = to_dataset(table)
        written = self._write(dataset)
        return {"$": "table", "file": written.file, "n_rows": written.n_rows, "columns": list(dataset.names)}

    def forget(self) -> None:
        """The files are gone: tables that grow start anew."""
        self._parts.clear()

    def forked(self) -> None:
        """In a forked child: a lock that a thread of the parent held is replaced."""
        self._growing = RLock()

    def _write(self, dataset: Dataset, after: str | None = None) -> WrittenTable:
        from chartkit.data.storage import write_table  # a run of numbers starts and ends without it

        written = write_table(dataset, self._folder, self._keep, after)
        if self._folder is not None:
            self._kept(written.file)
        return written

    def _keep_new_rows(self, table: Table) -> dict[str, Any]:
        before = self._parts.get(id(table))
        if before is None or before.table() is not table:
            written = self._write(table.to_dataset())
            now = _Parts(weakref.ref(table), written.file, written.n_rows, 1)
        else:
            now = self._grown(table, before)
        self._parts[id(table)] = now
        columns = list(table.columns)
        return {"$": "table", "file": now.file, "n_rows": now.n_rows, "columns": columns, "n_parts": now.n_parts}

    def _grown(self, table: Table, before: _Parts) -> _Parts:
        if len(table) < before.n_rows:
            raise DataError.of(
                "CK418",
                f"a table with log_mode='INCREMENTAL' had {counted(before.n_rows, 'row')} when it was logged last;"
                f" it has {counted(len(table), 'row')} now, and such a table only grows.",
                help="leave logged rows where they are, or pass log_mode='MUTABLE' to keep each version whole",
            )
        if len(table) == before.n_rows:
            return before
        written = self._write(table.to_dataset(first_row=before.n_rows), before.file)
        # Not `len(table)`: another thread may have added rows while these were written.
        return before._replace(file=written.file, n_rows=before.n_rows + written.n_rows, n_parts=before.n_parts + 1)
