"""Words of older versions that say nothing in version 6: takes a spec, gives a fault with the way out for each."""

from __future__ import annotations

from chartkit.presets.faults import Faults
from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.edits import ROWS

_WAYS_OUT = {
    "shortTimeLabels": "give the axis or legend a format, as in format: '%b'",
    "titleMaxLength": "give the axis a titleLimit, in pixels",
    "entryPadding": "give the legend a rowPadding",
    "textXRangeStep": "give the view a width, as in width: {step: 90}",
    "barBandPaddingOuter": "write bandPaddingOuter",
    "rectBandPaddingOuter": "write bandPaddingOuter",
}


def find_leftovers(spec: Node, major: int, faults: Faults) -> None:
    """A fault for every word of versions 2 and 3 that was dropped."""
    if major > 3:
        return
    left = [spec]
    while left:
        node = left.pop()
        left += node.items
        left += [child for key, child in node.entries.items() if key not in ROWS]
        for key in node.entries.keys() & _WAYS_OUT.keys():
            message = f"{key!r} of Vega-Lite {major} has no counterpart in version 6."
            faults.add("CK118", message, node.key_marks.get(key), _WAYS_OUT[key])
