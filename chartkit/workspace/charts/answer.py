"""The answer to a request for a key's charts: takes the workspace and the request, gives JSON for the page.

1. versions  which chart each run shows at the slider's step
2. labels    whose it is: a run, or its group, in its colour
3. pictures  drawn together or run by run
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from chartkit.data.run_label import RunLabel
from chartkit.diagnostics import counted
from chartkit.workspace.charts.columns import Room
from chartkit.workspace.charts.pictures import RunChart, pictures_of
from chartkit.workspace.charts.request import ChartRequest
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.logged.lacking import none_has
from chartkit.workspace.logged.versions import slider_steps, step_at, steps_of
from chartkit.workspace.runs_table.cells import cell
from chartkit.workspace.runs_table.columns import value_of
from chartkit.workspace.runs_table.group_labels import label_of

if TYPE_CHECKING:
    from chartkit.runs.reading.catalogue import ListedRun
    from chartkit.workspace.workspace import Workspace

PALETTE = (
    "#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e", "#9498a0",
)  # fmt: skip
"""For runs that have no colour of their own, where a request names none."""
_MOST_NAMED = 3
"""Of runs without the chart; more are counted."""


class _Version(NamedTuple):
    run: ListedRun
    contents: Contents
    step: int
    reference: dict[str, Any]


def chart_answer(
    workspace: Workspace, project: str, asked: ChartRequest, read: dict[str, Contents] | None = None
) -> bytes:
    """The pictures with the slider's steps, the classes and what is to be said, as JSON. Raises `RunError` for a key
    that none of the runs has logged a chart under.

    `read` are the contents of runs by id that earlier requests of the same moment read; it gets those of this one.
    """
    read = {} if read is None else read
    by_id = workspace.run_tables.table(project).by_id
    runs = [by_id[id] for id in dict.fromkeys(asked.runs) if id in by_id]
    contents = [read.setdefault(run.id, Contents(run.folder, workspace.cache)) for run in runs]
    by_run = [one.kinds()["chart"].get(asked.key, {}) for one in contents]
    steps = steps_of(by_run)
    if not steps:
        known = dict.fromkeys(key for one in contents for key in one.kinds()["chart"])
        n_others = sum(_has_chart(run, asked.key) for run in by_id.values())
        if note := _why_empty(asked.key, len(runs), n_others, known):
            return orjson.dumps(_empty(note))
        raise none_has("chart", asked.key, known, len(runs), project)
    shown = [
        _Version(run, one, step, by_step[step][-1])
        for run, one, by_step in zip(runs, contents, by_run, strict=True)
        if (step := step_at(sorted(by_step), asked.step)) is not None
    ]
    groups = _groups(shown, asked)
    labels = [_label(one, place, asked) for place, one in enumerate(shown)]
    stamps = tuple((one.step, _hash(one)) for one in shown)
    key = ("chart", project, orjson.dumps([*asked]), stamps, tuple(labels), tuple(groups))
    known_answer: bytes | None = workspace.cache.get(key)
    if known_answer is not None:
        return known_answer
    charts = [
        RunChart(label, one.contents, one.step, one.reference, group)
        for label, one, group in zip(labels, shown, groups, strict=True)
    ]
    room = Room(asked.width_px, asked.height_px)
    found = pictures_of(charts, workspace.library(), asked.classes, room, asked.as_logged)
    answer = orjson.dumps(
        {
            "key": asked.key,
            "steps": slider_steps(steps),
            "step": asked.step,
            "shown": [
                {"run": one.run.id, "step": one.step, "group": group and group.name}
                for one, group in zip(shown, groups, strict=True)
            ],
            "classes": found.classes,
            "classes_title": found.classes_title,
            "notes": [*_late(runs, shown, asked), *found.notes],
            "pictures": [one.as_json() for one in found.pictures],
        }
    )
    workspace.cache.keep(key, answer, len(answer))
    return answer


def _has_chart(run: ListedRun, key: str) -> bool:
    return any(group == "chart" and name == key for group, name, *_ in run.facts.logged)


def _why_empty(key: str, n_runs: int, n_others: int, known: Collection[str]) -> str | None:
    """What is said where runs are shown and none has the chart; None where the key itself is wrong."""
    if n_runs and n_others:
        did = f"{counted(n_others, 'other run')} did"
        return f"No run shown here logged {key!r}; {did}. The eye beside a run's name shows it here."
    return "None of these runs has logged a chart." if n_runs and not known else None


def _empty(note: str) -> dict[str, Any]:
    lists: dict[str, list[Any]] = {name: [] for name in ("steps", "shown", "classes", "pictures")}
    return {"key": "", "step": None, "classes_title": "", "notes": [note], **lists}


def _late(runs: Sequence[ListedRun], shown: Sequence[_Version], asked: ChartRequest) -> list[str]:
    """What is said of runs that have nothing to show yet at the slider's step, or at all."""
    there = {one.run.id for one in shown}
    missing = [_name(run) for run in runs if run.id not in there]
    if not missing:
        return []
    until = "" if asked.step is None else f" up to step {asked.step}"
    named = f": {', '.join(missing)}" if len(missing) <= _MOST_NAMED else ""
    return [f"{len(missing)} of {counted(len(runs), 'run')} logged no {asked.key!r}{until}{named}."]


def _label(one: _Version, place: int, asked: ChartRequest) -> RunLabel:
    own = one.run.facts.setting("color")
    color = asked.colors.get(one.run.id) or own or PALETTE[place % len(PALETTE)]
    return RunLabel(one.run.id, _name(one.run), color)


def _name(run: ListedRun) -> str:
    return run.facts.setting("name") or run.id


def _groups(shown: Sequence[_Version], asked: ChartRequest) -> list[RunLabel | None]:
    """Each run's group as a label, in the colour of its first run; None without grouping."""
    if not asked.group:
        return [None] * len(shown)
    fields = [value_of(key, "a chart") for key in asked.group]
    labels: dict[str, RunLabel] = {}
    found: list[RunLabel | None] = []
    for place, one in enumerate(shown):
        name = label_of(asked.group, [cell(field(one.run)) for field in fields])
        labels.setdefault(name, RunLabel(name, name, _label(one, place, asked).color))
        found.append(labels[name])
    return found


def _hash(one: _Version) -> str:
    return f"{one.reference.get('sha')}{one.reference.get('table')}"
