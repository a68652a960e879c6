"""Media and charts as the output of a notebook's cell: one piece of HTML with its files inside, and no other's text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chartkit
from chartkit.media import Audio, Molecule, Plotly

FRAME = {
    "title": "html",
    "sandbox": "allow-scripts allow-downloads allow-popups",
    "style": "width: 100%; height: 450px; border: 0; background: #ffffff; color-scheme: light",
}


def tags(value: Any) -> list[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    text = value._repr_html_()
    assert text is not None
    Reader().feed(text)
    return found


def test_a_page_stands_in_a_frame_without_an_origin() -> None:
    page = '<p title="a">é</p><script>parent.document</script>'
    ((tag, attributes),) = tags(chartkit.Html(page, inject=False))
    assert (tag, attributes) == ("iframe", {**FRAME, "srcdoc": page})


def test_an_image_and_a_sound_are_the_browsers_own() -> None:
    (_, (image, attributes), _) = tags(chartkit.Image(np.eye(3), caption="<b>"))
    assert (image, attributes["alt"], str(attributes["src"])[:22]) == ("img", "<b>", "data:image/png;base64,")
    (_, (audio, attributes), _) = tags(Audio(np.zeros(9), sample_rate=9))
    assert (audio, str(attributes["src"])[:5]) == ("audio", "data:")


def test_a_plotly_figure_holds_its_script() -> None:
    ((tag, attributes),) = tags(Plotly({"data": [{"type": "bar", "y": [1]}]}))
    assert (tag, attributes["title"]) == ("iframe", "plotly")
    assert 'src="data:text/javascript;base64,' in str(attributes["srcdoc"])


def test_what_browsers_cannot_show_is_its_text() -> None:
    Path("m.pdb").write_text("ATOM\n")
    assert Molecule("m.pdb")._repr_html_() is None


def test_what_a_run_kept_shows_the_same(kept: Any) -> None:
    image = chartkit.Image(np.eye(3))
    assert kept(image)._repr_html_() == image._repr_html_()


@pytest.mark.parametrize(("height", "expected"), [({}, 530), ({"height": 100}, 330)])
def test_a_chart_is_its_page_in_a_frame(height: dict[str, int], expected: int) -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"name": "table"},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
        **height,
    }
    chart = chartkit.plot_table(spec, {"a": [1, 2]}, {})
    ((tag, attributes),) = tags(chart)
    assert (tag, attributes["srcdoc"]) == ("iframe", chart.to_html())
    assert f"height: {expected}px" in str(attributes["style"])
