"""Lines (`plot`, `axhline`, `step`, caps of error bars): takes Line2D artists, gives line, rule and point layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, cast

from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.colors import NO_PAINT, Paint, paint_of
from chartkit.media.matplotlib.drawn import Drawn, Series, as_given, named
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.markers import marker_layer

_STEPS = {
    "default": None,
    "steps": "step-before",
    "steps-pre": "step-before",
    "steps-mid": "step",
    "steps-post": "step-after",
}
_SOLID = [1, 0]


def read_lines(frame: Frame, lines: Sequence[Artist]) -> Iterator[Drawn]:
    """Lines that are drawn one after the other; those that look alike in kind share a table and a layer."""
    shown = [line for line in lines if len(line.get_path().vertices)]
    for key, members in groupby(shown, key=lambda line: _kind(frame, line)):
        together = list(members)
        if key[0] == "marked":
            for line in together:
                yield _marked(frame, line)
        elif key[0] in ("across", "up"):
            yield _rules(frame, together, key[0])
        else:
            yield _plain(frame, together)


def _kind(frame: Frame, line: Artist) -> tuple[str, Any]:
    """What may not differ between lines of one layer."""
    if line.get_gapcolor() is not None:
        raise RefusedError("a line with a colour in its gaps")
    if _has_marker(line):
        return "marked", None
    span = _span(frame, line)
    if span:
        return span, None
    return "line", (line.get_drawstyle(), _is_in_order(line), line.get_clip_on(), *_ends(line))


def _has_marker(line: Artist) -> bool:
    return line.get_marker() not in ("None", None, " ", "", "none")


def _span(frame: Frame, line: Artist) -> str | None:
    """ "across" or "up" for a line through the whole plot at one value."""
    in_data = line.get_transform().contains_branch_seperately(frame.axes.transData)
    x, y = line.get_path().vertices.T
    if in_data == (False, True) and len(x) == 2 and tuple(x) == (0, 1) and y[0] == y[1]:
        return "across"
    if in_data == (True, False) and len(x) == 2 and tuple(y) == (0, 1) and x[0] == x[1]:
        return "up"
    return None


def _is_in_order(line: Artist) -> bool:
    """Whether x never falls and is never missing, so that a chart may draw the points by x."""
    import numpy as np

    x = line.get_path().vertices[:, 0]
    return bool(np.isfinite(x).all() and (np.diff(x) >= 0).all())


def _ends(line: Artist) -> tuple[str, str]:
    is_dashed = line.is_dashed()
    cap = line.get_dash_capstyle() if is_dashed else line.get_solid_capstyle()
    join = line.get_dash_joinstyle() if is_dashed else line.get_solid_joinstyle()
    return str(cap), str(join)


def _plain(frame: Frame, lines: list[Artist]) -> Drawn:
    import numpy as np

    placed = [frame.placed(line.get_path().vertices, line.get_transform()) for line in lines]
    series = named([str(line.get_label()) for line in lines], "line")
    columns = {
        **series.column([len(x) for x, _ in placed]),
        "x": np.concatenate([x for x, _ in placed]),
        "y": np.concatenate([y for _, y in placed]),
    }
    return Drawn("lines", columns, (_line_layer(frame, lines, series),))


def _line_layer(frame: Frame, lines: list[Artist], series: Series) -> dict[str, Any]:
    first = lines[0]
    cap, join = _ends(first)
    mark = {
        "type": "line",
        "orient": "vertical",
        "clip": bool(first.get_clip_on()),
        "strokeCap": _cap(cap),
        "strokeJoin": join,
    }
    layer: dict[str, Any] = {"mark": mark, "encoding": frame.xy()}
    if step := _STEPS[first.get_drawstyle()]:
        mark["interpolate"] = step
    if not _is_in_order(first):
        as_given(layer)
    series.parted(layer)
    _stroke(frame, layer, lines, series)
    return layer


def _stroke(frame: Frame, layer: dict[str, Any], lines: list[Artist], series: Series) -> None:
    series.paint(layer, "stroke", [line_paint(line) for line in lines])
    series.style(layer, "strokeWidth", [frame.px(line.get_linewidth()) for line in lines])
    dashes = [dash_of(frame, line) for line in lines]
    if any(dash != _SOLID for dash in dashes):
        series.style(layer, "strokeDash", dashes)


def _rules(frame: Frame, lines: list[Artist], direction: str) -> Drawn:
    """Lines through the whole plot: `axhline` ("across") and `axvline` ("up")."""
    name = "y" if direction == "across" else "x"
    series = named([str(line.get_label()) for line in lines], "line")
    at = [frame.placed(line.get_path().vertices[:1], frame.axes.transData) for line in lines]
    values = [y[0] if name == "y" else x[0] for x, y in at]
    mark = {"type": "rule", "clip": bool(lines[0].get_clip_on())}
    layer: dict[str, Any] = {"mark": mark, "encoding": {name: frame.channel(name, name)}}
    series.parted(layer)
    _stroke(frame, layer, lines, series)
    return Drawn("rules", {**series.column([1] * len(lines)), name: values}, (layer,))


def _marked(frame: Frame, line: Artist) -> Drawn:
    """A line with markers, or the markers alone."""
    x, y = frame.placed(line.get_path().vertices, line.get_transform())
    chosen = _chosen(line, len(x))
    layers: list[dict[str, Any]] = []
    columns: dict[str, Any] = {"x": x, "y": y}
    if line_paint(line).shows:
        layers.append(_line_layer(frame, [line], Series(("line",))))
    points = marker_layer(frame, line)
    if points is not None:
        if not chosen.all():
            columns["is_marked"] = chosen
            points["transform"] = [{"filter": "datum.is_marked"}]
        layers.append(points)
    return Drawn("lines" if len(layers) > 1 else "points", columns, tuple(layers))


def _chosen(line: Artist, n_points: int) -> Any:
    """Which points have a marker, by `markevery`."""
    import numpy as np

    every: Any = line.get_markevery()
    chosen = np.zeros(n_points, dtype=bool)
    if every is None:
        every = slice(None)
    elif isinstance(every, int) and not isinstance(every, bool):
        every = slice(0, None, every)
    elif isinstance(every, tuple) and {*map(type, cast("tuple[Any, ...]", every))} == {int}:
        start, step = cast("tuple[int, int]", every)
        every = slice(start, None, step)
    elif isinstance(every, float | tuple):
        raise RefusedError("markers at distances on the screen (markevery)")
    chosen[every] = True
    return chosen


def line_paint(line: Artist) -> Paint:
    """The colour of a line; none where only its markers are drawn."""
    if str(line.get_linestyle()) in ("None", " ", "") or not line.get_linewidth():
        return NO_PAINT
    return paint_of(line.get_color(), line.get_alpha())


def dash_of(frame: Frame, line: Artist) -> list[float]:
    """The dashes of a line in px; those of a solid one are `[1, 0]`."""
    pattern = line._dash_pattern[1]  # the public property names the style, not its lengths
    return [frame.px(length) for length in pattern] if pattern else list(_SOLID)


def _cap(name: str) -> str:
    return "square" if name == "projecting" else name
