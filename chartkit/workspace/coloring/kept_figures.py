"""The figures of a key in every run of a project, kept as long as the files of a run are the same.

Takes the runs of a table; gives the figures of each. Only runs that changed since are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from chartkit.runs.coloring.keys import ColorKey
from chartkit.runs.coloring.values import Figures, SeenRun, figures_of
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.bounded_cache import BoundedCache

_BYTES_A_RUN = 600
_Kept = dict[str, tuple[str, Figures]]


def kept_figures(cache: BoundedCache, project: str, runs: Sequence[ListedRun], key: ColorKey) -> list[Figures]:
    """The figures of `key` in each run, in their order."""
    name = ("figures", project, key.column, key.is_since_start)
    kept = cast(_Kept, cache.get(name) or {})
    changed = [run for run in runs if kept.get(run.folder_name, ("", None))[0] != run.signature]
    new = zip(changed, figures_of([SeenRun(run.id, run) for run in changed], key), strict=True)
    read = {run.folder_name: (run.signature, figures) for run, figures in new}
    now = {run.folder_name: read.get(run.folder_name) or kept[run.folder_name] for run in runs}
    if read or len(now) < len(kept):
        cache.keep(name, now, _BYTES_A_RUN * len(now))
    return [now[run.folder_name][1] for run in runs]
