"""Words of other tools and of plain English: takes one that Vega-Lite does not have, gives those that it may mean.

They are no misspellings, so that no distance finds them: matplotlib's `alpha`, pandas' `std`, Altair's `Q`, a pie.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

TYPES: dict[str, str] = {
    **dict.fromkeys(("q", "numeric", "numerical", "number", "int", "integer", "float", "continuous"), "quantitative"),
    **dict.fromkeys(("t", "date", "datetime", "time", "timestamp"), "temporal"),
    **dict.fromkeys(
        ("n", "string", "str", "text", "category", "categorical", "discrete", "bool", "boolean"), "nominal"
    ),
    **dict.fromkeys(("o", "ordered", "rank"), "ordinal"),
}
"""The types of fields as others call them."""

_VALUES = {
    "point": "scatter scatterplot dot dots marker click single multi hover",
    "bar": "histogram hist column columns barh barplot barchart",
    "arc": "pie piechart donut doughnut ring wedge",
    "rect": "heatmap tile cell",
    "line": "curve lineplot linechart",
    "boxplot": "box whisker",
    "geoshape": "map choropleth geo",
    "text": "label annotation",
    "rule": "hline vline",
    "log": "logarithmic log10 ln",
    "pow": "power exponential exponent",
    "average": "avg",
    "mean": "avg average",
    "stdev": "std sd stddev sigma",
    "count": "len length size n nrows",
    "distinct": "nunique unique uniques",
    "variance": "var",
    "sum": "total",
    "ascending": "increasing",
    "descending": "decreasing reverse reversed",
    "monotone": "smooth spline curved",
    "step-after": "hv",
    "step-before": "vh",
    "normalize": "percent percentage fill expand relative",
    "zero": "stacked",
    "top": "up above north",
    "bottom": "down below south",
    "middle": "centre center",
    "center": "centre middle",
    "interval": "brush drag rectangle",
    "range": "slider",
    "select": "dropdown list options",
    "checkbox": "check toggle switch",
    "independent": "separate free own",
    "shared": "common same",
    "yearmonthdate": "daily ymd",
    "yearmonth": "monthly",
    "year": "yearly annual",
    "hours": "hour hourly",
    "minutes": "minute min",
    "seconds": "second sec",
    "albersUsa": "us usa",
    "time": "date datetime temporal",
    "linear": "quantitative continuous",
    "ordinal": "categorical category nominal",
    "container": "auto full responsive fit 100%",
}
_KEYS = {
    "opacity": "alpha transparency",
    "strokeWidth": "linewidth lw thickness borderwidth",
    "strokeDash": "dash dashes linestyle dasharray",
    "stroke": "linecolor border bordercolor edgecolor",
    "fill": "background facecolor",
    "cornerRadius": "borderradius radius rounded",
    "interpolate": "curve smoothing",
    "point": "marker markers",
    "tooltip": "hover hovertemplate hovertext",
    "field": "column variable col name by",
    "text": "title label annotation string",
    "title": "label name caption heading text",
    "color": "hue colours",
    "detail": "group",
    "fontSize": "size",
    "maxbins": "bins nbins",
    "x": "xaxis",
    "y": "yaxis",
    "sort": "order",
    "stack": "stacked position",
    "bin": "binning",
    "scheme": "palette colors cmap colormap colorscheme colourscheme",
    "range": "palette colors between",
    "domain": "limits lim extent",
    "domainMin": "min minimum",
    "domainMax": "max maximum",
    "reverse": "invert inverted reversed descending",
    "labelAngle": "rotate rotation angle labelrotation",
    "labelFontSize": "fontsize",
    "tickCount": "nticks numticks ticknumber",
    "format": "tickformat labelformat",
    "orient": "position location loc side placement",
    "filter": "where query condition",
    "calculate": "expression formula eval",
    "groupby": "by group",
    "aggregate": "agg aggfunc func statistic",
    "op": "agg aggregate func function",
    "as": "into alias",
    "url": "file path source",
    "values": "rows data records",
    "value": "default init initial",
    "select": "selection",
    "encoding": "aes mapping encode encodings channels",
    "mark": "geom plot chart",
    "config": "theme rcparams",
    "concat": "subplots panels",
    "layer": "overlay traces",
    "condition": "if when",
    "equal": "eq is equals",
    "gt": "greater greaterthan above more",
    "lt": "less lessthan below",
    "oneOf": "in isin",
    "column": "columns cols",
    "row": "rows",
}


_PARTS = re.compile(r"[^a-z0-9]+")


def _by_word(names: Mapping[str, str]) -> dict[str, list[str]]:
    """The names that each of the other words means, in the order of the names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, others in names.items():
        for other in others.split():
            found[other].append(name)
    return dict(found)


_MEANT_AS_VALUE, _MEANT_AS_KEY = _by_word(_VALUES), _by_word(_KEYS)


def meant_by(word: str, candidates: Collection[str], is_key: bool = False) -> list[str]:
    """Those of `candidates` that `word` means elsewhere; none for a word of no other tool.

    >>> meant_by("Pie", ("bar", "arc")), meant_by("alpha", ("opacity", "color"), is_key=True)
    (['arc'], ['opacity'])
    """
    plain = word.lower().replace("_", "").replace("-", "").replace(" ", "")
    found = (_MEANT_AS_KEY if is_key else _MEANT_AS_VALUE).get(plain, [])
    if not is_key and plain in TYPES and "quantitative" in candidates:
        found = [TYPES[plain]]
    return [name for name in found if name in candidates]


def meant_by_part(word: str, candidates: Collection[str]) -> list[str]:
    """Those of `candidates` that a part of `word` is, or means elsewhere: of `geom_line` and `lines+markers`.

    >>> meant_by_part("geom_line", ("bar", "line")), meant_by_part("bar_horizontal", ("bar", "line"))
    (['line'], ['bar'])
    """
    parts = _PARTS.split(word.lower())
    if len(parts) < 2:
        return []
    found = dict.fromkeys(name for part in parts if len(part) > 2 for name in (part, part.removesuffix("s")))
    known = [name for name in found if name in candidates]
    return known or [name for part in parts for name in meant_by(part, candidates)]
