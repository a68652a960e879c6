"""Which calls draw charts: takes a script, gives its calls of `plot_table` and of the functions of `chartkit.plot`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from inspect import unwrap
from typing import Any, NamedTuple

from chartkit.check.scripts.scopes import Scope, scoped
from chartkit.check.scripts.source import Script
from chartkit.check.scripts.values import Values

_ROOTS = ("chartkit", "wandb")
_PLACES = ("", "plot.", "compiler.")


class ChartCall(NamedTuple):
    """A call of `plot_table` or of another function of `chartkit.plot`; `is_wandb` says that W&B's own is imported."""

    function: str
    node: ast.Call
    scope: Scope
    is_wandb: bool


class Arguments(NamedTuple):
    """The expressions given for each parameter. Not `is_whole` where `*` or `**` may give others.

    `unknown` are the keywords that the function does not have, `twice` those that a value before them fills already,
    `spare` is the first value too many.
    """

    given: dict[str, ast.expr]
    is_whole: bool
    unknown: tuple[ast.keyword, ...] = ()
    twice: tuple[ast.keyword, ...] = ()
    spare: ast.expr | None = None


def chart_calls(script: Script) -> tuple[list[ChartCall], Values]:
    """Every such call, in the order of their lines, and what looks through the script's names."""
    tree = scoped(script.tree)
    values = Values(tree)
    found = [call for node, scope in tree.calls if (call := _chart_call(values.path_of(node.func, scope), node, scope))]
    return sorted(found, key=lambda call: (call.node.lineno, call.node.col_offset)), values


def _chart_call(path: str | None, node: ast.Call, scope: Scope) -> ChartCall | None:
    root, _, inside = (path or "").partition(".")
    if root not in _ROOTS or not inside:
        return None
    is_wandb = root == "wandb"
    if inside in {f"{place}plot_table" for place in _PLACES}:
        return ChartCall("plot_table", node, scope, is_wandb)
    package, _, function = inside.partition(".")
    if package == "plot" and function and "." not in function:
        return ChartCall(function, node, scope, is_wandb)
    return None


def arguments(call: ast.Call, function: Callable[..., Any]) -> Arguments:
    """The call's arguments by the names of the parameters of `function`."""
    names, n_positional = parameters(function)
    given: dict[str, ast.expr] = {}
    spare = None
    is_whole = True
    for index, value in enumerate(call.args):
        if isinstance(value, ast.Starred):
            is_whole = False
            break
        if index >= n_positional:
            spare = value
            break
        given[names[index]] = value
    twice = tuple(each for each in call.keywords if each.arg in given)
    given |= {each.arg: each.value for each in call.keywords if each.arg in names and each.arg}
    is_whole = is_whole and all(each.arg for each in call.keywords)
    unknown = tuple(each for each in call.keywords if each.arg and each.arg not in names)
    return Arguments(given, is_whole, unknown, twice, spare)


def parameters(function: Callable[..., Any]) -> tuple[tuple[str, ...], int]:
    """The names of a function's parameters, and how many of them may stand without their names."""
    code = unwrap(function).__code__
    n_positional: int = code.co_argcount
    return code.co_varnames[: n_positional + code.co_kwonlyargcount], n_positional


def required(function: Callable[..., Any]) -> Iterator[str]:
    """The parameters that every call gives."""
    names, n_positional = parameters(function)
    yield from names[: n_positional - len(unwrap(function).__defaults__ or ())]
