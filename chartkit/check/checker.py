"""The check of one preset, from file to diagnostics. Read this file first.

1. load    the file                                              → `Preset`
2. vary    its example, filled up and emptied slot by slot       → `Variant`s
3. bind    each variant, fill the spec, look at it by the schema → faults, each place once
4. rules   what the schema cannot know                           → more of them
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.check.examples.goldens import golden_state
from chartkit.check.examples.variants import Variant, example_variant, filled_variants
from chartkit.check.ignoring.suppression import DRAWING_CODES
from chartkit.check.merging import Merged
from chartkit.check.proofs import proofs_last
from chartkit.check.subject import Subject
from chartkit.compiler.binder import bind
from chartkit.compiler.binding import Binding
from chartkit.compiler.builder import build, filled_spec
from chartkit.diagnostics import CODES, ChartkitError, Diagnostic, PresetError
from chartkit.presets import Library, Preset, load, parse
from chartkit.presets.documents import decoded

if TYPE_CHECKING:
    from chartkit.check.rule import Rule
from chartkit.check.settings.selectors import is_of_schema

GOLDEN_CODES = ("CK702", "CK805")


def check_preset(
    path: Path,
    library: Library | None = None,
    update: bool = False,
    *,
    wants: Callable[[str], bool] = lambda code: True,
    content: bytes | None = None,
    data: bool = False,
    allow: tuple[str, ...] = (),
) -> list[Diagnostic]:
    """Every finding in the preset that `path` holds, in the order of its lines; [] for a clean one.

    It is bound to its example as it stands, with every optional slot filled, and with each one empty; without an
    example to columns made up for it. A fault that several bindings share is told once. `update` writes its golden
    instead of comparing it. What finds only codes that are not asked for is not done. `content` stands for that of the
    file, as an editor has it. `data` also draws the example and looks for its marks. Costs a few milliseconds for a
    preset and an example of some hundred rows; drawing some tens, and 1 s for the first. `allow` are patterns of the
    hosts that charts may name.
    """
    try:
        preset = load(path, library) if content is None else parse(decoded(content, str(path)), path, library)
    except PresetError as error:
        return list(error.diagnostics)
    merged = Merged(preset)
    merged.add((*preset.diagnostics, *preset.author_notes))
    rules, has_golden = wanted_rules(wants), update or any(map(wants, GOLDEN_CODES))
    is_proved = data and any(map(wants, DRAWING_CODES))
    subject = _bound(Subject(preset, path, allow=allow), merged, is_drawn=bool(rules) or has_golden or is_proved)
    for rule in rules:
        merged.add(rule.check(subject))
    if has_golden:
        merged.add(golden_state(subject, update))
    if is_proved:
        from chartkit.check.pictures.drawn import drawn_faults

        merged.add(drawn_faults(subject, merged.findings()))
    return proofs_last(merged.in_order())


@lru_cache(maxsize=8)
def wanted_rules(wants: Callable[[str], bool]) -> tuple[Rule, ...]:
    """The rules that find a code which is asked for; they are imported only where there may be one."""
    if not any(map(wants, (code for code in CODES if not is_of_schema(code)))):
        return ()
    from chartkit.check.rules import RULES

    return tuple(rule for rule in RULES if wants(rule.code))


def _bound(subject: Subject, merged: Merged, is_drawn: bool) -> Subject:
    """The preset with what its first valid binding made of it; the faults of all bindings go to `merged`.

    An example that does not fit its preset is said so, and the rest is proved on made-up columns.
    """
    bound = _example(subject.preset, merged)
    example, binding = bound or (None, None)
    for variant in filled_variants(subject.preset, example):
        try:
            subject = _tried(variant, binding if variant is example else None, subject, is_drawn)
        except ChartkitError as error:
            merged.add(variant.explained(fault) for fault in error.diagnostics)
    return subject


def _example(preset: Preset, merged: Merged) -> tuple[Variant, Binding] | None:
    """The example where there is one that binds, bound; its faults go to `merged`."""
    try:
        example = example_variant(preset)
    except ChartkitError as error:
        merged.add(error.diagnostics)
        return None
    if example is None:
        return None
    try:
        return example, bind(preset, example.tables, example.fields, example.strings)
    except ChartkitError as error:
        merged.add(example.placed(fault) for fault in error.diagnostics)
        return None


def _tried(variant: Variant, binding: Binding | None, subject: Subject, is_drawn: bool) -> Subject:
    """Bind and fill; the example as it stands is also built where the rules and the golden are asked for."""
    binding = binding or bind(subject.preset, variant.tables, variant.fields, variant.strings)
    spec = filled_spec(binding)
    if variant.is_example and is_drawn:
        return replace(subject, spec=spec, chart=build(binding, filled=spec), binding=binding)
    return subject if subject.spec else replace(subject, spec=spec)
