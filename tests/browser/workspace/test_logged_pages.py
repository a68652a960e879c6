"""Logged pages in frames: the guides' Plotly and Bokeh files drawn and moving, hostile ones that reach nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import wait_until
from playwright.sync_api import Frame, Page, expect

import chartkit

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
GUIDES = Path(__file__).parents[4] / "shared" / "seeds"
GUIDE = """
import re, sys
from pathlib import Path
import numpy as np
from scipy.io import wavfile
wavfile.write("hello.wav", 8000, (np.sin(np.arange(16000) * 0.3) * 20_000).astype(np.int16))
for code in re.findall(r"```python\\n(.*?)```", Path(sys.argv[1]).read_text(encoding="utf-8"), re.DOTALL):
    if "write_html" in code or "hv.extension" in code:
        exec(compile(code.replace("import wandb", "import chartkit as wandb"), "guide", "exec"), {"__name__": "guide"})
"""
HOSTILE = """<!doctype html><p id="said"></p><form action="/api/projects"></form>
<script>
const said = [];
const attempt = (name, act) => { try { act(); said.push(name) } catch (fault) { said.push(`${name}: ${fault.name}`) } };
const make = (tag, src) => document.body.append(Object.assign(document.createElement(tag), { src }));
attempt("top", () => top.location = "https://evil.test/top");
attempt("parent", () => parent.document.title = "mine");
attempt("storage", () => localStorage.length);
attempt("cookie", () => document.cookie);
attempt("popup", () => open("https://evil.test/popup").document);
attempt("form", () => document.forms[0].submit());
attempt("alert", () => alert(1));
attempt("image", () => new Image().src = "https://evil.test/image");
attempt("own image", () => new Image().src = "/media/p/hostile/x");
attempt("frame", () => make("iframe", "/p/p"));
attempt("script", () => make("script", "/assets/main.js"));
attempt("socket", () => new WebSocket("wss://evil.test/"));
attempt("eval", () => eval("1 + 1"));
for (const height of [1e9, -1, "<b>", null]) parent.postMessage({ height }, "*");
fetch("/api/projects").catch((fault) => {
  said.push(`fetch: ${fault.name}`);
  document.querySelector("#said").textContent = said.join(", ");
});
</script>"""


def frame_in(page: Page, selector: str) -> Frame:
    place = page.locator(selector).first
    place.scroll_into_view_if_needed()
    found = place.element_handle().content_frame()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def guides(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The workspace of a folder in which the guide's blocks for Plotly and Bokeh ran."""
    found = [path for path in sorted(GUIDES.glob("*.txt")) if "hv.extension" in path.read_text(encoding="utf-8")]
    if not found:
        pytest.skip(f"the guides are not beside the repository ({GUIDES})")
    folder = tmp_path_factory.mktemp("guides")
    subprocess.run(
        [sys.executable, "-c", GUIDE, str(found[0])], cwd=folder, check=True, timeout=300, capture_output=True
    )
    return workspace(folder)


def opened_table(page: Page, served: Any, project: str, key: str) -> Frame:
    """The frame in the first row of a table on the page of the project's one run."""
    (run,) = chartkit.Api(served.folder).runs(project)
    page.goto(f"{served.url}p/{project}/runs/{run.id}#tables")
    expect(page.get_by_role("table", name=f"Rows of {key}")).to_be_visible()
    expect(page.locator("iframe").first).to_have_attribute("src", re.compile("^/html/"))
    return frame_in(page, "iframe")


def test_the_guides_plotly_file_is_drawn_without_a_network(guides: Any, page: Page, seen: Any) -> None:
    seen.expected.append("GL Driver Message")
    page.context.route(re.compile("^https?://(?!127)"), lambda route: route.abort())
    frame = opened_table(page, guides, "log-plotly-fig-tables", "test_table")
    expect(frame.locator(".scatterlayer .point")).to_have_count(5)
    frame.locator(".nsewdrag").first.hover()
    assert page.locator("iframe").first.get_attribute("sandbox") == "allow-scripts"
    assert frame.evaluate("window.origin") == "null"


