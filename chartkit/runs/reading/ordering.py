"""The order of a list of runs: W&B's `"+created_at"`, `"-summary_metrics.acc"`, or several of them.

Takes the text and the runs; gives the runs sorted. What has no such field, None and NaN come last, up or down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, cast

from chartkit.data.kinds import is_nan
from chartkit.diagnostics import RunError
from chartkit.runs.faults import typed
from chartkit.runs.reading.fields import MISSING, Field, Listed, canonical, field_of

WRONG_ORDER = "CK637"
_WHERE = "Api.runs(order=…)"
Run = TypeVar("Run", bound=Listed)


class Order(NamedTuple):
    """One field to sort by."""

    field: Field
    is_falling: bool


def _created_s(run: Listed) -> float | None:
    """The moment that `created_at` says, which has milliseconds alone."""
    return run.start.get("timestamp")


NEWEST_FIRST = Order(_created_s, True)
"""The order where none is asked for."""


def orders(order: object) -> list[Order]:
    """The fields that `order` names, the first one counting most: text, with commas for several, or a list.

    Raises `RunError` for other types and unknown fields.
    """
    texts = order.split(",") if isinstance(order, str) else order
    if not isinstance(texts, list | tuple) or not all(isinstance(one, str) for one in cast(list[object], texts)):
        message = f"{_WHERE} takes text such as '-created_at' or '+config.lr', or a list of them; found {typed(order)}."
        raise RunError.of(WRONG_ORDER, message)
    return [_order(one.strip()) for one in cast(list[str], texts)]


def _order(text: str) -> Order:
    name = text[1:] if text[:1] in ("+", "-") else text
    field = _created_s if canonical(name) == "created_at" else field_of(name, _WHERE)
    return Order(field, text.startswith("-"))


def ordered(runs: Sequence[Run], by: Sequence[Order]) -> list[Run]:
    """The runs sorted; equal ones stay in the order they came in."""
    sorted_runs = list(runs)
    for field, is_falling in reversed(by):
        keyed = [(rank(field(run)), run) for run in sorted_runs]
        there = [pair for pair in keyed if pair[0] is not None]
        there.sort(key=lambda pair: cast(Any, pair[0]), reverse=is_falling)
        sorted_runs = [run for _, run in there] + [run for place, run in keyed if place is None]
    return sorted_runs


def rank(value: Any) -> tuple[int, Any] | None:
    """What values of any types sort by: numbers before text before others; None for what comes last."""
    if value is MISSING or value is None or is_nan(value):
        return None
    if isinstance(value, bool | int | float):
        return 0, value
    return (1, value) if isinstance(value, str) else (2, str(value))
