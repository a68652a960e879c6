"""What an expression is known to be: takes expressions and their scopes, gives the displays and texts they stand for.

A name counts when it is bound once and nothing can have changed what it holds; all else is unknown, and of what is
unknown nothing is said.
"""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from chartkit.check.scripts.imports import Imported
from chartkit.check.scripts.scopes import Scope, Scoped

_MOST_STEPS = 20
_READING = frozenset({"print", "len", "log", "DataFrame", "add_data", "add_row", "keys"})
_SHARING = frozenset({"sorted", "list", "dict", "copy", "get", "head", "items", "values", "to_dict"})
"""Functions and methods that leave a value as it is; those of the second set hand on what stands in it."""

_FACTS = frozenset({"shape", "size", "empty", "dtypes"})
_CONTAINERS = (ast.Dict, ast.List, ast.Tuple, ast.keyword, ast.Starred)


class Unknown:
    """The one value of what nobody can tell without running the script."""


UNKNOWN = Unknown()


class Entry(NamedTuple):
    """A key of a dict display; `node` is where it stands. `value` is None where a later key may take its place."""

    key: str
    node: ast.expr | ast.keyword
    value: ast.expr | None


class Entries(NamedTuple):
    """The keys of a dict display, in order; not `is_whole` where `**` or a computed key may add others."""

    entries: tuple[Entry, ...]
    is_whole: bool
    scope: Scope


