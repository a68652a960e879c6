"""The legend of runs in pictures that are saved: takes what each run is called and its colour, gives channels with it.

On the page one legend is there for all panels; a file stands alone. It names twenty runs and counts the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chartkit.data.run_label import RUN_COLUMNS
from chartkit.schema.json_types import is_list, is_object

Json = dict[str, Any]

MOST_NAMED = 20
_LABEL_PX = 220
_LETTER_PX = 6
_TEXT_PX = 72
"""Room for texts beside bars, which reach over the end of an axis."""
_COLORS = ("color", "fill", "stroke")
_INNER = ("layer", "hconcat", "vconcat", "concat")
_LABELS = "_run_labels"
_OTHERS = ""
"""Stands for the runs that are not named; no run has it as its id."""


def more_text(n_all: int) -> str:
    """The entry for those without a name of their own; empty where there are none.

    >>> more_text(20), more_text(32)
    ('', 'and 12 more')
    """
    return f"and {n_all - MOST_NAMED:,} more" if n_all > MOST_NAMED else ""


def called(runs: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """What each run is called, by id; of several with one name, or with that of the entry for the rest, also their ids.

    >>> called(["a", "b", "c"], {"a": "first", "b": "second", "c": "first"})
    {'a': 'first (a)', 'b': 'second', 'c': 'first (c)'}
    """
    found = {run: names.get(run, run) for run in runs}
    n_called = Counter([*found.values(), more_text(len(found))])
    return {run: name if n_called[name] == 1 else f"{name} ({run})" for run, name in found.items()}


def color_channel(field: str, colors: Mapping[str, str], others: str) -> Json:
    """Colours by the values of a field, with a legend of the first of them; `others` is the entry for the rest."""
    rest = [others] if len(colors) > MOST_NAMED else []
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": [*colors, *rest], "range": [*colors.values(), *("transparent" for _ in rest)]},
        "legend": {
            "title": None,
            "values": [*[*colors][:MOST_NAMED], *rest],
            "symbolOpacity": 1,
            "symbolStrokeWidth": 2,
            "labelLimit": _LABEL_PX,
        },
    }


def with_run_legend(spec: Json, names: Mapping[str, str]) -> Json:
    """A chart of several runs in their colours with a legend of them; any other chart as it is. `names` are by id."""
    colors = _colors(spec)
    if len(colors) < 2:
        return spec
    labels = {**called(colors, names), _OTHERS: more_text(len(colors))}
    channel = color_channel(RUN_COLUMNS["id"], colors, _OTHERS)
    channel["legend"] |= {"labelExpr": f"{_LABELS}[datum.value]", **({"offset": _TEXT_PX} if _has_texts(spec) else {})}
    found = _view(spec, channel)
    if found == spec:
        return spec
    params = [*found.get("params", []), {"name": _LABELS, "value": labels}]
    return {"padding": padding_for(labels.values()), **found, "params": params}


def padding_for(labels: Iterable[str]) -> dict[str, int]:
    """Room beside a legend: where an SVG is opened its letters may be a quarter wider, and its edge would cut names.

    >>> padding_for(["resnet-adam-0.003"])
    {'left': 5, 'top': 5, 'right': 30, 'bottom': 5}
    """
    longest_px = min(_LABEL_PX, _LETTER_PX * max(map(len, labels)))
    return {"left": 5, "top": 5, "right": 5 + longest_px // 4, "bottom": 5}


def _colors(spec: Json) -> dict[str, str]:
    """The colour of each run in the rows, in the order in which they come."""
    id, color = RUN_COLUMNS["id"], RUN_COLUMNS["color"]
    return {str(row[id]): str(row[color]) for row in _rows(spec) if row.get(id) is not None and row.get(color)}


def _rows(spec: Json) -> Iterator[Json]:
    for rows in spec.get("datasets", {}).values():
        if is_list(rows):
            yield from (row for row in rows if is_object(row))


def _has_texts(view: Json) -> bool:
    mark = view.get("mark")
    inner = [one for part in _INNER for one in view.get(part, [])] + ([view["spec"]] if "spec" in view else [])
    return (mark["type"] if is_object(mark) else mark) == "text" or any(map(_has_texts, inner))


def _view(view: Json, channel: Json) -> Json:
    made = {**view}
    for part in _INNER:
        if is_list(view.get(part)):
            made[part] = [_view(one, channel) for one in view[part]]
    if is_object(view.get("spec")):
        made["spec"] = _view(view["spec"], channel)
    if is_object(view.get("encoding")):
        made["encoding"] = _encoding(view["encoding"], channel)
    return made


def _encoding(encoding: Json, channel: Json) -> Json:
    """The encoding of a mark that is drawn run by run, with the legend; that of any other as it is."""
    details = encoding.get("detail", [])
    is_by_run = any(one.get("field") == RUN_COLUMNS["id"] for one in (details if is_list(details) else [details]))
    place = next((name for name in _COLORS if _is_run_color(encoding.get(name))), None)
    return {**encoding, place: channel} if place is not None and is_by_run else encoding


def _is_run_color(how: Any) -> bool:
    return is_object(how) and how.get("field") == RUN_COLUMNS["color"] and how.get("scale", 0) is None
