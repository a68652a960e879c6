"""A filter or a condition lets nothing through, or everything, whatever the rows are.

## Why
A filter that contradicts itself, or one above it, leaves an empty chart; one that is always true does nothing. Both are
mostly slips: `&&` for `||`, `<` for `>`, a limit that was changed in one of two places.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - filter: {field: "${field:loss}", lt: 1}
    - filter: "datum['${field:loss}'] > 5"
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
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
    - filter: "datum['${field:loss}'] < 1 || datum['${field:loss}'] > 5"
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.charts.channels import channels_of, conditions_of
from chartkit.check.charts.predicates import ANY, Alternative, alternatives_of
from chartkit.check.charts.ranges import Range
from chartkit.check.charts.slotted import asks_for_slot, is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.views import View
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.presets.transforms import makes_of_transform, word_of
from chartkit.schema.json_types import is_list

Found = tuple[JsonPath, str, str]
"""The place of a filter, what is wrong with it, and the way out."""

_FALSE = "compare its limits: often && stands for ||, or < for >"
_TRUE = "take it out, or compare its limits"
_ADDS_ROWS = ("impute", "fold", "flatten")


def contradictory_filter(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each filter and test whose answer does not depend on the rows, unless slots decide it."""
    seen: set[JsonPath] = set()
    for view in subject.views:
        for path, message, help in (*_of_chain(subject, view), *_of_tests(view)):
            if path not in seen and not is_of_string_slot(subject, path) and not asks_for_slot(subject, path):
                yield Diagnostic("CK824", message, "warning", subject.locate(path), help)
            seen.add(path)


def _of_chain(subject: Subject, view: View) -> Iterator[Found]:
    """The faults of the filters on the way of the view's rows, each held against those before it."""
    known = ANY
    for path, transform in view.transforms:
        if "filter" not in transform:
            known = _behind(known, transform)
            continue
        at = (*path, "filter")
        ways = alternatives_of(transform["filter"])
        if found := _fault(ways, known):
            yield at, *found
        elif len(ways) == 1 and not is_of_string_slot(subject, at):
            known = known.met(ways[0])


def _fault(ways: tuple[Alternative, ...], known: Alternative) -> tuple[str, str] | None:
    """Why a filter lets nothing or everything through, behind filters that leave what is `known`, and the way out."""
    fields = [known.met(way).empty for way in ways]
    if not ways or all(way.empty for way in ways):
        return "no row comes through: this filter is false for every row.", _FALSE
    if all(fields):
        return f"no row comes through: a filter above left only other values of {fields[0]!r}.", _FALSE
    for way in ways:
        if way.is_whole and not way.ranges:
            return "every row comes through: this filter is true for every row.", _TRUE
        if way.is_whole and all(_is_known(field, own, known) for field, own in way.ranges.items()):
            field = next(iter(way.ranges))
            return f"every row comes through: a filter above left only such values of {field!r}.", _TRUE
    return None


def _is_known(field: str, own: Range, known: Alternative) -> bool:
    return field in known.ranges and known.ranges[field].is_within(own)


def _behind(known: Alternative, transform: dict[str, Any]) -> Alternative:
    """What is still known of the fields behind a transform that is no filter."""
    makes = makes_of_transform(transform)
    if makes.is_open or word_of(transform) in _ADDS_ROWS:
        return ANY
    groups = transform.get("groupby")
    kept = {field for field in groups if isinstance(field, str)} if is_list(groups) else set[str]()
    made = set(makes.names) - kept
    return Alternative(
        {
            field: own
            for field, own in known.ranges.items()
            if (field in kept or not makes.replaces) and field.rpartition(" of ")[2] not in made
        }
    )


def _of_tests(view: View) -> Iterator[Found]:
    """The faults of the tests in the view's encoding, each by itself."""
    for channel in channels_of(view) if view.kind == "unit" else ():
        for steps, condition in conditions_of(channel.definition):
            if "test" not in condition:
                continue
            path = channel.place(*steps, "test")
            ways = alternatives_of(condition["test"])
            if not ways or all(way.empty for way in ways):
                yield path, "this condition is false for every row: what it chooses is never drawn.", _FALSE
            elif any(way.is_whole and not way.ranges for way in ways):
                yield path, "this condition is true for every row: it always decides.", "write its value by itself"


RULE = Rule("CK824", "contradictory-filter", "warning", "charts", contradictory_filter)
