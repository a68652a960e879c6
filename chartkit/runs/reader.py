"""A run read back from its folder: history, charts, tables, config, summary.

Takes the folder of a run, still being written or not; gives everything that was logged, none of it sampled. Journals
are read at the first question and again after `reload`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from chartkit.diagnostics import Diagnostic, RunError
from chartkit.runs.absent import no_attribute
from chartkit.runs.artifacts.run_reading import ReadsFiles
from chartkit.runs.edits import EditableRun
from chartkit.runs.faults import refused_arguments
from chartkit.runs.reading.columns import Columns
from chartkit.runs.reading.facts import Facts
from chartkit.runs.reading.frames import as_frame
from chartkit.runs.reading.logged_nulls import exact_rows, may_have_nulls
from chartkit.runs.reading.run_contents import RunContents
from chartkit.runs.reading.run_facts import State
from chartkit.runs.reading.set_values import SetValues
from chartkit.runs.reading.system_columns import system_columns
from chartkit.runs.start_record import read_start
from chartkit.runs.store import journals_of
from chartkit.runs.story import Story, tell_of

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from chartkit.runs.metrics.definitions import Metric
    from chartkit.runs.reading.catalogue import ListedRun

__all__ = ["RunReader", "State"]


class RunReader(EditableRun, RunContents, ReadsFiles):
    """One run of the store. Made by `Api`."""

    def __init__(self, folder: Path, listed: ListedRun | None = None) -> None:
        super().__init__(folder)
        self._listed = listed

    @property
    def facts(self) -> Facts:
        """What is known of the run without its rows."""
        return self._facts

    @cached_property
    def _facts(self) -> Facts:
        from chartkit.runs.reading.catalogue import facts_now

        if self._listed is not None:
            return self._listed.facts_apart()
        return facts_now(self._folder)

    @property
    def config(self) -> SetValues:
        """The run's settings and hyperparameters, all changes applied; keys that are set are written by `update`.

        Raises `RunError` when what it began with cannot be read.
        """
        if "config" not in self.facts.start and self._beginning[1] is not None:
            raise RunError(self._beginning[1])
        return self._set_config

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found wrong with charts and values while the run was logged, each once; damaged files first."""
        return (*filter(None, self._beginning[1:]), *self._story.damage, *self._story.diagnostics)

    @property
    def skipped_lines(self) -> int:
        """How many lines of the journals could not be read: cut off by a full disk or a crash, or damaged."""
        return self._story.skipped_lines

    @overload
    def history(
        self,
        samples: int | None = None,
        keys: Iterable[str] | None = None,
        x_axis: str = "_step",
        pandas: Literal[True] = True,
        stream: str = "default",
        format: Literal["pandas"] = "pandas",
    ) -> pd.DataFrame: ...
    @overload
    def history(
        self,
        samples: int | None = None,
        keys: Iterable[str] | None = None,
        x_axis: str = "_step",
        *,
        format: Literal["polars"],
    ) -> pl.DataFrame: ...
    @overload
    def history(
        self,
        samples: int | None = None,
        keys: Iterable[str] | None = None,
        x_axis: str = "_step",
        *,
        format: Literal["arrow"],
    ) -> Any: ...
    @overload
    def history(
        self,
        samples: int | None = None,
        keys: Iterable[str] | None = None,
        x_axis: str = "_step",
        *,
        pandas: Literal[False],
    ) -> list[dict[str, Any]]: ...
    def history(
        self,
        samples: int | None = None,
        keys: Iterable[str] | None = None,
        x_axis: str = "_step",
        pandas: bool = True,
        stream: str = "default",
        format: str = "pandas",
        **others: object,
    ) -> Any:
        """All rows, in the order of their steps, as a pandas frame; with `format` a Polars frame or an Arrow table.

        Columns are `_step`, `_timestamp` (seconds since 1970), `_runtime` (seconds since `init`), then the keys in the
        order they first came, dotted where nested; where a row has no such key there is none. `_late` is there when a
        row was logged behind its step. Charts, tables and media are left out: see `charts`, `table` and `media`.

        With `keys`, those columns alone follow the first three. With `x_axis`, a key, its column is among them and the
        rows are in its order, those without it last. With `pandas=False` the rows are a list of dicts of what was
        logged, None too. `samples` is taken from scripts for wandb and changes nothing: all rows are given.
        `stream="system"` gives the rows of `system_metrics` in these forms, in the order of time. Raises `RunError` for
        a key that no row has, a format that is none, and arguments that mean nothing here.
        """
        if stream != "system":
            others |= {"stream": stream}
        refused_arguments("history", others, {"stream": "default"})
        if pandas is not True and pandas is not False:
            refused_arguments("history", {"pandas": pandas}, {})
        if stream == "system":
            columns = system_columns(self._folder, keys, self.id)
            return as_frame(columns, format) if pandas else columns.to_rows()
        columns = self._columns
        if x_axis != "_step":
            columns.needed([x_axis], self.id)
            keys = None if keys is None else [x_axis, *keys]
        chosen = columns if keys is None else columns.chosen(keys, self.id)
        if not pandas:
            return self._rows(chosen, x_axis)
        return as_frame(chosen if x_axis == "_step" else chosen.sorted_by(x_axis), format)

    def _rows(self, columns: Columns, x_axis: str) -> list[dict[str, Any]]:
        """The rows as dicts, with None where it was logged."""
        if may_have_nulls(columns, journals_of(self._folder)):
            return exact_rows(self._story.rows, list(columns.values), x_axis)
        return (columns if x_axis == "_step" else columns.sorted_by(x_axis)).to_rows()

    def scan_history(
        self,
        keys: Iterable[str] | None = None,
        page_size: int = 1000,
        min_step: int = 0,
        max_step: int | None = None,
    ) -> Iterator[dict[str, Any]]:
        """The rows of `history` one by one, each a dict of the keys it has, with the types that were logged.

        With `keys`, rows that have all of them, and those keys alone. Steps from `min_step` (0: also those below) up
        to, without, `max_step`. `page_size` is taken from scripts for wandb and changes nothing.
        """
        del page_size
        wanted = None if keys is None else list(dict.fromkeys(keys))
        for row in self._story.rows:
            if (min_step and row["_step"] < min_step) or (max_step is not None and row["_step"] >= max_step):
                continue
            if wanted is None:
                yield dict(row)
            elif all(key in row for key in wanted):
                yield {key: row[key] for key in wanted}

    @property
    def code(self) -> dict[str, Any]:
        """What `save_code` kept: `git`, `command`, `script`, `python`, `machine`, `diff`, `source`; or nothing."""
        from chartkit.runs.code.keeping import read_code

        return read_code(self._folder)

    def system_metrics(self) -> pd.DataFrame:
        """What the machine did while the run went on, a row a sample, in the order of time.

        Columns are `_timestamp`, `_runtime` and W&B's names, such as `system.cpu` (this process, percent of all cores),
        `system.memory_percent`, `system.proc.memory.rssMB`, `system.network.sent` (bytes), `system.gpu.0.gpu`.
        `attrs["diagnostics"]` says what could not be measured, stored or read.
        """
        from chartkit.runs.system.stream import system_frame

        return system_frame(self._folder)

    @property
    def metrics(self) -> dict[str, Metric]:
        """What `define_metric` said, by name: a key or a glob."""
        return self._story.metrics.definitions

    def reload(self) -> RunReader:
        """Read the folder again at the next question; gives the same object."""
        self._listed = None
        for name in ("_told", "_beginning", "_columns", "_facts", "_set_config", "_set_summary", "_held_tags"):
            vars(self).pop(name, None)
        return self

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            raise no_attribute("a run read back", name, [one for one in dir(self) if not one.startswith("_")])

    def __repr__(self) -> str:
        return f"<run {self.name!r}, id {self.id!r} in project {self.project!r}, {self.state}>"

    def _repr_html_(self) -> str:
        from chartkit.runs.showing.lines import read_run_html

        return read_run_html(self)

    @cached_property
    def _beginning(self) -> tuple[dict[str, Any], Diagnostic | None]:
        return read_start(self._folder)

    @property
    def _story(self) -> Story:
        return self._told

    @cached_property
    def _told(self) -> Story:
        return tell_of(self._folder, dict(self._beginning[0].get("config") or {}))

    @cached_property
    def _columns(self) -> Columns:
        from chartkit.runs.reading.run_read import read_run

        return read_run(self._folder).columns
