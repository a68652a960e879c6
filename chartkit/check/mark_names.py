"""How Vega-Lite names the marks of a view: takes a view, gives the pattern of their groups' names in the picture.

Source: Vega-Lite 6.4, src/compile: `getName` of each model, after `layer_0`, `concat_0`, `child`; a composite mark and
an overlay become layers of their view, and a repeat a concat of named children.
"""

from __future__ import annotations

import re

from chartkit.compiler.views import View

_FACETS = ("row", "column", "facet")


def marks_of(view: View) -> re.Pattern[str]:
    """What the names of the groups that draw a view's marks fit, in full.

    >>> from chartkit.compiler.views import views_of
    >>> marks_of(views_of({"hconcat": [{"mark": "line"}]})[1]).fullmatch("concat_0_marks") is not None
    True
    """
    return re.compile(f"{_prefix(view)}(?:layer_\\d+_)*(?:marks|pathgroup)")


def _prefix(view: View) -> str:
    name = view.spec.get("name")
    if isinstance(name, str):
        own = re.escape(re.sub(r"\W", "_", name)) + "_"
    elif view.parent is None:
        own = ""
    else:
        own = _prefix(view.parent) + _step(view, view.parent)
    is_faceted = view.kind in ("unit", "layer") and any(channel in view.spec.get("encoding", {}) for channel in _FACETS)
    return f"{own}child_" if is_faceted else own


def _step(view: View, parent: View) -> str:
    last = view.path[-1]
    if parent.kind == "layer":
        return f"layer_{last}_"
    if parent.kind == "repeat":
        return r"child__(?:\w+_)?"
    return "child_" if parent.kind == "facet" else f"concat_{last}_"
