"""How a preset is used: takes a `Preset`, gives a call of `plot_table` in Python that fills it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chartkit.presets.preset import Preset


def python_call(preset: Preset, name: str) -> str:
    """A `plot_table` call with the example's columns, else one made-up column for each required slot."""
    given: dict[str, Any] = dict(preset.example.fields) if preset.example else {}
    required = [slot for slot in preset.fields.values() if slot.required]
    fields = given or {slot.name: f"{slot.name} column" for slot in required}
    texts = f", {preset.example.strings!r}" if preset.example and preset.example.strings else ""
    table = "table" if len(preset.tables) == 1 else f"{{{', '.join(f'{each!r}: {each}' for each in preset.tables)}}}"
    return f"chartkit.plot_table({str(Path(name)) if '.' in name else name!r}, {table}, {fields!r}{texts})"
