"""Whether values of a config may change: what a run was made with is not overwritten by accident.

Takes a config and the values that a script sets; gives those that it may, and says of the others what stands there
already. A value read back from disk counts as the one that was kept: a tuple as its list, a path as its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chartkit.data.values import UnkeptValueError, encode_value
from chartkit.diagnostics import Diagnostic, RunError, shown, stop_unless_recording
from chartkit.runs.writing.kept import kept_quietly


class Guard:
    """Whether the values of one config may change; its nested dicts have the same one."""

    def __init__(self, is_open: bool = True) -> None:
        self.is_open = is_open


class Change(NamedTuple):
    """A value that is set already and would become another."""

    name: str
    """Whose it is, such as `config` or `config.model`."""
    key: str
    old: object
    new: object

    def refusal(self) -> Diagnostic:
        """The finding, with the ways to change it all the same."""
        message = f"{self.name} {shown(self.key)} is {shown(self.old)} already; found {shown(self.new)}."
        top = self.name.partition(".")[0]
        help = (
            f"change it with run.{top}.update({{…}}, allow_val_change=True),"
            " or allow it for the run with init(allow_val_change=True)."
        )
        return Diagnostic("CK616", message, help=help)


def permitted(name: str, here: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The `values` that are new in `here` or the same as there.

    Raises `RunError` that holds every other one; under `on_error="record"` each is a warning and is left out.
    """
    changes = changes_of(name, here, values)
    stop_unless_recording([change.refusal() for change in changes], RunError)
    refused = {change.key for change in changes}
    return {key: value for key, value in values.items() if key not in refused}


def changes_of(name: str, here: Mapping[str, Any], values: Mapping[str, Any]) -> list[Change]:
    """Those of the `values` that would replace another in `here`."""
    return [
        Change(name, key, here[key], value)
        for key, value in values.items()
        if key in here and not is_same(here[key], value)
    ]


def is_same(one: object, other: object) -> bool:
    """True when a run keeps both as the same value."""
    return one is other or _kept(one) == _kept(other)


def _kept(value: object) -> Any:
    try:
        return encode_value(value)
    except UnkeptValueError:
        return kept_quietly(value)
