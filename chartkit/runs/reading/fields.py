"""The fields of a run that filters and orders name: W&B's words, each with the value it has in a run's facts.

Takes a field's name; gives a function from a run to its value, `MISSING` where the run has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, cast

from chartkit.diagnostics import Diagnostic, RunError, shown
from chartkit.runs.reading.facts import Facts
from chartkit.schema import did_you_mean

UNKNOWN_FIELD = "CK635"


class Missing:
    """The type of `MISSING`."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
"""What a run has under a name that it does not have; None is a value."""


class Listed(Protocol):
    """A run in a list."""

    @property
    def id(self) -> str: ...
    @property
    def project(self) -> str: ...
    @property
    def start(self) -> dict[str, Any]: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def config(self) -> dict[str, Any]: ...
    @property
    def summary(self) -> dict[str, Any]: ...
    @property
    def state(self) -> str: ...
    @property
    def runtime_s(self) -> float | None: ...


Field = Callable[[Listed], Any]


def _started(name: str) -> Field:
    return lambda run: run.start.get(name)


def _setting(name: str) -> Field:
    return lambda run: run.facts.setting(name)


_PLAIN: dict[str, Field] = {
    "name": lambda run: run.id,
    "id": lambda run: run.id,
    "display_name": lambda run: run.facts.setting("name") or run.id,
    "project": lambda run: run.project,
    "state": lambda run: run.state,
    "tags": lambda run: run.facts.setting("tags") or [],
    "notes": _setting("notes"),
    "group": _setting("group"),
    "job_type": _setting("job_type"),
    "entity": _started("entity"),
    "username": _started("username"),
    "color": _setting("color"),
    "created_at": _started("created_at"),
    "exit_code": lambda run: run.facts.end()[1],
    "runtime": lambda run: run.runtime_s,
}
_ALSO = {
    "displayName": "display_name",
    "jobType": "job_type",
    "createdAt": "created_at",
    "user.username": "username",
    "summaryMetrics": "summary_metrics",
    "summary": "summary_metrics",
}
_SECTIONS = ("config", "summary_metrics")


def field_of(name: object, where: str) -> Field:
    """The function that gives a run's value of the field `name`; `where` is whose argument it is.

    A name after `config.` or `summary_metrics.` may have dots: those of the key itself or of nested dicts. Raises
    `RunError` for a name that is no field.
    """
    if not isinstance(name, str):
        raise RunError.of(UNKNOWN_FIELD, f"{where} names fields by text; found {shown(name)} ({type(name).__name__}).")
    section, dot, key = name.partition(".")
    section = _ALSO.get(section, section)
    if section in _SECTIONS and dot and key:
        return _config_field(key) if section == "config" else _summary_field(key)
    plain = _PLAIN.get(_ALSO.get(name, name))
    if plain is None:
        raise RunError(_unknown(name, where))
    return plain


def canonical(name: str) -> str:
    """A plain field's name as chartkit has it."""
    return _ALSO.get(name, name)


def _unknown(name: str, where: str) -> Diagnostic:
    known = [*_PLAIN, *(f"{section}.KEY" for section in _SECTIONS)]
    near = did_you_mean(name, list(_PLAIN))
    fields = ", ".join(known)
    key = f"a run's own keys are 'config.{name}' and 'summary_metrics.{name}'" if name.isidentifier() else ""
    help = " ".join(filter(None, (near, key))) or f"fields are {fields}"
    return Diagnostic(UNKNOWN_FIELD, f"{where} names the field {shown(name)}, which runs do not have.", help=f"{help}.")


def _summary_field(key: str) -> Field:
    return lambda run: value_at(run.summary, key)


def _config_field(key: str) -> Field:
    """W&B keeps each config value under `value`: `config.lr.value` is `config.lr`."""
    first, *others = key.split(".")
    without = ".".join([first, *others[1:]]) if others[:1] == ["value"] else key.removesuffix(".value")

    def value(run: Listed) -> Any:
        found = value_at(run.config, key)
        return value_at(run.config, without) if found is MISSING and without != key else found

    return value


def value_at(values: Mapping[str, Any], key: str) -> Any:
    """The value under `key`, whose dots may be its own or lead into dicts; `MISSING` when there is none.

    >>> value_at({"a": {"b.c": 1}}, "a.b.c")
    1
    """
    if key in values:
        return values[key]
    place = key.find(".")
    while place >= 0:
        inside = values.get(key[:place])
        if isinstance(inside, dict):
            found = value_at(cast(dict[str, Any], inside), key[place + 1 :])
            if found is not MISSING:
                return found
        place = key.find(".", place + 1)
    return MISSING
