"""How the runs of a project are to be coloured: takes the layout's part `colors`, gives what it says, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import RunError, shown
from chartkit.runs.coloring.colored import Asked
from chartkit.runs.coloring.key_colors import USUAL_BUCKETS, asked_for
from chartkit.runs.coloring.palettes import CODE
from chartkit.runs.faults import typed


class ByKey(NamedTuple):
    """Runs are coloured by a key."""

    key: str
    asked: Asked


def wanted(layout: Mapping[str, Any]) -> ByKey | None:
    """What the part says; None where each run has its own colour. Raises `RunError` for what it cannot be.

    The part is `{mode: own | key, key, y, buckets, palette, categories}`, all but the mode with usual values.
    """
    part: object = layout.get("colors", {})
    if not isinstance(part, dict):
        raise RunError.of(CODE, f"colors of the layout is a mapping; found {typed(part)}.")
    said = cast(dict[str, Any], part)
    mode = said.get("mode", "own")
    if mode not in ("own", "key"):
        raise RunError.of(CODE, f"mode of the layout's colors is 'own' or 'key'; found {shown(mode)}.")
    if mode == "own":
        return None
    key = said.get("key")
    given = asked_for(
        key, said.get("y", "latest"), said.get("buckets", USUAL_BUCKETS), said.get("palette"), said.get("categories")
    )
    return ByKey(cast(str, key), given)
