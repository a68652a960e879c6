"""The state of a preview from change to change."""

from __future__ import annotations

import chartkit
from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.workspace.preview.shown import Shown, next_shown

WARNING = Diagnostic("CK703", "a warning.", "warning")
ERROR = Diagnostic("CK301", "an error.")


def chart() -> chartkit.Chart:
    return chartkit.plot_table("wandb/line/v0", {"x": [1, 2], "y": [3, 4]}, {"x": "x", "y": "y"}, {"title": "A title"})


def refused() -> chartkit.Chart:
    raise ChartkitError(ERROR)


def test_a_drawing_a_mistake_and_its_mending() -> None:
    first = next_shown(Shown("a.yaml"), chart, list)
    assert (first.version, first.drawing, first.is_current, first.note) == (1, 1, True, "2 rows")
    assert b"<title>A title</title>" in first.page
    broken = next_shown(first, refused, lambda: [WARNING, ERROR])
    assert (broken.version, broken.drawing, broken.is_current, broken.note) == (2, 1, False, "2 findings")
    assert broken.page == first.page
    assert broken.news() == {
        "file": "a.yaml",
        "version": 2,
        "drawing": 1,
        "isCurrent": False,
        "state": "2 findings",
        "faults": [
            {"severity": "error", "text": "CK301 an error."},
            {"severity": "warning", "text": "CK703 a warning."},
        ],
    }
    mended = next_shown(broken, chart, lambda: [WARNING])
    assert (mended.version, mended.drawing, mended.is_current, mended.note) == (3, 3, True, "2 rows, 1 finding")


def test_nothing_is_shown_before_the_first_drawing() -> None:
    broken = next_shown(Shown("a.yaml"), refused, list)
    assert (broken.drawing, broken.page, broken.is_current) == (0, b"", False)


def test_a_fault_of_our_own_is_shown_and_ends_nothing() -> None:
    def failing() -> chartkit.Chart:
        raise RecursionError("too deep")

    first = next_shown(Shown("a.yaml"), chart, list)
    broken = next_shown(first, failing, lambda: [WARNING])
    assert (broken.drawing, broken.page) == (1, first.page)
    assert [fault["text"] for fault in broken.news()["faults"]] == [
        "CK709 chartkit failed at this preset: RecursionError: too deep.\n"
        "help: this is a fault of chartkit's own; please report it with the preset",
        "CK703 a warning.",
    ]
    assert next_shown(broken, chart, list).is_current
