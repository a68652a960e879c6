"""What happened to a version: the runs that logged and used it, and the aliases that stand for it.

Takes the events of the version's name; gives runs and aliases, and adds an event for an alias that is given or taken.
"""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import RunError, listed
from chartkit.runs.artifacts.events import Event
from chartkit.runs.artifacts.kept_version import KeptVersion
from chartkit.runs.artifacts.versions import checked_aliases
from chartkit.runs.faults import not_found


class Lineage(KeptVersion):
    """A version with its runs and aliases."""

    @property
    def aliases(self) -> list[str]:
        """The names that stand for this version now, `latest` among them. Raises `RunError` before it is logged."""
        kept = self._logged("aliases")
        return sorted(name for name, number in kept.versions.aliases().items() if number == kept.number)

    def logged_by(self) -> tuple[str, ...]:
        """The runs that logged this version, as `project/id`, the first of them first."""
        kept = self._logged("logged_by")
        first = f"{kept.header.project}/{kept.header.run}"
        return tuple(dict.fromkeys((first, *self._runs("logged"))))

    def used_by(self) -> tuple[str, ...]:
        """The runs that used this version, as `project/id`, in the order of time."""
        return tuple(dict.fromkeys(self._runs("used")))

    def add_aliases(self, *aliases: str) -> None:
        """Let `aliases` stand for this version from now on. Raises `RunError`."""
        self._change_aliases("alias", aliases)

    def remove_aliases(self, *aliases: str) -> None:
        """Take `aliases` from this version. Raises `RunError` for one that it does not have."""
        missing = [alias for alias in checked_aliases(aliases) if alias not in self.aliases]
        if missing:
            raise RunError(not_found("alias", missing[0], self.aliases, self._what()))
        self._change_aliases("unalias", aliases)

    def _change_aliases(self, how: Any, aliases: tuple[str, ...]) -> None:
        kept = self._logged("aliases")
        try:
            kept.versions.add_event(Event(how, kept.number, aliases=checked_aliases(aliases)))
        except OSError as error:
            message = f"the aliases {listed(aliases)} of {self._what()} were not stored: {error.strerror}."
            raise RunError.of("CK603", message) from error

    def _runs(self, how: str) -> list[str]:
        kept = self._logged(how)
        events = kept.versions.events()
        return [f"{one.project}/{one.run}" for one in events if one.how == how and one.version == kept.number]
