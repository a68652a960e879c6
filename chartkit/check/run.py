"""A whole run of `check`: takes paths and options, gives a `Report`. Prints nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chartkit.check.finder import find_presets
from chartkit.check.report import Report
from chartkit.presets.library import default_library

if TYPE_CHECKING:
    from chartkit.check.settings import Settings
    from chartkit.diagnostics import Diagnostic
    from chartkit.presets import Library


class Options(NamedTuple):
    """What a run does beside looking.

    `settings` are those of the project where None. `folders` are looked into first for presets, `against` is a commit,
    `n_jobs` the number of processes, as many as pay where None.
    """

    settings: Settings | None = None
    update: bool = False
    fix: bool = False
    data: bool = False
    against: str | None = None
    folders: tuple[Path, ...] = ()
    n_jobs: int | None = None
    cache: bool = True


def run_check(paths: Iterable[Path], options: Options) -> Report:
    """Everything that is found at `paths`. Raises `ChartkitError` where there is nothing to check."""
    from chartkit.check.checker import check_preset

    start_s = time.perf_counter()
    library: Library = default_library(options.folders)
    found = find_presets(paths, library)
    findings: list[Diagnostic] = []
    for path in found.presets:
        findings += check_preset(path, library, options.update)
    return Report(
        findings=tuple(dict.fromkeys(findings)),
        files=found.presets,
        n_presets=len(found.presets),
        n_others=len(found.others),
        elapsed_s=time.perf_counter() - start_s,
    )
