"""A whole run of `check`: takes paths and options, gives a `Report`. Prints nothing.

1. find      the presets and scripts at the paths                    → `Found`
2. look up   what an earlier run kept, where nothing changed since   → `Kept`
3. check     the others, in several processes where that pays        → `Kept`
4. mend      with `fix`: the files, and check them again
5. compare   with `against`: what a commit had that is gone
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chartkit.check.caching.cache import Cache, Kept, key_of
from chartkit.check.files.finder import Found, find_presets
from chartkit.check.fixing.mending import left_alone, looks_at, mend
from chartkit.check.report import Report
from chartkit.check.settings.settings import Settings, read_settings
from chartkit.check.working.memory import fewer_collections
from chartkit.diagnostics import Diagnostic
from chartkit.presets.library import Library, default_library

if TYPE_CHECKING:
    from chartkit.check.against import Broken
    from chartkit.check.working.work import Work

Advance = Callable[[int, int], None]
"""Told how many files of how many are done, 0 where it starts."""
_MOST_FIXES = 10
_FILES_A_JOB = 12
"""A process that starts costs as much as so many files."""


class Options(NamedTuple):
    """What a run does beside looking.

    `settings` are those of the project where None. `folders` are looked into first for presets, `against` is a commit,
    `n_jobs` the number of processes, as many as pay where None. `texts` holds what files hold in an editor, which need
    not be there on disk.
    """

    settings: Settings | None = None
    update: bool = False
    fix: bool = False
    data: bool = False
    against: str | None = None
    folders: tuple[Path, ...] = ()
    n_jobs: int | None = None
    cache: bool = True
    texts: Mapping[Path, bytes] = {}


def run_check(
    paths: Iterable[Path], options: Options, advance: Advance = lambda done, of: None, cache: Cache | None = None
) -> Report:
    """Everything that is found at `paths`, each finding once. `cache` is the one on disk where None.

    Raises `ChartkitError` where there is nothing to check, or the settings cannot be read; `OSError` where a file
    cannot be written.
    """
    start_s = time.perf_counter()
    run = _Run(options, cache, advance)
    found = run.found([*paths])
    files = (*found.presets, *found.scripts)
    looks = looks_at(files) if options.fix else {}
    checked, n_cached = run.checked(files)
    n_fixed = run.fixed(checked, looks) + run.mended(checked, found) if options.fix else 0
    faults = [*found.faults, *map(left_alone, run.changed)]
    findings = [*faults, *(finding for path in files for finding in checked[path].findings)]
    findings = run.with_broken(findings, found)
    return Report(
        tuple(sorted(dict.fromkeys(findings), key=_place)),
        files,
        len(found.presets),
        len(found.scripts),
        len(found.others),
        n_cached,
        time.perf_counter() - start_s,
        n_fixed,
    )


def _place(finding: Diagnostic) -> tuple[str, int, int]:
    return finding.location.order if finding.location else ("", 0, 0)


class _Run:
    """One run: its settings and library, read once."""

    def __init__(self, options: Options, cache: Cache | None, advance: Advance) -> None:
        self.options = options
        self.settings = read_settings(Path.cwd()) if options.settings is None else options.settings
        self.library: Library = default_library(options.folders)
        self.advance = advance
        self.changed: set[Path] = set()
        self.cache = cache if cache is not None or not options.cache else _opened()

    def found(self, paths: Sequence[Path]) -> Found:
        """What is at the paths, and the texts that are given."""
        texts = tuple(self.options.texts)
        if texts and not paths:
            return Found(texts)
        found = find_presets(paths, self.library)
        return found._replace(presets=(*found.presets, *texts)) if texts else found

    def checked(self, files: Sequence[Path]) -> tuple[dict[Path, Kept], int]:
        """Each file with what is found in it, and how many of them an earlier run had looked at."""
        if self.cache is None:
            return self._fresh(files), 0
        keys = self._keys(files)
        self.cache.start()
        may_be_kept = [] if self.options.update else [path for path in files if path not in self.options.texts]
        kept = {path: found for path in may_be_kept if (found := self.cache.find(keys[path]))}
        fresh = self._fresh([path for path in files if path not in kept])
        for path, found in fresh.items():
            if found.files:
                self.cache.keep(keys[path], found)
        self.cache.save()
        return {**kept, **fresh}, len(kept)

    def _fresh(self, files: Sequence[Path]) -> dict[Path, Kept]:
        if not files:
            return {}
        from chartkit.check.working.work import Work

        options = self.options
        work = Work(self.library, self.settings, options.update, options.data, options.texts)
        return dict(zip(files, self._worked(work, files), strict=True))

    def _worked(self, work: Work, files: Sequence[Path]) -> list[Kept]:
        n_jobs = min(self.options.n_jobs or min(most_jobs(), len(files) // _FILES_A_JOB), len(files))
        n_done = 0
        self.advance(0, len(files))

        def advance(number: int) -> None:
            nonlocal n_done
            n_done += number
            self.advance(n_done, len(files))

        work.prepare(len(files))
        if n_jobs > 1:
            from chartkit.check.working.parallel import in_processes

            return in_processes(work, files, n_jobs, advance)
        found: list[Kept] = []
        with fewer_collections():
            for path in files:
                found.append(work(path))
                advance(1)
        return found

    def _keys(self, files: Sequence[Path]) -> dict[Path, str]:
        from chartkit.check.caching.keeping import project_texts

        same = (Path.cwd(), self.library, self.settings, self.options.data, project_texts())
        whole = key_of(same)
        return {path: key_of((whole, str(path))) for path in files}

    def fixed(self, checked: dict[Path, Kept], looks: dict[Path, bytes]) -> int:
        """Mend the files while there is more to mend; `checked` then has what is left. How many fixes were made.

        `looks` are from before the files were checked.
        """
        n_fixes = 0
        for _ in range(_MOST_FIXES):
            mended = mend([finding for kept in checked.values() for finding in kept.findings], looks)
            if not mended.files and not mended.changed:
                break
            n_fixes += mended.n_fixes
            self.changed.update(mended.changed)
            again = [path for path, kept in checked.items() if any(each.fix for each in kept.findings)]
            looks = looks_at(path for path in again if path not in self.changed)
            checked.update(self.checked(again)[0])
        return n_fixes

    def with_broken(self, findings: list[Diagnostic], found: Found) -> list[Diagnostic]:
        """The findings with what a commit had that is gone, and the lines of scripts that miss it."""
        broken = self._broken(found)
        return [*broken.without_told(findings), *broken.findings] if broken else findings

    def mended(self, checked: dict[Path, Kept], found: Found) -> int:
        """Mend the calls that broke since the commit, in the scripts of this run. How many fixes were made."""
        if self.options.against is None:
            return 0
        looks = looks_at(path for path in found.scripts if path not in self.changed)
        broken = self._broken(found)
        mended = mend(broken.findings if broken else (), looks)
        self.changed.update(mended.changed)
        checked.update(self.checked((*mended.files, *mended.changed))[0])
        return mended.n_fixes

    def _broken(self, found: Found) -> Broken | None:
        """What broke since the commit that was asked for, of what the settings keep; None without one.

        Where they keep no line that broke, the script's own check still says what it finds there.
        """
        if self.options.against is None:
            return None
        from chartkit.check.against import Broken, broken_since

        broken = broken_since(self.options.against, (*found.presets, *found.scripts), self.library)
        kept = [self.settings.graded(finding) for finding in broken.findings if self.settings.keeps(finding)]
        files = {finding.location.file for finding in kept if finding.location and finding.code == "CK889"}
        told = {(code, place) for code, place in broken.told if place and place.file in files}
        return Broken(tuple(kept), frozenset(told))


def _opened() -> Cache:
    from chartkit.check.caching.keeping import open_cache

    return open_cache()


def most_jobs() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
