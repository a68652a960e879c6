"""The columns of a table that a script writes out: takes the expression, gives their names, or None where unknown.

Known are displays (a dict of columns, a list of records), `Table(columns=[…])`, and frames made of them.
"""

from __future__ import annotations

import ast
from typing import Any, cast

from chartkit.check.scripts.scopes import Scope
from chartkit.check.scripts.values import UNKNOWN, Values

_FRAMES = frozenset({"pandas.DataFrame", "polars.DataFrame", "pyarrow.table"})
_TABLES = frozenset({"chartkit.Table", "wandb.Table", "chartkit.data.Table"})
_DATA = ("dataframe", "data", "rows")


def table_columns(node: ast.expr | None, scope: Scope, values: Values) -> list[str] | None:
    """The names of the columns, in order; None where running the script may give others. O(size of the display)."""
    found = values.seen_through(node, scope) if node is not None else None
    if found is None:
        return None
    node, scope = found
    if isinstance(node, ast.Dict):
        return _of_mapping(node, scope, values)
    if isinstance(node, (ast.List, ast.Tuple)):
        return _of_records(node, scope, values)
    if written := _keys(node, scope, values):
        return written
    path = values.path_of(node.func, scope) if isinstance(node, ast.Call) else None
    if not isinstance(node, ast.Call) or path not in _FRAMES | _TABLES or _is_open(node):
        return None
    return _of_table(node, scope, values) if path in _TABLES else _of_frame(node, scope, values)


def _is_open(call: ast.Call) -> bool:
    return any(isinstance(each, ast.Starred) for each in call.args) or any(not each.arg for each in call.keywords)


def _of_table(call: ast.Call, scope: Scope, values: Values) -> list[str] | None:
    """Of `Table(columns, data, …)`: those of its data, which win, else the columns that are named."""
    given = _given(call, ("columns", "data", "rows", "dataframe"))
    data = next((given[name] for name in _DATA if name in given), None)
    own = table_columns(data, scope, values)
    if own is not None or "columns" not in given or "dataframe" in given or _is_computed(data, scope, values):
        return own
    return _texts(given["columns"], scope, values)


def _is_computed(data: ast.expr | None, scope: Scope, values: Values) -> bool:
    """Whether data comes from a call, as `pandas.read_csv(…)`, and may bring names of its own."""
    if isinstance(data, ast.Name) and (owner := scope.owner(data.id)):
        bound = owner.bindings[data.id]
        return any(isinstance(value, ast.Call) and values.path_of(value.func, owner) != "list" for value in bound)
    return isinstance(data, ast.Call) and values.path_of(data.func, scope) != "list"


def _of_mapping(node: ast.Dict, scope: Scope, values: Values) -> list[str] | None:
    """Of a dict: its keys, but for `{"columns": […], "data": […]}`, which may be names and rows."""
    keys = _keys(node, scope, values)
    if keys is None or {*keys} != {"columns", "data"}:
        return keys
    names = _texts(node.values[keys.index("columns")], scope, values)
    return names if names and not any(name.isdecimal() for name in names) else None


def _of_frame(call: ast.Call, scope: Scope, values: Values) -> list[str] | None:
    """Of `DataFrame(data, …)`: `columns`, or the keys of its data; what else it is told may rename them."""
    given = _given(call, ("data",))
    if "columns" in given:
        return _texts(given["columns"], scope, values)
    return table_columns(given.get("data"), scope, values) if given.keys() <= {"data", "dtype"} else None


def _given(call: ast.Call, names: tuple[str, ...]) -> dict[str, ast.expr]:
    """The arguments by name; one without a name beyond `names` by its number."""
    numbered = [*names, *map(str, range(len(names), len(call.args)))]
    by_place = dict(zip(numbered, call.args, strict=False))
    return by_place | {each.arg: each.value for each in call.keywords if each.arg}


def _texts(node: ast.expr, scope: Scope, values: Values) -> list[str] | None:
    found = values.constant(node, scope)
    names = cast("list[Any]", found) if isinstance(found, list) else [UNKNOWN]
    return [str(name) for name in names] if all(isinstance(name, (str, int)) for name in names) else None


def _keys(node: ast.expr, scope: Scope, values: Values) -> list[str] | None:
    entries = values.entries(node, scope)
    return [entry.key for entry in entries.entries] if entries and entries.is_whole else None


def _of_records(node: ast.List | ast.Tuple, scope: Scope, values: Values) -> list[str] | None:
    """Of a list of records: the keys of all of them."""
    keys = [_keys(item, scope, values) if isinstance(item, ast.Dict) else None for item in node.elts]
    if not keys or None in keys:
        return None
    return list(dict.fromkeys(name for record in keys for name in record or ()))
