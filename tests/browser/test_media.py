"""Logged pages drawn by a real browser without a network: marks are there, and the console is silent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import chartkit

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
MARKS = """() => {
  const count = (root) => root.querySelectorAll("canvas, .scatterlayer .point").length +
    [...root.querySelectorAll("*")].reduce((sum, one) => sum + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A page of Plotly and one of Bokeh, both of which name their scripts by addresses; each in the run and alone."""
    import plotly.express as px
    from bokeh.embed import file_html
    from bokeh.plotting import figure
    from bokeh.resources import CDN

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    px.scatter(x=[0, 1, 2], y=[0, 1, 4]).write_html("plotly.html", include_plotlyjs="cdn")
    plot = figure(width=200, height=200)
    plot.line([1, 2, 3], [1, 4, 9])
    Path("bokeh.html").write_text(file_html(plot, CDN), encoding="utf-8")
    with chartkit.init(project="p") as run:
        figure_itself = px.scatter(x=[0, 1, 2], y=["</script>", "b", "c"])
        run.log({"pages": [chartkit.Html("plotly.html"), chartkit.Html("bokeh.html"), figure_itself]})
    found = chartkit.Api().run(run.id).media("pages")
    assert isinstance(found, list)
    for number, page in enumerate(found):
        Path(f"alone-{number}.html").write_bytes(page.standalone())
    alone = [tmp_path / f"alone-{number}.html" for number in range(3)]
    return [*(page.path for page in found[:2] if page.path), *alone]


@pytest.mark.skipif(not os.path.exists(CHROMIUM), reason=f"there is no browser at {CHROMIUM}")  # noqa: PTH110
def test_pages_of_a_run_draw_without_a_network(pages: list[Path], browser: Browser) -> None:
    with browser.new_context(offline=True) as context:
        for path in pages:
            page, said = context.new_page(), list[str]()
            page.on(
                "console", lambda message, said=said: said.append(message.text) if message.type == "error" else None
            )
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.goto(path.as_uri())
            page.wait_for_function(f"() => ({MARKS})() > 0")
            assert said == []
