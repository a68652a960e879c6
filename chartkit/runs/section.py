"""The mapping behind `run.config` and `run.summary`: items and attributes at any depth, every change told.

Takes a nested dict and a function to call when a top-level key changes; gives a dict whose nested dicts are sections
too. A section is a real dict, so it passes to `json.dumps`, `**` and pickles as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from chartkit.diagnostics import RunError, shown
from chartkit.runs.faults import MissingAttributeError, MissingKeyError, not_found, typed

Changed = Callable[[str], None]
"""Told the top-level key that was set or removed."""


_DEEPEST = 64


class Section(dict[str, Any]):
    """A dict readable by attribute, that tells `changed` which top-level key each assignment touched."""

    __slots__ = ("_changed", "_depth", "_name")

    def __init__(self, name: str, values: Mapping[str, Any], changed: Changed | None = None, depth: int = 0) -> None:
        super().__init__()
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_changed", changed or _tell_nobody)
        object.__setattr__(self, "_depth", depth)
        absorb(self, values)

    def as_dict(self) -> dict[str, Any]:
        """A plain copy, nested sections as plain dicts."""
        return {key: value.as_dict() if isinstance(value, Section) else value for key, value in self.items()}

    def __setitem__(self, key: str, value: Any) -> None:
        _checked_key(self._name, key)
        self._put(key, value)
        self._changed(key)

    def __delitem__(self, key: str) -> None:
        self[key]
        super().__delitem__(key)
        self._changed(key)

    def __missing__(self, key: object) -> Any:
        raise MissingKeyError(not_found("key", key, self, self._name))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self:
            return self[name]
        raise MissingAttributeError(not_found("key", name, self, self._name))

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        del self[name]

    def update(self, *others: Any, allow_val_change: bool = True, **more: Any) -> None:
        """Set several keys. With `allow_val_change=False`, another value for a key it has is a `RunError`."""
        values: dict[str, Any] = {}
        for other in others:
            values |= dict(other)
        values |= more
        for key in () if allow_val_change else values:
            if key in self and self[key] != values[key]:
                message = f"{self._name} {shown(key)} is {shown(self[key])} already; found {shown(values[key])}."
                raise RunError.of("CK605", message)
        for key, value in values.items():
            self[key] = value

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The value of `key`, set to `default` first when there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: str, *default: Any) -> Any:
        """Remove `key` and give its value, or `default` when there is none."""
        if default and key not in self:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> tuple[str, Any]:
        """Remove and give the last key and value."""
        for key in reversed(self):
            return key, self.pop(key)
        raise MissingKeyError(not_found("key", "", self, self._name))

    def clear(self) -> None:
        """Remove every key."""
        for key in list(self):
            del self[key]

    def __ior__(self, other: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Section:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.update(other)
        return self

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        return dict, (self.as_dict(),)

    def _put(self, key: str, value: Any) -> None:
        super().__setitem__(key, self._adopted(key, value))

    def _adopted(self, key: str, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        inside = cast(Mapping[Any, Any], value)
        if not all(isinstance(name, str) for name in inside):
            return dict(inside)  # class weights by number, say: no attributes, and kept as it is
        if self._depth > _DEEPEST:
            top = self._name.partition(".")[0]
            raise RunError.of("CK605", f"{top} holds itself or is nested over {_DEEPEST} deep.")

        def changed(_inner: str) -> None:
            self._changed(key)

        return Section(f"{self._name}.{key}", inside, changed, self._depth + 1)


# Functions, not methods: each method of a section hides a user's key of that name from attribute access.


def absorb(section: Section, values: Mapping[str, Any]) -> None:
    """Take `values` over without telling anyone, dict by dict."""
    for key, value in values.items():
        _checked_key(section._name, key)  # pyright: ignore[reportPrivateUsage]
        here = section.get(key)
        if isinstance(here, Section) and isinstance(value, Mapping):
            absorb(here, cast(Mapping[str, Any], value))
        else:
            section._put(key, value)  # pyright: ignore[reportPrivateUsage]


def tell(section: Section, changed: Changed) -> None:
    """Tell `changed` of the section's changes from now on."""
    object.__setattr__(section, "_changed", changed)


def _tell_nobody(_key: str) -> None:
    """What a section tells before it belongs to a run."""


def _checked_key(name: str, key: object) -> None:
    if not isinstance(key, str):
        raise RunError.of("CK605", f"keys of {name} are text; found {typed(key)}.")
