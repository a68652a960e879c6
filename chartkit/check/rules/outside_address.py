"""A chart reaches outside itself: data from a url, the address of an image, or a link.

## Why
Drawing refuses every address, so such a chart has a hole in it. A chart that holds its data draws the same next year,
on a machine without a network, and tells no server who looks at it.

## Failing
```yaml
fields:
  x: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  layer:
    - mark: tick
      encoding:
        x: {field: "${field:x}", type: quantitative}
    - mark: {type: image, url: "https://example.com/logo.png", width: 40, height: 20}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  layer:
    - mark: tick
      encoding:
        x: {field: "${field:x}", type: quantitative}
```

## Options
`allow` in `[tool.chartkit]` of pyproject.toml lists hosts that charts may name, as `"*.example.com"`: a browser then
follows their links and shows their images. Drawing here still refuses them.

## Source
vega-embed 6, https://github.com/vega/vega-embed#options: what `usermeta.embedOptions` may ask a page to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath, shown
from chartkit.render.trust import outside_addresses, tables
from chartkit.schema.json_types import is_list, is_object

_HOST = re.compile(r"https?://(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)
_LOADED = ("patch", "config")
"""The options of vega-embed that, written as text, are addresses it loads."""


def outside_address(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each of them, less those whose hosts the project allows: drawing will refuse it."""
    if subject.spec is None:
        return
    drawn = subject.chart.spec if subject.chart else subject.plain
    for fault in outside_addresses(drawn):
        path = fault.location.path if fault.location else None
        if not _is_allowed(drawn, path or (), subject.allow):
            yield Diagnostic("CK705", fault.message, "warning", subject.locate(path or ()), fault.help)
    yield from _page_options(subject)


def _page_options(subject: Subject) -> Iterator[Diagnostic]:
    """What a spec asks the page around it to load, before anything of it is drawn."""
    path = ("usermeta", "embedOptions")
    options: Any = _at(subject.plain, path)
    for key in _LOADED if is_object(options) else ():
        if isinstance(options.get(key), str) and not _fits(options[key], subject.allow):
            message = f"a page that embeds the chart would load {key} from {shown(options[key])}."
            yield Diagnostic(
                "CK705", message, "warning", subject.locate((*path, key)), f"write what {key} holds instead"
            )


def _is_allowed(drawn: Any, path: JsonPath, allow: tuple[str, ...]) -> bool:
    found = [*_addresses(drawn, _at(drawn, path))] if allow else []
    return bool(found) and all(_fits(address, allow) for address in found)


def _addresses(drawn: Any, value: Any) -> Iterator[Any]:
    """Every address that a value names: itself, its values, or those in the rows of its field."""
    if is_list(value):
        for item in value:
            yield from _addresses(drawn, item)
    elif not is_object(value):
        yield value
    elif isinstance(value.get("field"), str):
        yield from (row.get(value["field"]) for table in tables(drawn) for row in table if is_object(row))
    else:
        yield from _addresses(drawn, [value[key] for key in ("value", "condition") if key in value] or [None])


def _fits(address: Any, allow: tuple[str, ...]) -> bool:
    host = _HOST.match(address) if isinstance(address, str) else None
    return bool(host) and any(fnmatchcase(host[1].lower(), pattern.lower()) for pattern in allow)


def _at(value: Any, path: JsonPath) -> Any:
    for step in path:
        if is_object(value):
            value = value.get(str(step))
        elif is_list(value) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


RULE = Rule("CK705", "outside-address", "warning", "charts", outside_address)
