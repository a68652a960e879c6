"""A run read back from its folder: history, charts, tables, config, summary.

Takes the folder of a run, still being written or not; gives everything that was logged, none of it sampled. Journals
are read at the first question and again after `reload`. Names found in a journal never lead out of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from chartkit.data import Column, Dataset, Table
from chartkit.data.storage import decode_table
from chartkit.diagnostics import Diagnostic, RunError, reason_of
from chartkit.runs.faults import not_found, refused_arguments
from chartkit.runs.names import name_of_folder
from chartkit.runs.start_record import damaged, read_start
from chartkit.runs.states import RunState, state_of
from chartkit.runs.story import Story, tell

if TYPE_CHECKING:
    import pandas as pd

    from chartkit.compiler import Chart
    from chartkit.runs.kept_media import KeptMedia

State = Literal["running", "finished", "failed", "crashed", "damaged"]
_SPEC = re.compile(r"[0-9a-f]{64}\.v[lg]\.json")
_TABLE = re.compile(r"[0-9a-f]{64}\.(json|parquet)")
_ROW_COLUMNS = ("_step", "_timestamp", "_runtime")


class RunReader:
    """One run of the store. Made by `Api`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.id = name_of_folder(folder.name)
        self.project = name_of_folder(folder.parent.name)

    @property
    def dir(self) -> str:
        """The run's folder."""
        return str(self._folder)

    @property
    def name(self) -> str:
        """The run's name."""
        return self._setting("name") or self.id

    @property
    def notes(self) -> str | None:
        """The run's notes."""
        return self._setting("notes")

    @property
    def tags(self) -> tuple[str, ...]:
        """The run's tags."""
        return tuple(self._setting("tags") or ())

    @property
    def entity(self) -> str | None:
        """The entity that `init` was given."""
        return self._start.get("entity")

    @property
    def group(self) -> str | None:
        """The group that runs are shown in."""
        return self._start.get("group")

    @property
    def job_type(self) -> str | None:
        """What kind of work the run did."""
        return self._start.get("job_type")

    @property
    def color(self) -> str | None:
        """The colour that `init` was given."""
        return self._start.get("color")

    @property
    def created_at(self) -> str:
        """When the run began, as ISO 8601 text in UTC."""
        return self._start.get("created_at") or ""

    @property
    def created_s(self) -> float:
        """When the run began, in seconds since 1970."""
        return self._start.get("timestamp") or 0.0

    @property
    def config(self) -> dict[str, Any]:
        """The run's settings and hyperparameters, all changes applied.

        Raises `RunError` when what it began with cannot be read.
        """
        if self._beginning[1] is not None and "config" not in self._start:
            raise RunError(self._beginning[1])
        return self._story.config

    @property
    def summary(self) -> dict[str, Any]:
        """The last value of each key, logged or set by the script; nested dicts stay nested."""
        return self._story.summary

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found wrong with charts and values while the run was logged, each once; damaged files first."""
        return (*self._damage, *self._story.diagnostics)

    @property
    def skipped_lines(self) -> int:
        """How many lines of the journals could not be read: cut off by a full disk or a crash, or damaged."""
        return self._story.skipped_lines

    @property
    def exit_code(self) -> int | None:
        """What the run finished with; None when it has not."""
        return self._end[1]

    @property
    def state(self) -> State:
        """How it goes: a run without an end whose processes of this host are all gone has crashed.

        `damaged` when its `run.json` or a journal cannot be read; `diagnostics` says why, and the rest is there.
        """
        if self._damage:
            return "damaged"
        return self._end[0]

    def history(self, samples: int | None = None, keys: Iterable[str] | None = None, **others: object) -> pd.DataFrame:
        """All rows, in the order of their steps, as a pandas frame.

        Columns are `_step`, `_timestamp` (seconds since 1970), `_runtime` (seconds since `init`), then the keys in the
        order they first came, dotted where nested; where a row has no such key there is none. `_late` is there when a
        row was logged behind its step. Charts and tables are left out: see `charts` and `table`.

        With `keys`, those columns alone follow the first three. `samples` is taken from scripts for wandb and changes
        nothing: all rows are given. Raises `RunError` for a key that no row has, and for wandb's other arguments.
        """
        from chartkit.data.pandas_frames import data_frame

        refused_arguments("history", others, {"pandas": True, "x_axis": "_step", "stream": "default"})
        rows = self._story.rows
        columns: dict[str, list[Any]] = {name: [] for name in _ROW_COLUMNS}
        for row in rows:
            for key in row:
                columns.setdefault(key, [])
        for key, values in columns.items():
            values.extend([row.get(key) for row in rows])
        if "_late" in columns:
            columns["_late"] = [late is True for late in columns["_late"]]
        if keys is not None:
            columns = {key: self._column(key, columns) for key in dict.fromkeys((*_ROW_COLUMNS, *keys))}
        return data_frame([Column(key, None, values) for key, values in columns.items()])

    def _column(self, key: str, columns: dict[str, list[Any]]) -> list[Any]:
        if key not in columns:
            raise RunError(not_found("key", key, columns, f"run {self.id!r}"))
        return columns[key]

    def scan_history(self) -> Iterator[dict[str, Any]]:
        """The rows of `history` one by one, each a dict of the keys it has."""
        return (dict(row) for row in self._story.rows)

    def charts(self) -> Mapping[str, Chart]:
        """The charts by key, each of its latest step; read when asked for."""
        from chartkit.runs.chart_mapping import ChartMapping

        return ChartMapping(self, tuple(self._story.charts))

    def chart_steps(self, key: str) -> list[int]:
        """The steps at which a chart was logged under `key`, rising. Raises `RunError`."""
        return sorted(self._by_step("chart", key))

    def chart(self, key: str, step: int | None = None) -> Chart:
        """The chart logged last under `key` at `step`, else at the latest step. Raises `RunError`."""
        return self._chart(self._at_step("chart", key, step)[-1])

    def chart_versions(self, key: str, step: int | None = None) -> tuple[Chart, ...]:
        """All charts logged under `key` at `step`, else at the latest step, in the order of time.

        More than one when several processes logged, when one call came behind its step, or when two calls had the same
        step. Raises `RunError`.
        """
        return tuple(map(self._chart, self._at_step("chart", key, step)))

    def _chart(self, found: dict[str, Any]) -> Chart:
        from chartkit.compiler import Chart

        spec = self._file("charts", _SPEC, f"{found.get('sha')}{found.get('suffix')}")
        files = {"": found.get("table"), **found.get("tables", {})}
        tables = {name: self._dataset(file) for name, file in files.items() if file is not None}
        diagnostics = tuple(Diagnostic.from_dict(one) for one in found.get("diagnostics", ()))
        try:
            return Chart.restore(spec.read_bytes(), tables, diagnostics)
        except OSError as error:
            raise _damaged(spec, reason_of(error)) from error
        except (LookupError, TypeError, ValueError, RecursionError) as error:
            raise _damaged(spec, "it is no chart that a run keeps") from error

    def table(self, key: str, step: int | None = None) -> Table:
        """The table logged last under `key` at `step`, else at the latest step; for a chart's key the chart's table.

        Raises `RunError`.
        """
        return self._table(self._at_step(self._table_kind(key), key, step)[-1])

    def table_versions(self, key: str, step: int | None = None) -> tuple[Table, ...]:
        """All tables logged under `key` at `step`, else at the latest step, in the order of time. Raises `RunError`."""
        return tuple(map(self._table, self._at_step(self._table_kind(key), key, step)))

    def _table_kind(self, key: str) -> str:
        return "chart" if key in self._story.charts and key not in self._story.tables else "table"

    def _table(self, found: dict[str, Any]) -> Table:
        if found["$"] == "chart" and found.get("table") is None:
            return self._chart(found).table
        dataset = self._dataset(found.get("table" if found["$"] == "chart" else "file"))
        return Table(dataframe=dataset, allow_mixed_types=True)

    def table_keys(self) -> tuple[str, ...]:
        """The keys under which tables were logged."""
        return tuple(self._story.tables)

    def media(self, key: str, step: int | None = None) -> KeptMedia | list[KeptMedia]:
        """What was logged last under `key` at `step`, else at the latest step: a medium with its `path`, or a list.

        Raises `RunError`.
        """
        from chartkit.runs.kept_media import read_media

        return read_media(self._at_step("media", key, step)[-1], self._folder)

    def media_keys(self) -> tuple[str, ...]:
        """The keys under which media were logged."""
        return tuple(self._story.media)

    def media_steps(self, key: str) -> list[int]:
        """The steps at which media were logged under `key`, rising. Raises `RunError`."""
        return sorted(self._by_step("media", key))

    def reload(self) -> RunReader:
        """Read the folder again at the next question; gives the same object."""
        for name in ("_story", "_beginning"):
            self.__dict__.pop(name, None)
        return self

    def __repr__(self) -> str:
        return f"<run {self.name!r}, id {self.id!r} in project {self.project!r}, {self.state}>"

    @cached_property
    def _beginning(self) -> tuple[dict[str, Any], Diagnostic | None]:
        return read_start(self._folder)

    @property
    def _start(self) -> dict[str, Any]:
        return self._beginning[0]

    @property
    def _damage(self) -> tuple[Diagnostic, ...]:
        """The files that cannot be read."""
        return (*filter(None, self._beginning[1:]), *self._story.damage)

    @cached_property
    def _story(self) -> Story:
        return tell(self._folder.glob("journal-*.jsonl"), dict(self._start.get("config") or {}))

    @property
    def _end(self) -> tuple[RunState, int | None]:
        return state_of(self._story.writers, self._start.get("writer"))

    def _setting(self, name: str) -> Any:
        changes = self._story.changes
        return changes[name] if name in changes else self._start.get(name)

    def _by_step(self, kind: str, key: str) -> dict[int, list[dict[str, Any]]]:
        known = {"chart": self._story.charts, "table": self._story.tables, "media": self._story.media}[kind]
        if key not in known:
            raise RunError(not_found(kind, key, known, f"run {self.id!r}"))
        return known[key]

    def _at_step(self, kind: str, key: str, step: int | None) -> list[dict[str, Any]]:
        by_step = self._by_step(kind, key)
        wanted = max(by_step) if step is None else step
        if wanted not in by_step:
            steps = sorted(by_step)
            some = ", ".join(map(str, steps[:10])) + (f" … {steps[-1]}" if len(steps) > 10 else "")
            message = f"{kind} {key!r} of run {self.id!r} was not logged at step {step}."
            raise RunError.of("CK612", message, f"it was at {some}.")
        return by_step[wanted]

    def _file(self, kind: str, pattern: re.Pattern[str], name: object) -> Path:
        if not isinstance(name, str) or not pattern.fullmatch(name):
            raise _damaged(self._folder, f"a journal names {name!r}, which is no file of a run")
        path = self._folder / kind / name
        if not path.is_file():
            raise _damaged(path, "the file is not there")
        return path

    def _dataset(self, name: object) -> Dataset:
        return decode_table(self._file("tables", _TABLE, name))


def _damaged(path: Path, reason: str) -> RunError:
    return RunError(damaged(path, reason))
