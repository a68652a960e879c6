"""Colours against Vega itself: what it reads of their texts, and its luminance and contrast."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import vl_convert

from chartkit.check.charts.readable import hexadecimal, readable
from chartkit.files import data_folder
from chartkit.schema.color_names import COLOR_NAMES
from chartkit.schema.color_vision import confused_distance, distance
from chartkit.schema.colors import BLACK, WHITE, Color, color_of, contrast, luminance

FORMS = [
    *("#f0a", "#F0A8", "#12ab9f", "#12ab9f80", "red", "RebeccaPurple", " teal ", "transparent"),
    *("rgb(1, 2, 3)", "rgb(10%, 20%, 30%)", "rgba(1, 2, 3, 0.25)", "rgb(300, 0, 0)", "RGB(7,8,9)"),
    *("hsl(120, 50%, 25%)", "hsl(-30, 100%, 50%)", "hsla(400, 20%, 40%, 0.5)"),
]


def of_vega(expressions: list[str]) -> list[Any]:
    """What Vega gives for each expression."""
    rows = [{"text": f"={expression}"} for expression in expressions]
    texts = [{"calculate": expression, "as": f"v{index}"} for index, expression in enumerate(expressions)]
    joined = " + '¦' + ".join(f"datum.v{index}" for index in range(len(texts)))
    spec = {
        "data": {"values": rows[:1]},
        "transform": [*texts, {"calculate": f"'=' + {joined}", "as": "shown"}],
        "mark": "point",
        "encoding": {"x": {"value": 5}, "description": {"field": "shown"}},
    }
    svg = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    (shown,) = re.findall(r'aria-label="=(.*?)"', svg)
    return [float(value) for value in shown.split("¦")]


def parts(text: str) -> list[str]:
    written = json.dumps(text)
    return [f"clamp(rgb({written}).{part}, 0, 255)" for part in "rgb"] + [f"rgb({written}).opacity"]


@pytest.mark.parametrize("text", FORMS)
def test_a_color_is_what_vega_reads(text: str) -> None:
    color = color_of(text)
    assert color is not None
    mine = [*(part * 255 for part in color[:3]), color.alpha]
    if text == "transparent":
        assert color.alpha == 0
    else:
        assert mine == pytest.approx(of_vega(parts(text)), abs=0.01)


def test_every_name_of_the_schema_is_known_with_vegas_color() -> None:
    schema = json.loads((data_folder("schemas") / "vega-lite-v6.4.schema.json").read_text())
    names = sorted(schema["definitions"]["ColorName"]["enum"])
    assert sorted(COLOR_NAMES) == names
    whole = of_vega([f"rgb('{name}').r * 65536 + rgb('{name}').g * 256 + rgb('{name}').b" for name in names])
    assert {name: int(COLOR_NAMES[name], 16) for name in names} == dict(zip(names, map(int, whole), strict=True))


def test_luminance_and_contrast_are_vegas() -> None:
    pairs = [("white", "black"), ("#767676", "white"), ("#4c78a8", "#f7fbff"), ("orange", "white"), ("#0a0a0a", "#123")]
    expected = of_vega([f"contrast('{one}', '{other}')" for one, other in pairs])
    mine = [contrast(color_of(one) or BLACK, color_of(other) or BLACK) for one, other in pairs]
    assert mine == pytest.approx(expected, rel=1e-6)
    assert luminance(color_of("#4c78a8") or BLACK) == pytest.approx(of_vega(["luminance('#4c78a8')"])[0], rel=1e-6)


@pytest.mark.parametrize("text", ["", "reddish", "#12345", "#gg0000", "rgb(1,2)", "rgb(a,b,c)", "url(#g)", 5, None])
def test_what_is_no_color(text: object) -> None:
    assert color_of(text) is None


def test_a_color_fades_over_its_ground() -> None:
    assert BLACK.faded(0.5).over(WHITE) == Color(0.5, 0.5, 0.5)
    assert hexadecimal(Color(1, 0, 0).faded(0.25).over(WHITE)) == "#ffbfbf"


@pytest.mark.parametrize(("color", "ground"), [("orange", "white"), ("#333333", "black"), ("#777777", "#808080")])
def test_the_way_out_can_be_read(color: str, ground: str) -> None:
    below = color_of(ground) or WHITE
    near = readable(color_of(color) or BLACK, below, 4.5)
    assert near is not None
    assert 4.5 <= contrast(color_of(near) or BLACK, below) < 5.2


def test_red_and_green_lie_near_for_some_and_blue_and_orange_for_nobody() -> None:
    red, green = color_of("#d62728") or BLACK, color_of("#7f8c00") or BLACK
    blue, orange = color_of("#1f77b4") or BLACK, color_of("#d95f02") or BLACK
    assert distance(red, green) > 60 > 20 > confused_distance(red, green)
    assert confused_distance(blue, orange) > 60
    assert distance(BLACK, WHITE) == pytest.approx(100, abs=0.1)
    assert confused_distance(BLACK, WHITE) == pytest.approx(100, abs=0.1)
