"""The findings of one preset, each fault at each place once."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import Diagnostic, Location
from chartkit.presets import Preset

_Key = tuple[str, Location | str]

_SAID_BY = {"CK854": "CK824", "CK855": "CK820"}
"""Rules that see in the example what another sees in the chart itself, at the same place."""


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
        """Those kept until now, as they came, less what another rule says at the same place."""
        return _slots_meant([finding for finding in self._found if not self._is_said(finding)])

    def _is_said(self, finding: Diagnostic) -> bool:
        code, place = _key(finding)
        return (_SAID_BY.get(code), place) in self._seen

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


def _slots_meant(findings: list[Diagnostic]) -> list[Diagnostic]:
    """`findings` with a field that nothing provides and a near miss of a slot in it as one: the slot is the way out."""
    near = [finding for finding in findings if finding.code == "CK704" and finding.location]
    unknown = [finding for finding in findings if finding.code == "CK311" and finding.location] if near else []
    meant = {id(field): miss for field in unknown for miss in near if _holds(field, miss)}
    said = {id(miss) for miss in meant.values()}
    return [
        finding._replace(help=meant[id(finding)].help) if id(finding) in meant else finding
        for finding in findings
        if id(finding) not in said
    ]


def _holds(outer: Diagnostic, inner: Diagnostic) -> bool:
    """Whether `inner` stands in what `outer` underlines."""
    around, place = outer.location or Location(), inner.location or Location()
    if (around.file, around.line) != (place.file, place.line) or around.column is None or place.column is None:
        return False
    return around.column <= place.column < around.column + around.length
