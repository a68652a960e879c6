"""A composite's work: takes the plots it is made of, gives their charts by log key; no part stops the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from types import MappingProxyType
from typing import Any, NamedTuple, ParamSpec

from chartkit.compiler import Chart
from chartkit.diagnostics import ChartkitError, Diagnostic, counted, warn
from chartkit.sklearn._logging import gathered, log_charts, logging
from chartkit.sklearn._refusals import first_line

_P = ParamSpec("_P")


class Part(NamedTuple):
    """One plot of a composite: the key it is logged under, the function, and what it is called with."""

    key: str
    plot: Callable[..., Chart]
    arguments: tuple[Any, ...]
    named: Mapping[str, Any] = MappingProxyType({})


def composing(key: str, preset: str) -> Callable[[Callable[_P, dict[str, Chart]]], Callable[_P, dict[str, Chart]]]:
    """For a composite: a fault of what all its parts need follows `on_error` as that of a single plot does.

    Where it does not raise, there is one chart that says so, logged under `key`, of `preset`.
    """

    def decorated(plots: Callable[_P, dict[str, Chart]]) -> Callable[_P, dict[str, Chart]]:
        @wraps(plots)
        def drawn(*args: _P.args, **kwargs: _P.kwargs) -> dict[str, Chart]:
            try:
                return plots(*args, **kwargs)
            except ChartkitError as error:
                return {key: refusing(key, preset)(error)}

        return drawn

    return decorated


def refusing(key: str, preset: str) -> Callable[[ChartkitError], Chart]:
    """What draws a fault in place of a plot of `preset`, logged under `key`; it follows `on_error` as the plot does."""
    return logging(key, preset)(_raising)


def _raising(error: ChartkitError) -> Chart:
    raise error


def charts_of(who: str, parts: Sequence[Part]) -> dict[str, Chart]:
    """The charts by log key, in the order of `parts`, logged as one row of the active run.

    A part that does not apply to this model or data is left out; one warning names all of these, with the reason of
    each. A part whose data has nothing to draw this time gives the chart that says so.
    """
    reasons: dict[str, str] = {}
    with gathered() as found:
        for part in parts:
            reason = _reason(part, found)
            if reason:
                reasons[part.key] = reason
    charts = {part.key: found[part.key] for part in parts if part.key in found and part.key not in reasons}
    log_charts(charts)
    if reasons:
        named = "; ".join(f"{key}: {reason}" for key, reason in reasons.items())
        # A code of its own: one of the parts may have warned at this line already.
        warn(Diagnostic("CK476", f"{who} leaves out {counted(len(reasons), 'plot')}. {named}", "warning"))
    return charts


def _reason(part: Part, found: dict[str, Chart]) -> str:
    """Why the part is left out; empty where it is drawn, and its chart is in `found`."""
    try:
        chart = part.plot(*part.arguments, **part.named)
    except ChartkitError as error:
        return " ".join(_sentence(fault) for fault in error.diagnostics)
    except Exception as error:  # whatever a user's own model raises: the other plots are still drawn
        kind, text = type(error).__name__, first_line(error)
        return f"{kind}: {text}." if text != kind else f"{kind}."
    found[part.key] = chart
    refused = [fault for fault in chart.diagnostics if fault.severity == "error"] if chart.is_notice else []
    return " ".join(_sentence(fault) for fault in refused)


def _sentence(fault: Diagnostic) -> str:
    return f"{fault.message} ({fault.help})" if fault.help else fault.message
