"""What validation gives: one fault of a spec, worded, at the path of the key or value that is wrong."""

from __future__ import annotations

from typing import Literal, NamedTuple

from chartkit.diagnostics import JsonPath

FaultCode = Literal["CK301", "CK302", "CK303", "CK304", "CK305"]


class Fault(NamedTuple):
    """One mistake in a spec.

    `path` ends with the key itself when `on_key` is true; else it leads to the value that is wrong or lacks something.
    """

    path: JsonPath
    message: str
    help: str | None
    on_key: bool
    code: FaultCode
