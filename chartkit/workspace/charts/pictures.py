"""The pictures of one key for several runs. Takes what each run logged, gives specs for the page.

1. families  runs whose charts were made by one preset, with one filling, are drawn together
2. rows      the tables of a family as one table, classes and groups chosen
3. spec      the preset filled with it, each mark in the colour of its run
4. singles   what cannot be drawn together is drawn run by run, as it was logged, and the page says why

A preset that was edited or deleted since has its charts drawn from the spec that the run keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler import Chart
from chartkit.compiler.layout import is_composed
from chartkit.compiler.sizes import sized
from chartkit.data.run_label import RunLabel
from chartkit.diagnostics import ChartkitError, counted
from chartkit.presets import Library
from chartkit.workspace.charts.columns import USUAL_ROOM, Room, in_best_columns
from chartkit.workspace.charts.family import Family, Together, drawn_together, same_specs_together

if TYPE_CHECKING:
    from chartkit.workspace.logged.contents import Contents

MOST_SINGLES = 12
"""More charts beside each other than this are too small to be read."""


class RunChart(NamedTuple):
    """One run's chart at the slider's step: whose it is, when it was logged, and what the journal says of it."""

    label: RunLabel
    contents: Contents
    step: int
    reference: Mapping[str, Any]
    group: RunLabel | None = None


class Picture(NamedTuple):
    """One spec with its rows, of one or several runs."""

    spec: Any
    runs: list[str]
    heading: str | None = None
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What the page is told."""
        return {"spec": self.spec, "runs": self.runs, "heading": self.heading, "notes": list(self.notes)}


class Pictures(NamedTuple):
    """All pictures of a key, the classes that it can be filtered by, and what is to be said of them."""

    pictures: list[Picture]
    classes: list[str]
    classes_title: str
    notes: list[str]


def pictures_of(
    charts: Sequence[RunChart],
    library: Library,
    classes: Sequence[str] | None = None,
    room: Room = USUAL_ROOM,
    as_logged: bool = False,
) -> Pictures:
    """The pictures of what runs logged under one key; charts that cannot be read are said in `notes`.

    Facets and concatenations are laid out for `room`; `as_logged` draws run by run, in the author's colours.
    """
    notes: list[str] = []
    found: list[Picture] = []
    known: dict[str, None] = {}
    titles: dict[str, None] = {}
    for family in _families(charts, notes):
        together = None if as_logged else _together(family, library, classes, notes)
        if together is None:
            found += _singles(family, notes, room)
            continue
        if together.classes:
            known |= dict.fromkeys(together.classes.values)
            titles[together.classes.title] = None
        of_runs = [one.label.id for one in family.charts]
        n_labels = len({one.group or one.label for one in family.charts})
        found.append(Picture(_page_spec(together.chart, room, n_labels), of_runs, None, together.notes))
    several = len(found) > 1
    headed = [one._replace(heading=one.heading or _heading(one, charts)) if several else one for one in found]
    return Pictures(headed, list(known), ", ".join(titles), list(dict.fromkeys(notes)))


class _Family(NamedTuple):
    charts: list[RunChart]
    read: list[Chart]


def _families(charts: Iterable[RunChart], notes: list[str]) -> list[_Family]:
    """Charts by what made them, in the order of their runs."""
    families: dict[Any, _Family] = {}
    for one in charts:
        try:
            chart = one.contents.read_chart(one.reference)
        except ChartkitError as error:
            notes += (f"{one.label.name}: {fault.message}" for fault in error.diagnostics)
            continue
        family = families.setdefault(Family.of(chart).key, _Family([], []))
        family.charts.append(one)
        family.read.append(chart)
    return list(families.values())


def _together(family: _Family, library: Library, classes: Sequence[str] | None, notes: list[str]) -> Together | None:
    """The family in one picture; None where that cannot be, which `notes` then says."""
    labels = [one.group or one.label for one in family.charts]
    run_ids = [one.label.id for one in family.charts]
    made = Family.of(family.read[0])
    if made.is_notice:
        return None
    is_grouped = any(one.group for one in family.charts)
    preset = made.preset(library)
    if preset is not None:
        found = drawn_together(made, preset, list(zip(labels, run_ids, family.read, strict=True)), classes, is_grouped)
    else:
        found = same_specs_together(made, list(zip(labels, family.read, strict=True)))
    if isinstance(found, Together):
        if preset is None and (classes or is_grouped) and len(family.charts) > 1:
            notes.append(f"{made.lack}: they are drawn as they were, without groups and classes.")
        return found
    if found and len(family.charts) > 1:
        notes.append(found)
    return None


def _singles(family: _Family, notes: list[str], room: Room) -> list[Picture]:
    """Each run's chart as it was logged."""
    shown = list(zip(family.charts, family.read, strict=True))[:MOST_SINGLES]
    if len(family.charts) > len(shown):
        n_runs = counted(len(family.charts), "run")
        notes.append(f"the first {len(shown)} of {n_runs} are shown; choose others in the table of runs.")
    return [
        Picture(_page_spec(chart, room), [one.label.id], one.label.name if len(shown) > 1 else None)
        for one, chart in shown
    ]


def _heading(picture: Picture, charts: Sequence[RunChart]) -> str:
    names = [one.label.name for one in charts if one.label.id in picture.runs]
    return names[0] if len(names) == 1 else f"{names[0]} and {counted(len(names) - 1, 'more run')}"


def _page_spec(chart: Chart, room: Room, n_runs: int = 1) -> Any:
    """The whole spec; the views of a composed one in as many columns as make them largest in their place."""
    import orjson

    spec = chart.spec
    if chart.dialect == "vega-lite" and is_composed(spec):
        spec = in_best_columns(spec, room, n_runs)
    return orjson.Fragment(orjson.dumps(sized(spec, chart.dialect, None, None, in_page=True)))
