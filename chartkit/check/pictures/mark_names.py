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
    own = re.escape(re.sub(r"\W", "_", name)) + "_" if isinstance(name, str) else ""
    parent = view.parent
    if parent is not None and parent.kind == "repeat":  # its children are named by their fields alone
        own += r"child__\w+_"
    elif not own and parent is not None:
        own = _prefix(parent) + _step(view, parent)
    is_faceted = view.kind == "unit" and any(channel in view.spec.get("encoding", {}) for channel in _FACETS)
    return f"{own}child_" if is_faceted else own


def _step(view: View, parent: View) -> str:
    if parent.kind == "facet":
        return "child_"
    return f"{'layer' if parent.kind == 'layer' else 'concat'}_{view.path[-1]}_"