class Values:
    """Looks through names, in a tree whose scopes are known."""

    def __init__(self, tree: Scoped) -> None:
        self._parents = tree.parents
        self._scopes = dict(tree.calls)

    def path_of(self, node: ast.expr, scope: Scope) -> str | None:
        """The dotted path that `node` stands for, through imports and names of them; a builtin's own name.

        `wandb.plot.bar` after `import chartkit as wandb` is `chartkit.plot.bar`.
        """
        attributes: list[str] = []
        for _ in range(_MOST_STEPS):
            while isinstance(node, ast.Attribute):
                attributes.append(node.attr)
                node = node.value
            if not isinstance(node, ast.Name):
                return None
            owner = scope.owner(node.id)
            if owner is None:
                return ".".join([node.id, *reversed(attributes)])
            bindings = owner.bindings[node.id]
            first = bindings[0]
            if isinstance(first, Imported):
                root = _one_path(bindings)
                return root and ".".join([root, *reversed(attributes)])
            if len(bindings) > 1 or first is None:
                return None
            node, scope = first, owner
        return None

    def seen_through(self, node: ast.expr, scope: Scope) -> tuple[ast.expr, Scope] | None:
        """`node` itself, or the expression that its name is bound to for good; None where nobody can tell."""
        for _ in range(_MOST_STEPS):
            if not isinstance(node, ast.Name):
                return node, scope
            owner = scope.owner(node.id)
            bindings = owner.bindings[node.id] if owner else []
            value = bindings[0] if len(bindings) == 1 else None
            if owner is None or not isinstance(value, ast.expr):
                return None
            is_flat = not _has_displays(value)
            if not isinstance(value, ast.Constant) and not all(
                self._leaves_alone(use, is_flat) for use in owner.uses[node.id]
            ):
                return None
            node, scope = value, owner
        return None

    def constant(self, node: ast.expr | None, scope: Scope) -> Any:
        """The text, number, boolean, None or list of such that `node` is known to be, else `UNKNOWN`."""
        found = self.seen_through(node, scope) if node is not None else None
        if found is None:
            return UNKNOWN
        node, scope = found
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            number = node.operand.value
            return -number if isinstance(number, (int, float)) else UNKNOWN
        if isinstance(node, (ast.List, ast.Tuple)):
            items = [self.constant(item, scope) for item in node.elts]
            return UNKNOWN if any(item is UNKNOWN for item in items) else items
        return UNKNOWN

    def entries(self, node: ast.expr | None, scope: Scope) -> Entries | None:
        """The keys of the dict display, or `dict(…)` of keywords, that `node` is; None for anything else."""
        found = self.seen_through(node, scope) if node is not None else None
        if found is None:
            return None
        node, scope = found
        if isinstance(node, ast.Dict):
            return self._of_display(node, scope)
        if isinstance(node, ast.Call) and self.path_of(node.func, scope) == "dict":
            known = [Entry(each.arg, each, each.value) for each in node.keywords if each.arg]
            return Entries(tuple(known), len(known) == len(node.keywords) and not node.args, scope)
        return None

    def _of_display(self, node: ast.Dict, scope: Scope) -> Entries:
        """Read from its end: what stands behind a key may take its place."""
        found: list[Entry] = []
        later: set[str] = set()
        is_whole = True
        for key, value in zip(reversed(node.keys), reversed(node.values), strict=True):
            name = self.constant(key, scope)
            if key is not None and isinstance(name, str):
                found.append(Entry(name, key, value if is_whole and name not in later else None))
                later.add(name)
            else:
                is_whole = False
        return Entries(tuple(reversed(found)), is_whole, scope)

    def _leaves_alone(self, use: ast.expr, is_flat: bool) -> bool:
        """Whether this use of a value, or of a part of it, cannot change what it holds, nor hand it to what could.

        Of a flat value the parts are nothing that could be changed.
        """
        node: ast.AST = use
        parent = self._parents[node]
        while isinstance(parent, _CONTAINERS):
            node, parent = parent, self._parents[parent]
        if isinstance(parent, ast.Call) and node is not parent.func:
            return self._only_reads(parent, is_flat)
        if isinstance(parent, ast.Attribute):
            return self._is_read(parent, is_flat)
        if isinstance(parent, ast.Subscript):
            is_read = isinstance(parent.ctx, ast.Load) and (is_flat or self._leaves_alone(parent, is_flat))
            return is_read or node is parent.slice
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.comprehension)):
            return is_flat
        return isinstance(parent, (ast.Compare, ast.FormattedValue, ast.Expr))

    def _is_read(self, attribute: ast.Attribute, is_flat: bool) -> bool:
        """Whether an attribute of the value is only looked at, or a method that leaves it as it is."""
        call = self._parents[attribute]
        if isinstance(call, ast.Call) and call.func is attribute:
            return _is_reading(attribute.attr, is_flat)
        is_names = attribute.attr == "columns" and self._leaves_alone(attribute, is_flat=True)
        return isinstance(attribute.ctx, ast.Load) and (is_names or attribute.attr in _FACTS)

    def _only_reads(self, call: ast.Call, is_flat: bool) -> bool:
        """Whether the call is known to leave its arguments as they are: one of chartkit's, or of a few others."""
        root = (self.path_of(call.func, self._scopes[call]) or "").partition(".")[0]
        return root in ("chartkit", "wandb") or _is_reading(_last_name(call.func), is_flat)


def _is_reading(name: str, is_flat: bool) -> bool:
    return name in _READING or (is_flat and name in _SHARING)


def _has_displays(node: ast.expr) -> bool:
    """Whether lists or dicts stand in a display, which may change without it."""
    if isinstance(node, ast.Dict):
        parts = node.values
    elif isinstance(node, ast.Call) and _last_name(node.func) == "dict":
        parts = [each.value for each in node.keywords]
    else:
        parts = node.elts if isinstance(node, (ast.List, ast.Tuple)) else []
    return any(isinstance(part, (ast.Dict, ast.List, ast.Tuple, ast.Call)) for part in parts)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _one_path(bindings: list[Any]) -> str | None:
    """The path of a name that is imported once, or as chartkit and, where that fails, as wandb."""
    paths = [binding.path if isinstance(binding, Imported) else None for binding in bindings]
    known = {path and path.removeprefix("wandb").removeprefix("chartkit") for path in paths}
    is_either = all(path and path.partition(".")[0] in ("chartkit", "wandb") for path in paths)
    if len({*paths}) == 1 or (len(known) == 1 and is_either):
        return next((path for path in paths if path and path.startswith("chartkit")), paths[0])
    return None
