"""Check again whenever something changes: takes paths and options, gives a report after each change, without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from chartkit.check.cache import Cache
from chartkit.check.keeping import open_cache, version_stamp
from chartkit.check.report import Report
from chartkit.check.run import Advance, Options, run_check
from chartkit.check.walking import walk
from chartkit.diagnostics import ChartkitError
from chartkit.files import repository_parents, stamp_of
from chartkit.presets.library import default_library

_Looks = dict[Path, tuple[int, int]]


def reports(
    paths: Sequence[Path], options: Options, wait: Callable[[], None], advance: Advance = lambda done, of: None
) -> Iterator[Report | ChartkitError]:
    """What is found now, and again after every change; the error where that run could not be.

    `wait` is called between two looks. What did not change is not checked again, with or without a cache on disk.
    """
    cache = open_cache() if options.cache else Cache(None, version_stamp())
    seen: _Looks = {}
    while True:
        before = _looks(paths, options, cache)
        if before != seen:
            try:
                yield run_check(paths, options, advance, cache)
            except ChartkitError as error:
                yield error
            after = _looks(paths, options, cache)
            is_writing = options.fix or options.update  # what it wrote itself is no change
            seen = after if is_writing else {**after, **before}
        wait()


def _looks(paths: Sequence[Path], options: Options, cache: Cache) -> _Looks:
    """Every file that findings could come from, with its time of change and its size."""
    library = default_library(options.folders)
    files = {*cache.files(), *(folder / "pyproject.toml" for folder in repository_parents(Path.cwd()))}
    for path in (*paths, *library.chosen, *library.project):
        if path.is_dir():
            inside = walk(path)
            files.update(inside.documents, inside.scripts)
        else:
            files.add(path)
    return {file: (changed_ns, size_bytes) for file, changed_ns, size_bytes in stamp_of(files)}
