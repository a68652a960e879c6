"""`define_metric`: what a script says of a metric, checked and kept.

Takes the call's arguments and what was defined before; gives a `Metric`, or every fault of the call at once. W&B's
rules hold: a second call for a name adds to the first unless `overwrite`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, listed, shown, stop_unless_recording
from chartkit.runs.faults import typed
from chartkit.runs.metrics.definitions import GOALS, SUMMARIES, Metric, is_glob
from chartkit.schema import did_you_mean

ARGUMENTS = ("name", "step_metric", "step_sync", "hidden", "summary", "goal", "overwrite")
_CODE = "CK620"
_GLOB_HELP = "* stands for any text, ? for one character, [ab] for one of them; [[] is the bracket itself."


def checked_metric(
    known: dict[str, Metric],
    name: object,
    step_metric: object,
    step_sync: bool | None,
    hidden: bool | None,
    summary: object,
    goal: object,
    overwrite: bool | None,
) -> Metric | None:
    """The definition, with what `known` has of its name.

    Raises `RunError` with every fault; under `on_error="record"` they are warnings and there is no definition.
    """
    faults: list[Diagnostic] = []
    key = _name(name, faults)
    axis = _step_metric(step_metric, faults)
    words = _words(summary, faults)
    aim = _goal(goal, faults)
    before = None if overwrite else known.get(key)
    metric = Metric(key, axis, bool(axis) if step_sync is None else bool(step_sync), bool(hidden), words, aim)
    if before is not None:
        metric = _added(before, metric, step_sync, hidden)
    if not faults:
        faults += _missing_goal(metric)
    stop_unless_recording(faults, RunError)
    return None if faults else metric


def _added(before: Metric, now: Metric, step_sync: bool | None, hidden: bool | None) -> Metric:
    """What the earlier definition says, and on top of it what this call says."""
    return Metric(
        now.name,
        now.step_metric or before.step_metric,
        now.step_sync if step_sync is not None or now.step_metric else before.step_sync,
        before.hidden if hidden is None else now.hidden,
        tuple(word for word in SUMMARIES if word in before.summary + now.summary),
        now.goal or before.goal,
    )


def _name(name: object, faults: list[Diagnostic]) -> str:
    if not isinstance(name, str) or not name:
        faults.append(_fault(f"the name of a metric is the text of a key; found {typed(name)}."))
        return ""
    place = _open_bracket(name)
    if place is not None:
        faults.append(_fault(f"the glob {shown(name)} has a '[' at {place + 1} that no ']' closes.", _GLOB_HELP))
    return name


def _open_bracket(name: str) -> int | None:
    """Where a `[` stands that opens no set of characters."""
    place = 0
    while (start := name.find("[", place)) >= 0:
        first = start + (2 if name[start + 1 : start + 2] == "!" else 1)
        end = name.find("]", first + 1)  # a bracket right after the first one is a character of the set
        if end < 0:
            return start
        place = end + 1
    return None


def _step_metric(given: object, faults: list[Diagnostic]) -> str | None:
    if given is None:
        return None
    name = given.name if isinstance(given, Metric) else given
    if not isinstance(name, str) or not name:
        faults.append(_fault(f"step_metric is the key of one metric; found {typed(name)}."))
    elif is_glob(name):
        faults.append(_fault(f"step_metric is the key of one metric; found the glob {shown(name)}."))
    else:
        return name
    return None


def _words(summary: object, faults: list[Diagnostic]) -> tuple[str, ...]:
    if summary is None:
        return ()
    given = summary.split(",") if isinstance(summary, str) else summary
    if not isinstance(given, list | tuple | set | frozenset):
        faults.append(_fault(f"summary is words such as 'min,max' or a list of them; found {typed(summary)}."))
        return ()
    words = [word.strip().lower() if isinstance(word, str) else word for word in cast(Sequence[Any], given)]
    wrong = [word for word in words if word not in SUMMARIES and word != ""]
    for word in wrong:
        near = did_you_mean(word, SUMMARIES) if isinstance(word, str) else None
        message = f"summary takes {listed(SUMMARIES)}; found {shown(word)}."
        faults.append(_fault(message, near))
    return tuple(word for word in SUMMARIES if word in words)


def _goal(goal: object, faults: list[Diagnostic]) -> str | None:
    if goal is None or goal in GOALS:
        return cast(str | None, goal)
    near = did_you_mean(goal, GOALS) if isinstance(goal, str) else None
    faults.append(_fault(f"goal is 'minimize' or 'maximize'; found {shown(goal)}.", near))
    return None


def _missing_goal(metric: Metric) -> list[Diagnostic]:
    name = shown(metric.name)
    if "best" in metric.summary and metric.goal is None:
        message = f"the best value of {name} needs a goal; found none."
        return [_fault(message, "add goal='minimize' for a loss or goal='maximize' for an accuracy.")]
    if "best" not in metric.summary and metric.goal is not None:
        message = f"goal={metric.goal!r} of {name} is for summary='best'; found {_asked(metric)}."
        return [_fault(message, "add 'best' to the summary, or leave the goal out.")]
    return []


def _asked(metric: Metric) -> str:
    return f"summary={','.join(metric.summary)!r}" if metric.summary else "no summary"


def _fault(message: str, help: str | None = None) -> Diagnostic:
    return Diagnostic(_CODE, f"define_metric: {message}", help=help)
