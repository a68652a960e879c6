"""Warnings: a diagnostic shown once per code and call site, at the user's own line."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from types import FrameType

from chartkit.diagnostics.diagnostic import Diagnostic

_PACKAGE = f"{Path(__file__).parent.parent}{os.sep}"


class ChartkitWarning(UserWarning):
    """A diagnostic that does not stop the script."""


def warn(diagnostic: Diagnostic) -> None:
    """Show `diagnostic` as a `ChartkitWarning` at the nearest line outside chartkit.

    The same code at the same line is shown once, whatever numbers its sentence holds: the memory is the calling
    module's own `__warningregistry__`, so the filters of `warnings` work on it as on any other warning.
    """
    frame = _caller()
    registry = frame.f_globals.setdefault("__warningregistry__", {})
    seen = (diagnostic.code, "chartkit", frame.f_lineno)
    if seen in registry:
        return
    warnings.warn_explicit(
        str(diagnostic),
        ChartkitWarning,
        frame.f_code.co_filename,
        frame.f_lineno,
        frame.f_globals.get("__name__", "<string>"),  # as Python says of code that has no module
    )
    registry[seen] = True


def _caller() -> FrameType:
    frame = sys._getframe(2)  # pyright: ignore[reportPrivateUsage]
    while _is_ours(frame) and frame.f_back is not None:
        frame = frame.f_back
    return frame


def _is_ours(frame: FrameType) -> bool:
    """True for chartkit's own frames, and for the standard library's between a cached property and its reader."""
    return frame.f_code.co_filename.startswith(_PACKAGE) or frame.f_globals.get("__name__") == "functools"
