"""The palettes of colour scales: takes a scale, gives the scheme or the colours that it is set to.

Source: https://vega.github.io/vega/docs/schemes/ (Vega 6).
"""

from __future__ import annotations

from collections.abc import Mapping

from chartkit.check.charts.scales import Scale
from chartkit.diagnostics import JsonPath
from chartkit.schema.colors import Color, color_of
from chartkit.schema.json_types import is_list, is_object

CATEGORICAL: Mapping[str, int] = {
    **dict.fromkeys(("category10", "tableau10", "observable10"), 10),
    **dict.fromkeys(("category20", "category20b", "category20c", "tableau20"), 20),
    **dict.fromkeys(("accent", "dark2", "pastel2", "set2"), 8),
    **dict.fromkeys(("pastel1", "set1"), 9),
    **dict.fromkeys(("paired", "set3"), 12),
}
"""The schemes made for names, with the number of their colours."""


def scheme_of(scale: Scale) -> tuple[JsonPath, str] | None:
    """The name of the scheme that a scale is set to, and where; None without one."""
    found = scale.setting("scheme")
    name = found[1].get("name") if found and is_object(found[1]) else found[1] if found else None
    return (found[0], name) if found and isinstance(name, str) else None


def palette_of(scale: Scale) -> tuple[JsonPath, tuple[Color | None, ...]] | None:
    """The colours that the range of a scale lists, None for what is none, and where; None without a list."""
    found = scale.setting("range")
    return (found[0], tuple(map(color_of, found[1]))) if found and is_list(found[1]) else None
