"""One side of a comparison: takes a preset of one state of the project, gives its example's chart and picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from chartkit.check.examples.examples import needed_example
from chartkit.check.examples.variants import filled_variants
from chartkit.check.history.trees import Tree
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build, filled_spec
from chartkit.compiler.theme import with_theme
from chartkit.diagnostics import ChartkitError
from chartkit.presets import Preset

Spec = dict[str, Any]


class Drawing(NamedTuple):
    """A picture as svg text and how many marks it shows; `fault` says why there is none."""

    svg: str | None
    n_marks: int = 0
    fault: str | None = None


class Side:
    """A preset before or after. `spec` is the chart of its example with its rows, None where `fault` says why."""

    def __init__(self, name: str, preset: Preset | None, spec: Spec | None, fault: str | None = None) -> None:
        self.name = name
        self.preset = preset
        self.spec = spec
        self.fault = fault

    @cached_property
    def drawing(self) -> Drawing:
        """What Vega draws. Costs 1 s for the first picture of a process, then tens of ms."""
        if self.spec is None:
            return Drawing(None, fault=self.fault)
        from chartkit.check.pictures.scene import scene_of
        from chartkit.render import picture

        try:
            svg = picture(self.spec).svg
        except ChartkitError as error:
            return Drawing(None, fault=_sentences(error))
        looks = [look for _, each in scene_of(svg).groups for look in each]
        return Drawing(svg, looks.count("drawn"))


def side_of(tree: Tree, name: str, theme: Spec | None = None) -> Side:
    """The preset `name` in `tree`, compiled. `theme` takes the place of the project's own, where it was another."""
    from chartkit.presets import load

    try:
        preset = load(tree.files[name], tree.library)._replace(name=name)
    except ChartkitError as error:
        return Side(name, None, None, _sentences(error))
    try:
        return Side(name, preset, _spec(preset, theme))
    except ChartkitError as error:
        return Side(name, preset, None, _sentences(error))


def _spec(preset: Preset, theme: Spec | None) -> Spec:
    """The chart of the example, of made-up columns without one, less what records where it came from."""
    if preset.example is not None and preset.example.data is not None:
        example, tables = needed_example(preset)
        fields, strings = example.fields, example.strings
    else:
        made_up = filled_variants(preset, None)[0]
        tables, fields, strings = made_up.tables, made_up.fields, made_up.strings
    binding = bind(preset, tables, fields, strings)
    spec: Mapping[str, Any] = build(binding).spec
    if theme is not None:
        spec = _themed(spec, filled_spec(binding).plain().get("config", {}), theme)
    return {key: value for key, value in spec.items() if key != "usermeta"}


def _themed(spec: Mapping[str, Any], own: Spec, theme: Spec) -> Spec:
    """`spec` with its author's `own` config laid on `theme`, whatever theme it was built with."""
    config = with_theme(own, theme)
    bare = {key: value for key, value in spec.items() if key != "config"}
    return {**bare, "config": config} if config else bare


def _sentences(error: ChartkitError) -> str:
    return " ".join(fault.message for fault in error.diagnostics)
