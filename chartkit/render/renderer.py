"""Draws a spec: takes a Vega-Lite or Vega spec with its rows inlined, gives svg, png or pdf bytes.

Knows nothing of presets or charts. What may not be drawn is refused first; the drawing itself happens in another
process.
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import Diagnostic, RenderError, counted, shown, warn
from chartkit.render.characters import drawable
from chartkit.render.process import Reply, drawing_process
from chartkit.render.reason import plain_reason, runtime_error, warnings_of
from chartkit.render.trust import outside_addresses, tables

Format = Literal["svg", "png", "pdf"]

FORMATS = ("svg", "png", "pdf")
MAX_SCALE = 20
MAJORS = {"vega-lite": (4, 5, 6), "vega": (5, 6)}
"""The versions that the bundled Vega draws."""
LIGHT = "light"
"""The theme of a chart without one."""


class Picture(NamedTuple):
    """A drawing as svg text, and Vega-Lite's own warnings about its spec."""

    svg: str
    warnings: tuple[str, ...]


def render(
    spec: dict[str, Any],
    format: Format,
    *,
    scale: float = 1,
    theme: str | None = None,
    timeout_s: float = 60,
    max_memory_bytes: int = 4 << 30,
) -> bytes:
    """The picture of `spec`, drawn at the size the spec states.

    `scale` enlarges png and pdf, `theme` is one of Vega's named themes, under the spec's own config; "light" is the
    look without one. Every format is
    drawn by way of svg, so marks are looked for in each: a spec that holds rows and draws no mark gives its blank
    picture and warns CK506. Local times are those of `TZ` when drawing first starts; specs in utc do not depend on it.

    Raises `RenderError`: CK501 for an address outside the spec, CK502 and CK503 over time and memory, CK504 and CK510
    when the drawing process dies or cannot start, CK505 for what Vega refuses or stumbles on, CK507 for an unknown
    format, scale or theme, CK508 for a version that cannot be drawn, CK509 for what is no JSON.

    Cost: up to 1 s for the first picture of a process, then tens of ms for a small chart, some seconds for 100,000
    marks; as much as vl-convert in the caller's own process.
    """
    _check_output(format, scale=scale, timeout_s=timeout_s, max_memory_bytes=max_memory_bytes)
    header = {"task": format, "scale": scale, "theme": None if theme == LIGHT else theme}
    reply = _drawn(spec, header, timeout_s, max_memory_bytes)
    if not reply.header["has_marks"]:
        _warn_of_blank(spec)
    return reply.body


def picture(spec: dict[str, Any], *, timeout_s: float = 60, max_memory_bytes: int = 4 << 30) -> Picture:
    """The picture of `spec` as svg text, blank or not, with what Vega-Lite warns of. Raises and costs as `render`."""
    header = {"task": "svg", "scale": 1, "theme": None, "warns": True}
    reply = _drawn(spec, header, timeout_s, max_memory_bytes)
    return Picture(reply.body.decode(), warnings_of(reply.log))


def _drawn(spec: dict[str, Any], header: dict[str, Any], timeout_s: float, max_memory_bytes: int) -> Reply:
    """The drawing process's reply. Raises `RenderError` for what may not or cannot be drawn."""
    drawn = {key: value for key, value in spec.items() if key != "usermeta"}
    body = drawable(_dumped(drawn))
    dialect, major = _dialect(drawn)
    if outside := outside_addresses(drawn):
        raise RenderError(outside)
    header = {**header, "dialect": dialect, "major": major}
    reply = drawing_process().ask(header, body, timeout_s, max_memory_bytes)
    _check_reply(reply, header["theme"])
    return reply


def _check_output(format: str, **numbers: float) -> None:
    found: list[Diagnostic] = []
    if format not in FORMATS:
        found.append(Diagnostic("CK507", f"a chart is drawn as svg, png or pdf; found {format!r}."))
    for name, number in numbers.items():
        if not (math.isfinite(number) and number > 0):
            found.append(Diagnostic("CK507", f"{name} is a number above 0; found {number!r}."))
    if numbers["scale"] > MAX_SCALE and math.isfinite(numbers["scale"]):
        found.append(Diagnostic("CK507", f"scale is at most {MAX_SCALE}; found {numbers['scale']!r}."))
    if found:
        raise RenderError(found)


def _dumped(drawn: dict[str, Any]) -> bytes:
    """JSON that Vega's parser reads. Raises `RenderError` CK509 for what is none."""
    import orjson

    try:
        return orjson.dumps(drawn)
    except orjson.JSONEncodeError:
        return _dumped_slowly(drawn)


def _dumped_slowly(drawn: dict[str, Any]) -> bytes:
    """As orjson, for integers beyond 64 bits and for halves of surrogate pairs, which are drawn as U+FFFD."""
    import json
    import re

    try:
        text = json.dumps(drawn, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise RenderError.of("CK509", f"the spec is not JSON: {error}.") from None
    return re.sub("[\ud800-\udfff]", "\ufffd", text).encode()


def _dialect(chart: dict[str, Any]) -> tuple[str, int]:
    from chartkit.schema import dialect_of

    dialect = dialect_of(chart)
    majors = MAJORS[dialect.name]
    if dialect.major not in majors:
        name = "Vega-Lite" if dialect.name == "vega-lite" else "Vega"
        known = ", ".join(f"v{major}" for major in majors)
        message = f"{name} v{dialect.major} cannot be drawn; {name} {known} can."
        raise RenderError.of("CK508", message)
    return dialect.name, dialect.major


def _check_reply(reply: Reply, theme: str | None) -> None:
    if "themes" in reply.header:
        from chartkit.schema import hint

        help_text = hint(theme or "", sorted([LIGHT, *reply.header["themes"]]), "themes", most=20)
        raise RenderError.of("CK507", f"there is no theme {shown(theme)}.", help_text)
    if "outside" in reply.header:
        message = f"the drawn chart names the address {shown(reply.header['outside'])}, which it does not hold."
        raise RenderError.of("CK501", message, "embed the image as a data: address, or leave it out")
    if "reason" in reply.header:
        reason = plain_reason(reply.header["reason"])
        raise RenderError.of("CK505", f"Vega cannot draw this spec: {reason}")
    if error := runtime_error(reply.log):
        help_text = "an expression or transform meets a value it does not expect"
        raise RenderError.of("CK505", f"Vega stopped while drawing: {error}", help_text)


def _warn_of_blank(chart: dict[str, Any]) -> None:
    n_rows = sum(map(len, tables(chart)))
    if n_rows:
        message = f"the picture shows no marks although the spec holds {counted(n_rows, 'row')}."
        help_text = "a field may be misspelt, or a filter or scale may leave nothing"
        warn(Diagnostic("CK506", message, "warning", help=help_text))
