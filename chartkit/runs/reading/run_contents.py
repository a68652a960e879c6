"""The charts, tables and media of a run read back, by key and step. The part of `RunReader` that opens their files.

Names found in a journal never lead out of the run's folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.data import Dataset, Table
from chartkit.data.storage import decode_table
from chartkit.diagnostics import Diagnostic, RunError
from chartkit.runs.contents.kept_file import kept_bytes, kept_path
from chartkit.runs.faults import not_found
from chartkit.runs.reading.told_run import ToldRun
from chartkit.runs.start_record import damaged

if TYPE_CHECKING:
    from chartkit.compiler import Chart
    from chartkit.runs.reader import RunReader
    from chartkit.runs.reading.kept_media import KeptMedia


class RunContents(ToldRun):
    """What the rows of a run refer to."""

    id: str

    @property
    def lastHistoryStep(self) -> int:
        """The step of the last row, by W&B's name; -1 without rows."""
        return self._story.rows[-1]["_step"] if self._story.rows else -1

    def charts(self) -> Mapping[str, Chart]:
        """The charts by key, each of its latest step; read when asked for."""
        from chartkit.runs.reading.chart_mapping import ChartMapping

        return ChartMapping(cast("RunReader", self), tuple(self._story.charts))

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

        spec = kept_path(self._folder, "charts", f"{found.get('sha')}{found.get('suffix')}")
        try:
            files = {"": found.get("table"), **found.get("tables", {})}
            tables = {name: self._dataset(file) for name, file in files.items() if file is not None}
            diagnostics = tuple(Diagnostic.from_dict(one) for one in found.get("diagnostics", ()))
            return Chart.restore(kept_bytes(spec), tables, diagnostics)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise RunError(damaged(spec, "it is no chart that a run keeps")) from error

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

    def table_steps(self, key: str) -> list[int]:
        """The steps at which a table was logged under `key`, rising. Raises `RunError`."""
        return sorted(self._by_step("table", key))

    def media(self, key: str, step: int | None = None) -> KeptMedia | list[KeptMedia]:
        """What was logged last under `key` at `step`, else at the latest step: a medium with its `path`, or a list.

        Raises `RunError`.
        """
        from chartkit.runs.reading.kept_media import read_media

        return read_media(self._at_step("media", key, step)[-1], self._folder)

    def media_keys(self) -> tuple[str, ...]:
        """The keys under which media were logged."""
        return tuple(self._story.media)

    def media_steps(self, key: str) -> list[int]:
        """The steps at which media were logged under `key`, rising. Raises `RunError`."""
        return sorted(self._by_step("media", key))

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

    def _dataset(self, name: object) -> Dataset:
        return decode_table(kept_path(self._folder, "tables", name), self.of_cell)

    def of_cell(self, found: dict[str, Any]) -> Chart | KeptMedia | list[KeptMedia]:
        """What a reference in a cell of a table stands for; chartkit's own."""
        from chartkit.runs.reading.kept_media import read_media

        return self._chart(found) if found["$"] == "chart" else read_media(found, self._folder)
