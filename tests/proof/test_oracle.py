"""The oracle sees what it must: a move of 0.002 px, a lost item, another order; and not what is no difference."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pictures.comparison import compare_drawings
from pictures.geometry import Drawing, drawing_of
from pictures.oracle import compare, drawn, svg_of

ROWS = [{"a": index % 7, "b": "xyz"[index % 3], "c": index * 0.37} for index in range(40)]
SPECS: dict[str, dict[str, Any]] = {
    "bars": {"mark": "bar", "encoding": {"x": {"field": "a", "bin": True}, "y": {"aggregate": "count"}}},
    "points": {"mark": "point", "encoding": {"x": {"field": "c", "type": "quantitative"}, "color": {"field": "b"}}},
    "lines": {
        "mark": "line",
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "y": {"aggregate": "mean", "field": "c"},
            "row": {"field": "b"},
        },
    },
    "texts": {"mark": "text", "encoding": {"text": {"field": "b"}, "y": {"field": "c", "type": "quantitative"}}},
    "arcs": {"mark": "arc", "encoding": {"theta": {"aggregate": "count"}, "color": {"field": "b"}}},
}


def spec(name: str, **changed: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS}, **SPECS[name], **changed}


@pytest.fixture(params=SPECS, scope="module")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return drawn(spec(request.param))


def moved(drawing: Drawing, index: int, by_px: float) -> Drawing:
    item = drawing.items[index]
    numbers = (*item.numbers[:-1], item.numbers[-1] + by_px)
    return drawing._replace(items=(*drawing.items[:index], item._replace(numbers=numbers), *drawing.items[index + 1 :]))


def test_a_picture_equals_itself(drawing: Drawing) -> None:
    assert compare_drawings(drawing, drawing) == ("equal", (), (), ())
    assert drawing.n_marks > 0


def test_every_item_moved_by_two_thousandths_differs(drawing: Drawing) -> None:
    for index, item in enumerate(drawing.items):
        found = compare_drawings(drawing, moved(drawing, index, 0.002))
        assert found.kind == "different"
        assert found.missing == (item,)


def test_half_a_thousandth_is_no_difference(drawing: Drawing) -> None:
    for index in range(len(drawing.items)):
        assert compare_drawings(drawing, moved(drawing, index, 0.0005)).kind == "equal"


def test_every_item_lost_or_doubled_differs(drawing: Drawing) -> None:
    for index, item in enumerate(drawing.items):
        less = drawing._replace(items=drawing.items[:index] + drawing.items[index + 1 :])
        assert compare_drawings(drawing, less) == ("different", (item,), (), ())
        assert compare_drawings(less, drawing) == ("different", (), (item,), ())


def test_another_order_of_drawing_is_told_apart(drawing: Drawing) -> None:
    assert compare_drawings(drawing, drawing._replace(items=drawing.items[::-1])).kind == "order"


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (r' fill="#[0-9a-f]*(.)"', lambda m: m[0].replace(f'{m[1]}"', "0" if m[1] != "0" else "1") + '"'),
        (r">([a-z0-9.]+)</text>", lambda m: ">?</text>"),
        (r' stroke-width="[^"]*"', lambda m: ' stroke-width="7"'),
    ],
)
def test_a_colour_a_word_or_a_width_differs(name: str, pattern: str, instead: Any) -> None:
    svg = svg_of(spec(name))
    changed = re.sub(pattern, instead, svg, count=1)
    if changed != svg:
        assert compare_drawings(drawing_of(svg), drawing_of(changed)).kind == "different"
    else:
        assert (name, pattern) in [("texts", r' stroke-width="[^"]*"'), ("arcs", r' stroke-width="[^"]*"')]


def test_opacity_one_need_not_be_said() -> None:
    bare = '<svg><path d="M0,0h1"/><text fill-opacity="0.5">a</text></svg>'
    said = '<svg><path d="M0,0h1" opacity="1" stroke-opacity="1"/><text opacity="1" fill-opacity=".5">a</text></svg>'
    assert compare_drawings(drawing_of(bare), drawing_of(said)).kind == "equal"
    half = bare.replace("<path", '<path opacity="0.5"')
    assert compare_drawings(drawing_of(bare), drawing_of(half)).kind == "different"


def test_translations_add_up_and_other_transforms_count() -> None:
    def svg(outer: str, inner: str) -> Drawing:
        return drawing_of(f'<svg><g transform="{outer}"><path d="M0,0h1" transform="{inner}"/></g></svg>')

    first = svg("translate(1,2)", "translate(10,20)")
    assert compare_drawings(first, svg("translate(11,22)", "translate(0,0)")).kind == "equal"
    assert compare_drawings(first, svg("translate(1,2)", "translate(10,20) rotate(90)")).kind == "different"
    assert compare_drawings(first, svg("translate(1,2) rotate(90)", "translate(10,20)")).kind == "different"


def test_what_draws_nothing_is_no_item_and_no_mark() -> None:
    hidden = '<svg><g class="mark-line role-mark"><path d=""/><path d="M0,0h1" display="none"/><text/></g></svg>'
    assert drawing_of(hidden) == drawing_of("<svg/>")
    shown = drawing_of(hidden.replace("<text/>", "<text>a</text>"))
    assert shown.n_marks == 1


def test_the_flag_of_a_half_circle_says_nothing_and_that_of_any_other_arc_does() -> None:
    def svg(flag: int, end: float) -> Drawing:
        return drawing_of(f'<svg><path d="M18.75,3L19.5,4A1,1,0,{flag},1,{end},4Z"/></svg>')

    assert compare_drawings(svg(0, 21.5), svg(1, 21.5)).kind == "equal"
    assert compare_drawings(svg(0, 21.49), svg(1, 21.49)).kind == "different"


def test_clips_and_gradients_count_by_what_they_are_not_by_their_number() -> None:
    def svg(number: int, width: int) -> Drawing:
        clip = f'<defs><clipPath id="clip{number}"><rect width="{width}"/></clipPath></defs>'
        return drawing_of(f'<svg>{clip}<g clip-path="url(#clip{number})"><path d="M0,0h1"/></g></svg>')

    assert compare_drawings(svg(1, 10), svg(2, 10)).kind == "equal"
    assert compare_drawings(svg(1, 10), svg(1, 11)).kind == "different"


def test_texts_for_screen_readers_are_a_class_of_their_own() -> None:
    def svg(label: str) -> Drawing:
        return drawing_of(f'<svg><path d="M0,0h1" aria-roledescription="bar" aria-label="{label}"/></svg>')

    sums = compare_drawings(svg("Sum of a: 0.3"), svg("Sum of a: 0.30000000000000004"))
    assert sums == ("equal", (), (), ())
    assert compare_drawings(svg("Sum of a: 0.3"), svg("Sum of b: 0.3")).aria != ()
    assert compare_drawings(svg("a: 0.3"), svg("a: 0.31")).aria != ()
    assert compare_drawings(svg("a: 1"), drawing_of('<svg><path d="M0,0h1"/></svg>')).aria != ()


def test_a_verdict_names_the_items_that_differ() -> None:
    rows = [*ROWS[:-1], {**ROWS[-1], "b": "w"}]
    verdict = compare(spec("texts"), spec("texts", data={"values": rows}))
    assert verdict.kind == "different"
    assert not verdict.is_aria_equal
    assert [item.what[-1] for item in verdict.missing] == ["x"]
    assert [item.what[-1] for item in verdict.extra] == ["w"]
    lines = str(verdict).splitlines()
    assert lines[0] == f"different, other texts for screen readers ({verdict.n_items} items, 40 marks)"
    assert lines[1] == "  1 only in the raw picture:"
    assert lines[3] == "  1 only in the reduced picture:"


def test_a_picture_that_differs_from_itself_proves_nothing() -> None:
    drawn_lots = spec("points", transform=[{"calculate": "random()", "as": "c"}])
    assert compare(drawn_lots, drawn_lots).kind == "random"


def test_two_blank_pictures_prove_nothing() -> None:
    blank = spec("points", transform=[{"filter": "false"}])
    assert compare(blank, blank).kind == "blank"


def test_what_vega_refuses_is_said_in_its_words() -> None:
    broken = spec("points", transform=[{"calculate": "1 +", "as": "d"}])
    raw, reduced = compare(broken, spec("points")), compare(spec("points"), broken)
    assert (raw.kind, reduced.kind) == ("failed", "different")
    assert raw.reason == reduced.reason
    assert "Error: Unexpected end of input" in raw.reason
