"""A channel draws as times what a browser reads otherwise: `31/12/2024`, years, or seconds since 1970.

## Why
A browser reads texts other than ISO 8601 in its own way (`01/02/2024` month first, `31/12/2024` not at all) and
numbers as milliseconds since 1970, so that the year 2024 is two seconds past midnight on 1 January 1970.

## Failing
```yaml
description: Loss over time.
fields:
  when: {type: any}
  loss: {type: quantitative}
example:
  values:
    - {day: "30/12/2024", loss: 2}
    - {day: "31/12/2024", loss: 1}
  fields: {when: day, loss: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:when}", type: temporal}
    y: {field: "${field:loss}", type: quantitative}
```

## Passing
```yaml
description: Loss over time.
fields:
  when: {type: any}
  loss: {type: quantitative}
example:
  values:
    - {day: "2024-12-30", loss: 2}
    - {day: "2024-12-31", loss: 1}
  fields: {when: day, loss: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:when}", type: temporal}
    y: {field: "${field:loss}", type: quantitative}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.rows import ViewRows
from chartkit.check.rows.javascript import Moment, is_number
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.data.times import parse_iso
from chartkit.diagnostics import Diagnostic, counted, shown

_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}(?!\d)")
_YEAR_FIRST = re.compile(r"\d{4}/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(\s|$)")
_MONTH_NAME = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_YEARS = (1000, 2999)
_SECONDS = (1e8, 1e10)
_MICROSECONDS = 1e14
_HELP = "give times as ISO 8601, as 2024-12-31 or 2024-12-31T18:30:00Z"


def misread_time(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each channel of times whose values in the example are read as other times, or as none."""
    for rows in subject.view_rows:
        for channel, field in rows.channels():
            definition = channel.definition
            is_time = definition.get("type") == "temporal" or bool(definition.get("timeUnit"))
            if not is_time or "aggregate" in definition or _is_parsed(rows, field):
                continue
            values = rows.values(field) or ()
            for message, help in _faults(rows.title(field), rows.written(field), channel.name, values):
                place = subject.locate(channel.place())
                yield Diagnostic("CK850", message, "warning", place, help)


def _is_parsed(rows: ViewRows, field: str) -> bool:
    """Whether the data says itself how the field is read."""
    format: Any = (rows.view.source or {}).get("format") or {}
    return field in (format.get("parse") or {})


def _faults(title: str, written: str, channel: str, values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    known = [value for value in values if value is not None and not isinstance(value, Moment)]
    texts = [value for value in known if isinstance(value, str) and not _is_read_alike(value)]
    found = [float(value) for value in known if is_number(value)]
    if texts:
        yield _text_fault(title, channel, texts, len(known))
    elif found and len(found) == len(known):
        yield from _number_fault(title, written, channel, found)


def _text_fault(title: str, channel: str, texts: list[str], n_values: int) -> tuple[str, str]:
    parts = [match for text in texts if (match := _DAY_AND_MONTH.match(text))]
    late = next((match.string for match in parts if int(match[1]) > 12), None)
    if late is not None:
        return (
            f"{channel} draws {title!r} as times; in {shown(late)} a browser reads a month {late[:2]}, and no time.",
            _HELP,
        )
    if parts:
        text = shown(parts[0].string)
        return f"{channel} draws {title!r} as times; {text} is read month first, at the reader's own midnight.", _HELP
    some = f"{len(texts):,} of its {counted(n_values, 'value')}"
    message = (
        f"{channel} draws {title!r} as times; {shown(texts[0])} is not ISO 8601, and browsers differ on it ({some})."
    )
    return message, _HELP


def _number_fault(title: str, written: str, channel: str, found: list[float]) -> Iterator[tuple[str, str]]:
    low, high = min(found), max(found)
    if _YEARS[0] <= low and high <= _YEARS[1] and all(map(float.is_integer, found)):
        message = (
            f"{channel} draws {title!r} as times; {low:.0f} is read as {low / 1000:g} s past 1 January 1970, 00:00."
        )
        yield message, f"write type: ordinal, or make dates of the years by a transform: calculate: utc({written}, 0)"
    elif _SECONDS[0] <= low and high < _SECONDS[1]:
        message = f"{channel} draws {title!r} as times; {low:.0f} is read as milliseconds, which is in 1970."
        yield message, f"seconds become milliseconds by a transform: calculate: {written} * 1000"
    elif low >= _MICROSECONDS:
        message = (
            f"{channel} draws {title!r} as times; {low:.0f} is read as milliseconds, which is after the year 5000."
        )
        yield message, f"microseconds become milliseconds by a transform: calculate: {written} / 1000"


def _is_read_alike(text: str) -> bool:
    """Whether every browser reads the text as the time that its author meant."""
    if _DAY_AND_MONTH.match(text):
        return False
    try:
        parse_iso(text)
    except ValueError:
        return bool(_YEAR_FIRST.match(text) or (_MONTH_NAME.search(text) and _YEAR.search(text)))
    return True


RULE = Rule("CK850", "misread-time", "warning", "data", misread_time)
