"""When a run's own processes last wrote: the time that the last whole line of each journal says.

Takes the folder of a run and the names of its journals; gives seconds since 1970. The end of each file alone is read,
so that a list of many runs may ask.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from chartkit.files import open_own

_FIRST_LOOK_BYTES = 4096
_TIME = re.compile(rb'"_timestamp":([0-9]+(?:\.[0-9]+)?(?:e\+?[0-9]+)?)[,}]')
"""A line says its own time before all else that it holds: the first one of a line is its own."""


def last_written_s(folder: Path, journals: Iterable[str]) -> float | None:
    """The latest of these journals' last lines; None when no line says a time."""
    times = [time for name in journals if (time := _last_time(folder / name)) is not None]
    return max(times, default=None)


def _last_time(path: Path) -> float | None:
    """The time of the last whole line that says one, from as much of the file's end as holds one."""
    try:
        with open_own(path) as file:
            size = file.seek(0, os.SEEK_END)
            look = _FIRST_LOOK_BYTES
            while True:
                start = max(0, size - look)
                file.seek(start)
                found = _time_in(file.read(size - start), start == 0)
                if found is not None or start == 0:
                    return found
                look *= 8
    except OSError:  # the run's own state says that the file cannot be read
        return None


def _time_in(end: bytes, is_whole: bool) -> float | None:
    """The time of the last whole line in the end of a file; its first line is whole only when the file is."""
    lines = end.split(b"\n")[:-1]
    for line in reversed(lines if is_whole else lines[1:]):
        found = _TIME.search(line)
        if found is not None:
            return float(found[1])
    return None
