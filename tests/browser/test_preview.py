"""`chartkit preview` in a real browser: redrawn on save, a mistake told over the last good picture, then mended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

pytestmark = pytest.mark.browser

PRESET = """\
fields:
  x: {type: nominal}
  y: {type: quantitative}
example:
  data: rows.csv
  fields: {x: a, y: b}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: {type: bar}
  encoding:
    x: {field: "${field:x}"}
    y: {field: "${field:y}"}
"""
FAULT = """\
presets/me.yaml:13:5: CK301 encoding has no channel 'colr'.
   13 |     colr: {value: red}
      |     ^^^^
help: did you mean 'color'?"""


@dataclass
class Preview:
    """A preview that runs, its address, and the preset it shows."""

    process: subprocess.Popen[str]
    port: int
    preset: Path

    def get(self, path: str, host: str) -> tuple[int, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    preset = tmp_path / "presets" / "me.yaml"
    preset.parent.mkdir()
    preset.write_text(PRESET)
    preset.with_name("rows.csv").write_text("a,b\nA,2\nB,5\nC,3\n")
    command = [sys.executable, "-m", "chartkit", "preview", "presets/me.yaml", "--no-open"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(
        r"presets/me\.yaml is shown at http://127\.0\.0\.1:(\d+)/ and drawn again on every save; Ctrl-C ends it\n", line
    )
    try:
        assert found, line
        yield Preview(process, int(found[1]), preset)
    finally:
        process.kill()
        process.communicate()


def drawing(page: Page) -> FrameLocator:
    return page.frame_locator("iframe:not(.coming)")


def test_a_save_redraws_a_mistake_is_told_over_the_picture_and_mending_clears_it(
    preview: Preview, browser: Browser
) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://127.0.0.1:{preview.port}/")
    bars = drawing(page).locator("path[aria-roledescription=bar]")
    expect(bars).to_have_count(3)
    expect(page.locator("#state")).to_have_text("3 rows")

    preview.preset.with_name("rows.csv").write_text("a,b\nA,2\nB,5\nC,3\nD,4\n")
    expect(bars).to_have_count(4)

    preview.preset.write_text(
        PRESET.replace('    y: {field: "${field:y}"}', '    y: {field: "${field:y}"}\n    colr: {value: red}')
    )
    expect(page.locator("#faults pre")).to_have_text(FAULT.replace(":13:5", ":14:5").replace("   13 |", "   14 |"))
    expect(page.locator("#state")).to_have_text("1 finding; the picture is the last good one")
    expect(bars).to_have_count(4)

    preview.preset.write_text(PRESET.replace("type: bar", "type: point"))
    expect(drawing(page).locator("path[aria-roledescription=point]")).to_have_count(4)
    expect(page.locator("#faults")).to_be_hidden()
    expect(page.locator("#state")).to_have_text("4 rows")
    assert said == []
    assert all(url.startswith((f"http://127.0.0.1:{preview.port}/", "data:")) for url in asked), asked
    page.close()


def test_what_only_vega_refuses_leaves_the_last_good_picture_too(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{preview.port}/")
    bars = drawing(page).locator("path[aria-roledescription=bar]")
    expect(bars).to_have_count(3)
    unread = """{field: "${field:y}", axis: {labelExpr: "test(regexp('(' + datum.label), datum.label)"}}"""
    preview.preset.write_text(PRESET.replace('{field: "${field:y}"}', unread))
    expect(page.locator("#state")).to_have_text("this cannot be drawn; the picture is the last good one")
    expect(page.locator("#faults pre")).to_contain_text("This chart could not be drawn in full:")
    expect(bars).to_have_count(3)
    page.close()


def test_only_names_of_this_machine_are_answered_and_pages_are_closed(preview: Preview) -> None:
    assert preview.get("/", "evil.example")[0] == 400
    status, headers = preview.get("/", f"localhost:{preview.port}")
    assert status == 200
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert preview.get("/nothing", "127.0.0.1")[0] == 404


def test_ctrl_c_ends_it_cleanly_while_a_page_is_open(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{preview.port}/")
    expect(page.locator("#state")).to_have_text("3 rows")
    preview.process.send_signal(signal.SIGINT)
    out, err = preview.process.communicate(timeout=120)
    assert (preview.process.returncode, out, err) == (0, "ended\n", "")
    page.close()
