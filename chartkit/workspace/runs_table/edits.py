"""Changes of runs that the page asks for: takes the JSON of a request, writes it to the runs, by id or to many at once.

Each run's change is one small journal beside its others; a run that cannot be changed does not keep the others from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import ChartkitError, Diagnostic, RunError, listed
from chartkit.runs.edits import edit
from chartkit.runs.faults import typed
from chartkit.runs.reader import RunReader
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.upkeep.trash import Trash, remove
from chartkit.schema import did_you_mean
from chartkit.workspace.runs_table.request import UNREADABLE
from chartkit.workspace.runs_table.run_table import RunTable

_EDITED = ("name", "notes", "tags", "color", "group", "job_type")
_MANY = ("ids", "tags_added", "tags_removed", *_EDITED[1:], "changes", "expected")


class Done(NamedTuple):
    """What became of a request about many runs."""

    ids: list[str]
    """The runs for which it was done."""
    faults: list[Diagnostic]
    """Why it was not done for the others."""
    before: Mapping[str, dict[str, Any]] = {}
    """What the changed facts were, by run: given back as `changes`, it undoes the request."""


def edit_one(run: RunReader, body: object) -> None:
    """Change name, notes, tags, colour, group or job type of one run. Raises `ChartkitError`; then nothing changed."""
    edit(Path(run.dir), _object(body, _EDITED, "a change of a run"))


def edit_many(table: RunTable, body: object) -> Done:
    """Change many runs: those of `ids`, with tags to add and to remove, or what all of them are to have; or each as
    `changes` says, by its id. A run whose facts are not what `expected` says, by its id, stays as it is.

    Raises `ChartkitError` when the request itself is wrong.
    """
    given = _object(body, _MANY, "a change of runs")
    expected = {
        id: _object(one, _EDITED, "what a run is expected to be")
        for id, one in _object(given.pop("expected", {}), None, "expected").items()
    }
    if "changes" in given:
        each = _object(given["changes"], None, "changes")
        wanted = {id: _object(one, _EDITED, "a change of a run") for id, one in each.items()}
        runs, faults = _chosen(table, list(wanted))
    else:
        runs, faults = _chosen(table, given.pop("ids", None))
        added, removed = _tags(given.pop("tags_added", [])), _tags(given.pop("tags_removed", []))
        wanted = {run.id: given | _retagged(run, given, added, removed) for run in runs}
    before = {run.id: {fact: _fact(run, fact) for fact in wanted[run.id]} for run in runs}

    def change(run: ListedRun) -> None:
        _check_expected(run, expected.get(run.id, {}))
        edit(run.folder, wanted[run.id])

    done = _each(runs, change, faults)
    return done._replace(before={id: before[id] for id in done.ids})


def _check_expected(run: ListedRun, expected: Mapping[str, Any]) -> None:
    """Raises `RunError` for a run that somebody changed since: what they wrote stays."""
    changed = [fact for fact, value in expected.items() if _fact(run, fact) != value]
    if changed:
        are = "was" if len(changed) == 1 else "were"
        message = f"{listed(changed)} of run {run.id!r} {are} changed meanwhile and stayed so."
        raise RunError.of("CK904", message)


def _retagged(run: ListedRun, given: Mapping[str, Any], added: list[str], removed: list[str]) -> dict[str, Any]:
    if not added and not removed:
        return {}
    tags: list[str] = given.get("tags", run.facts.setting("tags") or [])
    return {"tags": [tag for tag in dict.fromkeys([*tags, *added]) if tag not in removed]}


def _fact(run: ListedRun, name: str) -> Any:
    found = run.facts.setting(name)
    if found is not None or name not in ("tags", "name"):
        return found
    return [] if name == "tags" else run.id


def delete_many(table: RunTable, body: object) -> Done:
    """Put the runs of `ids` into the trash, from which `restore_many` brings them back."""
    runs, faults = _chosen(table, _object(body, ("ids",), "a deletion of runs").get("ids"))
    return _each(runs, lambda run: remove(run.reader()), faults)


def restore_many(store: Path, project: str, body: object) -> Done:
    """Bring the runs of `ids` back from the trash."""
    done = Done([], [])
    ids = _ids(_object(body, ("ids",), "a restoring of runs").get("ids"))
    trash = Trash(store)
    for id in ids:
        _try(id, lambda id=id: trash.restore(f"{project}/{id}"), done)
    return done


def _each(runs: Iterable[ListedRun], act: Callable[[ListedRun], object], faults: Sequence[Diagnostic]) -> Done:
    done = Done([], [*faults])
    for run in runs:
        _try(run.id, lambda run=run: act(run), done)
    return done


def _try(id: str, act: Callable[[], object], done: Done) -> None:
    try:
        act()
    except RunError as error:
        done.faults.extend(error.diagnostics)
    else:
        done.ids.append(id)


def _chosen(table: RunTable, ids: object) -> tuple[list[ListedRun], list[Diagnostic]]:
    """The runs with these ids, and one finding for those that are not there any more."""
    wanted = _ids(ids)
    gone = [id for id in wanted if id not in table.by_id]
    faults: list[Diagnostic] = []
    if gone:
        noun = "run" if len(gone) == 1 else "runs"
        faults.append(Diagnostic("CK612", f"project {table.project!r} has no {noun} {listed(gone, 'or')}."))
    return [table.by_id[id] for id in wanted if id in table.by_id], faults


def _object(body: object, parts: Sequence[str] | None, what: str) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise ChartkitError.of(UNREADABLE, f"{what} is an object; found {typed(body)}.")
    given = cast(Mapping[str, Any], body)
    unknown = [name for name in given if parts is not None and name not in parts]
    if parts is not None and unknown:
        help = did_you_mean(unknown[0], parts) or f"it has {', '.join(parts)}."
        raise ChartkitError.of(UNREADABLE, f"{what} has no part {listed(unknown)}.", help)
    return dict(given)


def _ids(ids: object) -> list[str]:
    found = _texts(ids)
    if found:
        return list(dict.fromkeys(found))
    raise ChartkitError.of(UNREADABLE, f"ids is a list of the ids of runs; found {typed(ids)}.")


def _tags(tags: object) -> list[str]:
    found = _texts(tags)
    if found is not None:
        return found
    raise ChartkitError.of(UNREADABLE, f"tags_added and tags_removed are lists of texts; found {typed(tags)}.")


def _texts(value: object) -> list[str] | None:
    """A list of texts as one; None for all else."""
    items = cast(list[object], value) if isinstance(value, list) else [None]
    return cast(list[str], items) if all(isinstance(one, str) for one in items) else None
