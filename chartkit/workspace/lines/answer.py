"""The answer to a page's question for lines: takes the lines of panels, gives columns of numbers and what they are.

Columns: `x`, `y` of all lines one after the other; `raw_x`, `raw_y` of those that were smoothed; `low`, `high` of
groups beside their `x`; `odd_x` and `odd_kind` of what is NaN (0), infinite (1) or minus infinite (2). `meta.panels`
has for each line where its numbers begin and how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chartkit.workspace.lines.asked import PROCESS, STEP, WALL, WALL_RELATIVE, AskedPanel
from chartkit.workspace.lines.axes import XKind
from chartkit.workspace.lines.line import Line
from chartkit.workspace.lines.panel_lines import PanelLines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AXIS_TITLES = {
    STEP: "Step",
    PROCESS: "Relative time (process)",
    WALL_RELATIVE: "Relative time (wall)",
    WALL: "Wall time",
}


class Block:
    """The columns of an answer, growing line by line."""

    def __init__(self) -> None:
        self._parts: dict[str, list[Any]] = {
            name: [] for name in ("x", "y", "raw_x", "raw_y", "low", "high", "odd_x", "odd_kind")
        }
        self._lengths = dict.fromkeys(self._parts, 0)

    def add(self, name: str, part: Any) -> int:
        """Put numbers at the end of a column; gives where they begin."""
        first = self._lengths[name]
        self._parts[name].append(part)
        self._lengths[name] += len(part)
        return first

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """The columns, whole."""
        import numpy as np

        dtypes = {name: np.uint8 if name == "odd_kind" else np.float64 for name in self._parts}
        return {
            name: np.concatenate([np.empty(0, dtype=dtypes[name]), *parts]).astype(dtypes[name], copy=False)
            for name, parts in self._parts.items()
        }


def panel_meta(asked: AskedPanel, panel: PanelLines, block: Block) -> dict[str, Any]:
    """What is said of a panel; its numbers go to the block."""
    kind = x_kind(asked.x, panel.lines)
    return {
        "id": asked.id,
        "x": asked.x,
        "x_kind": kind,
        "x_title": AXIS_TITLES.get(asked.x, asked.x),
        "x_log": asked.x_log and kind != "time",
        "y_log": asked.y_log,
        "x_domain": panel.x_domain,
        "y_domain": panel.y_domain,
        "whole_x": panel.whole_x,
        "n_columns": panel.n_columns,
        "notes": list(panel.notes),
        "lines": [_line_meta(line, block) for line in panel.lines],
    }


def x_kind(x: str, lines: Sequence[Line]) -> XKind:
    """What the numbers on the x axis are."""
    import numpy as np

    if x in (PROCESS, WALL_RELATIVE):
        return "seconds"
    if x == WALL:
        return "time"
    if x == STEP:
        return "whole"
    return "whole" if all(bool((np.floor(line.x) == line.x).all()) for line in lines) else "number"


def _line_meta(line: Line, block: Block) -> dict[str, Any]:
    import numpy as np

    odd = np.flatnonzero(~np.isfinite(line.y))
    kinds = np.where(np.isnan(line.y[odd]), 0, np.where(line.y[odd] > 0, 1, 2)).astype(np.uint8)
    meta: dict[str, Any] = {
        "key": line.key,
        "run": line.run,
        "group": line.group,
        "first": block.add("x", line.x),
        "n": len(line.x),
        "n_points": line.n_points,
        "n_runs": line.n_runs,
        "last_x": line.last_x,
        "is_more": line.is_more,
        "odd_first": block.add("odd_x", line.x[odd]),
        "n_odd": len(odd),
        "raw_first": block.add("raw_x", line.raw_x),
        "n_raw": len(line.raw_x),
        "band_first": block.add("low", line.low),
        "n_band": len(line.low),
    }
    block.add("y", line.y)
    block.add("odd_kind", kinds)
    block.add("raw_y", line.raw_y)
    block.add("high", line.high)
    return meta
