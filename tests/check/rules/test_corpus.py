"""The rules about charts over real ones: each finding was read, and is true; there are no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chartkit.check.rules import RULES
from chartkit.check.subject import Subject

OF_CHARTS = [rule for rule in RULES if "CK820" <= rule.code <= "CK849"]

TRUE: dict[str, set[str]] = {
    # titles in pale green, pale blue and pale teal on white: contrasts of 1.9, 2.4 and 1.6
    "CK827": {"layer_dual_axis", "ternary"},
    # marks in pale green, pale blue, orange and gold on white: contrasts of 1.9 to 2.4
    "CK828": {"layer_dual_axis", "point_color_shape_constant", "rect_params", "selection_brush_timeunit"},
    # 625 to 900 px
    "CK829": {
        "geo_line",
        "geo_text",
        "interactive_global_development",
        "ternary",
        "trellis_area_seattle",
        "wheat_wages",
    },
    # green beside brown; dark green beside dark red
    "CK834": {"arc_color_mappings", "window_rank"},
}


def test_nothing_but_what_is_true_is_found_in_real_specs(corpus: Callable[[], Iterator[tuple[str, Subject]]]) -> None:
    found: dict[str, set[str]] = {}
    n_specs = 0
    for name, subject in corpus():
        n_specs += 1
        for rule in OF_CHARTS:
            for finding in rule.check(subject):
                found.setdefault(finding.code, set()).add(name)
    assert found == TRUE
    assert n_specs > 300
