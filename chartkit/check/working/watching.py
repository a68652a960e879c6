"""Check again whenever something changes: takes paths and options, gives a report after each change, without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from chartkit.check.caching.cache import Cache
from chartkit.check.caching.keeping import open_cache, version_stamp
from chartkit.check.files.walking import walk
from chartkit.check.report import Report
from chartkit.check.run import Advance, Options, run_check
from chartkit.diagnostics import ChartkitError
from chartkit.files import repository_parents, stamp_of
from chartkit.presets.library import default_library

Asked = tuple[Sequence[Path], Options]
"""What is to be checked, and how."""
_Looks = dict[Path, tuple[int, int]]


def reports(
    asked: Callable[[], Asked], wait: Callable[[], None], advance: Advance = lambda done, of: None
) -> Iterator[Report | ChartkitError]:
    """What is found now, and again after every change; the error where that run could not be.

    `asked` is called for each look, as the project's settings change, too; `wait` between two looks. What did not
    change is not checked again, with or without a cache on disk.
    """
    paths, options = (), Options()
    cache: Cache | None = None
    seen: _Looks | None = None
    while True:
        refused: ChartkitError | None = None
        try:
            paths, options = asked()
        except ChartkitError as error:
            refused = error
        before = _looks(paths, options, cache)
        if before != seen:
            cache = cache or (open_cache() if options.cache else Cache(None, version_stamp()))
            report = refused or _run(paths, options, advance, cache)
            # Files that the run has met are known from now on; new ones, which it may not have seen, are a change.
            known = before.keys() | {Path(file) for file in cache.files()}
            after = {file: look for file, look in _looks(paths, options, cache).items() if file in known}
            is_writing = options.fix or options.update  # what it wrote itself is no change
            seen = {**before, **after} if is_writing else {**after, **before}
            yield report
        wait()


def _run(paths: Sequence[Path], options: Options, advance: Advance, cache: Cache) -> Report | ChartkitError:
    try:
        return run_check(paths, options, advance, cache)
    except ChartkitError as error:
        return error


def _looks(paths: Sequence[Path], options: Options, cache: Cache | None) -> _Looks:
    """Every file that findings could come from, with its time of change and its size."""
    library = default_library(options.folders)
    files = {*map(Path, cache.files() if cache else ())}
    files.update(folder / "pyproject.toml" for folder in repository_parents(Path.cwd()))
    for path in (*paths, *library.chosen, *library.project):
        if path.is_dir():
            inside = walk(path)
            files.update(inside.documents, inside.scripts)
        else:
            files.add(path)
    return {file: (changed_ns, size_bytes) for file, changed_ns, size_bytes in stamp_of(files)}
