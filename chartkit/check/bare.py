"""Whether a preset is a bare spec, as W&B's editor shows one, with no header to say more in."""

from __future__ import annotations

from chartkit.presets import Preset


def is_bare(preset: Preset) -> bool:
    """True where the spec is the file's outermost value: below a header it stands to the right of its key."""
    return preset.example is None and preset.spec.mark is not None and preset.spec.mark.column == 1
