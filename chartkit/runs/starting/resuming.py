"""Going on with a run that is there: which one, what may change in it, and what is said when it cannot be.

Takes the settings of `init` and the run as it was found; gives records in the new journal. Nothing of the run's earlier
journals is touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import orjson

from chartkit.diagnostics import RunError, on_error, shown, warn
from chartkit.files import read_own
from chartkit.runs.faults import not_found
from chartkit.runs.names import name_of_folder
from chartkit.runs.start_record import read_start
from chartkit.runs.starting.settings import Settings
from chartkit.runs.states import state_of
from chartkit.runs.store import folders_in, is_run, journals_of, project_folder
from chartkit.runs.writers import this_program
from chartkit.runs.writing.changes import changes_of, permitted

if TYPE_CHECKING:
    from chartkit.runs.run import Run
    from chartkit.runs.starting.past import Past

WRONG = "CK617"


def wanted_id(settings: Settings) -> str | None:
    """The id that `init` names, or that `resume="auto"` finds: of this script's last run here, if it did not finish.

    Reads one small file a run of the project. Raises `RunError` when `resume="must"` comes without an id.
    """
    if settings.id is not None or settings.resume not in ("must", "auto"):
        return settings.id
    if settings.resume == "must":
        help = "name it with init(id=…) or CHARTKIT_RUN_ID; `chartkit runs list` shows the ids."
        raise RunError.of(WRONG, "resume='must' goes on with a run, and no id says with which.", help)
    last = _last_of_this_program(project_folder(settings.store, settings.project))
    if last is None:
        return None
    from chartkit.runs.story import tell

    start, _ = read_start(last)
    state, _ = state_of(tell(journals_of(last), {}).writers, start.get("writer"))
    return name_of_folder(last.name) if state in ("crashed", "failed") else None


def check_config(past: Past, settings: Settings, config: dict[str, Any]) -> None:
    """Raises `RunError` when `config` has other values than the run, unless they may change.

    Not for a process that joins: what differs from rank to rank, such as its number, must not end the training.
    """
    if past.is_resumed and not settings.allow_val_change and on_error() != "record":
        permitted("config", past.story.config, config)


def go_on(run: Run, past: Past, settings: Settings, config: dict[str, Any]) -> None:
    """Write what `init` said that the run does not hold yet, after the note that it was resumed."""
    if past.is_resumed:
        run.note({"resumed": {"step": past.next_step, "after": list(past.ended)}})
    changes = changes_of("config", run.config, config)
    if changes and not settings.allow_val_change:
        for change in changes:
            warn(change.refusal()._replace(severity="warning"))
        kept = {change.key for change in changes}
        config = {key: value for key, value in config.items() if key not in kept}
    run.config.update({key: value for key, value in config.items() if key not in run.config or changes})
    for name in ("name", "notes", "group", "job_type", "color"):
        said = getattr(settings, name)
        if said is not None and said != past.start.get(name):
            setattr(run, name, said)
    if settings.tags and list(settings.tags) != past.start.get("tags"):
        run.tags = settings.tags


def not_there(settings: Settings, id: str) -> RunError:
    """The exception for `resume="must"` without such a run."""
    folder = project_folder(settings.store, settings.project)
    known = [name_of_folder(one.name) for one in folders_in(folder) if is_run(one)]
    found = not_found("run", id, known, f"project {shown(settings.project)}")
    message = f"{found.message[:-1]} to go on with, as resume='must' asks."
    return RunError(found._replace(code=WRONG, message=message))


def taken(settings: Settings, id: str) -> RunError:
    """The exception for an id that another run has."""
    message = f"project {shown(settings.project)} has a run {shown(id)} already."
    if settings.id_variable:
        message = f"{message[:-1]}, the id that {settings.id_variable} names."
    new = f"unset {settings.id_variable}" if settings.id_variable else "leave id out"
    help = (
        f"{new} for a new run; resume='allow' goes on with the old one, mode='shared' writes to it from several"
        " processes at once."
    )
    return RunError.of(WRONG, message, help)


def _last_of_this_program(project: Path) -> Path | None:
    """The newest run that this script began in this folder."""
    program = this_program()
    found: list[tuple[float, Path]] = []
    for folder in filter(is_run, folders_in(project)):
        try:
            record: Any = orjson.loads(read_own(folder / "run.json"))
        except (OSError, ValueError):  # a damaged run is another's; `chartkit runs verify` names it
            continue
        began = cast(dict[str, Any], record) if isinstance(record, dict) else {}
        if began.get("program") == program and isinstance(began.get("timestamp"), float):
            found.append((began["timestamp"], folder))
    return max(found)[1] if found else None
