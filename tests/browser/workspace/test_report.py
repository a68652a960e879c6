"""Reports and sites in a real Chromium: made as a person would, opened from the disk and from a host's subfolder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from chromium import PATIENCE_S, becomes, wait_until
from playwright.sync_api import Browser, Page, expect

import chartkit

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="module")
def site(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a site of the demo in `pages/site`."""
    folder = tmp_path_factory.mktemp("host")
    command = [sys.executable, "-m", "chartkit", "report", "demo", "--dir", str(demo_store), "--site", "pages/site"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.stdout.startswith("pages/site/index.html: 6 runs, 15 files of ")
    assert done.stderr == ""
    return folder


@pytest.fixture
def hosted(site: Path) -> Iterator[str]:
    """The address of the site in a subfolder of a web host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/pages/site/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page without a network, as opened from a disk; the test fails when it says an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce")
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    opened = context.new_page()
    yield opened
    context.close()
    assert said == []


def drawn(page: Page) -> dict[str, int]:
    """The marks of each chart, once all are drawn."""
    wait_until(page, "[...document.querySelectorAll('section')].every(({dataset}) => dataset.state)")
    script = "[...document.querySelectorAll('section')].map(({dataset}) => [dataset.file, Number(dataset.marks)])"
    assert page.locator(".fault").count() == 0
    return dict(page.evaluate(script))


def names(page: Page) -> list[str]:
    return page.locator("tbody th:visible").all_inner_texts()


def test_a_report_of_chosen_panels_is_downloaded_and_opens_without_a_network(
    workspace: Callable[..., Any], demo_store: Path, page: Page, offline: Page, tmp_path: Path
) -> None:
    served = workspace(demo_store)
    page.goto(f"{served.url.rstrip('/')}/p/demo")
    expect(page.get_by_role("heading", name="train/loss")).to_be_visible()
    page.get_by_role("button", name="Report", exact=True).click()
    dialog = page.get_by_role("dialog", name="Report")
    dialog.get_by_label("Title").fill("What we saw")
    for section in ("Tables", "Media"):
        dialog.get_by_role("checkbox", name=section, exact=True).uncheck()
    dialog.get_by_role("checkbox", name="eval/calls").uncheck()
    with page.expect_download() as saved:
        dialog.get_by_role("button", name="Download 3 panels").click()
    assert saved.value.suggested_filename == "What_we_saw.html"
    expect(page.get_by_text("What_we_saw.html was saved.")).to_be_visible()
    saved.value.save_as(tmp_path / "report.html")
    colors = page.evaluate("fetch('/api/p/demo/colors').then((answer) => answer.json())")["color"]
    offline.goto((tmp_path / "report.html").as_uri())
    assert drawn(offline) == {"train-loss": 300, "eval-acc": 300, "eval-confusion": 150}
    assert offline.title() == "What we saw"
    assert names(offline) == [offline.locator(".legend li").nth(place).inner_text() for place in range(6)]
    fills = offline.locator(".legend circle").evaluate_all("(found) => found.map((one) => one.getAttribute('fill'))")
    assert fills == [colors[f"run{place}"] for place in (5, 4, 3, 2, 1, 0)]
    strokes = offline.locator("section >> nth=0 >> .mark-line path").evaluate_all(
        "(found) => found.map((one) => one.getAttribute('stroke'))"
    )
    assert set(strokes) == set(colors.values())


MANY = """
import chartkit
for place in range(22):
    with chartkit.init(project="p", id=f"r{place:02}", name=f"run {place} <b>", config={"opt": "ab"[place % 2]}) as run:
        run.log({"loss": 1 / (place + 1)}, step=0)
        run.log({"loss": 0.1 * place}, step=1)
        xy = {"x": [0.0, 1.0], "y": [float(place), 2.0]}
        run.log({"curve": chartkit.plot_table("wandb/line/v0", xy, {"x": "x", "y": "y"})}, step=1)
"""
LEGEND = "[...document.querySelectorAll('.role-legend-label text')].map((label) => label.textContent)"


def saved_legend(page: Page, place: int, path: Path) -> list[str]:
    """The labels of the legends in the SVG that a chart of the page is saved as."""
    with page.expect_download() as saved:
        page.locator("section").nth(place).get_by_role("button", name="Save SVG").click()
    saved.value.save_as(path)
    page.goto(path.as_uri())
    assert page.locator(".mark-line path").count() == 22
    labels = page.evaluate(LEGEND)
    page.go_back()
    return labels


def test_sections_have_the_pages_order(workspace: Callable[..., Any], tmp_path: Path, page: Page) -> None:
    with chartkit.init(project="p", dir=tmp_path) as run:
        run.log({"epoch": 0, "train/loss": 1.0, "val/loss": 2.0})
        run.log({"epoch": 1, "train/loss": 0.5, "val/loss": 1.0})
    page.goto(f"{workspace(tmp_path).url}p/p")
    page.get_by_role("button", name="Report", exact=True).click()
    sections = page.get_by_role("dialog", name="Report").locator("legend")
    expect(sections).to_have_text(["train", "val", "Charts"])


def test_pictures_saved_from_a_report_name_the_runs_which_its_page_does_once(tmp_path: Path, offline: Page) -> None:
    run = partial(subprocess.run, cwd=tmp_path, check=True, capture_output=True)
    run([sys.executable, "-c", MANY])
    run([sys.executable, "-m", "chartkit", "report", "p", "--filter", "summary.loss>=0", "-o", "report.html"])
    offline.goto((tmp_path / "report.html").as_uri())
    assert set(drawn(offline)) == {"loss", "curve"}
    assert offline.evaluate(LEGEND) == []
    width = offline.locator("section svg").first.get_attribute("width")
    for place in range(2):
        labels = saved_legend(offline, place, tmp_path / "saved.svg")
        assert labels == [*(f"run {one} <b>" for one in range(21, 1, -1)), "and 2 more"]
        drawn(offline)
    assert offline.locator("section svg").first.get_attribute("width") == width  # the page stays as it was


def test_the_table_of_a_site_is_sorted_and_searched(site: Path, offline: Page) -> None:
    offline.goto((site / "pages/site/index.html").as_uri())
    assert drawn(offline) == {"train-loss": 300, "eval-acc": 300, "eval-calls": 30, "eval-confusion": 150}
    head = offline.get_by_role("columnheader", name="lr")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    rising = ["adam 0.00215443", "sgd 0.00464159", "adam 0.01", "sgd 0.0215443", "adam 0.0464159", "sgd 0.1"]
    becomes(offline, lambda: names(offline) == rising)
    head.get_by_role("button").press("Enter")
    becomes(offline, lambda: names(offline) == rising[::-1])
    offline.get_by_role("searchbox", name="Search").fill("ADAM 0.0")
    becomes(offline, lambda: names(offline) == ["adam 0.0464159", "adam 0.01", "adam 0.00215443"])
    expect(offline.get_by_role("status")).to_have_text("3 of 6 runs")


def test_runs_have_pages_with_all_that_they_logged(site: Path, offline: Page) -> None:
    offline.goto((site / "pages/site/index.html").as_uri())
    offline.get_by_role("link", name="sgd 0.1").click()
    offline.wait_for_url("**/runs/run0.html", wait_until="domcontentloaded")
    assert drawn(offline) == {"eval-confusion": 25, "train-loss": 50, "eval-acc": 50, "eval-calls": 5}
    figure = offline.locator("article", has=offline.get_by_role("heading", name="figure"))
    figure.scroll_into_view_if_needed()
    expect(figure.frame_locator("iframe").locator(".scatterlayer .point")).to_have_count(3)
    offline.get_by_role("link", name="All runs of demo").click()
    offline.wait_for_url("**/index.html", wait_until="domcontentloaded")


def test_a_site_works_in_a_subfolder_of_a_host(hosted: str, page: Page) -> None:
    page.goto(hosted)
    assert sum(drawn(page).values()) == 780
    page.get_by_role("link", name="adam 0.01").click()
    page.wait_for_url("**/pages/site/runs/run3.html", wait_until="domcontentloaded")
    assert drawn(page)["train-loss"] == 50


@pytest.mark.parametrize("name", ["index.html", "runs/run0.html"])
def test_no_serious_fault_of_accessibility_at_any_width(
    site: Path, offline: Page, axe_faults: Callable[..., list[str]], name: str
) -> None:
    offline.goto((site / "pages/site" / name).as_uri())
    for scheme in SCHEMES:
        offline.emulate_media(color_scheme=scheme)
        for width in (320, 1440):
            offline.set_viewport_size({"width": width, "height": 900})
            wait_until(offline, f"document.documentElement.scrollWidth === {width}")
        drawn(offline)
        assert axe_faults(offline) == [], scheme
