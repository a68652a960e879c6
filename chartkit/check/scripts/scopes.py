"""Who binds which name: takes a tree, gives its scopes, each name's bindings and every use of it.

Only what Python's own rules decide is said: a name that is bound twice, or by anything but a plain assignment or an
import, is one whose value nobody knows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from chartkit.check.scripts.imports import Imported, imported_names, is_open

Binding = ast.expr | Imported | None
"""What a name is bound to: the expression assigned, what is imported, or None for anything else."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """A module, class, function or comprehension. `uses` holds each read of a name that belongs to this scope."""

    def __init__(self, parent: Scope | None, node: ast.AST) -> None:
        self.parent = parent
        self.node = node
        self.bindings: dict[str, list[Binding]] = {}
        self.uses: dict[str, list[ast.Name]] = {}
        self.module_names: set[str] = set()
        self.outer_names: set[str] = set()

    def owner(self, name: str) -> Scope | None:
        """The scope whose `name` is meant here, None for a builtin and for what is bound nowhere."""
        scope: Scope | None = self.module if name in self.module_names else self
        while scope is not None:
            if name in scope.bindings and (scope is self or not isinstance(scope.node, ast.ClassDef)):
                return scope
            scope = scope.parent
        return None

    @property
    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    @property
    def nearest_function(self) -> Scope:
        """Where `:=` binds: the first scope outwards that is no comprehension."""
        scope = self
        while isinstance(scope.node, _COMPREHENSIONS) and scope.parent is not None:
            scope = scope.parent
        return scope


class Scoped(NamedTuple):
    """A tree with its scopes: each call with the scope it stands in, in no order, and each node's parent."""

    calls: list[tuple[ast.Call, Scope]]
    parents: dict[ast.AST, ast.AST]


def scoped(tree: ast.Module) -> Scoped:
    """The scopes of `tree`, every name bound and used in its own. O(nodes), and safe at any depth."""
    walk = _Walk(Scope(None, tree))
    walk.run(tree)
    walk.bind()
    return Scoped(walk.calls, walk.parents)


class _Walk:
    """One pass over the tree; names are bound when all `global` lines are known."""

    def __init__(self, module: Scope) -> None:
        self.module = module
        self.calls: list[tuple[ast.Call, Scope]] = []
        self.parents: dict[ast.AST, ast.AST] = {}
        self.bound: list[tuple[Scope, str, Binding]] = []
        self.read: list[tuple[Scope, ast.Name]] = []
        self.assigned: set[ast.AST] = set()
        self.open_line = 0

    def run(self, tree: ast.Module) -> None:
        stack: list[tuple[ast.AST, Scope]] = [(tree, self.module)]
        while stack:
            node, scope = stack.pop()
            self.look(node, scope)
            for child, its_scope in _children(node, scope):
                self.parents[child] = node
                stack.append((child, its_scope))

    def bind(self) -> None:
        for scope, name, value in self.bound:
            if name in scope.module_names:
                self.module.bindings.setdefault(name, []).append(None)
            elif name in scope.outer_names:
                for outer in _outwards(scope):
                    if name in outer.bindings or isinstance(outer.node, _FUNCTIONS):
                        outer.bindings.setdefault(name, []).append(None)
            elif scope is self.module and isinstance(value, ast.expr) and value.lineno < self.open_line:
                scope.bindings.setdefault(name, []).append(None)
            else:
                scope.bindings.setdefault(name, []).append(value)
        for scope, name in self.read:
            if owner := scope.owner(name.id):
                owner.uses.setdefault(name.id, []).append(name)

    def look(self, node: ast.AST, scope: Scope) -> None:
        """Note what `node` binds, reads or calls."""
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                self.read.append((scope, node))
            elif node not in self.assigned:
                self.bound.append((scope, node.id, None))
        elif isinstance(node, ast.Call):
            self.calls.append((node, scope))
        elif isinstance(node, ast.Assign):
            if len(node.targets) == 1 or isinstance(node.value, ast.Constant):  # else one name changes the other's
                for target in node.targets:
                    self.assign(target, node.value, scope)
        elif isinstance(node, ast.AnnAssign):
            self.assign(node.target, node.value, scope)
        elif isinstance(node, ast.NamedExpr):
            self.assigned.add(node.target)
            value = node.value if isinstance(node.value, ast.Constant) else None
            self.bound.append((scope.nearest_function, node.target.id, value))
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.bound += [(scope, name, value) for name, value in imported_names(node)]
            if isinstance(node, ast.ImportFrom) and is_open(node):
                self.open_line = max(self.open_line, node.lineno)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self.bound.append((scope, node.name, None))
        elif isinstance(node, ast.arg):
            self.bound.append((scope, node.arg, None))
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            self.bound.append((scope, node.name, None))
        elif isinstance(node, ast.MatchMapping) and node.rest:
            self.bound.append((scope, node.rest, None))
        elif isinstance(node, ast.Global):
            scope.module_names.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            scope.outer_names.update(node.names)

    def assign(self, target: ast.expr, value: ast.expr | None, scope: Scope) -> None:
        """A plain name takes the value, several names the values of a display of as many."""
        if isinstance(target, ast.Name):
            self.assigned.add(target)
            if value is not None:  # `x: int` by itself binds nothing
                self.bound.append((scope, target.id, value))
        elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
            pairs = [*target.elts, *value.elts]
            if len(target.elts) == len(value.elts) and not any(isinstance(each, ast.Starred) for each in pairs):
                for inner, its_value in zip(target.elts, value.elts, strict=True):
                    self.assign(inner, its_value, scope)


def _outwards(scope: Scope) -> Iterator[Scope]:
    while scope.parent is not None:
        scope = scope.parent
        yield scope


def _children(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """The children of `node`, each with its scope: a function's defaults and decorators stand outside of it."""
    if isinstance(node, _FUNCTIONS):
        inner = Scope(scope, node)
        body = node.body if isinstance(node.body, list) else [node.body]
        arguments = node.args
        own = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        own += [each for each in (arguments.vararg, arguments.kwarg) if each]
        outside = [*arguments.defaults, *(each for each in arguments.kw_defaults if each)]
        if not isinstance(node, ast.Lambda):
            outside += node.decorator_list
        yield from ((child, inner) for child in (*own, *body))
        yield from ((child, scope) for child in outside)
    elif isinstance(node, ast.ClassDef):
        inner = Scope(scope, node)
        yield from ((child, inner) for child in node.body)
        yield from ((child, scope) for child in (*node.decorator_list, *node.bases, *node.keywords))
    elif isinstance(node, _COMPREHENSIONS):
        inner = Scope(scope, node)
        yield from ((child, inner) for child in ast.iter_child_nodes(node))
    else:
        yield from ((child, scope) for child in ast.iter_child_nodes(node))
