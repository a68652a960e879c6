"""What is wrong with the flow of a spec."""

from __future__ import annotations

from typing import NamedTuple

from chartkit.diagnostics import JsonPath


class FlowFault(NamedTuple):
    """One fault: a diagnostic code, the place in the spec (at its key when `on_key`), a sentence and the way out.

    `name` is the field, param or dataset that it is about, where that may stand inside an expression.
    """

    code: str
    path: JsonPath
    message: str
    help: str | None = None
    on_key: bool = False
    name: str = ""
