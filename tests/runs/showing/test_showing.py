"""Runs and stores in a notebook's output: the workspace in a frame, or a run's page where no browser reaches it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from chartkit.runs import Api, init
from chartkit.runs.showing import lines, output, server
from chartkit.runs.showing.place import ELSEWHERE, browser_elsewhere

FRAME = re.compile(
    r'<div><a href="(http://127\.0\.0\.1:(\d+)/(.*?))" target="_blank" rel="noopener">open in a tab</a></div>'
    r'<object type="text/html" data="\1" style="width: 100%; height: 640px; border: 0" aria-label="(.*?)">'
    r"The workspace that showed this has ended; run the cell again, or <code>chartkit ui</code> in a terminal\."
    r"</object>"
)


@pytest.fixture(autouse=True)
def notebook(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A notebook whose browser is here; the servers that were started end."""
    monkeypatch.setattr(lines, "is_notebook", lambda: True)
    for variable in ELSEWHERE:
        monkeypatch.delenv(variable, raising=False)
    yield
    for one in server._servers.values():
        one.process.communicate()
    server._servers.clear()


def is_served(url: str, store: Path) -> bool:
    """Whether that store's server answers at `url`: a port that it gave up may be another's at once."""
    try:
        with urllib.request.urlopen(f"{url}/api/info", timeout=30) as answer:
            found = json.load(answer)
    except (OSError, HTTPException, ValueError):
        return False
    return isinstance(found, dict) and found.get("store") == str(store)


def test_runs_and_their_store_show_the_workspace_of_one_server() -> None:
    run = init(project="my project", id="a:b", name="<b>")
    run.log({"loss": 1})
    written = run._repr_html_()
    named = "<strong>&lt;b&gt;</strong> (my project/a:b)"
    line = f"<div>chartkit run {named}, running at step 1: <code>{run.dir}</code></div>"
    assert written.startswith(line)
    frame = FRAME.fullmatch(written, len(line))
    assert frame, written
    assert frame.groups()[2:] == ("p/my%20project/runs/a%3Ab", "run a:b")
    run.finish()
    read = Api().run("a:b")._repr_html_()
    assert read.startswith(f"<div>chartkit run {named}, finished: <code>")
    store = Api()._repr_html_()
    assert store.startswith(f"<div>chartkit store <code>{Api().store}</code>: my project</div>")
    ports = {found[2] for text in (written, read, store) if (found := FRAME.search(text))}
    assert len(ports) == 1
    (started,) = server._servers.values()
    origin = f"http://127.0.0.1:{frame[2]}"
    assert is_served(origin, Api().store)
    started.process.communicate(timeout=30)
    assert not is_served(origin, Api().store)
    assert server.server_of(Api().store).url != "", "a new one in place of the one that ended"


def test_the_server_ends_with_the_kernel() -> None:
    script = "from pathlib import Path; from chartkit.runs.showing.server import server_of; import os\n"
    script += "print(server_of(Path('.chartkit').absolute()).url, flush=True); os._exit(9)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    origin = said.stdout.strip().rstrip("/")
    for _ in range(600):
        if not is_served(origin, Path(".chartkit").absolute()):
            return
        # the server needs a moment to see that its stdin ended
        subprocess.run(["sleep", "0.05"], check=True)
    pytest.fail("the server still answers")


def test_where_no_browser_reaches_this_machine_a_run_shows_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLAB_RELEASE_TAG", "1")
    run = init(project="p", id="r")
    run.log({"loss": 1})
    run.log({"loss": 2})
    run.finish()
    html = run._repr_html_()
    assert '<iframe title="run r" sandbox="allow-scripts allow-downloads allow-popups"' in html
    assert "<object" not in html
    assert Api()._repr_html_() == f"<div>chartkit store <code>{Api().store}</code>: p</div>"
    assert server._servers == {}


def test_where_the_workspace_cannot_be_started_a_run_shows_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.sys, "executable", "/nothing/here")
    run = init(project="p", id="r")
    assert "<iframe" not in run._repr_html_(), "there is nothing to show"
    run.log({"loss": 1})
    assert "<iframe" in run._repr_html_()
    run.finish()


def test_what_the_server_says_is_its_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.setattr(server.sys, "executable", "/bin/echo")
    with pytest.raises(output.RunError, match=r"^CK907 the workspace cannot be shown here: -m chartkit ui --for-noteb"):
        server.server_of(Path(".chartkit").absolute())


def test_elsewhere_is_known_by_the_kernels_environment() -> None:
    assert browser_elsewhere() is None
    assert {browser_elsewhere({variable: "x"}) for variable in ELSEWHERE} == set(ELSEWHERE.values())
    assert browser_elsewhere({"SSH_CONNECTION": ""}) is None


def test_a_run_that_stores_nothing_is_a_line() -> None:
    assert "<object" not in init(mode="disabled")._repr_html_()
