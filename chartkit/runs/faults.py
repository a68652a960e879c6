"""What the runs package says when something is not there or has a wrong type: sentences and exceptions of block 6xx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, listed, shown
from chartkit.schema import did_you_mean, hint

ABSENT = "CK611"
NOT_FOUND = "CK612"
_NOTHING = object()


class MissingKeyError(RunError, KeyError):
    """A name that a mapping of the run does not hold; also a `KeyError`, as mappings promise."""

    __str__ = Exception.__str__


class MissingAttributeError(RunError, AttributeError):
    """An attribute that an object of the run does not have; also an `AttributeError`, so `hasattr` works."""


def text_of(value: object) -> str:
    """`str` of any value, a text's own characters; `<its type>` where that fails, as a user's own may."""
    if issubclass(type(value), str):
        return str.__str__(cast(str, value))
    try:
        return str(value)
    except Exception:  # a user's __str__ may raise anything
        return f"<{type(value).__name__}>"


def class_name(value: object) -> str:
    """The name of a value's class, whatever the value says that is."""
    return type(value).__name__


def attribute_of(value: object, name: str) -> Any:
    """An attribute of any value; None where there is none, and where asking for it fails, as a user's own may."""
    try:
        return getattr(value, name, None)
    except Warning:  # whoever makes warnings errors gets them as they are
        raise
    except Exception:  # a user's __getattr__ or property may raise anything
        return None


def raised(error: Exception) -> str:
    """An exception of the user's code in a sentence: its type and text, whose lines become one."""
    text = " ".join(text_of(error).split()).rstrip(".")
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def refused_arguments(
    function: str, others: Mapping[str, object], harmless: Mapping[str, object], known: Sequence[str] = ()
) -> None:
    """Say which of wandb's arguments `function` does not know; None, False and `harmless` values ask for nothing.

    Raises `RunError` naming them all, and the one of `known` that is near.
    """
    wrong = [
        name
        for name, value in others.items()
        if not (value is None or value is False or value == harmless.get(name, _NOTHING))
    ]
    if wrong:
        message = f"{function} does not take {listed(wrong)} in this version of chartkit."
        raise RunError.of("CK604", message, help=did_you_mean(wrong[0], known))


def typed(value: object) -> str:
    """A value of a wrong type in a message: as Python writes it, and its type."""
    return f"{shown(value)} ({type(value).__name__})"


def short_key(key: str) -> str:
    """A key in a message: quoted, the middle of a long one left out."""
    return repr(key if len(key) <= 80 else f"{key[:60]}…{key[-10:]}")


def not_found(what: str, name: object, known: Iterable[object], place: str, has: str = "has") -> Diagnostic:
    """The finding that `place` has no `what` called `name`, with near names and the names there are."""
    names = list(map(str, known))
    return Diagnostic(
        NOT_FOUND,
        f"{place} {has} no {what} {shown(name)}.",
        help=hint(str(name), names, "it has") or f"it has no {what} yet.",
    )
