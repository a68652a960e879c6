"""The check of one preset, from file to diagnostics. Read this file first.

1. load    the file                                              → `Preset`
2. vary    its example, filled up and emptied slot by slot       → `Variant`s
3. bind    each variant, fill the spec, look at it by the schema → faults, each place once
4. rules   what the schema cannot know                           → more of them
"""

from __future__ import annotations

from pathlib import Path

from chartkit.check.goldens import golden_state
from chartkit.check.merging import Merged
from chartkit.check.rules import RULES
from chartkit.check.subject import Subject
from chartkit.check.variants import Variant, example_variant, filled_variants
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build, filled_spec
from chartkit.diagnostics import ChartkitError, Diagnostic, PresetError
from chartkit.presets import Library, Preset, load


def check_preset(path: Path, library: Library | None = None, update: bool = False) -> list[Diagnostic]:
    """Every finding in the preset that `path` holds, in the order of its lines; [] for a clean one.

    It is bound to its example as it stands, with every optional slot filled, and with each one empty; without an
    example to columns made up for it. A fault that several bindings share is told once. `update` writes its golden
    instead of comparing it. Costs a few milliseconds for a preset and an example of some hundred rows.
    """
    try:
        preset = load(path, library)
    except PresetError as error:
        return list(error.diagnostics)
    merged = Merged(preset)
    merged.add(preset.diagnostics)
    subject = _bound(preset, path, merged)
    for rule in RULES:
        merged.add(rule.check(subject))
    merged.add(golden_state(subject, update))
    return merged.in_order()


def _bound(preset: Preset, path: Path, merged: Merged) -> Subject:
    """The preset with what its first valid binding made of it; the faults of all bindings go to `merged`.

    An example that does not fit its preset is said so, and the rest is proved on made-up columns.
    """
    subject = Subject(preset, path)
    example = _example(preset, merged)
    for variant in filled_variants(preset, example):
        try:
            subject = _tried(variant, subject)
        except ChartkitError as error:
            merged.add(variant.explained(fault) for fault in error.diagnostics)
    return subject


def _example(preset: Preset, merged: Merged) -> Variant | None:
    """The example where there is one that binds; its faults go to `merged`."""
    try:
        example = example_variant(preset)
    except ChartkitError as error:
        merged.add(error.diagnostics)
        return None
    if example is None:
        return None
    try:
        bind(preset, example.tables, example.fields, example.strings)
    except ChartkitError as error:
        merged.add(example.placed(fault) for fault in error.diagnostics)
        return None
    return example


def _tried(variant: Variant, subject: Subject) -> Subject:
    """Bind and fill; the example as it stands is also built, for the rules and the golden."""
    preset = subject.preset
    binding = bind(preset, variant.tables, variant.fields, variant.strings)
    spec = filled_spec(binding)
    if variant.is_example:
        return Subject(preset, subject.path, spec, build(binding), binding)
    return Subject(preset, subject.path, subject.spec or spec, subject.chart, subject.binding)
