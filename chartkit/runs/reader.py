"""A run read back from its folder: history, charts, tables, config, summary.

Takes the folder of a run, still being written or not; gives everything that was logged, none of it sampled.
Journals are read at the first question and again after `reload`. Names found in a journal never lead out of
the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import orjson

from chartkit.data import Dataset, Table
from chartkit.data.storage import decode_table
from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic, RunError, reason_of
from chartkit.runs.faults import not_found, run_error
from chartkit.runs.names import name_of_folder
from chartkit.runs.story import Story, tell
from chartkit.runs.writers import is_gone

if TYPE_CHECKING:
    import pandas as pd

    from chartkit.compiler import Chart

State = Literal["running", "finished", "failed", "crashed"]
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
        timestamp = self._start.get("timestamp")
        return timestamp if isinstance(timestamp, float) else 0.0

    @property
    def config(self) -> dict[str, Any]:
        """The run's settings and hyperparameters, all changes applied."""
        return self._story.config

    @property
    def summary(self) -> dict[str, Any]:
        """The last value of each key, logged or set by the script; nested dicts stay nested."""
        return self._story.summary

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found wrong with charts and values while the run was logged, each once."""
        return tuple(self._story.diagnostics)

    @property
    def skipped_lines(self) -> int:
        """How many lines of the journals could not be read: cut off by a full disk or a crash, or damaged."""
        return self._story.skipped_lines

    @property
    def exit_code(self) -> int | None:
        """What the run finished with; None when it has not."""
        return self._story.exit_code

    @property
    def state(self) -> State:
        """How it goes: a run without an end whose processes of this host are all gone has crashed."""
        code = self.exit_code
        if code is not None:
            return "finished" if code == 0 else "failed"
        writers = self._story.writers or [self._start.get("writer") or {}]
        return "crashed" if all(map(is_gone, writers)) else "running"

    def history(self) -> pd.DataFrame:
        """All rows, in the order of their steps, as a pandas frame.

        Columns are `_step`, `_timestamp` (seconds since 1970), `_runtime` (seconds since `init`), then the
        keys in the order they first came, dotted where nested; where a row has no such key there is none.
        `_late` is there when a row was logged behind its step. Charts and tables are left out: see `charts`
        and `table`.
        """
        import pandas as pd

        rows = self._story.rows
        columns: dict[str, list[Any]] = {name: [] for name in _ROW_COLUMNS}
        for row in rows:
            for key in row:
                columns.setdefault(key, [])
        for key, values in columns.items():
            values.extend([row.get(key) for row in rows])
        if "_late" in columns:
            columns["_late"] = [late is True for late in columns["_late"]]
        return pd.DataFrame(columns)

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
        """The chart logged under `key` at `step`, else at the latest. Raises `RunError`."""
        from chartkit.compiler import Chart

        found = self._at_step("chart", key, step)
        spec = self._file("charts", _SPEC, f"{found.get('sha')}{found.get('suffix')}")
        dataset = self._dataset(found.get("table"))
        diagnostics = tuple(Diagnostic.from_dict(one) for one in found.get("diagnostics", ()))
        try:
            return Chart.restore(spec.read_bytes(), dataset, diagnostics)
        except OSError as error:
            raise _damaged(spec, reason_of(error)) from error
        except (LookupError, TypeError, ValueError) as error:
            raise _damaged(spec, "it is no chart that a run keeps") from error

    def table(self, key: str, step: int | None = None) -> Table:
        """The table logged under `key` at `step`, else at the latest; for a chart's key the chart's table.

        Raises `RunError`.
        """
        kind = "chart" if key in self._story.charts and key not in self._story.tables else "table"
        found = self._at_step(kind, key, step)
        dataset = self._dataset(found.get("table" if kind == "chart" else "file"))
        return Table(dataframe=dataset, allow_mixed_types=True)

    def table_keys(self) -> tuple[str, ...]:
        """The keys under which tables were logged."""
        return tuple(self._story.tables)

    def reload(self) -> RunReader:
        """Read the folder again at the next question; gives the same object."""
        for name in ("_story", "_start"):
            self.__dict__.pop(name, None)
        return self

    def __repr__(self) -> str:
        return f"<run {self.name!r}, id {self.id!r} in project {self.project!r}, {self.state}>"

    @cached_property
    def _start(self) -> dict[str, Any]:
        path = self._folder / "run.json"
        try:
            found = orjson.loads(path.read_bytes())
        except OSError as error:
            raise _damaged(path, reason_of(error)) from error
        except orjson.JSONDecodeError as error:
            raise _damaged(path, str(error)) from error
        if not isinstance(found, dict):
            raise _damaged(path, "it holds no object")
        return decode_value(found)

    @cached_property
    def _story(self) -> Story:
        config = self._start.get("config")
        start = cast(dict[str, Any], config) if isinstance(config, dict) else {}
        try:
            return tell(self._folder.glob("journal-*.jsonl"), dict(start))
        except OSError as error:
            raise _damaged(Path(error.filename or self._folder), reason_of(error)) from error

    def _setting(self, name: str) -> Any:
        changes = self._story.changes
        return changes[name] if name in changes else self._start.get(name)

    def _by_step(self, kind: str, key: str) -> dict[int, dict[str, Any]]:
        known = self._story.charts if kind == "chart" else self._story.tables
        if key not in known:
            raise RunError(not_found(kind, key, known, f"run {self.id!r}"))
        return known[key]

    def _at_step(self, kind: str, key: str, step: int | None) -> dict[str, Any]:
        by_step = self._by_step(kind, key)
        wanted = max(by_step) if step is None else step
        if wanted not in by_step:
            steps = sorted(by_step)
            some = ", ".join(map(str, steps[:10])) + (f" … {steps[-1]}" if len(steps) > 10 else "")
            message = f"{kind} {key!r} of run {self.id!r} was not logged at step {step}."
            raise run_error("CK612", message, f"it was at {some}.")
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
    return run_error("CK614", f"{path} cannot be read: {reason}.")
