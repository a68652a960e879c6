"""The traps T1 to T31 of rewriting a chart over fewer rows, each as the smallest charts that fall into it.

Takes nothing, gives `TRAPS`: a chart by its name, with its rows, and the reason where chartkit leaves it whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

Row = dict[str, Any]
Spec = dict[str, Any]

COUNT: Spec = {"aggregate": "count"}
GREATEST: Spec = {"aggregate": {"argmax": "p"}}
BINNED: Spec = {"field": "q", "bin": True}


class Trap(NamedTuple):
    """A chart over the table `t`; `reasons` say why none of it is reduced, none where all of it is.

    None leaves open which of the two, as long as the picture is the same.
    """

    spec: Spec
    rows: Sequence[Row]
    reasons: tuple[str, ...] | None = ()


def unit(mark: Any, transform: Sequence[Spec] = (), **encoding: Any) -> Spec:
    """One view; without transforms the key is left out."""
    before = {"transform": list(transform)} if transform else {}
    return {**before, "mark": mark, "encoding": encoding}


def of(op: str, field: str, **more: Any) -> Spec:
    """An aggregate of a column."""
    return {"aggregate": op, "field": field, "type": "quantitative", **more}


def word(field: str = "c", **more: Any) -> Spec:
    """A nominal channel."""
    return {"field": field, "type": "nominal", **more}


def day(year: int, month: int, date: int, hour: int = 0) -> datetime.datetime:
    """A wall-clock time."""
    return datetime.datetime(year, month, date, hour)


MIXED: list[Row] = [
    {"q": (index * 37 % 101) / 4, "p": index * 13 % 17 - 5, "c": "xyzw"[index * 7 % 4], "d": "mn"[index % 3 % 2]}
    for index in range(60)
]
NULLS: list[Row] = [
    {"q": None if index % 5 == 0 else index / 3, "p": index % 7, "c": [None, "null", "", "a"][index % 4]}
    for index in range(40)
]
ALONE: list[Row] = [*MIXED, {"q": 99.0, "p": 3, "c": "alone", "d": "m"}]
TIMES: list[Row] = [
    {"t": day(2011, 12, 28) + datetime.timedelta(hours=31 * index), "q": index * 5 % 11, "c": "ab"[index % 2]}
    for index in range(50)
]
BY_HAND: list[Row] = [{"d": f"{1 + index % 28:02}/{1 + index % 3:02}/2012", "q": index} for index in range(40)]
NESTED: list[Row] = [{"o": {"k": "ab"[index % 2], "v": index}} for index in range(12)]
BRUSH: Spec = {"params": [{"name": "brush", "select": "interval"}]}

_TRAPS: dict[str, Trap] = {
    "T1 one field filtered in two roles": Trap(
        unit("bar", x=BINNED, y=of("stderr", "q")),
        ALONE,
        ("'q_stderr' is missing in some group, and its field plays another role too",),
    ),
    "T1 one field in three roles": Trap(
        unit("point", x=BINNED, y=of("mean", "q"), color=of("stdev", "q")),
        ALONE,
        ("'q_stdev' is missing in some group, and its field plays another role too",),
    ),
    "T2 titles of both ends of a rule": Trap(
        unit("rule", y=word(), x=of("min", "q"), x2={"aggregate": "max", "field": "q"}), MIXED
    ),
    "T2 titles of two layers": Trap(
        {"layer": [unit("bar", x=BINNED, y=COUNT), unit("rule", x=of("mean", "q"), color={"value": "red"})]}, MIXED
    ),
    "T2 bins of two layers": Trap(
        {"layer": [unit("bar", x=BINNED, y=COUNT), unit("point", x={"field": "q", "bin": {}}, y=of("max", "p"))]}, MIXED
    ),
    "T3 bins of a layer before its filter": Trap(
        {"layer": [unit("circle", [{"filter": "datum.q > 12"}], x=BINNED, y=COUNT), unit("line", x=BINNED, y=COUNT)]},
        MIXED,
    ),
    "T3 bins of a unit after its filter": Trap(unit("bar", [{"filter": "datum.q > 12"}], x=BINNED, y=COUNT), MIXED),
    "T3 bins of a layer before what it makes": Trap(
        {
            "layer": [
                unit("bar", x=word("d"), y=COUNT),
                unit("point", [{"calculate": "datum.p + 1", "as": "m"}], x={"field": "m", "bin": True}, y=COUNT),
            ]
        },
        MIXED,
        None,
    ),
    "T4 one source in several views": Trap(
        {"hconcat": [unit("bar", x=BINNED, y=COUNT), unit("bar", x=BINNED, y=of("mean", "p"))]}, MIXED
    ),
    "T5 the domain of the raw rows": Trap(
        unit("point", x=word(), y=of("mean", "q", scale={"domain": "unaggregated"})),
        MIXED,
        ("the domain of y is that of all rows",),
    ),
    "T5 a condition on a column": Trap(
        unit(
            "bar", x=word(), y=COUNT, color={"condition": {"test": "datum.c === 'x'", "value": "red"}, "value": "grey"}
        ),
        MIXED,
    ),
    "T5 the order of facets": Trap(
        unit("bar", x=BINNED, y=COUNT, row=word(sort={"field": "p", "op": "sum", "order": "descending"})), MIXED
    ),
    "T6 order by a column": Trap(unit("bar", x=word(sort={"field": "p", "op": "max"}), y=of("sum", "q")), MIXED),
    "T6 order by a channel": Trap(unit("bar", x=word(sort="-y"), y=of("mean", "q")), MIXED),
    "T6 order by a stacked channel": Trap(unit("bar", x=word(sort="y"), y=of("sum", "q"), color=word("d")), MIXED),
    "T6 order by the count": Trap(unit("bar", y=word(sort={"op": "count", "order": "descending"}), x=COUNT), MIXED),
    "T7 first appearance": Trap(unit("bar", x=word(sort=None), y=COUNT, color=word("d", sort=None)), MIXED[::-1]),
    "T8 null and the word null": Trap(unit("bar", x=word(), y=COUNT), NULLS),
    "T8 zero and negative zero": Trap(
        unit("bar", x=word(), y=COUNT), [{"c": value} for value in (0.0, -0.0, 1.0, -0.0, None, 1.0)]
    ),
    "T9 what is missing": Trap(unit("bar", x=word(), y=of("mean", "q"), color=of("distinct", "q")), NULLS),
    "T9 nothing to add up": Trap(
        unit("point", x=word(), y=of("sum", "q")),
        [*NULLS, {"q": None, "p": 1, "c": "void"}, {"q": 0, "p": 1, "c": "b"}],
    ),
    "T9 the spread of one value": Trap(unit("point", x=word(), y=of("stdev", "q")), ALONE),
    "T9 rows that are missing or valid": Trap(
        {"hconcat": [unit("bar", x=word("p"), y=of("missing", "q")), unit("bar", x=word("p"), y=of("valid", "q"))]},
        NULLS,
    ),
    "T10 the row of the greatest": Trap(unit("point", x=word(), y=of("mean", "q") | GREATEST), MIXED),
    "T12 weeks and weekdays": Trap(
        {"hconcat": [unit("bar", x={"field": "t", "timeUnit": part}, y=COUNT) for part in ("utcweek", "utcday")]}, TIMES
    ),
    "T13 parsed by hand in two layers": Trap(
        {
            "data": {"name": "t", "format": {"parse": {"d": "date:'%d/%m/%Y'"}}},
            "layer": [unit(mark, x={"field": "d", "timeUnit": "month"}, y=COUNT) for mark in ("line", "point")],
        },
        BY_HAND,
        ("the field 'd' lies inside of other values, or is not of one kind",),
    ),
    "T14 a selection filters first": Trap(
        {
            "hconcat": [
                {**BRUSH, **unit("point", x={"field": "q", "type": "quantitative"})},
                unit("bar", [{"filter": {"param": "brush"}}], x=BINNED, y=COUNT),
            ]
        },
        MIXED,
        ("it draws every row", "the selection 'brush' filters it first"),
    ),
    "T14 a selection bounds the bins": Trap(
        {
            "hconcat": [
                {**BRUSH, **unit("point", x={"field": "q", "type": "quantitative"})},
                unit("bar", x={"field": "q", "bin": {"extent": {"param": "brush"}}}, y=COUNT),
            ]
        },
        MIXED,
        ("it draws every row", "the selection 'brush' sets the extent of the bins"),
    ),
    "T15 a tooltip of all columns": Trap(
        unit({"type": "bar", "tooltip": {"content": "data"}}, x=BINNED, y=COUNT), MIXED
    ),
    "T16 repeated columns": Trap(
        {"repeat": ["q", "p"], "spec": unit("bar", x={"field": {"repeat": "repeat"}, "bin": True}, y=COUNT)}, MIXED
    ),
    "T16 nested columns": Trap(
        unit("bar", x=word("o.k"), y=of("sum", "o.v")),
        NESTED,
        ("the field 'o.k' lies inside of other values, or is not of one kind",),
    ),
    "T17 the order of a stack": Trap(unit("bar", x=word("d"), y=COUNT, color=word(), order=of("mean", "p")), MIXED),
    "T17 gaps of a stack": Trap(
        unit("area", x={"field": "p", "type": "quantitative"}, y=of("sum", "q"), color=word("d")), MIXED
    ),
    "T18 a unit without an aggregate": Trap(
        unit("point", x={"field": "t", "timeUnit": "utcmonth"}, y={"field": "q", "type": "quantitative"}),
        TIMES,
        ("it draws every row",),
    ),
    "T19 an ordinal unit": Trap(
        unit("bar", x={"field": "t", "timeUnit": "utcmonth", "type": "ordinal"}, y=COUNT), TIMES
    ),
    "T20 an offset that a continuous axis drops": Trap(
        unit("bar", x=BINNED, y=of("mean", "p"), xOffset=word("d")), MIXED, None
    ),
    "T21 counts where a stack has gaps": Trap(
        unit("area", x={"field": "p", "type": "quantitative"}, y=of("sum", "q"), color=word(), opacity=COUNT),
        MIXED,
        None,
    ),
    "T22 a column with the name of one of ours": Trap(
        unit("boxplot", x=word("n"), y={"field": "q", "type": "quantitative"}),
        [{"n": row["p"] % 3, "q": row["q"]} for row in MIXED],
    ),
    "T23 charts side by side share a legend": Trap(
        {
            "hconcat": [
                unit("bar", x=word(), y=COUNT, color=of("stdev", "q")),
                unit("bar", x=word("d"), y=COUNT, color=of("valid", "p")),
            ]
        },
        MIXED,
    ),
    "T24 a count by its order alone": Trap(
        unit("circle", x=word(), y=BINNED, order=COUNT),
        MIXED,
        ("a count by its order alone is drawn as if nothing was counted",),
    ),
    "T25 invalid values are shown beside a count": Trap(
        unit({"type": "point", "invalid": "show"}, x=of("min", "q"), y=word(), color=COUNT, size=of("q1", "p")),
        NULLS,
        ("its invalid values are shown, and a count has none",),
    ),
    "T26 a chart beside reads text as numbers": Trap(
        {"hconcat": [unit("bar", x=word(), y=of("mean", "q")), unit("bar", x=word("d"), y=of("max", "c"))]},
        MIXED,
        ("one of its views reads the text of 'c' as numbers",),
    ),
    "T27 a layer takes a time unit before its own transform makes the field": Trap(
        {
            "encoding": {"x": {"field": "t", "timeUnit": "utcyeardayofyear", "type": "ordinal"}},
            "layer": [
                unit("circle", y=of("valid", "q")),
                unit("rule", [{"timeUnit": "utcdayhours", "field": "t", "as": "t"}], y=of("min", "q")),
            ],
        },
        TIMES,
        ("a layer bins a field, or takes its time unit, before its own transform makes it",),
    ),
    "T28 a sum beyond the doubles": Trap(
        unit("bar", x=of("mean", "q"), y=word()),
        [{"q": 1e308, "c": "ab"[index % 2]} for index in range(8)],
        ("the mean of q is more than a double holds",),
    ),
    "T23 times and categories share no legend": Trap(
        {
            "hconcat": [
                unit("bar", x=word(), y=of("distinct", "q"), fill=word()),
                unit(
                    "circle",
                    x={"field": "t", "type": "temporal"},
                    y=of("median", "q"),
                    fill={"field": "t", "timeUnit": "utcyearmonth", "type": "temporal"},
                ),
            ]
        },
        [*TIMES, *TIMES],
    ),
    "T30 a title that is taken away is read out": Trap(
        unit("point", x=of("distinct", "q", title=None), y=word(), size={**COUNT, "title": None}), MIXED
    ),
    "T29 angles have no guide to title": Trap(
        {
            "encoding": {"theta": {**COUNT, "stack": True}, "color": word()},
            "layer": [
                unit({"type": "arc", "outerRadius": 80}),
                unit({"type": "text", "radius": 90}, text=word()),
            ],
        },
        MIXED,
    ),
}

_INVALID: dict[str, Trap] = {
    f"T11 {invalid} in {mark}s": Trap(
        unit(
            {"type": mark, "invalid": invalid},
            x={"field": "p", "type": "quantitative"},
            y=of("mean", "q"),
            color=word(),
        ),
        [*NULLS, *({"q": None, "p": p, "c": "a"} for p in (3, 8))],
    )
    for invalid in ("filter", "break-paths-filter-domains", "break-paths-show-domains", "show")
    for mark in ("line", "area", "point")
}

_DROPPED: dict[str, Trap] = {
    f"T31 {mark} drops {channel}": Trap(
        {"mark": mark, "encoding": {"x": word(), "y": of("mean", "q"), channel: definition, **more}}, MIXED, (reason,)
    )
    for mark, channel, definition, more, reason in [
        ("bar", "shape", word("d"), {}, "a bar does not draw the channel shape"),
        ("line", "shape", word("d"), {}, "a line does not draw the channel shape"),
        ("rect", "size", COUNT, {}, "a rect does not draw the channel size"),
        ("line", "size", of("median", "p"), {}, "a line does not draw a size that is aggregated"),
        ("bar", "color", word("d"), {"fill": {"value": "red"}}, "color is not drawn beside fill or stroke"),
        ("point", "color", word("d"), {"stroke": {"value": "red"}}, "color is not drawn beside fill or stroke"),
    ]
}

TRAPS = {**_TRAPS, **_INVALID, **_DROPPED}
