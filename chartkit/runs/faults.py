"""How the runs package says that something is wrong: to stop, to warn, or either by the script's choice.

Takes a code of block 6xx, a sentence and the way out; gives a `RunError` or a warning. Author's faults stop
the call unless `on_error="record"`; faults of the disk are warned about unless `on_error="raise"`.
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import Diagnostic, RunError, listed, on_error, warn
from chartkit.schema import did_you_mean

ABSENT = "CK611"
NOT_FOUND = "CK612"


class MissingKeyError(RunError, KeyError):
    """A name that a mapping of the run does not hold; also a `KeyError`, as mappings promise."""

    __str__ = Exception.__str__


class MissingAttributeError(RunError, AttributeError):
    """An attribute that an object of the run does not have; also an `AttributeError`, so `hasattr` works."""


def run_error(code: str, message: str, help: str | None = None) -> RunError:
    """The exception for one finding."""
    return RunError(Diagnostic(code, message, help=help))


def shown(value: object) -> str:
    """A value in a message: its repr, cut short, and its type."""
    text = repr(value)
    return f"{text if len(text) <= 60 else text[:60] + '…'} ({type(value).__name__})"


def short_key(key: str) -> str:
    """A key in a message: quoted, the middle of a long one left out."""
    return repr(key if len(key) <= 80 else f"{key[:60]}…{key[-10:]}")


def not_found(what: str, name: object, known: Iterable[object], place: str) -> Diagnostic:
    """The finding that `place` has no `what` called `name`, with near names, else the names there are."""
    names = [str(one) for one in known]
    near = did_you_mean(str(name), names)
    some = f"it has {listed(names[:10])}{' and more' if len(names) > 10 else ''}." if names else "it has none."
    return Diagnostic(NOT_FOUND, f"{place} has no {what} {name!r}.", help=near or some)


def stop_or_warn(diagnostics: list[Diagnostic]) -> None:
    """Author's faults of one call: all in one `RunError`, or one warning each under `on_error="record"`."""
    if not diagnostics:
        return
    if on_error() != "record":
        raise RunError(diagnostics)
    for diagnostic in diagnostics:
        warn(diagnostic)


def warn_or_stop(diagnostic: Diagnostic) -> None:
    """A fault of the disk: a warning while the training goes on, or a `RunError` under `on_error="raise"`."""
    if on_error() == "raise":
        raise RunError(diagnostic)
    warn(diagnostic)
