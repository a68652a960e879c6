"""Upgrade a spec: takes nodes written in Vega-Lite 2 to 5, gives nodes in the words of version 6.

What version 6 says otherwise is said otherwise, and defaults that changed are written out; everything else, known or
not, stays where it is. Words that have no counterpart are faults with a way out, and whatever else is not version 6 the
schema finds afterwards, at its place.

Source: the release notes of Vega-Lite 3.0 to 6.0, and the JSON schemas 2.7, 3.4, 4.0, 4.17, 5.0, 5.23 and 6.4 compared
property by property.
"""

from __future__ import annotations

from collections.abc import Callable

from chartkit.diagnostics import Diagnostic
from chartkit.presets.faults import Faults
from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.bands import with_band_sizes
from chartkit.presets.upgrade.defaults import with_old_nice, with_old_point_size, with_old_projection, with_old_sizes
from chartkit.presets.upgrade.edits import put
from chartkit.presets.upgrade.leftovers import find_leftovers
from chartkit.presets.upgrade.rewriting import rewriting
from chartkit.presets.upgrade.selections import with_params
from chartkit.presets.upgrade.sizes import with_named_view_sizes, with_steps
from chartkit.presets.upgrade.sorts import with_sort_operations
from chartkit.presets.upgrade.words import with_later_words
from chartkit.schema import MAJOR, Dialect

OLDEST = 2
SCHEMA_URL = f"https://vega.github.io/schema/vega-lite/v{MAJOR}.json"

_STEPS: tuple[tuple[int, Callable[[Node, int], Node]], ...] = (
    (3, with_steps),
    (3, with_sort_operations),
    (5, with_named_view_sizes),
    (4, with_band_sizes),
    (5, with_later_words),
    (5, with_params),
    (4, with_old_projection),
    (4, with_old_point_size),
    (4, with_old_nice),
    (5, with_old_sizes),
)
"""Each step with the last major version whose specs need it, in the order they are taken."""


def upgrade(spec: Node, dialect: Dialect, faults: Faults) -> tuple[Node, tuple[Diagnostic, ...]]:
    """`spec` in the words of Vega-Lite 6, and a note on where it came from; as it is when it needs nothing.

    A version that is too old, and words that are no more, go to `faults`. O(size of the spec).
    """
    if dialect.name != "vega-lite" or dialect.major >= MAJOR:
        return spec, ()
    place = spec.locate(("$schema",))
    if dialect.major < OLDEST:
        message = f"this spec is written in Vega-Lite {dialect.major}; versions {OLDEST} to {MAJOR} are read."
        faults.found.append(Diagnostic("CK118", message, location=place, help="write it in Vega-Lite 6"))
        return spec, ()
    find_leftovers(spec, dialect.major, faults)
    found = spec
    for last, step in _STEPS:
        if dialect.major <= last:
            found = step(found, dialect.major)
    found = put(found, "$schema", SCHEMA_URL)
    message = f"this preset is written in Vega-Lite {dialect.major}: it is read as Vega-Lite {MAJOR}."
    fix = rewriting(spec, found, f"write it in Vega-Lite {MAJOR}")
    return found, (Diagnostic("CK116", message, "info", place, fix=fix),)
