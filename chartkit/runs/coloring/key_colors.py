"""Runs coloured by what one key says of them: `chartkit.runs.colors`.

Takes runs, a key, which of its values counts, how many buckets and a palette; gives `RunColors`: a bucket and a colour
for each run, and the legend that tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chartkit.diagnostics import RunError, counted, listed, shown
from chartkit.runs.api import Api
from chartkit.runs.coloring.buckets import FEWEST, MOST
from chartkit.runs.coloring.colored import Asked, RunColors, colored
from chartkit.runs.coloring.keys import CONFIG, DEFAULTS, ColorKey, candidates
from chartkit.runs.coloring.palettes import CODE, Palette
from chartkit.runs.coloring.palettes import palette as palette_of
from chartkit.runs.coloring.values import SeenRun, YValue, values_of
from chartkit.runs.faults import not_found, typed
from chartkit.runs.reader import RunReader
from chartkit.runs.reading.fields import MISSING
from chartkit.runs.reading.run_list import RunList
from chartkit.runs.writing.nested import dotted_keys

Y_VALUES: tuple[YValue, ...] = ("latest", "max", "min")
USUAL_BUCKETS = 6


def colors(
    runs: str | Sequence[RunReader],
    key: str,
    y: str = "latest",
    buckets: int = USUAL_BUCKETS,
    palette: str | None = None,
) -> RunColors:
    """The colours of `runs` by the value of `key`: as the workspace shows them, so that exports match the screen.

    `runs` is a project, or runs such as `Api().runs(…)` gives; the range is that of all of them. `key` is a metric that
    was logged, a key of the config (`config.lr`; `lr` alone where no metric has that name), `"Step"`,
    `"Relative Time (Process)"`, `"Relative Time (Wall)"` or `"Wall Time"`. `y` is which value of a metric counts, over
    the whole history: `latest`, `max` or `min`.

    Numbers fall into `buckets` of equal width, 2 to 8; a number on an edge into the upper one. All equal, they are one
    bucket. Texts and other values are coloured by value, as many as the palette has colours; of more the most common
    keep theirs and the rest share the last. `palette` is one of `chartkit.runs.coloring.palettes`: of its own,
    `sunset` for numbers and `standard` for others. Raises `RunError` for a project or a key that is not there, and for
    other values of the rest. O(n) in the rows of the history; nothing is sampled.
    """
    given = asked_for(key, y, buckets, palette, palette)
    seen = seen_runs(runs)
    place = f"project {runs!r}" if isinstance(runs, str) else f"the list of {counted(len(seen), 'run')}"
    found, values = found_values(seen, key, lambda one: values_of(seen, one, given.y), place)
    return colored([run.id for run in seen], values, found, given)


def asked_for(key: object, y: object, buckets: object, palette: object, categories: object) -> Asked:
    """What was asked for. Raises `RunError`."""
    if not isinstance(key, str) or not key:
        raise RunError.of(CODE, f"colors takes the key as text; found {typed(key)}.")
    which = y.lower() if isinstance(y, str) else y
    if which not in Y_VALUES:
        raise RunError.of(CODE, f"y is {listed(Y_VALUES, 'or')}; found {shown(y)}.")
    if type(buckets) is not int or not FEWEST <= buckets <= MOST:
        raise RunError.of(CODE, f"buckets is a whole number from {FEWEST} to {MOST}; found {typed(buckets)}.")
    return Asked(which, buckets, _palette(palette), _palette(categories))


def _palette(name: object) -> Palette | None:
    if name is not None and not isinstance(name, str):
        raise RunError.of(CODE, f"palette is a name or None; found {typed(name)}.")
    return None if name is None else palette_of(name)


def seen_runs(runs: str | Sequence[RunReader]) -> list[SeenRun]:
    """The runs of a project, or these. Raises `RunError` for a project that is not there."""
    found = Api().runs(runs) if isinstance(runs, str) else runs
    some = found.listed if isinstance(found, RunList) else found
    has_doubles = len({one.id for one in some}) < len(some)
    return [SeenRun(f"{one.project}/{one.id}" if has_doubles else one.id, one) for one in some]


def found_values(
    runs: Sequence[SeenRun], name: str, values_of: Callable[[ColorKey], list[Any]], place: str
) -> tuple[ColorKey, list[Any]]:
    """What `name` is in these runs, and its values there. Raises `RunError` where no run has it; `place` is where."""
    for key in candidates(name):
        values = values_of(key)
        if key.kind == "default" or not runs or any(value is not MISSING for value in values):
            return key, values
    known = [*(key.name for key in DEFAULTS), *key_names(runs)]
    raise RunError(not_found("key", name, known, place))


def key_names(runs: Sequence[SeenRun]) -> list[str]:
    """The names of all metrics of numbers and keys of configs that these runs have."""
    metrics = dict.fromkeys(key for run in runs for key in run.source.facts.numbers)
    configs = (dotted for run in runs for key, value in run.config.items() for dotted in dotted_keys(key, value))
    return [*metrics, *dict.fromkeys(f"{CONFIG}{key}" for key in configs)]
