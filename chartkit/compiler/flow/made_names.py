"""The columns that Vega-Lite makes by itself from an encoding, and that an author may read beside the table's.

Takes a view, gives their names: `mean_loss`, `bin_maxbins_10_loss_end`, `yearmonth_date`, `__count`, `loss_start`.
Source: Vega-Lite 6.4, `vgField` in src/channeldef.ts, `binToString`, `timeUnitToString`, and the composite marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chartkit.compiler.reductions.binning import most_bins
from chartkit.compiler.views import View
from chartkit.schema.json_types import is_list, is_object

ALWAYS = frozenset(["__count", "__count_start", "__count_end", "_vgsid_"])

_ENDINGS = ("_end", "_start", "_mid", "_range", "_offsetted_rect_start", "_offsetted_rect_end")
_COMPOSITE = {
    "boxplot": ("lower_box", "upper_box", "mid_box", "min", "max", "lower_whisker", "upper_whisker", "iqr"),
    "errorbar": ("center", "extent", "lower", "upper"),
    "errorband": ("center", "extent", "lower", "upper"),
}
_BIN_PARAMETER = re.compile(r"\W")
_UNIT = re.compile(r"(?:binned)?(utc)?(.*)", re.DOTALL)


def made_names(view: View | None) -> frozenset[str]:
    """Every column that the encodings of the view and of those around it make. O(channels)."""
    found: set[str] = set(ALWAYS)
    while view is not None:
        for channel, (_, definition) in view.encoding.items():
            for single in definition if is_list(definition) else (definition,):
                found.update(_of_definition(single, channel, view))
        facet = view.spec.get("facet") if view.kind == "facet" else None
        for single in (facet, *facet.values()) if is_object(facet) else ():
            found.update(_of_definition(single, "facet", view))
        view = view.parent
    return frozenset(found)


def _of_definition(definition: Any, channel: str, view: View) -> Iterator[str]:
    if not is_object(definition):
        return
    for field in view.fields(definition.get("field")) or ("",):
        yield from (f"{field}{ending}" for ending in _ENDINGS)
        for name in _words(definition, channel):
            yield from (f"{name}_{field}{ending}" for ending in ("", *_ENDINGS))
        yield from (f"{word}_{field}" for word in _COMPOSITE.get(view.mark or "", ()))
        yield from (f"imputed_{field}_value", f"distinct_{field}")
        for name in (field, *(f"{word}_{field}" for word in _words(definition, channel))):
            yield from (f"{start}_{name}_sort_index" for start in (channel, "row", "column", ""))
    aggregate = definition.get("aggregate")
    if is_object(aggregate):
        yield from (f"{op}_{of}" for op, of in aggregate.items())
    sort = definition.get("sort")
    if is_object(sort) and "field" in sort:
        yield f"{sort.get('op')}_{sort['field']}"
        yield f"{sort.get('op')}_{sort['field']}_by_{definition.get('field')}"
    condition = definition.get("condition")
    for single in condition if is_list(condition) else (condition,):
        yield from _of_definition(single, channel, view)


def _words(definition: dict[str, Any], channel: str) -> Iterator[str]:
    """What its bin, unit and aggregate put before the field's name."""
    if definition.get("bin"):
        yield bin_word(definition["bin"], channel)
    if definition.get("timeUnit"):
        yield unit_word(definition["timeUnit"])
    aggregate = definition.get("aggregate")
    if isinstance(aggregate, str):
        yield aggregate


def bin_word(bin: Any, channel: str) -> str:
    """How Vega-Lite calls a binning in the names of its columns.

    >>> bin_word(True, "x"), bin_word({"step": 0.5}, "color")
    ('bin_maxbins_10', 'bin_step_0_5')
    """
    params = bin if is_object(bin) else {}
    if not params.get("maxbins") and not params.get("step"):
        params = {**params, "maxbins": most_bins(channel)}
    return "bin" + "".join(_BIN_PARAMETER.sub("_", f"_{key}_{_text(value)}") for key, value in params.items())


def unit_word(unit: Any) -> str:
    """How Vega-Lite calls a time unit in the names of its columns.

    >>> unit_word("yearmonth"), unit_word({"unit": "hours", "step": 6})
    ('yearmonth', 'hours_step_6')
    """
    params = dict(unit) if is_object(unit) else {"unit": unit}
    match = _UNIT.match(str(params.get("unit") or ""))
    is_utc, word = (match[1] or params.get("utc"), match[2]) if match else (None, "")
    params.pop("utc", None)
    if word:
        params["unit"] = word
    prefix = "utc" if is_utc else ""
    if not word:
        prefix += "timeunit"
    parts = (_BIN_PARAMETER.sub("_", f"{'' if key == 'unit' else f'_{key}_'}{value}") for key, value in params.items())
    return prefix + "".join(parts)


def _text(value: Any) -> str:
    """A parameter as JavaScript writes it into a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if is_list(value):
        return ",".join(map(_text, value))
    if is_object(value):
        return ",".join(_text(item) for entry in value.items() for item in entry)
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
