"""The process's active run, and the functions of the module that speak to it.

Takes `chartkit.init`, `chartkit.log` and their like; gives them on to the one run that is active. A config assigned
before `init` waits here for the next run.
"""

from __future__ import annotations

from collections.abc import Mapping
from os import getpid
from typing import TYPE_CHECKING, Any

from chartkit.data.run_label import RunLabel, set_run_source
from chartkit.diagnostics import RunError, set_on_error

if TYPE_CHECKING:
    from chartkit.diagnostics import OnError
    from chartkit.runs.run import Run
    from chartkit.runs.writing.section import Section


class _Active:
    """What the module remembers: the runs, the config that waits for one, and whether the exit is watched."""

    run: Run | None = None
    beside: tuple[Run, ...] = ()
    """Runs that go on beside the active one, made by `reinit="create_new"`."""
    on_error: OnError | None = None
    waiting_config: Section | None = None
    watching_pid: int | None = None
    """The process whose end is watched; a forked child watches its own."""


def activate(run: Run, on_error: OnError | None, is_beside: bool = False) -> None:
    """Make `run` the active one, or let it go on beside the active one; the process's end will be its end."""
    run.when_finished = _forget
    if is_beside:
        _Active.beside = (*_Active.beside, run)
        set_on_error(_Active.on_error if on_error is None else on_error)
    else:
        _Active.run = run
        _Active.on_error = on_error
        set_run_source(_label)
    _Active.waiting_config = None
    _watch_exit()


def live_run(id: str, project: str) -> Run | None:
    """The run of this process with that id, the active one or one beside it."""
    known = [run for run in (_Active.run, *_Active.beside) if run is not None and not run.is_finished]
    return next((run for run in known if (run.id, run.project) == (id, project)), None)


def chosen_policy() -> OnError | None:
    """The `on_error` of the active run."""
    return None if active_run() is None else _Active.on_error


def waiting_values() -> dict[str, Any]:
    """The config that was assigned before `init`."""
    return {} if _Active.waiting_config is None else _Active.waiting_config.as_dict()


def _forget(run: Run) -> None:
    """After the end of a run: what held for it holds no longer."""
    from chartkit.runs.writing.exits import unwatch

    _Active.beside = tuple(one for one in _Active.beside if one is not run)
    active = active_run()
    set_on_error(None if active is None else _Active.on_error)
    if active is None and not _Active.beside:
        unwatch()


def active_run() -> Run | None:
    """The run that `init` started and nothing has finished yet."""
    run = _Active.run
    return None if run is None or run.is_finished else run


def _label() -> RunLabel | None:
    """What charts made now say of their run."""
    run = active_run()
    return None if run is None else RunLabel(run.id, run.name, run.color or RunLabel().color)


def run_for(name: str) -> Run:
    """The run that `chartkit.<name>` speaks to. Raises `RunError` without one."""
    run = _Active.run
    if run is None:
        raise _no_run(name)
    return run


def log(data: Mapping[str, Any], step: int | None = None, commit: bool | None = None, **others: object) -> None:
    """`Run.log` of the active run. Raises `RunError` without one."""
    run = _Active.run
    if run is None:
        raise _no_run("log")
    run.log(data, step, commit, **others)


def finish(exit_code: int | None = None, quiet: bool | None = None) -> None:
    """`Run.finish` of the active run; nothing without one."""
    run = _Active.run
    if run is not None:
        run.finish(exit_code, quiet)
        _Active.run = None


def login(*_arguments: object, **_more: object) -> bool:
    """True. There is no account: nothing is asked, read or sent."""
    return True


def config_view() -> Section:
    """The active run's config; before a run, the one that waits for the next."""
    run = active_run()
    if run is not None:
        return run.config
    if _Active.waiting_config is None:
        _Active.waiting_config = _waiting({})
    return _Active.waiting_config


def set_config(value: object) -> None:
    """Merge `value` into the active run's config; before a run, keep it for the next. Raises `RunError`."""
    from chartkit.runs.starting.config_sources import config_values

    values = config_values(value)
    run = active_run()
    if run is not None:
        run.config.update(values)
    else:
        _Active.waiting_config = _waiting(values)


def summary_view() -> Section:
    """The active run's summary. Raises `RunError` without a run."""
    run = active_run()
    if run is None:
        raise _no_run("summary")
    return run.summary


def _waiting(values: dict[str, Any]) -> Section:
    from chartkit.runs.writing.section import Section

    return Section("config", values)


def _no_run(name: str) -> RunError:
    import sys

    process = sys.modules.get("multiprocessing.process")
    is_spawned = process is not None and process.parent_process() is not None
    help = "give this process the run as an argument, or call init with the run's id and resume='allow'."
    message = f"chartkit.{name} needs a run: call chartkit.init() first."
    return RunError.of("CK606", message, help if is_spawned else None)


def _watch_exit() -> None:
    from chartkit.runs.writing.exits import at_exit, watch

    watch()
    if _Active.watching_pid != getpid():
        at_exit(_finish_at_exit)
        _Active.watching_pid = getpid()


def _finish_at_exit(exit_code: int | None = None) -> None:
    """End what goes on still, with the code that the process ends with."""
    from chartkit.runs.writing.exits import exit_code_at_exit

    code = exit_code_at_exit() if exit_code is None else exit_code
    for run in _Active.beside:
        run.finish(code)
    finish(code)
