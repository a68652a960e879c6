"""`init`: the run that a script starts, resumes, joins or is given back.

Takes arguments, settings and the environment; gives the run, and makes it the active one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from chartkit.diagnostics import ChartkitError, set_on_error
from chartkit.diagnostics import on_error as chosen_on_error
from chartkit.runs import active
from chartkit.runs.starting.config_sources import chosen_values, config_values
from chartkit.runs.starting.given_settings import unpacked
from chartkit.runs.starting.making import start
from chartkit.runs.starting.settings import Settings, resolve

if TYPE_CHECKING:
    from chartkit.diagnostics import OnError
    from chartkit.runs.run import Run

_TEXTS = ("project", "name", "notes", "group", "job_type", "id", "mode", "entity", "color")


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
    resume: bool | Literal["never", "allow", "must", "auto"] | None = None,
    reinit: bool | Literal["default", "finish_previous", "return_previous", "create_new"] | None = None,
    allow_val_change: bool | None = None,
    config_include_keys: Iterable[str] | None = None,
    config_exclude_keys: Iterable[str] | None = None,
    save_code: bool | None = None,
    settings: object = None,
    entity: str | None = None,
    on_error: OnError | None = None,
    color: str | None = None,
    **others: object,
) -> Run:
    """Start a run and make it the active one; an active one is finished first.

    Without `project` it is `uncategorized`; without `id` and `name` they are made up. `config` is a dict, an
    `argparse.Namespace`, an instance of a dataclass or pydantic model, or the path of a YAML or JSON file (wandb's form
    with `value:` as well). A value of the config stays as it was set, unless `allow_val_change` or the run is in a
    notebook. `mode` is `local` (also called `online` and `offline`: all write to this machine's disk alone), `shared`
    for a run that several processes write, or `disabled`, which stores nothing. `on_error` is `raise` or `record`.

    `resume` says what becomes of a run with the same id: `never`, and nothing, refuse it; `allow` goes on with it;
    `must` refuses a new one; `auto`, and True, are `allow` that without an id takes this script's last run in this
    folder, if it did not finish. A resumed run keeps its name, config and summary, and its steps go on after its last
    one. Where processes of this machine write the run still, `allow` joins them.

    `reinit` says what becomes of the active run: `finish_previous` (also True), `return_previous` (also False), which
    gives it back as it is, or `create_new`, which leaves it active beside the new one.

    What arguments leave open is read from `settings`, then from `CHARTKIT_PROJECT`, `_NAME`, `_NOTES`, `_TAGS`,
    `_RUN_GROUP`, `_JOB_TYPE`, `_RUN_ID`, `_MODE`, `_DISABLED`, `_ENTITY`, `_DIR`, `_RESUME`, `_REINIT` and
    `_SAVE_CODE`, then from the same names after `WANDB`.

    The machine's figures are sampled every 15 s, off the log path: `CHARTKIT_SYSTEM_S` sets the interval, 0 for never.

    Raises `RunError` for arguments that cannot be used, an id that is taken or not there, a config value that would
    change, and a folder that cannot be written.
    """
    given: dict[str, Any] = {
        **others,
        "project": project,
        "name": name,
        "notes": notes,
        "group": group,
        "job_type": job_type,
        "id": id,
        "mode": mode,
        "entity": entity,
        "color": color,
        "tags": tags,
        "dir": dir,
        "save_code": save_code,
        "resume": resume,
        "reinit": reinit,
        "allow_val_change": allow_val_change,
    }
    current = active.active_run()
    before = active.chosen_policy()
    set_on_error(on_error)
    try:
        chosen_on_error()  # a wrong CHARTKIT_ON_ERROR is said now, not in the middle of the training
        said = unpacked(settings) | {key: value for key, value in given.items() if value is not None}
        resolved = _resolved(said)
        if current is not None and resolved.reinit == "return_previous":
            set_on_error(before)
            return current
        values = active.waiting_values() | config_values(config)
        values = chosen_values(values, config_include_keys, config_exclude_keys)
        if current is not None and resolved.reinit == "finish_previous":
            current.finish()
            set_on_error(on_error)  # the choice of a run ends with it
        run = start(resolved, values)
    except ChartkitError:
        set_on_error(before if active.active_run() is not None else None)
        raise
    run.sample_system()
    if resolved.save_code and run.is_stored:
        from chartkit.runs.code.keeping import keep_code

        keep_code(run)
    active.activate(run, on_error, is_beside=current is not None and resolved.reinit == "create_new")
    return run


def _resolved(said: dict[str, Any]) -> Settings:
    texts = {name: said.pop(name, None) for name in _TEXTS}
    return resolve(texts, said.pop("tags", None), said.pop("dir", None), said)
