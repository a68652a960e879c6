"""Categories ordered by what the rows hold: takes a channel's `sort`, gives the query that orders its categories.

Vega-Lite computes such an order from all rows, before it aggregates. The grouped table no longer has them, so the
order is computed here and written out as a list.

Source: Vega-Lite 6.4, `domainSort`; Vega 6, `compare`: nulls come first, equal ones in the order of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from chartkit.compiler.channels import FACETS
from chartkit.compiler.planning.roles import Role
from chartkit.compiler.reductions.reduction import NotReducible

_STACKING = ("bar", "area", "arc")
_STACK_BY = ("color", "fill", "stroke", "opacity", "fillOpacity", "strokeOpacity", "strokeWidth", "detail", "order")


class SortQuery(NamedTuple):
    """The values of `field` ordered by `op` of `by` over all rows; `by` is None where rows are counted."""

    field: str
    op: str
    by: str | None
    is_descending: bool


def sort_query(role: Role, encoding: Mapping[str, Any], mark: str) -> SortQuery | None:
    """The order of this definition's categories, None where its values themselves order them.

    Raises `NotReducible` for orders that a list cannot say.
    """
    sort: Any = role.definition.get("sort")
    if not _is_query(sort) or not _is_discrete(role):
        return None
    if role.bin is not None or role.unit is not None or role.definition.get("type") == "temporal":
        raise NotReducible(f"{role.channel} sorts bins or times by another field")
    if role.op or role.field is None:
        raise NotReducible(f"{role.channel} sorts an aggregate by another field")
    op, by, order = _by_encoding(sort, encoding) if isinstance(sort, str) or "encoding" in sort else _by_field(sort)
    if op is None:
        if mark in _STACKING and any(channel in encoding for channel in _STACK_BY):
            raise NotReducible(f"{role.channel} sorts by a field without an op while its marks stack")
        op = "min"
    return SortQuery(role.field, op, by, order == "descending")


def _is_query(sort: Any) -> bool:
    if isinstance(sort, str):
        return sort not in ("ascending", "descending")
    return isinstance(sort, dict)


def _is_discrete(role: Role) -> bool:
    return role.channel in FACETS or role.definition.get("type") not in ("quantitative", "temporal")


def _by_encoding(sort: Any, encoding: Mapping[str, Any]) -> tuple[str | None, str | None, str]:
    if isinstance(sort, str):
        sort = {"encoding": sort.removeprefix("-"), "order": "descending" if sort.startswith("-") else "ascending"}
    given = encoding.get(sort["encoding"])
    by = Role((sort["encoding"],), given) if isinstance(given, dict) else None
    if by is None or isinstance(by.op, dict) or by.bin is not None or by.unit is not None:
        raise NotReducible(f"a sort by the channel {sort['encoding']!r} cannot be written as a list")
    if by.op != "count" and by.field is None:
        raise NotReducible(f"a sort by the channel {sort['encoding']!r} names no field")
    return by.op, None if by.op == "count" else by.field, sort.get("order") or "ascending"


def _by_field(sort: Any) -> tuple[str | None, str | None, str]:
    entries = cast("dict[str, Any]", sort)
    op, by = entries.get("op"), entries.get("field")
    if by is None and op != "count":
        raise NotReducible("a sort without a field cannot be written as a list")
    return op, None if op == "count" else by, entries.get("order") or "ascending"
