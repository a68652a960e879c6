"""The process's active run, and the functions of the module that speak to it.

Takes `chartkit.init`, `chartkit.log` and their like; gives them on to the one run that is active. A config assigned
before `init` waits here for the next run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from chartkit.data.run_label import RunLabel, set_run_source
from chartkit.diagnostics import ChartkitError, RunError, set_on_error
from chartkit.diagnostics import on_error as chosen_on_error

if TYPE_CHECKING:
    from chartkit.diagnostics import OnError
    from chartkit.runs.metrics import Metric
    from chartkit.runs.run import Run
    from chartkit.runs.section import Section


class _Active:
    """What the module remembers: the run, the config that waits for one, and whether the exit is watched."""

    run: Run | None = None
    on_error: OnError | None = None
    waiting_config: Section | None = None
    is_exit_watched = False


def init(
    project: str | None = None,
    name: str | None = None,
    notes: str | None = None,
    tags: str | Iterable[str] | None = None,
    config: object = None,
    group: str | None = None,
    job_type: str | None = None,
    dir: str | os.PathLike[str] | None = None,
    id: str | None = None,
    mode: str | None = None,
    *,
    entity: str | None = None,
    on_error: OnError | None = None,
    color: str | None = None,
    **others: object,
) -> Run:
    """Start a run and make it the active one; an active one is finished first.

    Without `project` it is `uncategorized`; without `id` and `name` they are made up. `config` is a dict, an
    `argparse.Namespace` or a dataclass instance. `mode` is `local` (also called `online` and `offline`: all write to
    this machine's disk alone) or `disabled`, which stores nothing. `on_error` is `raise` or `record`. What arguments
    leave open is read from `CHARTKIT_PROJECT`, `_NAME`, `_NOTES`, `_TAGS`, `_RUN_GROUP`, `_JOB_TYPE`, `_RUN_ID`,
    `_MODE`, `_DISABLED`, `_ENTITY` and `_DIR`, then from the same names after `WANDB`.

    Raises `RunError` for arguments that cannot be used, an id that is taken and a folder that cannot be written.
    """
    from chartkit.runs.settings import config_values, resolve
    from chartkit.runs.starting import start

    set_on_error(on_error)
    try:
        chosen_on_error()  # a wrong CHARTKIT_ON_ERROR is said now, not in the middle of the training
        texts = {"project": project, "name": name, "notes": notes, "group": group, "job_type": job_type, "id": id}
        settings = resolve(texts | {"mode": mode, "entity": entity, "color": color}, tags, dir, others)
        waiting = _Active.waiting_config
        values = (waiting.as_dict() if waiting is not None else {}) | config_values(config)
        if _Active.run is not None:
            _Active.run.finish()
            set_on_error(on_error)  # the choice of a run ends with it
        _Active.run = start(settings, values)
    except ChartkitError:
        set_on_error(None if active_run() is None else _Active.on_error)
        raise
    _Active.on_error = on_error
    _Active.waiting_config = None
    set_run_source(_label)
    _watch_exit()
    return _Active.run


def active_run() -> Run | None:
    """The run that `init` started and nothing has finished yet."""
    run = _Active.run
    return None if run is None or run.is_finished else run


def _label() -> RunLabel | None:
    """What charts made now say of their run."""
    run = active_run()
    return None if run is None else RunLabel(run.id, run.name, run.color or RunLabel().color)


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


def save(*_arguments: object, **_more: object) -> NoReturn:
    """Not in this version. Raises `RunError`."""
    raise _absent("save")


def log_artifact(*_arguments: object, **_more: object) -> NoReturn:
    """Not in this version. Raises `RunError`."""
    raise _absent("log_artifact")


def define_metric(
    name: str,
    step_metric: str | Metric | None = None,
    step_sync: bool | None = None,
    hidden: bool | None = None,
    summary: str | Sequence[str] | None = None,
    goal: str | None = None,
    overwrite: bool | None = None,
) -> Metric | None:
    """`Run.define_metric` of the active run. Raises `RunError` without one."""
    run = _Active.run
    if run is None:
        raise _no_run("define_metric")
    return run.define_metric(name, step_metric, step_sync, hidden, summary, goal, overwrite)


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
    from chartkit.runs.settings import config_values

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
    from chartkit.runs.section import Section

    return Section("config", values)


def _no_run(name: str) -> RunError:
    return RunError.of("CK606", f"chartkit.{name} needs a run: call chartkit.init() first.")


def _absent(name: str) -> RunError:
    from chartkit.runs.absent import absent

    return absent(f"chartkit.{name}")


def _watch_exit() -> None:
    from chartkit.runs.exits import watch

    watch()
    if not _Active.is_exit_watched:
        import atexit

        atexit.register(_finish_at_exit)
        _Active.is_exit_watched = True


def _finish_at_exit() -> None:
    from chartkit.runs.exits import exit_code_at_exit

    finish(exit_code_at_exit())
