"""What every transform of Vega reads and makes, in the terms of `chartkit.presets.transforms`.

Takes one transform of a dataset of raw Vega, gives the fields it uses and the columns behind it.
Source: the transforms of Vega 6, their `as` and its defaults, https://vega.github.io/vega/docs/transforms/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from chartkit.presets.transforms import Makes, Transform, Use, fields_at
from chartkit.schema.json_types import is_list, is_object


def _nothing(_: Transform) -> Iterable[str]:
    return ()


class VegaShape(NamedTuple):
    """A type of transform: the properties that hold fields, and what it makes where `as` does not say."""

    fields: tuple[str, ...] = ()
    makes: Callable[[Transform], Iterable[str]] = _nothing
    replaces: bool = False
    is_open: bool = False
    rows: tuple[str, ...] = ()


def uses_of_vega_transform(transform: Transform) -> Iterator[Use]:
    """The fields and row expressions that a transform of a Vega dataset reads of the rows before it."""
    shape = VEGA_SHAPES.get(str(transform.get("type")), _UNKNOWN)
    for key in shape.fields:
        yield from _fields_under(transform, key)
    for key in shape.rows:
        if isinstance(transform.get(key), str):
            yield Use((key,), "expression", transform[key])


def makes_of_vega_transform(transform: Transform) -> Makes:
    """The columns a transform of a Vega dataset gives; open where a signal names them."""
    shape = VEGA_SHAPES.get(str(transform.get("type")), _UNKNOWN)
    groups = tuple(use.text for use in _fields_under(transform, "groupby")) if shape.replaces else ()
    is_open = shape.is_open or any(_is_computed(transform.get(key)) for key in ("as", "groupby", "fields", "ops"))
    return Makes((*groups, *shape.makes(transform)), shape.replaces, is_open)


def _fields_under(transform: Transform, key: str) -> Iterator[Use]:
    """The fields of a property: a name, a list of names, `{field: …}`, `{expr: …}`, or a comparison of fields."""
    for place in ((key,), (key, "*"), (key, "field"), (key, "field", "*"), (key, "*", "field")):
        yield from fields_at(transform, place)
    value = transform.get(key)
    if is_object(value) and isinstance(value.get("expr"), str):
        yield Use((key, "expr"), "expression", value["expr"])


def _is_computed(value: Any) -> bool:
    """Whether a signal gives the value, or an item of it."""
    return any(is_object(item) and "signal" in item for item in (value if is_list(value) else (value,)))


def _listed(given: Any) -> tuple[Any, ...]:
    return tuple(given) if is_list(given) else () if given is None else (given,)


def _as(*defaults: str) -> Callable[[Transform], Iterable[str]]:
    def made(transform: Transform) -> Iterable[str]:
        given = _listed(transform.get("as"))
        return tuple(str(name) for name in (*given, *defaults[len(given) :]) if name is not None)

    return made


def _as_fields(*keys: str) -> Callable[[Transform], Iterable[str]]:
    """What stands in `as`, with the names of the fields under `keys` for what it leaves out."""

    def made(transform: Transform) -> Iterable[str]:
        own = [_name(item) for key in keys for item in _listed(transform.get(key))]
        given = [*_listed(transform.get("as")), *[None] * len(own)][: len(own)]
        return tuple(str(name or default) for name, default in zip(given, own, strict=True))

    return made


def _name(field: Any) -> str:
    return str(field.get("field", "")) if is_object(field) else str(field)


def _operations(transform: Transform) -> Iterable[str]:
    """One column for each pair of `ops` and `fields`: its `as`, else the two joined; one count where neither stands."""
    ops, fields, given = (_listed(transform.get(key)) for key in ("ops", "fields", "as"))
    for index in range(max(len(ops), len(fields), 1)):
        op = ops[index] if index < len(ops) else "count"
        field = fields[index] if index < len(fields) else None
        name = given[index] if index < len(given) else None
        yield str(name or (f"{op}_{_name(field)}" if field else op))


def _flattened(transform: Transform) -> Iterable[str]:
    return (*_as_fields("fields")(transform), *_listed(transform.get("index")))


def _looked_up(transform: Transform) -> Iterable[str]:
    return tuple(map(str, _listed(transform.get("as")) or map(_name, _listed(transform.get("values")))))


def _forced(transform: Transform) -> Iterable[str]:
    return (*_as("x", "y", "vx", "vy")(transform), "index")


def _regressed(transform: Transform) -> Iterable[str]:
    return (*_as_fields("x", "y")(transform), "keys", "coef", "rSquared")


def _linked(_: Transform) -> Iterable[str]:
    return ("source", "target")


_HIERARCHY = ("depth", "children")
"""A hierarchy sorts its nodes, which have fields of their own (`value`, `height`), so its `sort` reads no columns."""
_UNKNOWN = VegaShape(is_open=True)

VEGA_SHAPES: Mapping[str, VegaShape] = {
    "aggregate": VegaShape(("groupby", "fields", "key"), _operations, replaces=True),
    "bin": VegaShape(("field",), _as("bin0", "bin1")),
    "collect": VegaShape(("sort",)),
    "contour": VegaShape(("x", "y", "weight"), replaces=True, is_open=True),
    "countpattern": VegaShape(("field",), _as("text", "count"), replaces=True),
    "cross": VegaShape((), _as("a", "b"), replaces=True),
    "crossfilter": VegaShape(("fields",)),
    "density": VegaShape((), _as("value", "density"), replaces=True),
    "dotbin": VegaShape(("field", "groupby"), _as("bin")),
    "extent": VegaShape(("field",)),
    "filter": VegaShape(rows=("expr",)),
    "flatten": VegaShape(("fields",), _flattened),
    "fold": VegaShape(("fields",), _as("key", "value")),
    "force": VegaShape((), _forced),
    "formula": VegaShape((), _as(), rows=("expr",)),
    "geojson": VegaShape(("fields", "geojson")),
    "geopath": VegaShape(("field",), _as("path")),
    "geopoint": VegaShape(("fields",), _as("x", "y")),
    "geoshape": VegaShape((), _as("shape")),
    "graticule": VegaShape(replaces=True, is_open=True),
    "heatmap": VegaShape((), _as("image")),
    "identifier": VegaShape((), _as()),
    "impute": VegaShape(("field", "key", "groupby")),
    "isocontour": VegaShape((), _as("contour"), is_open=True),
    "joinaggregate": VegaShape(("groupby", "fields", "key"), _operations),
    "kde": VegaShape(("field", "groupby"), _as("value", "density"), replaces=True),
    "kde2d": VegaShape(("x", "y", "weight", "groupby"), _as("grid"), replaces=True),
    "linkpath": VegaShape((), _as("path")),
    "loess": VegaShape(("x", "y", "groupby"), _as_fields("x", "y"), replaces=True),
    "lookup": VegaShape(("fields",), _looked_up),
    "nest": VegaShape(("keys",), is_open=True),
    "pack": VegaShape(("field",), _as("x", "y", "r", *_HIERARCHY)),
    "partition": VegaShape(("field",), _as("x0", "y0", "x1", "y1", *_HIERARCHY)),
    "pie": VegaShape(("field",), _as("startAngle", "endAngle")),
    "pivot": VegaShape(("field", "value", "groupby", "key"), replaces=True, is_open=True),
    "project": VegaShape(("fields",), _as_fields("fields"), replaces=True),
    "quantile": VegaShape(("field", "groupby"), _as("prob", "value"), replaces=True),
    "regression": VegaShape(("x", "y", "groupby"), _regressed, replaces=True),
    "resolvefilter": VegaShape(),
    "sample": VegaShape(),
    "sequence": VegaShape((), _as("data"), replaces=True),
    "stack": VegaShape(("field", "groupby", "sort"), _as("y0", "y1")),
    "stratify": VegaShape(("key", "parentKey")),
    "timeunit": VegaShape(("field",), _as("unit0", "unit1")),
    "tree": VegaShape(("field",), _as("x", "y", *_HIERARCHY)),
    "treelinks": VegaShape((), _linked, replaces=True),
    "treemap": VegaShape(("field",), _as("x0", "y0", "x1", "y1", *_HIERARCHY)),
    "voronoi": VegaShape(("x", "y"), _as("path")),
    "window": VegaShape(("sort", "groupby", "fields"), _operations),
    "wordcloud": VegaShape(("text",), _as("x", "y", "font", "fontSize", "fontStyle", "fontWeight", "angle")),
}
"""Every transform of a dataset by its type; one that is not here gives nobody knows what."""
