"""Specs in raw Vega: the built-in ones, and what Vega-Lite makes of the corpus."""

from __future__ import annotations

from typing import Any

from families import Specs


def compiled(specs: Specs) -> dict[str, Any]:
    """The Vega of every spec that the compiler takes by itself, without files beside it."""
    import vl_convert

    return {name: vl_convert.vegalite_to_vega(spec) for name, spec in specs.items()}


def built_in() -> dict[str, Any]:
    """The raw Vega among chartkit's presets, as their examples fill them."""
    import json

    from chartkit.files import data_folder

    files = sorted(data_folder("presets").rglob("*.expected.vg.json"))
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in files}