def test_the_guides_bokeh_file_is_drawn_and_its_slider_moves_with_the_sound(guides: Any, page: Page, seen: Any) -> None:
    seen.expected.append("GL Driver Message")
    frame = opened_table(page, guides, "audio_test", "audio_table")
    wait_until(frame, "() => window.Bokeh?.documents.length > 0")
    spans = """() => {
      const models = [...Bokeh.documents[0]._all_models.values()];
      return models.find(({ type }) => type === "Span").location;
    }"""
    audio = """(() => {
      const find = (root) => root.querySelector("audio") ??
        [...root.querySelectorAll("*")].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
      return find(document);
    })()"""
    wait_until(frame, f"() => {audio}?.readyState > 0")
    before = frame.evaluate(spans)
    moved = f"""() => {{
      const audio = {audio};
      audio.currentTime = 1;
      audio.dispatchEvent(new Event("timeupdate"));
      return ({spans})() !== {before} && ({spans})() >= 0.9;
    }}"""
    wait_until(frame, moved)


def test_a_hostile_page_reaches_nothing(
    workspace: Workspace, page: Page, seen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="hostile", name="<img src=x onerror=alert(1)>") as run:
        run.log({"<b>page</b>": chartkit.Html(HOSTILE)})
    seen.expected += [
        "Content Security Policy", "sandbox", "Blocked", "Unsafe attempt", "WebSocket", "Ignored call", "violates",
        "Failed to load", "ERR_BLOCKED",
    ]  # fmt: skip
    opened, reached = list[object](), list[str]()
    page.context.route("https://**", lambda route: (reached.append(route.request.url), route.abort())[1])
    # The browser tells of what the page's policy kept it from asking as well.
    page.context.on("requestfailed", lambda one: seen.asked.remove(one.url) if one.failure == "csp" else None)
    page.context.on("page", lambda one: opened.append(one))
    page.on("dialog", lambda one: opened.append(one))
    served = workspace(tmp_path)
    page.goto(f"{served.url}p/p/runs/hostile#media")
    expect(page.get_by_role("heading", level=1)).to_have_text("<img src=x onerror=alert(1)>")
    frame = frame_in(page, "iframe")
    wait_until(frame, "() => document.querySelector('#said').textContent")
    assert frame.text_content("#said") == (
        "top: SecurityError, parent: SecurityError, storage: SecurityError, cookie: SecurityError, popup: TypeError, "
        "form, alert, image, own image, frame, script, socket, eval, fetch: TypeError"
    )
    assert page.locator("iframe").evaluate("(one) => one.clientHeight") <= 1200
    assert [one for one in opened if one is not page] == []
    assert reached == []
    assert page.url.startswith(served.url)


LEADING = """<!doctype html><meta http-equiv="refresh" content="1; url=https://evil.test/refresh"><p>logged</p><script>
try { top.location = "https://evil.test/top" } catch (fault) { document.body.dataset.top = fault.name }
setTimeout(() => { document.body.dataset.tried = "yes"; location.href = "https://evil.test/self" });
</script>"""


def test_a_hostile_page_in_a_tab_of_its_own_leads_it_nowhere(
    workspace: Workspace, page: Page, seen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="hostile") as run:
        run.log({"page": chartkit.Html(LEADING)})
    (file,) = (tmp_path / ".chartkit" / "runs" / "p" / "hostile" / "media").glob("*.html")
    seen.expected += ["Content Security Policy", "sandbox", "Unsafe attempt"]
    reached = list[str]()
    page.context.route("https://**", lambda route: (reached.append(route.request.url), route.abort())[1])
    page.context.on("requestfailed", lambda one: seen.asked.remove(one.url) if one.failure == "csp" else None)
    served = workspace(tmp_path)
    address = f"{served.url}html/p/hostile/{file.name}"
    with page.expect_console_message(lambda one: "evil.test/self" in one.text or "frame-src" in one.text):
        page.goto(address)
    assert page.url == address
    assert reached == []
