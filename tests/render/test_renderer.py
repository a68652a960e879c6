from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
import zlib
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning, RenderError
from chartkit.render import render


@pytest.fixture(autouse=True)
def warn_again() -> None:
    """A warning is shown once for each line that calls; here the same line calls for several formats."""
    globals().pop("__warningregistry__", None)


def bars(svg: bytes) -> int:
    return svg.count(b'aria-roledescription="bar"')


def png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def refusal(spec: dict[str, Any], format: Any = "svg", **options: Any) -> str:
    with pytest.raises(RenderError) as caught:
        render(spec, format, **options)
    return str(caught.value)


@pytest.mark.parametrize("major", [4, 5, 6])
def test_every_vega_lite_draws_every_row(bar: dict[str, Any], major: int) -> None:
    bar["$schema"] = f"https://vega.github.io/schema/vega-lite/v{major}.json"
    assert bars(render(bar, "svg")) == 3


@pytest.mark.parametrize("major", [5, 6])
def test_every_vega_draws_every_row(rects: dict[str, Any], major: int) -> None:
    rects["$schema"] = f"https://vega.github.io/schema/vega/v{major}.json"
    assert len(re.findall(rb'<path d="M1,\dh4v9h-4Z"', render(rects, "svg"))) == 3


def test_drawing_changes_no_spec(bar: dict[str, Any]) -> None:
    before = json.dumps(bar)
    render(bar, "svg", theme="dark")
    assert json.dumps(bar) == before


def test_png_has_the_size_of_the_svg_times_the_scale(bar: dict[str, Any]) -> None:
    svg = render(bar, "svg").decode()
    width, height = (int(re.search(rf' {side}="(\d+)"', svg)[1]) for side in ("width", "height"))
    assert png_size(render(bar, "png")) == (width, height)
    assert png_size(render(bar, "png", scale=2)) == (2 * width, 2 * height)


def test_pdf_is_one_page(bar: dict[str, Any]) -> None:
    pdf = render(bar, "pdf")
    inside = b"".join(zlib.decompress(found) for found in re.findall(rb"stream\n(x.*?)\nendstream", pdf, re.S))
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == 1
    assert b" re\n" in inside or b" l\n" in inside


def test_a_theme_lies_under_the_specs_own_config(bar: dict[str, Any], rects: dict[str, Any]) -> None:
    assert b'fill="#333"' in render(bar, "svg", theme="dark")
    assert b'fill="#333"' in render(rects, "svg", theme="dark")
    rects["config"] = {"background": "#eef"}
    assert b'fill="#eef"' in render(rects, "svg", theme="dark")


def test_the_light_theme_is_the_look_without_one(bar: dict[str, Any]) -> None:
    assert render(bar, "svg", theme="light") == render(bar, "svg")


def test_a_misspelt_theme_is_answered_with_a_near_one(bar: dict[str, Any]) -> None:
    assert refusal(bar, theme="drak") == (
        "CK507 there is no theme 'drak'.\n"
        "help: did you mean 'dark'? themes: 'carbong10', 'carbong100', 'carbong90', 'carbonwhite', 'dark', 'excel', "
        "'fivethirtyeight', 'ggplot2', 'googlecharts', 'latimes', 'light', 'powerbi', 'quartz', 'urbaninstitute' "
        "and 'vox'"
    )


def test_all_wrong_settings_are_named_at_once(bar: dict[str, Any]) -> None:
    assert refusal(bar, "png", scale=1000) == "CK507 scale is at most 20; found 1000."
    assert refusal(bar, "gif", scale=float("nan"), timeout_s=-1) == (
        "CK507 a chart is drawn as svg, png or pdf; found 'gif'.\n"
        "CK507 scale is a number above 0; found nan.\n"
        "CK507 timeout_s is a number above 0; found -1."
    )


def test_an_older_vega_lite_is_refused(bar: dict[str, Any]) -> None:
    bar["$schema"] = "https://vega.github.io/schema/vega-lite/v3.json"
    assert refusal(bar) == "CK508 Vega-Lite v3 cannot be drawn; Vega-Lite v4, v5, v6 can."


def test_what_is_not_json_is_refused() -> None:
    assert refusal({"mark": {1, 2}}) == "CK509 the spec is not JSON: Object of type set is not JSON serializable."
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    assert refusal(deep) == "CK509 the spec is not JSON: maximum recursion depth exceeded while encoding a JSON object."


