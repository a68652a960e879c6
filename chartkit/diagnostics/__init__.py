"""What chartkit tells its users: diagnostics, the exceptions that carry them, and warnings.

Takes facts found by any stage, gives one clear sentence with a place and a way out. Imports nothing else of chartkit.
"""

from chartkit.diagnostics.codes import CODES
from chartkit.diagnostics.diagnostic import Diagnostic, Severity
from chartkit.diagnostics.errors import (
    BindError,
    ChartkitError,
    DataError,
    PresetError,
    RenderError,
    RunError,
    StepError,
)
from chartkit.diagnostics.fix import Edit, Fix
from chartkit.diagnostics.lines import place_at, source_lines
from chartkit.diagnostics.location import JsonPath, Location, json_path
from chartkit.diagnostics.policy import OnError, on_error, set_on_error, stop_unless_recording, warn_unless_raising
from chartkit.diagnostics.report import as_text, code_frame
from chartkit.diagnostics.warning import ChartkitWarning, warn
from chartkit.diagnostics.words import counted, listed, reason_of, shown, visible

__all__ = [
    "CODES",
    "BindError",
    "ChartkitError",
    "ChartkitWarning",
    "DataError",
    "Diagnostic",
    "Edit",
    "Fix",
    "JsonPath",
    "Location",
    "OnError",
    "PresetError",
    "RenderError",
    "RunError",
    "Severity",
    "StepError",
    "as_text",
    "code_frame",
    "counted",
    "json_path",
    "listed",
    "on_error",
    "place_at",
    "reason_of",
    "set_on_error",
    "shown",
    "source_lines",
    "stop_unless_recording",
    "visible",
    "warn",
    "warn_unless_raising",
]
