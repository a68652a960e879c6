"""The panels of a project as the page has them: those that are there by themselves, changed and joined by the layout.

Takes metrics, logged keys and the layout; gives sections with their panels in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.schema import hint
from chartkit.workspace.layouts.layout_parts import mapping, number, text, whole
from chartkit.workspace.lines.metrics import OTHERS, ProjectMetric, section_of
from chartkit.workspace.logged.versions import LoggedKey
from chartkit.workspace.report.asked import CODE

_MOST_WIDE = 4
_SECTIONS = {"chart": "Custom charts", "table": "Tables", "media": "Media"}
"""Of logged keys without a slash."""


class Panel(NamedTuple):
    """One panel; `settings` is what its kind keeps for it."""

    id: str
    kind: str
    key: str
    title: str
    section: str
    wide: int
    order: float
    settings: Mapping[str, Any]

    @property
    def width(self) -> Literal["one", "two"]:
        """Of the places that a row of a page has."""
        return "two" if self.wide > 1 else "one"


def project_panels(
    metrics: Iterable[ProjectMetric], logged: Iterable[LoggedKey], layout: Mapping[str, Any]
) -> list[Panel]:
    """Every panel that is not hidden, in the order of the page."""
    kept = {id: mapping(said) for id, said in mapping(layout.get("panels")).items()}
    automatic = list(_automatic(metrics, logged))
    own = {panel.id: panel for panel in automatic}
    others = [id for id, said in kept.items() if id not in own and text(said.get("kind"))]
    made = [Panel(id, kept[id]["kind"], "", "", OTHERS, 1, len(own) + place, {}) for place, id in enumerate(others)]
    found = [_changed(panel, kept.get(panel.id, {})) for panel in (*automatic, *made)]
    there = [panel for panel in found if kept.get(panel.id, {}).get("hidden") is not True]
    return sorted(there, key=lambda panel: panel.order)


def in_sections(panels: Sequence[Panel], layout: Mapping[str, Any]) -> list[tuple[str, list[Panel]]]:
    """The panels by section as on the page: keys without a prefix behind the last section with lines."""
    said = mapping(layout.get("sections"))
    by_name: dict[str, list[Panel]] = {}
    for panel in panels:
        by_name.setdefault(panel.section, []).append(panel)

    with_lines = [place for place, name in enumerate(by_name) if any(panel.kind == "line" for panel in by_name[name])]
    has_lines = any(panel.kind == "line" for panel in by_name.get(OTHERS, []))
    behind_lines = with_lines[-1] + 0.5 if has_lines else 1e9

    def order(place: int, name: str) -> float:
        kept = number(mapping(said.get(name)).get("order"))
        return (behind_lines if name == OTHERS else place) if kept is None else kept

    orders = {name: order(place, name) for place, name in enumerate(by_name)}
    return [(name, by_name[name]) for name in sorted(by_name, key=lambda name: orders[name])]


def chosen_panels(panels: Sequence[Panel], names: Sequence[str]) -> list[Panel]:
    """The panels that `names` stand for, ids or keys. Raises `ChartkitError` for each name that no panel has."""
    known = {name for panel in panels for name in (panel.id, panel.key)}
    faults = [
        Diagnostic(CODE, f"there is no panel {name!r}.", help=hint(name, [panel.key for panel in panels], "panels"))
        for name in names
        if name not in known
    ]
    if faults:
        raise ChartkitError(faults)
    return [panel for panel in panels if panel.id in names or panel.key in names]


def _automatic(metrics: Iterable[ProjectMetric], logged: Iterable[LoggedKey]) -> Iterator[Panel]:
    shown = [("line", one.key, one.section) for one in metrics if not one.hidden]
    keys = [(one.kind if one.kind in ("chart", "table") else "media", one.key) for one in logged]
    shown += [(kind, key, section_of(key) if "/" in key else _SECTIONS[kind]) for kind, key in keys]
    for place, (kind, key, section) in enumerate(shown):
        yield Panel(f"{kind}:{key}", kind, key, key, section, 2 if kind == "table" else 1, place, {})


def _changed(panel: Panel, said: Mapping[str, Any]) -> Panel:
    order, key = number(said.get("order")), text(said.get("key"), panel.key)
    return panel._replace(
        key=key,
        title=text(said.get("title"), panel.title or key),
        section=text(said.get("section"), panel.section),
        wide=whole(said.get("wide"), panel.wide, _MOST_WIDE),
        order=panel.order if order is None else order,
        settings=mapping(said.get("settings")),
    )
