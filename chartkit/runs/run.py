"""The run being written: `log`, `config`, `summary`, `finish`.

Takes what the script says during training; gives journal lines, one system call each. `starting` makes it,
`calls.py` keeps what it logs, `reader.py` reads it back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

from chartkit.diagnostics import RunError
from chartkit.runs.absent import no_attribute
from chartkit.runs.faults import refused_arguments
from chartkit.runs.journal import Journal
from chartkit.runs.starting.settings import Settings
from chartkit.runs.starting.spawned import again, parts_of
from chartkit.runs.writing.calls import Calls
from chartkit.runs.writing.closing import checked_exit_code, closing_line
from chartkit.runs.writing.defined import Defined
from chartkit.runs.writing.exits import exit_code_of
from chartkit.runs.writing.keeping_files import KeepsFiles
from chartkit.runs.writing.recording import Recorder
from chartkit.runs.writing.section import Section
from chartkit.runs.writing.this_process import here

if TYPE_CHECKING:
    from chartkit.runs.metrics.run_metrics import RunMetrics
    from chartkit.runs.starting.past import Past


class Run(Defined, KeepsFiles):
    """One run of a script. Made by `init`; ends with `finish`, the `with` block or the process."""

    def __init__(
        self,
        settings: Settings,
        id: str,
        name: str,
        folder: Path | None,
        journal: Journal,
        config: Section,
        past: Past | None = None,
    ) -> None:
        """`past` is what the run held before this process came to it; None for a new run."""
        super().__init__(settings, id, name, folder, config, past)
        self._journal = journal
        self._recorder = Recorder(folder, journal)
        started_s = monotonic() - (0.0 if past is None else past.runtime_s)
        self._calls = Calls(self._recorder, self._summary, self.starting_step, started_s)
        self._calls.metrics = self._metrics
        self.when_finished: Callable[[Run], None] | None = None
        """Told when this process has ended the run."""
        self._first_pid = here.pid

    def log(
        self, data: Mapping[str, Any], step: int | None = None, commit: bool | None = None, **others: object
    ) -> None:
        """Keep `data` as a part of the row of `step`.

        Without `step` the row is the current one and ends with this call, unless `commit=False`. With a higher `step`
        that row becomes the current one and stays open, unless `commit=True`. A lower `step` makes a row of its own,
        flagged `_late`, with a warning. When the call returns, its line is with the operating system.

        Raises `RunError` for keys and values that cannot be kept (under `on_error="record"` the others are kept with a
        warning), after `finish`, and for arguments of wandb that mean something (`sync` does not).
        """
        if others:
            refused_arguments("run.log", others, {"sync": True}, ("data", "step", "commit"))
        calls = self._calls
        if here.pid != calls.pid:
            self._forked()
        if calls.is_finished:
            raise self._finished()
        calls.keep(data, step, commit)

    def finish(self, exit_code: int | None = None, quiet: bool | None = None) -> None:
        """End the run: finished, or failed when `exit_code` is not 0. A second call does nothing.

        Writes one line to stderr unless `quiet` or `CHARTKIT_SILENT=1`. In a forked child it ends the child's part
        alone. Raises `RunError` for an exit code that is no whole number.
        """
        self._be_this_process()
        if self._calls.is_finished:
            return
        code = checked_exit_code(exit_code)
        is_first = here.pid == self._first_pid
        try:
            with contextlib.suppress(OSError):  # the next line says so
                self._journal.look()
            self._take_over_saved()
            if is_first:
                self._record({"finish": {"exit_code": code}})
        finally:
            self._calls.is_finished = True
            self._journal.close()
            if self._sampler is not None:
                self._sampler.stop()
            if is_first and self.when_finished is not None:
                self.when_finished(self)
        if is_first and not (self._settings.is_quiet if quiet is None else quiet):
            closing_line(self, code)

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish(exit_code_of(error))

    @property
    def step(self) -> int:
        """The step that a call without `step` belongs to."""
        return self._calls.steps.current

    @property
    def is_finished(self) -> bool:
        """True after `finish`."""
        return self._calls.is_finished

    @property
    def lost_calls(self) -> int:
        """How many calls could not be stored, for want of space or rights."""
        return self._recorder.lost_calls

    @property
    def lost_files(self) -> int:
        """How many files of charts and tables went when somebody deleted the run's folder."""
        return self._recorder.lost_files

    @property
    def chart_keys(self) -> frozenset[str]:
        """The keys under which this process logged charts."""
        return frozenset(self._calls.chart_keys)

    def _repr_html_(self) -> str:
        from chartkit.runs.showing.lines import run_html

        return run_html(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return again, parts_of(self)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        raise no_attribute("a run", name, [one for one in dir(type(self)) if not one.startswith("_")])

    def note(self, record: dict[str, Any]) -> None:
        """Write a record of a part of chartkit into this process's journal; it is JSON-ready."""
        self._record(record)

    def _ready(self) -> None:
        self._be_this_process()
        if self._calls.is_finished:
            raise self._finished()
        self._recorder.look()

    def _record(self, change: dict[str, Any]) -> None:
        self._be_this_process()
        if self._calls.is_finished:
            raise self._finished()
        self._recorder.record(change)

    def _finished(self) -> RunError:
        return RunError.of("CK606", f"run {self.id!r} is finished; call chartkit.init() for a new one.")

    def go_on_as_child(self, step: int) -> None:
        """In a process that was given the run: count from `step`; the run ends where it began."""
        self._first_pid = 0
        self._calls.steps.begin(step)

    def _be_this_process(self) -> None:
        """Notice a fork, also one without Python's hooks, which `log` trusts for a second at most."""
        here.renew()
        if here.pid != self._calls.pid:
            self._forked()

    def _forked(self) -> None:
        """In a forked child: count and write on its own."""
        self._calls.forked()
        self._journal.reopen()

    def _count_metrics(self, metrics: RunMetrics) -> None:
        super()._count_metrics(metrics)
        self._calls.metrics = metrics
