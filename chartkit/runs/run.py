"""The run being written: `log`, `config`, `summary`, `finish`.

Takes what the script says during training; gives journal lines, one system call each. `starting.py` makes it,
`reader.py` reads it back, and merging lines into rows is the reader's work: a line only says which step it belongs to.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from os import getpid
from pathlib import Path
from time import monotonic, time
from types import TracebackType
from typing import Any, NoReturn

import orjson

from chartkit.diagnostics import (
    Diagnostic,
    RunError,
    counted,
    reason_of,
    set_on_error,
    stop_unless_recording,
    warn,
    warn_unless_raising,
)
from chartkit.runs.absent import INSTEAD, absent
from chartkit.runs.closing import checked_exit_code, closing_line
from chartkit.runs.contents import Contents
from chartkit.runs.defined import Defined
from chartkit.runs.exits import exit_code_of, unwatch
from chartkit.runs.faults import ABSENT, MissingAttributeError, refused_arguments
from chartkit.runs.journal import Journal
from chartkit.runs.kept import keepable
from chartkit.runs.logged import Logged, is_plain, read_call
from chartkit.runs.section import Section, absorb, tell
from chartkit.runs.settings import Settings, config_values
from chartkit.runs.steps import StepCounter
from chartkit.schema import did_you_mean

_NEWLINE = orjson.OPT_APPEND_NEWLINE
_update = dict[str, Any].update
"""A section's own would tell the journal of every key."""


