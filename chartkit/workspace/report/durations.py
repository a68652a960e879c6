"""How long runs took, in words: takes seconds, gives their two largest units.

Durations read as the page writes them (`web/src/format/durations.ts`); a test compares the two.
"""

from __future__ import annotations

from math import floor, isfinite

from chartkit.runs.coloring.labels import number_text

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))


def duration_text(seconds: float) -> str:
    """What is not finite as a number of seconds.

    >>> duration_text(5_000), duration_text(45.26), duration_text(0.3204)
    ('1h 23m', '45.3s', '320ms')
    """
    if seconds < 0 and isfinite(seconds):
        return f"-{duration_text(-seconds)}"
    if 0 < seconds < 0.9995:
        return f"{number_text(seconds * 1000, 3)}ms"
    if not isfinite(seconds) or seconds < 59.95:
        return f"{number_text(seconds, 3)}s"
    whole = floor(seconds + 0.5)
    place = next(place for place, (size, _) in enumerate(_UNITS) if whole >= size)
    (size, unit), (below, name) = _UNITS[place : place + 2]
    rest = whole % size // below
    return f"{whole // size}{unit} {rest}{name}" if rest else f"{whole // size}{unit}"
