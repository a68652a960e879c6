"""One piece of news: what changed since a page was last told."""

from __future__ import annotations

from typing import Any, NamedTuple


class Change(NamedTuple):
    """Ids of runs that changed and that are gone, names of presets and projects that changed, and the layout's ETag.

    `layout` is None where it did not change.
    """

    runs: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    presets: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    layout: str | None = None

    def then(self, later: Change) -> Change:
        """Both as one: what came later wins.

        >>> Change(runs=frozenset("ab")).then(Change(gone=frozenset("a"))).gone
        frozenset({'a'})
        """
        return Change(
            (self.runs - later.gone) | later.runs,
            (self.gone - later.runs) | later.gone,
            self.presets | later.presets,
            self.projects | later.projects,
            self.layout if later.layout is None else later.layout,
        )

    def to_dict(self) -> dict[str, Any]:
        """What the page is told, JSON-ready: the parts that changed alone."""
        sets = {"runs": self.runs, "gone": self.gone, "presets": self.presets, "projects": self.projects}
        found: dict[str, Any] = {name: sorted(names) for name, names in sets.items() if names}
        return found if self.layout is None else {**found, "layout": self.layout}


NOTHING = Change()
