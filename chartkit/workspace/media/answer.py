"""The media of one key for several runs at a step of the slider, as JSON for the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import counted
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.logged.lacking import none_has
from chartkit.workspace.logged.versions import slider_steps, step_at, steps_of
from chartkit.workspace.media.items import media_items

if TYPE_CHECKING:
    from chartkit.workspace.workspace import Workspace

MOST_ITEMS = 500
"""Of one run at one step; more are only counted."""


def media_answer(workspace: Workspace, project: str, key: str, ids: Sequence[str], step: int | None) -> dict[str, Any]:
    """What each run shows under `key`. Raises `RunError` for a key that none of the runs has media under."""
    by_id = workspace.run_tables.table(project).by_id
    runs = [by_id[id] for id in dict.fromkeys(ids) if id in by_id]
    contents = [Contents(run.folder, workspace.cache) for run in runs]
    by_run = [one.kinds()["media"].get(key, {}) for one in contents]
    steps = steps_of(by_run)
    if not steps:
        known = dict.fromkeys(name for one in contents for name in one.kinds()["media"])
        raise none_has("media", key, known, len(runs), project)
    shown: list[dict[str, Any]] = []
    for run, one, by_step in zip(runs, contents, by_run, strict=True):
        at = step_at(sorted(by_step), step)
        if at is not None:
            items = media_items(one, by_step[at][-1])
            name = run.facts.setting("name") or run.id
            shown.append({"run": run.id, "name": name, "step": at, "n_items": len(items), "items": items[:MOST_ITEMS]})
    missing = len(runs) - len(shown)
    until = "" if step is None else f" up to step {step}"
    notes = [f"{missing} of {counted(len(runs), 'run')} logged no {key!r}{until}."] if missing else []
    return {"key": key, "steps": slider_steps(steps), "step": step, "shown": shown, "notes": notes}