class Run(Defined):
    """One run of a script. Made by `init`; ends with `finish`, the `with` block or the process."""

    def __init__(
        self,
        settings: Settings,
        id: str,
        name: str,
        folder: Path | None,
        journal: Journal,
        config: Section,
    ) -> None:
        super().__init__(settings, id, name, folder)
        self._journal = journal
        self._contents = Contents(folder)
        self._config = config
        tell(config, lambda key: self._section_changed("config", key))
        tell(self._summary, lambda key: self._section_changed("summary", key))
        self._steps = StepCounter()
        self._started_s = monotonic()
        self._lost_calls = self._lost_files = self._n_deletions = 0
        self._chart_keys: set[str] = set()
        self._remembered: set[Diagnostic] = set()
        self._is_finished = False
        self._first_pid = self._pid = getpid()

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
            refused_arguments("run.log", others, {"sync": True})
        if getpid() != self._pid:
            self._forked()
        if self._is_finished:
            raise self._finished()
        rich = None if is_plain(data) else self._read(data)
        if rich is None or not rich.is_refused:
            now, is_late = self._steps.take(step, commit)
            self._keep(data, rich, now, is_late)

    def finish(self, exit_code: int | None = None, quiet: bool | None = None) -> None:
        """End the run: finished, or failed when `exit_code` is not 0. A second call does nothing.

        Writes one line to stderr unless `quiet` or `CHARTKIT_SILENT=1`. In a forked child it ends the child's part
        alone. Raises `RunError` for an exit code that is no whole number.
        """
        if getpid() != self._pid:
            self._forked()
        if self._is_finished:
            return
        code = checked_exit_code(exit_code)
        is_first = self._pid == self._first_pid
        try:
            with contextlib.suppress(OSError):  # the next line says so
                self._journal.look()
            if is_first:
                self._record({"finish": {"exit_code": code}})
        finally:
            self._is_finished = True
            self._journal.close()
            if is_first:
                set_on_error(None)
                unwatch()
        if is_first and quiet is not True:
            closing_line(self, code)

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish(exit_code_of(error))

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
    def step(self) -> int:
        """The step that a call without `step` belongs to."""
        return self._steps.current

    @property
    def is_finished(self) -> bool:
        """True after `finish`."""
        return self._is_finished

    @property
    def lost_calls(self) -> int:
        """How many calls could not be stored, for want of space or rights."""
        return self._lost_calls

    @property
    def lost_files(self) -> int:
        """How many files of charts and tables went when somebody deleted the run's folder."""
        return self._lost_files

    @property
    def chart_keys(self) -> frozenset[str]:
        """The keys under which this process logged charts."""
        return frozenset(self._chart_keys)

    def save(self, *arguments: object, **more: object) -> NoReturn:
        """Not in this version. Raises `RunError`."""
        raise absent("run.save")

    def log_artifact(self, *arguments: object, **more: object) -> NoReturn:
        """Not in this version. Raises `RunError`."""
        raise absent("run.log_artifact")

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        message = f"a run has no {name!r} in this version of chartkit."
        there = [one for one in dir(type(self)) if not one.startswith("_") and one not in INSTEAD]
        raise MissingAttributeError(Diagnostic(ABSENT, message, help=did_you_mean(name, there)))

    def _read(self, data: object) -> Logged:
        """One call's values where some are not plain. Raises `RunError` for the author's faults."""
        self._look()
        call = read_call(data, self._contents)
        stop_unless_recording(call.faults, RunError)
        for diagnostic in call.collisions:
            warn(diagnostic)
        self._chart_keys.update(call.chart_keys)
        self._lost_calls += bool(call.not_written)
        for diagnostic in call.not_written:
            warn_unless_raising(diagnostic, RunError)
        for diagnostic in (*call.faults, *call.collisions):
            if diagnostic not in self._remembered:
                self._remembered.add(diagnostic)
                self._record({"diagnostic": diagnostic.to_dict()})
        return call

    def _keep(self, data: Mapping[str, Any], rich: Logged | None, step: int, is_late: bool) -> None:
        """Write the line of one call and bring the summary up to date; `rich` is None where `data` is plain."""
        if self._metrics is not None and not is_late:
            data = self._metrics.complete(data, rich)
        record = {
            "_step": step,
            "_timestamp": time(),
            "_runtime": monotonic() - self._started_s,
            "log": data if rich is None else rich.for_journal(),
        }
        if is_late:
            record["_late"] = True
        try:
            line = orjson.dumps(record, option=_NEWLINE)
        except TypeError:  # an integer of over 64 bits, or text with half a surrogate pair
            rich = self._read(data)
            record["log"] = rich.for_journal()
            line = orjson.dumps(record, option=_NEWLINE)
        try:
            self._journal.append(line)
        except OSError as error:
            self._lose(error)
        if self._journal.n_deletions != self._n_deletions:
            self._say_deleted()
        if is_late:
            self._say_late(step)
        elif rich is None:
            _update(self._summary, data)
        else:
            absorb(self._summary, rich.summary)
        if self._metrics is not None:
            values = data if rich is None else rich.summary
            self._metrics.count(self._summary, values, self._journal.path, step, is_late)

    def _section_changed(self, name: str, key: str) -> None:
        section = self._config if name == "config" else self._summary
        if key in section:
            self._record({name: keepable(name, {key: section[key]})})
        else:
            self._record({f"{name}_removed": keepable(name, [key])})

    def _record(self, change: dict[str, Any]) -> None:
        if getpid() != self._pid:
            self._forked()
        if self._is_finished:
            raise self._finished()
        try:
            self._journal.append(orjson.dumps({"_timestamp": time(), **change}, option=_NEWLINE))
        except OSError as error:
            self._lose(error)
        if self._journal.n_deletions != self._n_deletions:
            self._say_deleted()

    def _look(self) -> None:
        """Notice a deleted folder before something is written beside the journal, and before the end."""
        with contextlib.suppress(OSError):  # the next line says so
            self._journal.look()
        if self._journal.n_deletions != self._n_deletions:
            self._say_deleted()

    def _say_deleted(self) -> None:
        self._n_deletions = self._journal.n_deletions
        lost = self._contents.forget()
        self._lost_files += lost
        files = f"{counted(lost, 'file')} of charts and tables {'is' if lost == 1 else 'are'} gone"
        help = f"{files}: log them again." if lost else "nothing that this process logged is lost."
        message = f"the run's folder was deleted while the run went on; it was made again ({self._folder})."
        warn_unless_raising(Diagnostic("CK603", message, help=help), RunError)

    def _lose(self, error: OSError) -> None:
        self._lost_calls += 1
        message = f"a call was not stored: {reason_of(error)} ({self._journal.path})."
        help = "make room on that disk, or allow writing there; the next calls are tried again."
        warn_unless_raising(Diagnostic("CK603", message, help=help), RunError)

    def _say_late(self, step: int) -> None:
        current = self._steps.current
        message = f"step {step} is behind the run's step {current}; its values are kept as a row of their own."
        help = "such rows have _late in run.history(); log with rising steps to have one row a step."
        warn(Diagnostic("CK610", message, "warning", help=help))

    def _finished(self) -> RunError:
        return RunError.of("CK606", f"run {self.id!r} is finished; call chartkit.init() for a new one.")

    def _forked(self) -> None:
        """In a forked child: count and write on its own."""
        self._pid = getpid()
        self._steps.forked()
        if self._metrics is not None:
            self._metrics.forked()
        self._journal.reopen()
