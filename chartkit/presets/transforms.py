"""What every transform of Vega-Lite reads and makes: one table, for binding, flow and planner alike.

Takes one transform, gives the fields it uses with their places in it, and the columns behind it.
Source: the transforms of Vega-Lite 6.4 and their `as`; its src/compile/data for the names it makes where none is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

if TYPE_CHECKING:
    from chartkit.expressions import Reads

Transform = Mapping[str, Any]


class Use(NamedTuple):
    """A field, or an expression over a row, that something reads; `path` is its place in that thing.

    `is_key` marks a field that is the key at the end of `path`, not the value.
    """

    path: JsonPath
    kind: Literal["field", "expression"]
    text: str
    is_key: bool = False


class Makes(NamedTuple):
    """The columns a transform adds: `names`, and more that only the data decides when `is_open`.

    `replaces` says that the columns before it are gone, but for those it groups by, which stand in `names`.
    """

    names: tuple[str, ...] = ()
    replaces: bool = False
    is_open: bool = False


class Shape(NamedTuple):
    """A kind of transform: the places of the fields it reads (`*` is every item of a list), and what it makes."""

    fields: tuple[JsonPath, ...]
    makes: Callable[[Transform], Iterable[str]]
    replaces: bool = False
    is_open: bool = False
    rows: tuple[str, ...] = ()
    """The properties with a predicate or an expression over a row."""


def uses_of_transform(transform: Transform) -> Iterator[Use]:
    """The fields and row expressions that a Vega-Lite transform reads of the rows before it."""
    shape = shape_of(transform)
    for place in shape.fields if shape else ():
        yield from fields_at(transform, place)
    for key in shape.rows if shape else ():
        yield from uses_of_predicate(transform.get(key), (key,))


def reads_of_transform(transform: Transform) -> Reads:
    """What a Vega-Lite transform reads, its expressions and predicates included. Raises `ExpressionError`."""
    return reads_of_uses(uses_of_transform(transform))


def makes_of_transform(transform: Transform) -> Makes:
    """The columns a Vega-Lite transform gives."""
    shape = shape_of(transform)
    if shape is None:
        return Makes()
    names = tuple(shape.makes(transform))
    groups = tuple(use.text for use in fields_at(transform, ("groupby", "*"))) if shape.replaces else ()
    return Makes((*groups, *names), shape.replaces, shape.is_open)


def columns_after(makes: Makes, columns: frozenset[str] | None) -> frozenset[str] | None:
    """The columns behind a transform, from those before it; None where the data decides what there is.

    >>> sorted(columns_after(makes_of_transform({"fold": ["a", "b"]}), frozenset("ab")))
    ['a', 'b', 'key', 'value']
    """
    if makes.is_open or (columns is None and not makes.replaces):
        return None
    return frozenset(makes.names) if makes.replaces or columns is None else columns.union(makes.names)


def reads_of_uses(uses: Iterable[Use]) -> Reads:
    """The reads of several uses as one; a field's path tells its first step. Raises `ExpressionError`."""
    from chartkit.expressions import Reads, reads

    fields: set[str] = set()
    found: list[Reads] = []
    for use in uses:
        if use.kind == "field":
            fields.add(use.text)
        else:
            found.append(reads(use.text))
    return Reads(
        frozenset(fields).union(*(each.fields for each in found)),
        any(each.is_whole_row for each in found),
        frozenset[str]().union(*(each.names for each in found)),
        frozenset[str]().union(*(each.datasets for each in found)),
        frozenset[str]().union(*(each.functions for each in found)),
    )


def uses_of_predicate(predicate: Any, path: JsonPath) -> Iterator[Use]:
    """What the test of a filter or condition reads: an expression, a field with what it is held against, or a
    composition of these by `and`, `or` and `not`."""
    if isinstance(predicate, str):
        yield Use(path, "expression", predicate)
    elif is_list(predicate):
        for index, item in enumerate(predicate):
            yield from uses_of_predicate(item, (*path, index))
    elif is_object(predicate):
        for key in ("and", "or", "not"):
            yield from uses_of_predicate(predicate.get(key), (*path, key))
        yield from fields_at(predicate, ("field",), path)


def fields_at(value: Any, place: JsonPath, path: JsonPath = ()) -> Iterator[Use]:
    """The fields that stand at `place` of `value`, `*` being every item of a list; `path` is that of `value`."""
    if not place:
        if isinstance(value, str) and value not in ("", "*"):
            yield Use(path, "field", value)
        return
    step, *rest = place
    if step == "*":
        for index, item in enumerate(value if is_list(value) else ()):
            yield from fields_at(item, tuple(rest), (*path, index))
    elif isinstance(value, Mapping) and step in value:
        yield from fields_at(value[step], tuple(rest), (*path, step))


