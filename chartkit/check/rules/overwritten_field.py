"""A transform makes a field that is there already, and what was in it is lost.

## Why
Two transforms that make the same field leave only the second. A transform that calls its result as a column that it
does not read hides that column from all that follows; the chart then draws other numbers under the same name.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - {calculate: "datum['${field:loss}'] * 100", as: percent}
    - {calculate: "datum['${field:step}'] / 1000", as: percent}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: percent, type: quantitative}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - {calculate: "datum['${field:loss}'] * 100", as: percent}
    - {calculate: "datum['${field:step}'] / 1000", as: thousands}
  mark: line
  encoding:
    x: {field: thousands, type: quantitative}
    y: {field: percent, type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from chartkit.check.charts.slotted import may_go
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.views import View
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.expressions import ExpressionError, Reads
from chartkit.presets.transforms import makes_of_transform, reads_of_transform
from chartkit.schema.json_types import is_list

_HELP = "give what it makes another name under as"


def overwritten_field(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each transform that makes a field anew without reading it, in one list of transforms.

    One that an empty slot takes away has the field made before for that case.
    """
    for view in subject.views:
        for path, message in _faults(view):
            if may_go(subject, path[:-1] if path[-1] == "as" else path):
                continue
            yield Diagnostic("CK831", message, "warning", subject.locate(path), _HELP)


def _faults(view: View) -> Iterator[tuple[JsonPath, str]]:
    """Each field of the view's own transforms that is lost: made before and not read since, or read as a column."""
    own = (*view.path, "transform")
    seen = _Seen({}, set())
    for path, transform in view.transforms:
        reads = _reads(transform) if path[:-1] == own else None
        if reads is None or reads.is_whole_row:
            seen.made.clear()
            continue
        seen.read(reads)
        makes = makes_of_transform(transform)
        names = [name for name in makes.names if name not in _groups(transform)]
        for name in names:
            words = None if name in reads.fields or makes.replaces else seen.lost(name)
            if words:
                yield ((*path, "as") if "as" in transform else path), words
        if makes.replaces:
            seen = _Seen({}, set())
        seen.made.update(dict.fromkeys(names, int(path[-1]) + 1))


class _Seen(NamedTuple):
    """The fields on the way: those that a transform made, by its number, and nothing has read; and the columns read."""

    made: dict[str, int]
    columns: set[str]

    def read(self, reads: Reads) -> None:
        """What a transform reads is not lost any more."""
        self.columns.update(name for name in reads.fields if name not in self.made)
        for name in reads.fields:
            self.made.pop(name, None)

    def lost(self, name: str) -> str | None:
        """What is lost when `name` is made now."""
        if name in self.made:
            return f"{name!r} is made by transform {self.made[name]} already, and nothing reads it before."
        if name in self.columns:
            return f"{name!r} is a column that is read above; here it becomes something else."
        return None


def _reads(transform: dict[str, Any]) -> Reads | None:
    """What a transform reads, None for one whose expression cannot be read, which is told elsewhere."""
    try:
        return reads_of_transform(transform)
    except ExpressionError:
        return None


def _groups(transform: dict[str, Any]) -> list[Any]:
    groups = transform.get("groupby")
    return groups if is_list(groups) else []


RULE = Rule("CK831", "overwritten-field", "warning", "charts", overwritten_field)
