"""The exceptions, each carrying the diagnostics of one stage.

Exception
└── ChartkitError        anything chartkit refuses; `.diagnostics` holds every finding
    ├── PresetError      a preset cannot be found, read, or is not a valid chart
    ├── DataError        a table cannot be built or read
    │   └── StepError    this step's data has nothing to draw: a chart says so, and the script goes on
    ├── BindError        fields, strings or columns do not fit the preset
    ├── RenderError      drawing failed, took too long or too much memory
    └── RunError         a run cannot be started, written or read
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from chartkit.diagnostics.diagnostic import Diagnostic
from chartkit.diagnostics.location import Location


class ChartkitError(Exception):
    """One or more diagnostics that stop a call; its text is all of them, one after the other."""

    def __init__(self, diagnostics: Diagnostic | Iterable[Diagnostic]) -> None:
        found = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        self.diagnostics: tuple[Diagnostic, ...] = found
        super().__init__("\n".join(map(str, found)))

    @classmethod
    def of(cls, code: str, message: str, help: str | None = None, location: Location | None = None) -> Self:
        """The exception with one error, ready to be raised."""
        return cls(Diagnostic(code, message, location=location, help=help))

    def __reduce__(self) -> tuple[type[ChartkitError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class PresetError(ChartkitError):
    """A preset cannot be found, read, or is not a valid chart."""


class DataError(ChartkitError):
    """A table cannot be built or read."""


class StepError(DataError):
    """This step's data has nothing to draw (one class, no finite score): where a chart is made, it says so instead."""


class BindError(ChartkitError):
    """Fields, strings or columns do not fit the preset."""


class RenderError(ChartkitError):
    """Drawing failed, took too long or took too much memory."""


class RunError(ChartkitError):
    """A run cannot be started, written or read."""
