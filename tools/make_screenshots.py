"""Pictures of the workspace's views for docs/images, taken in Chromium of runs that `screenshot_runs.py` logs.

    make screenshots

Takes nothing; writes PNG files of 256 colours. Raises where a view says an error or a picture is over 150 KB.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from chromium import launched, wait_until
from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 150_000
SETTLED_MS = 1_500
N_EXACT = 96
SETTLED = """() => ![...document.querySelectorAll("[data-state], [aria-busy]")].some((one) => {
  const { top, bottom, height } = one.getBoundingClientRect();
  const isSeen = height > 0 && bottom > 0 && top < innerHeight;
  return isSeen && (["waiting", "drawing"].includes(one.dataset.state) || one.getAttribute("aria-busy") === "true");
}) && !/Working out|Reading the metrics|Checking/.test(document.body.innerText)"""
Act = Callable[[Page], object]


def nothing(page: Page) -> None:
    """The view as it opens."""


def by_key(page: Page) -> None:
    """Runs coloured by what they reached."""
    body = '{"colors": {"mode": "key", "key": "test/accuracy", "y": "max", "buckets": 5}}'
    headers = "{'Content-Type': 'application/json'}"
    page.evaluate(f"fetch('/api/p/digits/layout', {{method: 'PATCH', headers: {headers}, body: '{body}'}})")
    page.reload()
    settle(page)


def metrics(page: Page) -> None:
    """What the run measured; its first tab names the folder and machine of whoever takes the picture."""
    page.locator("main").get_by_role("tab", name="Metrics").click()
    settle(page)


def higher(page: Page) -> None:
    """Both parts of the view."""
    page.set_viewport_size({"width": 1440, "height": 1160})
    settle(page)


def settle(page: Page) -> None:
    """Wait until all that is seen is drawn, and then a moment for what is asked for after it."""
    page.wait_for_selector("h1", state="attached")
    for _ in range(2):
        page.wait_for_timeout(SETTLED_MS)
        wait_until(page, SETTLED)


VIEWS: tuple[tuple[str, str, str, Act], ...] = (
    ("projects", "/", "light", nothing),
    ("workspace", "/p/digits", "light", nothing),
    ("workspace_dark", "/p/digits", "dark", nothing),
    ("runs", "/p/digits/runs", "light", nothing),
    ("run", "/p/digits/runs/mlp-04", "light", metrics),
    ("insight", "/p/digits/insight", "light", higher),
    ("gallery", "/presets", "light", nothing),
    ("editor", "/presets/edit/wandb%2Fconfusion_matrix%2Fv1", "dark", nothing),
    ("colours_by_key", "/p/digits", "light", by_key),
)
"""Name, path, look, and what is done before the picture is taken."""


def main() -> None:
    """Log the runs, take every picture, write a report and take its picture too."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, str(ROOT / "tools/screenshot_runs.py"), folder], check=True, capture_output=True
        )
        command = [sys.executable, "-m", "chartkit", "ui", "--dir", folder, "--no-open", "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            found = re.search(r" is at (http://\S+?)/? ", process.stdout.readline())
            assert found is not None, "the workspace does not start"
            views = [(name, found[1] + path, look, act) for name, path, look, act in VIEWS]
            subprocess.run(
                [sys.executable, "-m", "chartkit", "report", "--dir", folder, "-o", f"{folder}/report.html"], check=True
            )
            views.append(("report", Path(folder, "report.html").as_uri(), "light", nothing))
            take([view for view in views if not wanted or view[0] in wanted])
        finally:
            process.terminate()
            process.wait()


def take(views: list[tuple[str, str, str, Act]]) -> None:
    """A picture of each view."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for name, url, look, act in views:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=look)  # type: ignore[arg-type]
            page.set_default_timeout(60_000)
            said: list[str] = []
            page.on(
                "console", lambda message, said=said: said.append(message.text) if message.type == "error" else None
            )
            page.goto(url)
            settle(page)
            act(page)
            write(name, page.screenshot())
            page.close()
            if said:
                print(f"{name} said: {said}", file=sys.stderr)
        browser.close()


def write(name: str, png: bytes) -> None:
    """The picture with 256 colours: those that it has most of as they are, and what stands for the rest."""
    path = IMAGES / f"{name}.png"
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    n_pixels = picture.width * picture.height
    counted: list[tuple[int, tuple[int, int, int]]] = sorted(picture.getcolors(n_pixels), reverse=True)  # type: ignore[arg-type]
    exact = [part for _, color in counted[:N_EXACT] for part in color]
    how = Image.Quantize.MAXCOVERAGE  # a run's small dot keeps its colour, however few pixels it has
    others = picture.quantize(256 - N_EXACT, how, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*exact, *others][: 3 * 256])
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{path} has {size:,} bytes; at most {MOST_BYTES:,} are kept in the repository.")
    print(f"{path.relative_to(ROOT)}: {size:,} bytes")


if __name__ == "__main__":
    main()
