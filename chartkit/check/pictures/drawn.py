"""`check --data`: takes a preset with its example compiled, draws it with Vega, and gives what the picture lacks.

A picture without marks draws as readily as any other, so the marks in it are counted, view by view. A view whose data
rules have told already why it shows nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import filterfalse

from chartkit.check.examples.examples import example_place
from chartkit.check.pictures.blank_views import reason_of_blank, reason_of_looks
from chartkit.check.pictures.mark_names import marks_of
from chartkit.check.pictures.scene import Look, Scene, scene_of
from chartkit.check.subject import Subject
from chartkit.compiler.views import View
from chartkit.diagnostics import Diagnostic, JsonPath, Location, RenderError
from chartkit.render import picture

_HARMLESS = re.compile(r'Conflicting scale property "domains"|\w+-scale\'s "\w+" is dropped|Facet encoding dropped')
"""Domains that are joined as their layers ask for, and what CK832 and CK837 tell."""
_EXPLAINS = ("CK807", "CK820", "CK824", "CK850", "CK851", "CK854", "CK855", "CK856")
"""Rules that find why a mark is not drawn."""
_DROPPED = re.compile(r'(\w+) dropped as it is incompatible with "(\w+)"')


def drawn_faults(subject: Subject, told: Iterable[Diagnostic] = ()) -> Iterable[Diagnostic]:
    """Everything that drawing the example shows and what is `told` of the preset does not explain.

    A chart that is only a notice has said why; without an example there is nothing to draw. Costs 1 s for the first
    preset, then some tens of ms each.
    """
    if subject.chart is None or subject.chart.is_notice:
        return
    try:
        drawn = picture(subject.chart.spec)
    except RenderError as error:
        yield from _not_drawn(subject, error)
        return
    for warning in filterfalse(_HARMLESS.match, drawn.warnings):
        yield Diagnostic("CK864", f"Vega-Lite warns: {_sentence(warning)}", "warning", _place_of(subject, warning))
    explained = [each for each in told if each.code in _EXPLAINS and each.severity != "info"]
    paths = [each.location.path for each in explained if each.location and each.location.path is not None]
    yield from _blanks(subject, scene_of(drawn.svg), paths)


def _not_drawn(subject: Subject, error: RenderError) -> Iterator[Diagnostic]:
    """Why drawing failed; an address outside of the chart is the finding of a rule."""
    for fault in error.diagnostics:
        if fault.code != "CK501":
            message = f"the example cannot be drawn: {fault.message}"
            yield Diagnostic("CK865", message, "error", subject.locate(()), fault.help)


def _blanks(subject: Subject, scene: Scene, explained: Sequence[JsonPath]) -> Iterator[Diagnostic]:
    """One finding for a picture without marks; else one for each view without. Not for views that are `explained`."""
    looks: list[Look] = [look for _, each in scene.groups for look in each]
    views = [(view, _looks(view, scene)) for view in subject.views if view.kind == "unit" and view.mark]
    blank = [(view, found) for view, found in views if found is not None and not _is_seen(view, found)]
    unexplained = [(view, found) for view, found in blank if not _is_explained(view, explained)]
    if "drawn" not in looks:
        reasons = [reason_of_blank(subject, view, found) for view, found in unexplained] or [reason_of_looks(looks)]
        if unexplained or not blank:
            yield _blank_picture(subject, reasons, len(looks))
        return
    for view, found in unexplained:
        if not _waits_for_reader(subject, view):
            reason = reason_of_blank(subject, view, found)
            message = f"this {view.mark} draws no mark in the example{f': {reason}' if reason else ''}."
            place = subject.locate((*view.path, "mark"))
            yield Diagnostic("CK863", message, "warning", place, "an example that shows the view proves it")


def _is_seen(view: View, looks: list[Look]) -> bool:
    """Whether a mark shows; one in the colour of the ground does on what a layer below it draws."""
    is_layer = view.parent is not None and view.parent.kind == "layer"
    return "drawn" in looks or (is_layer and "hidden" in looks)


def _is_explained(view: View, places: Sequence[JsonPath]) -> bool:
    """Whether one of the places lies in the view, or in a transform or channel that it has from around it."""
    own = [view.path, *(path for path, _ in view.transforms)]
    around = view.parent
    while around is not None:
        own.append((*around.path, "encoding"))
        around = around.parent
    return any(place[: len(path)] == path for place in places for path in own)


def _blank_picture(subject: Subject, reasons: list[str | None], n_marks: int) -> Diagnostic:
    known = list(dict.fromkeys(reason for reason in reasons if reason))
    because = f": {'; '.join(known)}" if known else f", though it has {n_marks:,}" if n_marks else ""
    help = "a filter, a domain or a misspelt field leaves nothing; 'chartkit render' shows the picture"
    place = subject.locate(()) or Location(subject.preset.file)
    return Diagnostic("CK862", f"the picture of the example shows no mark{because}.", "warning", place, help)


def _looks(view: View, scene: Scene) -> list[Look] | None:
    """How the marks of a view look; None where its groups cannot be told from those of no view."""
    pattern = marks_of(view)
    found = [looks for name, looks in scene.groups if pattern.fullmatch(name)]
    if found or not scene.groups:
        return [look for looks in found for look in looks]
    return [] if view.parent is not None else None


def _waits_for_reader(subject: Subject, view: View) -> bool:
    """Whether marks appear only once a reader selects something."""
    chosen = {str(param.get("name")) for _, param in view.params if "select" in param}
    chosen |= {str(param.get("name")) for other in subject.views for _, param in other.params if "select" in param}
    said = repr([transform.get("filter") for _, transform in view.transforms])
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in chosen)


def _place_of(subject: Subject, warning: str) -> Location | None:
    """The channel that a warning is about, else the only view, else the example."""
    units = [view for view in subject.views if view.kind == "unit"]
    dropped = _DROPPED.match(warning)
    if dropped:
        for view in units:
            if dropped[1] in view.encoding and view.mark == dropped[2]:
                return subject.locate(view.encoding[dropped[1]][0])
    return subject.locate(units[0].path) if len(units) == 1 else example_place(subject.preset)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
