"""The colour that each run has of its own, whatever it logged: what `init(color=…)` or an edit says, else one it keeps.

Takes the runs of a project; gives a colour for each. Which colour of the palette a run got is a line in the store's
`colors/<project>.jsonl`: it stays when the reader starts again and when other runs are deleted. A new run gets the
colour that the fewest runs have, so that the runs of a project of twenty or fewer are told apart.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import orjson

from chartkit.files import read_own
from chartkit.runs.coloring.palettes import STANDARD
from chartkit.runs.names import folder_name
from chartkit.schema.color_vision import distance
from chartkit.schema.colors import Color, color_of

FOLDER = "colors"
ALIKE_BELOW = 12.0
"""Colours nearer than this in L*a*b* look alike as thin lines: one of them is as good as taken by the other."""


class OwnRun(NamedTuple):
    """A run as far as its colour goes."""

    id: str
    created_s: float
    said: str | None
    """What `init(color=…)` or an edit says."""


def own_colors(store: Path, project: str, runs: Sequence[OwnRun]) -> dict[str, str]:
    """The colour of each run of the project, as `#rrggbb` or `#rrggbbaa`, in the order given.

    All runs of the project are to be given. Runs that have none yet get theirs, in the order they began, and it is
    kept; in a store that cannot be written they get the same again as long as the same runs are there. O(n).
    """
    said = {run.id: color for run in runs if run.said is not None and (color := color_of(run.said)) is not None}
    path = store / FOLDER / f"{folder_name(project, 'a project')}.jsonl"
    kept = _kept(path)
    new = _new(runs, said, kept)
    if new:
        _keep(path, new)
        kept = {**new, **_kept(path)}  # another reader may have been quicker
    return {run.id: _hex(said[run.id]) if run.id in said else STANDARD.anchors[kept[run.id]] for run in runs}


def _new(runs: Sequence[OwnRun], said: Mapping[str, Color], kept: Mapping[str, int]) -> dict[str, int]:
    """Places in the palette for the runs that have none."""
    without = [run for run in runs if run.id not in said and run.id not in kept]
    if not without:
        return {}
    n_runs = Counter(dict.fromkeys(range(STANDARD.most), 0))
    n_runs.update(kept[run.id] for run in runs if run.id in kept and run.id not in said)
    for color, n in Counter(said.values()).items():
        n_runs.update(dict.fromkeys(_like(color), n))
    new: dict[str, int] = {}
    for run in sorted(without, key=lambda run: (run.created_s, run.id)):
        place = min(n_runs, key=lambda one: (n_runs[one], one))
        n_runs[place] += 1
        new[run.id] = place
    return new


def _like(color: Color) -> list[int]:
    """The places of the palette whose colours look like `color`."""
    return [place for place, one in enumerate(_COLORS) if distance(color, one) < ALIKE_BELOW]


_COLORS = [color for one in STANDARD.anchors if (color := color_of(one)) is not None]


def _kept(path: Path) -> dict[str, int]:
    """The places that runs were given, the first one of each; lines that cannot be read say nothing."""
    try:
        lines = read_own(path).splitlines()
    except OSError:
        return {}
    found: dict[str, int] = {}
    for line in lines:
        try:
            said: object = orjson.loads(line)
        except orjson.JSONDecodeError:  # torn by a full disk
            continue
        if isinstance(said, list) and len(cast(list[object], said)) == 2:
            id, place = cast(list[object], said)
            if isinstance(id, str) and type(place) is int and 0 <= place < STANDARD.most:
                found.setdefault(id, place)
    return found


def _keep(path: Path, new: Mapping[str, int]) -> None:
    """Add the places in one write, after a line of its own where another write was torn."""
    lines = b"\n" + b"".join(orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in new.items())
    try:
        path.parent.mkdir(exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:  # not writable: the same is worked out again
        return
    try:
        os.write(file, lines)
    except OSError:  # a full disk: likewise
        return
    finally:
        os.close(file)


def _hex(color: Color) -> str:
    parts = color[:3] if color.alpha == 1 else color
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
