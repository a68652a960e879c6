"""The findings of one preset, each fault at each place once."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.overlaps import told_once
from chartkit.diagnostics import Diagnostic, Location
from chartkit.presets import Preset

_Key = tuple[str, Location | str]


class Merged:
    """Collects findings. What an earlier binding said at a place, a later one does not say again."""

    def __init__(self, preset: Preset) -> None:
        self._file = preset.file
        self._found: list[Diagnostic] = []
        self._seen: set[_Key] = set()

    def add(self, findings: Iterable[Diagnostic]) -> None:
        """Keep those of one binding or rule that are new; two different ones at one place are both kept."""
        fresh = [self._with_file(finding) for finding in findings]
        told = {(_key(finding), finding.message): finding for finding in fresh}  # an alias is one place of two paths
        kept = [finding for finding in told.values() if _key(finding) not in self._seen]
        self._seen |= {_key(finding) for finding in kept}
        self._found += kept

    def in_order(self) -> list[Diagnostic]:
        """All of them by file and line; the preset's own file first, what has no line before what has one."""
        return sorted(self.findings(), key=self._place)

    def findings(self) -> list[Diagnostic]:
        """Those kept until now, as they came, less what another of them says, too."""
        return told_once(self._found)

    def _place(self, finding: Diagnostic) -> tuple[bool, tuple[str, int, int]]:
        place = finding.location or Location()
        return place.file != self._file, place.order

    def _with_file(self, finding: Diagnostic) -> Diagnostic:
        place = finding.location or Location()
        return finding if place.file else finding._replace(location=place._replace(file=self._file))


def _key(finding: Diagnostic) -> _Key:
    place = finding.location
    if place is None or place.line is None:
        return finding.code, finding.message
    return finding.code, Location(place.file, place.line, place.column, length=place.length)
