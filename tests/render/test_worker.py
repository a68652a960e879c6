from __future__ import annotations

import pytest

from chartkit.render.worker import has_marks, merged

GROUP = '<g class="mark-symbol role-mark marks" role="graphics-object">'


@pytest.mark.parametrize(
    ("svg", "expected"),
    [
        ('<g class="mark-rect role-mark marks"/>', False),
        ('<g class="mark-rect role-mark marks"></g>', False),
        ('<g class="mark-line role-mark marks"><path stroke="red"/></g>', False),
        ('<g class="mark-line role-mark marks"><path d=""/></g>', False),
        ('<g class="mark-text role-axis-label"><text>0</text></g>', False),
        ('<g class="mark-group role-mark"><g><path class="background" d="M0,0"/></g></g>', False),
        (
            '<g class="mark-line role-mark"><path/></g><g class="mark-line role-mark"><path d="M1,1L2,2"/>',
            True,
        ),
        (f'{GROUP}<path d="M1,1"/></g>', True),
        ('<g class="mark-text role-mark marks"><text>no rows</text></g>', True),
        ('<g class="mark-image role-mark marks"><image/></g>', True),
    ],
)
def test_only_marks_count_as_drawn(svg: str, expected: bool) -> None:
    assert has_marks(svg) is expected


def test_the_specs_config_wins_over_the_theme() -> None:
    theme = {"axis": {"grid": True, "ticks": True}, "background": "black"}
    own = {"axis": {"grid": False}, "background": {"signal": "paper"}, "font": "serif"}
    assert merged(theme, own) == {
        "axis": {"grid": False, "ticks": True},
        "background": {"signal": "paper"},
        "font": "serif",
    }
    assert theme["axis"] == {"grid": True, "ticks": True}
