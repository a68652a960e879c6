"""The lookup transform over rows that stand in the spec: each row gets fields of the one whose key reads the same.

Takes {"lookup": …, "from": {"data": {"values": […]}, "key": …, "fields": […]}, "as": …, "default": …}; rows and their
order stay. Keys are compared as JavaScript writes them; of several rows with one key the last counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.compiler.reductions.partitions import required
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.schema.json_types import is_list, is_object

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind

    Key = str | float | bool | None

_MOST_IN_ENGINE = 50
"""Keys that are written out as cases; more are joined in Polars."""


class Found(NamedTuple):
    """A column that is looked up: `values` beside the transform's keys, `default` where no key is the row's."""

    name: str
    kind: FrameKind
    values: tuple[Any, ...]
    default: Any


class Lookup(NamedTuple):
    """The columns `found` for the `keys` that the column `field` may hold."""

    field: str
    keys: tuple[Key, ...]
    found: tuple[Found, ...]
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset((self.field,))

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {one.name: one.kind for one in self.found}

    def apply(self, frame: Frame) -> Frame:
        """The rows in their order with the columns."""
        if len(self.keys) > _MOST_IN_ENGINE:
            frame = frame.in_polars(f"a lookup of {len(self.keys):,} keys runs in Polars")
        made = self._joined(frame) if len(self.keys) > _MOST_IN_ENGINE else self._cases()
        return frame.with_columns({one.name: (column, one.kind) for one, column in zip(self.found, made, strict=True)})

    def explain(self) -> str:
        return f"lookup {', '.join(self.makes)} by {self.field} among {len(self.keys):,} keys"

    def _cases(self) -> list[Any]:
        import narwhals as nw

        column = nw.col(self.field)
        made: list[Any] = []
        for one in self.found:
            value = _typed(one.default, one.kind)
            for key, there in zip(self.keys, one.values, strict=True):
                is_key = column.is_null() if key is None else ~column.is_null() & (column == nw.lit(key))
                value = nw.when(is_key).then(_typed(there, one.kind)).otherwise(value)
            made.append(value)
        return made

    def _joined(self, frame: Frame) -> list[Any]:
        import narwhals as nw
        import polars as pl

        column: Any = nw.col(self.field)
        old = pl.Series(self.keys, dtype=pl.Float64 if frame.kinds[self.field] == "number" else None)
        column = column.cast(nw.Float64()) if frame.kinds[self.field] == "number" else column
        dtypes: Mapping[FrameKind, Any] = {"number": nw.Float64(), "text": nw.String(), "boolean": nw.Boolean()}
        return [
            column.replace_strict(
                old.to_list(), list(one.values), default=_typed(one.default, one.kind), return_dtype=dtypes[one.kind]
            )
            for one in self.found
        ]


def lookup_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Lookup:
    """The lookup transform read.

    Raises: NotReducible.
    **Source**: Vega 6, vega-transforms Lookup and vega-util fastmap; Vega-Lite 6.4, lookup transform.
    """
    source = transform["from"]
    data: Any = source.get("data") or {}
    if not is_list(data.get("values")) or not all(map(is_object, data["values"])):
        raise NotReducible("it looks into data that is not written in the spec")
    if data.get("format"):
        raise NotReducible("the rows it looks into are read by a format")
    if not source.get("fields"):
        raise NotReducible("a lookup of whole rows makes objects")
    field, fields = str(transform["lookup"]), [str(name) for name in source["fields"]]
    required([field], kinds)
    given = transform.get("as") or fields
    names = [given] if isinstance(given, str) else [str(name) for name in given]
    if len(names) != len(fields) or any(set(name) & set(".[\\") for name in (*fields, str(source["key"]))):
        raise NotReducible("its fields are no plain columns, or have other names in number")
    rows = _rows_by_key(cast("list[dict[str, Any]]", data["values"]), str(source["key"]), kinds[field])
    default = transform.get("default")
    return Lookup(
        field,
        tuple(rows),
        tuple(
            _found(name, [row.get(read) for row in rows.values()], default)
            for name, read in zip(names, fields, strict=True)
        ),
    )


def _rows_by_key(rows: Sequence[Mapping[str, Any]], key: str, kind: FrameKind) -> dict[Key, Mapping[str, Any]]:
    """The last row of each key that a column of `kind` may hold; None is the key of missing values."""
    found: dict[Key, Mapping[str, Any]] = {}
    for row in rows:
        if key not in row:
            continue  # its key is "undefined", which no value of a column reads as
        text = _text(row[key])
        if text == "null":
            found[None] = row
            if kind != "text":
                continue
        held = _held(text, kind)
        if held is not None:
            found[held] = row
    return found


def _held(text: str, kind: FrameKind) -> Key:
    """The value of a column that JavaScript writes as `text`; None where there is none."""
    if kind == "text":
        return text
    if kind == "boolean":
        return {"true": True, "false": False}.get(text)
    if kind == "time":
        raise NotReducible("times are looked up by how the browser writes them")
    try:
        number = float(text)
        return number if _text(number) == text else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    """`value` as JavaScript writes it. Raises `NotReducible` for lists, objects and numbers with an exponent."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return value
    if not isinstance(value, (int, float)) or (value and not 1e-4 <= abs(value) < 1e15):
        raise NotReducible("a key is no text, boolean or number of usual size")
    return str(int(value)) if value == int(value) else repr(float(value))


def _found(name: str, values: list[Any], default: Any) -> Found:
    kinds: list[FrameKind | None] = [_kind(value) for value in (*values, default) if value is not None]
    kind = kinds[0] if len(set(kinds)) == 1 else None
    if kind is None:
        raise NotReducible(f"the values looked up for {name!r} are not of one kind")
    plain = [float(value) if kind == "number" and value is not None else value for value in values]
    return Found(name, kind, tuple(plain), float(default) if kind == "number" and default is not None else default)


def _kind(value: Any) -> FrameKind | None:
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "number" if isinstance(value, (int, float)) else None


def _typed(value: Any, kind: FrameKind) -> Any:
    import narwhals as nw

    dtypes: Mapping[FrameKind, Any] = {"number": nw.Float64(), "text": nw.String(), "boolean": nw.Boolean()}
    return nw.lit(value, dtype=dtypes[kind])
