"""Metrics that a script defines: which key is the axis of which, and what the summary shows of a key.

Takes `define_metric`'s definitions and the logged values; gives the summary that they ask for. The run being written
and the reader of its journals keep one `Metrics` each and feed it the same values in the same order. A definition holds
for the whole run, also for what was logged before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from math import isfinite
from typing import Any, NamedTuple, cast

from chartkit.runs.metrics.tallies import FIGURES, Row, Tally
from chartkit.runs.writing.section import Section, absorb

SUMMARIES = (*FIGURES, "none", "copy")
"""What `summary` may ask for: figures, nothing at all, or the last value as it is."""
GOALS = ("minimize", "maximize")

_Items = dict[str, Any]
"""Whose methods tell the journal nothing, unlike a section's own."""
Path = tuple[Any, ...]
"""The keys that lead to a value in a call or in the summary, the outermost first."""


class Metric(NamedTuple):
    """One definition: what is known of the keys that `name`, a key or a glob, stands for."""

    name: str
    step_metric: str | None = None
    """The key that is their x axis."""
    step_sync: bool = False
    """Whether a call without the step metric gets its last value."""
    hidden: bool = False
    summary: tuple[str, ...] = ()
    goal: str | None = None

    def to_record(self) -> dict[str, Any]:
        """The definition as a journal has it."""
        return self._asdict() | {"summary": list(self.summary)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Metric:
        """The definition that `to_record` gave. Raises `TypeError` for another object."""
        found = cls(**{name: record[name] for name in cls._fields if name in record})
        words = cast(object, found.summary)
        is_right = type(words) is list and all(isinstance(word, str) for word in cast(list[Any], words))
        texts = (found.name, found.step_metric or "", found.goal or "")
        if not (is_right and all(isinstance(text, str) for text in cast(tuple[Any, ...], texts))):
            raise TypeError(record)
        return found._replace(summary=tuple(cast(list[str], words)))

    def is_of(self, key: str) -> bool:
        """True for a key that the definition is about."""
        return self.name == key or (is_glob(self.name) and fnmatchcase(key, self.name))

    @property
    def is_plain(self) -> bool:
        """True when the summary shows the last value, as without a definition."""
        return not any(word in FIGURES or word == "none" for word in self.summary)


class Metrics:
    """The definitions of one run by name, and the tallies of the keys that they are about."""

    def __init__(self) -> None:
        self.definitions: dict[str, Metric] = {}
        self.touched: dict[Path, None] = {}
        """The keys whose place in the summary shows what their definition says."""
        self._found: dict[str, Metric | None] = {}
        self._steps: dict[str, Any] = {}
        """The last number or text of each step metric; None before the first."""
        self._tallies: dict[Path, Tally] = {}

    def define(self, metric: Metric) -> None:
        """Add a definition; it takes the place of one with the same name."""
        self.definitions[metric.name] = metric
        self._found.clear()
        if metric.step_metric is not None:
            self._steps.setdefault(metric.step_metric, None)

    def of(self, key: str) -> Metric | None:
        """The definition of a key: the one of its own name, else the first glob that matches."""
        if key not in self._found:
            globs = (metric for metric in self.definitions.values() if metric.is_of(key))
            self._found[key] = self.definitions.get(key) or next(globs, None)
        return self._found[key]

    def axis(self, key: str) -> str | None:
        """The key that is the x axis of `key`; None for `_step`."""
        metric = self.of(key)
        return None if metric is None or metric.step_metric == key else metric.step_metric

    def missing_steps(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The last values of the step metrics that a call with `values` should have and has not.

        Nothing for a step metric that was never logged, or only inside of a dict.
        """
        keys = {dotted(path) for path, _ in _leaves(values)}
        missing: dict[str, Any] = {}
        for key in keys:
            metric = self.of(key)
            if metric is None or not metric.step_sync or metric.step_metric in (None, *keys):
                continue
            value = self._steps[metric.step_metric]
            if value is not None and metric.step_metric not in values:
                missing[metric.step_metric] = value
        return missing

    def count(self, values: Mapping[str, Any], row: Row) -> list[Path]:
        """Take the values of one call; gives the places in the summary where definitions now say what is shown."""
        places: list[Path] = []
        for path, value in _leaves(values):
            key = dotted(path)
            if key in self._steps and len(path) == 1 and not row.is_late and _is_step(value):
                self._steps[key] = value
            metric = self.of(key)
            if metric is None or metric.is_plain:
                continue
            tally = self._tallies.get(path)
            if tally is None:
                tally = self._tallies[path] = Tally()
            tally.add(value, row)
            places.append(path)
        self.touched.update(dict.fromkeys(places))
        return places

    def show(self, summary: dict[str, Any], places: Iterable[Path]) -> None:
        """Put what the definitions say in its places in `summary`, instead of the last values that stand there."""
        for path in places:
            *above, last = path
            inside: Any = summary
            for name in above:
                inside = cast(dict[Any, Any], inside).get(name) if isinstance(inside, dict) else None
            metric = self.of(dotted(path))
            if not isinstance(inside, dict) or last not in inside or metric is None or metric.is_plain:
                continue
            if "none" in metric.summary:
                _Items.__delitem__(cast(dict[str, Any], inside), last)
            else:
                _put(cast(dict[str, Any], inside), last, self._tallies[path].figures(metric.summary, metric.goal))

    def overridden(self, keys: Iterable[str]) -> None:
        """The script itself set or removed `keys` of the summary: that stands until they are logged again."""
        gone = set(keys)
        for path in [path for path in self.touched if path[0] in gone]:
            del self.touched[path]


def is_glob(name: str) -> bool:
    """True for a name that stands for several keys."""
    return any(sign in name for sign in "*?[")


def dotted(path: Path) -> str:
    """The key of a nested value, as definitions and columns of the history have it."""
    return path[0] if len(path) == 1 else ".".join(map(str, path))


def _leaves(values: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _leaves(cast(dict[str, Any], value), (*above, key))
        else:
            yield (*above, key), value


def _is_step(value: object) -> bool:
    """True for what can be a place on an x axis."""
    return type(value) in (int, str) or (type(value) is float and isfinite(value))


def _put(inside: dict[str, Any], key: str, figures: dict[str, Any]) -> None:
    """Set `key`, in a run's own summary without telling the journal, which has the values themselves."""
    _Items.__setitem__(inside, key, None)
    if isinstance(inside, Section):
        absorb(inside, {key: figures})
    else:
        inside[key] = figures
