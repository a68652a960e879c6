"""The config and the summary of a run being written, and how scripts define the summary.

Takes their changes and `define_metric`; gives a record in the journal and a summary that follows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.runs.faults import refused_arguments
from chartkit.runs.starting.config_sources import config_values
from chartkit.runs.starting.settings import Settings
from chartkit.runs.writing.described import Described
from chartkit.runs.writing.kept import keepable
from chartkit.runs.writing.section import Section, tell

if TYPE_CHECKING:
    from chartkit.runs.metrics.definitions import Metric
    from chartkit.runs.metrics.run_metrics import RunMetrics
    from chartkit.runs.starting.past import Past
    from chartkit.runs.system.sampler import SystemSampler


class Defined(Described):
    """The config and summary of a run being written, and the metrics that its script has defined."""

    def __init__(
        self, settings: Settings, id: str, name: str, folder: Path | None, config: Section, past: Past | None = None
    ) -> None:
        super().__init__(settings, id, name, folder, past)
        self._config = config
        self._summary = Section("summary", {} if past is None else past.story.summary)
        self._metrics: RunMetrics | None = None  # until the first definition
        self._sampler: SystemSampler | None = None
        if past is not None and past.story.metrics.definitions:
            from chartkit.runs.metrics.run_metrics import RunMetrics

            self._metrics = RunMetrics(folder, past.story.metrics)
        tell(config, lambda key: self._section_changed("config", key), settings.allow_val_change)
        tell(self._summary, lambda key: self._section_changed("summary", key))

    @property
    def config(self) -> Section:
        """The run's settings and hyperparameters; items and attributes, changes are kept."""
        return self._config

    @config.setter
    def config(self, values: Mapping[str, Any]) -> None:
        """Merge `values` into the config."""
        if values is not self._config:  # as it is after `run.config |= …`
            self._config.update(config_values(values))

    @property
    def summary(self) -> Section:
        """The last value of each logged key, or what `define_metric` chose, and what the script sets itself."""
        return self._summary

    def define_metric(
        self,
        name: str,
        step_metric: str | Metric | None = None,
        step_sync: bool | None = None,
        hidden: bool | None = None,
        summary: str | Sequence[str] | None = None,
        goal: str | None = None,
        overwrite: bool | None = None,
        **others: object,
    ) -> Metric | None:
        """Say what is known of a key, or of all keys that the glob `name` matches; gives what is now known.

        `step_metric` is the key that is their x axis; a call that logs them without it gets its last value, unless
        `step_sync=False`. `summary` chooses what the summary shows instead of the last value: words of `min`, `max`,
        `mean`, `first`, `last` and `best` (with `goal="minimize"` or `"maximize"`), shown as `{"min": …, "max": …}`;
        `none` for nothing, `copy` for the last value. `hidden` keeps them off pages until they are asked for. A second
        call for a name adds to the first, unless `overwrite`. A key's own definition comes before those of globs, and
        of these the first one.

        A definition holds for the whole run, also for what was logged before it. Each row counts once, with the value
        it has in the end. Only numbers count for `min`, `max`, `mean` and `best`: no bools and no NaN, but where only
        NaN was logged it is shown. A row logged behind its step counts for all but `first` and `last`.

        Raises `RunError` for arguments that cannot be used; under `on_error="record"` that is a warning, nothing is
        defined, and the result is None.
        """
        from chartkit.runs.metrics.defining import ARGUMENTS, checked_metric
        from chartkit.runs.metrics.run_metrics import RunMetrics

        refused_arguments("define_metric", others, {}, ARGUMENTS)
        said = checked_metric(self.metrics, name, step_metric, step_sync, hidden, summary, goal, overwrite)
        if said is not None and said != self.metrics.get(said.name):
            self._record({"metric": keepable("metric", said.to_record())})
            metrics = self._metrics or RunMetrics(self._folder)
            metrics.define(said, self._summary)
            self._count_metrics(metrics)
        return said

    def _count_metrics(self, metrics: RunMetrics) -> None:
        """From now on calls are counted by `metrics`."""
        self._metrics = metrics

    def sample_system(self) -> None:
        """Measure the machine from now on, as the settings say; ends with the run."""
        if self._folder is not None and self._settings.system_s > 0:
            from chartkit.runs.system.sampler import SystemSampler

            self._sampler = SystemSampler(self._folder, self._settings.system_s)

    @property
    def metrics(self) -> dict[str, Metric]:
        """What `define_metric` said, by name."""
        return {} if self._metrics is None else self._metrics.definitions

    def _section_changed(self, name: str, key: str) -> None:
        section = self._config if name == "config" else self._summary
        if key in section:
            self._record({name: keepable(name, {key: section[key]})})
        else:
            self._record({f"{name}_removed": keepable(name, [key])})
