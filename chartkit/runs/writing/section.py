"""The mapping behind `run.config` and `run.summary`: items and attributes at any depth, every change told.

Takes a nested dict and a function to call when a top-level key changes; gives a dict whose nested dicts are sections
too. A section is a real dict, so it passes to `json.dumps`, `**` and pickles as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, shown
from chartkit.runs.faults import MissingAttributeError, MissingKeyError, class_name, not_found, raised, typed
from chartkit.runs.writing.changes import Guard, permitted

Changed = Callable[[str], None]
"""Told the top-level key that was set or removed."""


_DEEPEST = 64


class Section(dict[str, Any]):
    """A dict readable by attribute, that tells `changed` which top-level key each assignment touched."""

    __slots__ = ("_changed", "_depth", "_guard", "_name")

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        changed: Changed | None = None,
        depth: int = 0,
        guard: Guard | None = None,
    ) -> None:
        super().__init__()
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_changed", changed or _tell_nobody)
        object.__setattr__(self, "_depth", depth)
        object.__setattr__(self, "_guard", guard or Guard())
        absorb(self, values)

    def as_dict(self) -> dict[str, Any]:
        """A plain copy, nested sections as plain dicts."""
        return {key: value.as_dict() if isinstance(value, Section) else value for key, value in self.items()}

    def __setitem__(self, key: str, value: Any) -> None:
        _checked_key(self._name, key)
        if self._guard.is_open or permitted(self._name, self, {key: value}):
            self._put(key, value)
            self._changed(key)

    def __delitem__(self, key: str) -> None:
        self[key]
        super().__delitem__(key)
        self._changed(key)

    def __missing__(self, key: object) -> Any:
        raise MissingKeyError(_no_key(self, key))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self:
            return self[name]
        raise MissingAttributeError(_no_key(self, name))

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        del self[name]

    def update(self, *others: Any, allow_val_change: bool | None = None, **more: Any) -> None:
        """Set several keys.

        With `allow_val_change=False`, and in a config without it, another value for a key that is there is a
        `RunError`, which names every such key; then nothing is set. A summary's values may change.
        """
        values: dict[str, Any] = {}
        for other in others:
            values |= dict(other)
        values |= more
        for key in values:
            _checked_key(self._name, key)
        is_open = self._guard.is_open if allow_val_change is None else allow_val_change
        for key, value in (values if is_open else permitted(self._name, self, values)).items():
            self._put(key, value)
            self._changed(key)

    def setdefaults(self, values: Mapping[str, Any]) -> None:
        """Set those of the keys that are not there yet."""
        self.update({key: value for key, value in dict(values).items() if key not in self})

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
        try:
            inside = dict(cast(Mapping[Any, Any], value))
        except Exception as error:  # a user's mapping may raise anything
            kind = class_name(cast(object, value))
            message = f"{self._name} {shown(key)}, of type {kind}, cannot be read: it raised {raised(error)}."
            raise RunError.of("CK605", message, "give a dict.") from error
        if not all(isinstance(name, str) for name in inside):
            return inside  # class weights by number, say: no attributes, and kept as it is
        if self._depth > _DEEPEST:
            top = self._name.partition(".")[0]
            raise RunError.of("CK605", f"{top} holds itself or is nested over {_DEEPEST} deep.")

        def changed(_inner: str) -> None:
            self._changed(key)

        return Section(f"{self._name}.{key}", inside, changed, self._depth + 1, self._guard)


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


def tell(section: Section, changed: Changed, is_open: bool = True) -> None:
    """Tell `changed` of the section's changes from now on; with `is_open` False what is set stays as it is."""
    object.__setattr__(section, "_changed", changed)
    section._guard.is_open = is_open  # pyright: ignore[reportPrivateUsage]


def _no_key(section: Section, key: object) -> Diagnostic:
    """The finding that a section has no such key; of a config that waits for a run, that there is none."""
    name, changed = section._name, section._changed  # pyright: ignore[reportPrivateUsage]
    if name != "config" or changed is not _tell_nobody:
        return not_found("key", key, section, name)
    missing = not_found("key", key, section, "the config that waits for the next run")
    return missing._replace(message=f"no run is active, and {missing.message}")


def _tell_nobody(_key: str) -> None:
    """What a section tells before it belongs to a run."""


def _checked_key(name: str, key: object) -> None:
    if not isinstance(key, str):
        raise RunError.of("CK605", f"keys of {name} are text; found {typed(key)}.")