def test_vegas_refusal_comes_without_its_stack_trace(bar: dict[str, Any], rects: dict[str, Any]) -> None:
    bar["mark"] = "barr"
    rects["marks"][0]["from"]["data"] = "tabel"
    lead = "CK505 Vega cannot draw this spec: "
    assert refusal(bar) == lead + "Cannot read properties of undefined (reading 'filled')"
    assert refusal(rects) == lead + 'Undefined data set name: "tabel"'


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_an_error_while_drawing_is_no_blank_picture(bar: dict[str, Any], format: str) -> None:
    bar["transform"] = [{"calculate": "datum.no.such", "as": "c"}]
    assert refusal(bar, format) == (
        "CK505 Vega stopped while drawing: Cannot read properties of undefined (reading 'such')\n"
        "help: an expression or transform meets a value it does not expect"
    )


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_rows_without_marks_are_warned_of(bar: dict[str, Any], format: Any) -> None:
    bar["transform"] = [{"filter": "datum.b > 100"}]
    with pytest.warns(ChartkitWarning) as caught:
        assert render(bar, format)
    assert [str(warning.message) for warning in caught] == [
        "CK506 the picture shows no marks although the spec holds 3 rows.\n"
        "help: a field may be misspelt, or a filter or scale may leave nothing"
    ]


def test_a_line_of_nulls_counts_as_no_marks(bar: dict[str, Any]) -> None:
    bar["data"] = {"values": [{"a": "A", "b": None}]}
    bar["mark"] = "line"
    with pytest.warns(ChartkitWarning, match=r"^CK506 .* although the spec holds 1 row\.\n"):
        render(bar, "svg")


def test_no_rows_no_marks_no_warning(bar: dict[str, Any]) -> None:
    bar["data"] = {"values": []}
    assert b"<svg" in render(bar, "svg")


def test_facets_and_layers_of_named_datasets_have_marks(bar: dict[str, Any]) -> None:
    bar["datasets"] = {"table": bar["data"]["values"]}
    bar["data"] = {"name": "table"}
    bar["encoding"]["row"] = {"field": "a"}
    assert bars(render(bar, "svg")) == 3


def test_halves_of_surrogate_pairs_and_huge_integers_draw(bar: dict[str, Any]) -> None:
    bar["title"] = "a\ud800b"
    bar["data"]["values"].append({"a": "D", "b": 10**30})
    svg = render(bar, "svg")
    assert "a\ufffdb" in svg.decode()
    assert bars(svg) == 4


def test_deep_usermeta_is_not_drawn_and_no_obstacle(bar: dict[str, Any]) -> None:
    deep: dict[str, Any] = {}
    for _ in range(300):
        deep = {"deeper": deep}
    assert render(bar | {"usermeta": deep}, "svg") == render(bar, "svg")


def test_utc_specs_draw_the_same_in_every_time_zone() -> None:
    code = """
from chartkit.render import render
import sys
rows = [{"t": "2026-03-29T00:30:00Z", "v": 1}, {"t": "2026-03-29T23:30:00Z", "v": 2}]
spec = {"data": {"values": rows}, "mark": "bar", "encoding": {
    "x": {"timeUnit": "utcyearmonthdatehours", "field": "t", "type": "temporal"},
    "y": {"field": "v", "type": "quantitative"}}}
sys.stdout.buffer.write(render(spec, "svg"))
"""
    drawn = [
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"TZ": zone}, capture_output=True, check=True
        ).stdout
        for zone in ("UTC", "Asia/Seoul", "America/New_York")
    ]
    assert bars(drawn[0]) == 2
    assert drawn[1] == drawn[0]
    assert drawn[2] == drawn[0]


def test_characters_that_no_picture_can_hold_are_drawn_as_their_pictures() -> None:
    texts = ["a\x01b", "a\x02b", "\x08\x0c\x1b", "\uffff", "tab\tend", r"\u0001"]
    svg = render(
        {
            "data": {"values": [{"text": text} for text in texts]},
            "mark": "text",
            "encoding": {"text": {"field": "text"}, "y": {"field": "text", "type": "nominal"}},
        },
        "svg",
    ).decode()
    for shown in ("a\u2401b", "a\u2402b", "\u2408\u240c\u241b", "\ufffd", "tab\tend", r"\u0001"):
        assert shown in svg