def shape_of(transform: Transform) -> Shape | None:
    """The row of `SHAPES` for this transform; None for what is no transform."""
    return SHAPES.get(word_of(transform))


def word_of(transform: Transform) -> str:
    """The property by which Vega-Lite knows the transform, "" for what is none.

    >>> word_of({"density": "loss", "extent": [0, 1]})
    'density'
    """
    return next((key for key in SHAPES if key in transform), "")


def _listed(given: Any) -> tuple[str, ...]:
    return tuple(name for name in (given if is_list(given) else (given,)) if isinstance(name, str))


def _as(*defaults: str) -> Callable[[Transform], Iterable[str]]:
    """What stands in `as`, item by item, with these names for what it leaves out."""

    def made(transform: Transform) -> Iterable[str]:
        given = _listed(transform.get("as"))
        return (*given, *defaults[len(given) :])

    return made


def _as_fields(*keys: str) -> Callable[[Transform], Iterable[str]]:
    """What stands in `as`, with the names of the fields under `keys` for what it leaves out."""

    def made(transform: Transform) -> Iterable[str]:
        own = [name for key in keys for name in _listed(transform.get(key))]
        return _as(*own)(transform)

    return made


def _with_end(transform: Transform) -> Iterable[str]:
    given = _listed(transform.get("as"))
    return (*given, f"{given[0]}_end") if len(given) == 1 else given


def _stacked(transform: Transform) -> Iterable[str]:
    if "as" in transform:
        return _with_end(transform)
    return (f"{transform['stack']}_start", f"{transform['stack']}_end")


def _operations(key: str) -> Callable[[Transform], Iterable[str]]:
    """One column for each item: its `as`, else its operation and field joined."""

    def made(transform: Transform) -> Iterable[str]:
        items: Any = transform.get(key)
        return [operation_name(item) for item in (items if is_list(items) else ()) if is_object(item)]

    return made


def operation_name(item: Mapping[str, Any]) -> str:
    """The column that an item of an aggregate or window makes.

    >>> operation_name({"op": "mean", "field": "loss"})
    'mean_loss'
    """
    if isinstance(item.get("as"), str):
        return item["as"]
    op, field = item.get("op"), item.get("field")
    word = next(iter(op), "") if is_object(op) else op
    return f"{word}_{field}" if field else f"{word}"


def _looked_up(transform: Transform) -> Iterable[str]:
    source: Any = transform.get("from")
    entries = source if is_object(source) else {}
    if "as" in transform:
        return _listed(transform["as"])
    return _listed(entries["fields"]) if "fields" in entries else _listed(entries.get("param"))


def _regressed(transform: Transform) -> Iterable[str]:
    return ("keys", "coef", "rSquared") if transform.get("params") else _as_fields("on", "regression")(transform)


def _nothing(_: Transform) -> Iterable[str]:
    return ()


_GROUPS: JsonPath = ("groupby", "*")
_SORT: JsonPath = ("sort", "*", "field")

SHAPES: Mapping[str, Shape] = {
    "calculate": Shape((), _as(), rows=("calculate",)),
    "filter": Shape((), _nothing, rows=("filter",)),
    "aggregate": Shape((("aggregate", "*", "field"), _GROUPS), _operations("aggregate"), replaces=True),
    "lookup": Shape((("lookup",),), _looked_up),
    "window": Shape((("window", "*", "field"), _SORT, _GROUPS), _operations("window")),
    "joinaggregate": Shape((("joinaggregate", "*", "field"), _GROUPS), _operations("joinaggregate")),
    "stack": Shape((("stack",), _GROUPS, _SORT), _stacked),
    "fold": Shape((("fold", "*"),), _as("key", "value")),
    "flatten": Shape((("flatten", "*"),), _as_fields("flatten")),
    "pivot": Shape((("pivot",), ("value",), _GROUPS), _nothing, replaces=True, is_open=True),
    "sample": Shape((), _nothing),
    "impute": Shape((("impute",), ("key",), _GROUPS), _nothing),
    "density": Shape((("density",), _GROUPS), _as("value", "density"), replaces=True),
    "quantile": Shape((("quantile",), _GROUPS), _as("prob", "value"), replaces=True),
    "regression": Shape((("regression",), ("on",), _GROUPS), _regressed, replaces=True),
    "loess": Shape((("loess",), ("on",), _GROUPS), _as_fields("on", "loess"), replaces=True),
    "extent": Shape((("extent",),), _nothing),
    "bin": Shape((("field",),), _with_end),
    "timeUnit": Shape((("field",),), _with_end),
}
"""Every transform by the property that names it; those whose name is also another's property come last."""
