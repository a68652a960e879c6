"""A call of a function of `chartkit.plot`: takes its arguments, gives the names in it that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chartkit import plot
from chartkit.check.scripts.calls import Arguments, ChartCall, arguments, parameters, required
from chartkit.check.scripts.slot_findings import unknown_column
from chartkit.check.scripts.source import Script
from chartkit.check.scripts.table_columns import table_columns
from chartkit.check.scripts.values import Values
from chartkit.diagnostics import Diagnostic, Location, PresetError, listed
from chartkit.presets import Library, load
from chartkit.schema import did_you_mean, hint, nearest


def function_of(call: ChartCall) -> Callable[..., Any] | None:
    """The function that the call means, None where chartkit has none of this name."""
    return getattr(plot, call.function) if call.function in plot.__all__ else None


def unknown_function(script: Script, call: ChartCall) -> Iterator[Diagnostic]:
    """A function that `chartkit.plot` does not have; of W&B's own, only what looks misspelt."""
    if call.is_wandb and not nearest(call.function, plot.__all__, 1):
        return
    whole = script.place(call.node.func)
    at_name = (whole.column or 1) + whole.length - len(call.function)
    is_one_line = call.node.func.lineno == call.node.func.end_lineno
    place = whole._replace(column=at_name, length=len(call.function)) if is_one_line else whole
    message = f"chartkit.plot has no function {call.function!r}."
    yield Diagnostic("CK887", message, location=place, help=hint(call.function, plot.__all__, "it has"))


def argument_findings(script: Script, call: ChartCall, function: Callable[..., Any]) -> Iterator[Diagnostic]:
    """Keywords that the function does not have or has filled, values too many, and arguments that it needs."""
    given = arguments(call.node, function)
    names, n_positional = parameters(function)
    for keyword in given.unknown:
        name = keyword.arg or ""
        help = did_you_mean(name, names) or f"it takes {listed(names)}"
        yield Diagnostic(
            "CK887", f"{call.function}() has no argument {name!r}.", location=script.place(keyword), help=help
        )
    for keyword in given.twice:
        number = names.index(keyword.arg or "") + 1
        message = f"{call.function}() gets {keyword.arg!r} twice: as its argument {number}, and here by its name."
        yield Diagnostic("CK887", message, location=script.place(keyword), help="take one of them out")
    if given.spare is not None:
        message = f"{call.function}() takes at most {n_positional} arguments without a name; this is one more."
        yield Diagnostic("CK887", message, location=script.place(given.spare), help=f"it takes {listed(names)}")
    missing = [name for name in required(function) if name not in given.given]
    if missing and given.is_whole and not given.unknown:
        message = f"{call.function}() needs {listed(missing)}."
        yield Diagnostic("CK887", message, location=_name_place(script, call), help=f"it takes {listed(names)}")


def column_findings(
    script: Script, call: ChartCall, given: Arguments, values: Values, library: Library
) -> Iterator[Diagnostic]:
    """Columns that the table, where the script writes it out, does not have."""
    columns = table_columns(given.given.get("table"), call.scope, values)
    if columns is None:
        return
    for name, node in given.given.items():
        column = values.constant(node, call.scope)
        if isinstance(column, str) and name in _column_arguments(call.function, library):
            yield from unknown_column(script, f"{name!r}", column, node, (), {"table": columns})


def _column_arguments(function: str, library: Library) -> frozenset[str]:
    """The arguments that are slots of the preset that the function draws."""
    try:
        return frozenset(load(f"wandb/{function}/v0", library).fields)
    except PresetError:
        return frozenset()


def _name_place(script: Script, call: ChartCall) -> Location:
    place = script.place(call.node.func)
    return place if call.node.func.lineno == call.node.func.end_lineno else place._replace(length=1)
