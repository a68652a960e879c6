"""Config and summary of a run read back: dicts that know which of their keys a script has set.

Takes the values that the run has; `EditableRun.update` writes what was set since. What was set inside of a value is not
seen: set the whole key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class SetValues(dict[str, Any]):
    """The values as they are, and in `changed` those that were set since they were read."""

    def __init__(self, values: dict[str, Any], write: Callable[[dict[str, Any]], None] | None = None) -> None:
        super().__init__(values)
        self.changed: dict[str, Any] = {}
        self._write = write

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self.changed[key] = value

    def setdefault(self, key: str, default: Any = None) -> Any:
        """As a dict does."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *others: Any, **more: Any) -> None:
        """As a dict does; a summary's also writes all that was set, as W&B's does."""
        for key, value in dict(*others, **more).items():
            self[key] = value
        if self._write is not None and self.changed:
            changed, self.changed = self.changed, {}
            self._write(changed)

    def __ior__(self, other: Any) -> SetValues:
        self.update(other)
        return self

    @property
    def _json_dict(self) -> dict[str, Any]:
        """The values as a plain dict, by the name that scripts for wandb know."""
        return dict(self)
