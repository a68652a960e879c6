"""The routes of the core: what the page is, what it is told, and how everything is refused."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

import chartkit
from chartkit.diagnostics import ChartkitError, Diagnostic, Location
from chartkit.workspace import application as module
from chartkit.workspace import routes
from chartkit.workspace.application import application
from chartkit.workspace.headers import DEFAULTS
from chartkit.workspace.workspace import Workspace

Clients = Callable[..., TestClient]


def test_every_route_of_every_module_is_listed() -> None:
    """An owner who forgets the line would have a page that finds nothing."""
    names = {path.stem for path in Path(routes.__file__).parent.glob("*.py")} - {"__init__"}
    modules = [importlib.import_module(f"{routes.__name__}.{name}") for name in sorted(names)]
    missing = {one.__name__ for one in modules for route in one.ROUTES if route not in module.ROUTES}
    assert missing == set()


def test_the_page_names_its_files_and_allows_them_alone(client: Clients) -> None:
    for path in ("/", "/p/my%20project", "/p/a/runs", "/p/a/runs/x1", "/presets", "/presets/edit/me/loss/v1"):
        answer = client().get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert '<script type="module" src="/assets/main-ABCDEFGH.js"></script>' in answer.text
        assert 'data-main="/assets/main-ABCDEFGH.js"' in answer.text
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        nonce = answer.text.partition('data-nonce="')[2].partition('"')[0]
        assert f"style-src 'self' 'nonce-{nonce}';" in policy


def test_what_the_first_script_imports_is_asked_for_with_the_page(client: Clients, web: Path) -> None:
    files = {"main": "main-A.js", "styles": "styles-A.css", "preloads": ["chunk-B.js", "chunk-C.js"]}
    (web / "manifest.json").write_text(json.dumps(files))
    page = client().get("/").text
    named = re.findall(r'<link rel="modulepreload" href="([^"]*)">', page)
    assert (named, "data-preloads" in page) == (["/assets/chunk-B.js", "/assets/chunk-C.js"], False)


def test_two_answers_have_two_nonces(client: Clients) -> None:
    one = client()
    first, second = (one.get("/").headers["content-security-policy"] for _ in range(2))
    assert first != second


def test_a_file_of_the_page_is_kept_by_its_hash(client: Clients) -> None:
    answer = client().get("/assets/main-ABCDEFGH.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "console.log('main')\n" * 200
    plain = client().get("/assets/main-ABCDEFGH.js", headers={"Accept-Encoding": "identity"})
    assert (plain.text, plain.headers.get("content-encoding")) == (answer.text, None)
    known = client().get("/assets/main-ABCDEFGH.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2fmanifest.json", "%2e%2e", ".hidden.js", "a%00.js", "main-ABCDEFGH.py", "%5c..%5cx.js"]
)
def test_no_name_leaves_the_folder_of_the_page(client: Clients, web: Path, name: str) -> None:
    (web / ".hidden.js").write_text("no")
    (web.parent / "manifest.json").write_text("{}")
    answer = client().get(f"/assets/{name}")
    assert answer.status_code == 404
    assert answer.json()["faults"][0]["code"] == "CK901"


def test_a_page_that_is_not_built_says_how(client: Clients, web: Path) -> None:
    (web / "manifest.json").unlink()
    answer = client().get("/")
    assert answer.status_code == 503
    (fault,) = answer.json()["faults"]
    assert fault["message"] == (f"the page of the workspace is not built: there is no {web / 'manifest.json'}.")
    assert fault["help"] == "run 'make web' in the checkout, or install chartkit's wheel, which holds it"


def test_projects_are_listed_the_latest_first(client: Clients, tmp_path: Path) -> None:
    assert client().get("/api/projects").json() == []
    for project, n_runs in (("old", 2), ("ne w/"[:-1], 1)):
        for _ in range(n_runs):
            chartkit.init(project=project, dir=tmp_path).finish()
    found = client().get("/api/projects").json()
    assert [(one["name"], one["n_runs"]) for one in found] == [("ne w", 1), ("old", 2)]
    assert found[0]["latest"] >= found[1]["latest"]


def test_info_says_what_this_is(client: Clients, tmp_path: Path) -> None:
    assert client().get("/api/info").json() == {"version": chartkit.__version__, "store": str(tmp_path / ".chartkit")}


def test_what_is_known_is_not_sent_again(client: Clients) -> None:
    one = client()
    first = one.get("/api/info")
    again = one.get("/api/info", headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert first.headers["cache-control"] == "private, no-cache"


def test_every_answer_forbids_what_nothing_here_needs(client: Clients) -> None:
    for path in ("/api/info", "/nothing", "/api/events?project=.."):
        answer = client().get(path)
        found = {name: answer.headers[name] for name in DEFAULTS if name != "Cache-Control"}
        assert found == {name: value for name, value in DEFAULTS.items() if name != "Cache-Control"}


def test_what_is_not_there_is_said(client: Clients) -> None:
    answer = client().get("/api/nothing")
    assert answer.status_code == 404
    message = "the workspace has nothing at GET '/api/nothing'."
    told = {"code": "CK901", "message": message, "help": None, "place": None, "severity": "error"}
    assert answer.json() == {"faults": [told]}
    answer = client().post("/api/info")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["faults"][0]["message"] == (
        "the workspace does not answer POST '/api/info'; it takes GET, HEAD."
    )


def test_every_method_of_an_address_is_named(client: Clients) -> None:
    """One route there reads, another one changes."""
    for path, methods in (
        ("/api/p/p/layout", "GET, HEAD, PATCH"),
        ("/api/p/p/charts", "GET, HEAD, POST"),
        ("/api/p/p/runs/r", "DELETE, GET, HEAD, PATCH"),
    ):
        answer = client().put(path)
        assert (answer.status_code, answer.headers["allow"]) == (405, methods)
        assert answer.json()["faults"][0]["message"] == (
            f"the workspace does not answer PUT '{path}'; it takes {methods}."
        )


def refuses(request: Request) -> Response:
    location = Location("presets/a.yaml", 3, 5)
    raise ChartkitError(Diagnostic("CK301", "encoding has no channel 'colr'.", location=location, help="color?"))


def fails(request: Request) -> Response:
    raise ZeroDivisionError("of our own")


def test_a_refusal_is_its_findings_and_a_fault_of_our_own_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "ROUTES", (Route("/refuses", refuses), Route("/fails", fails)))
    client = TestClient(application(Workspace(tmp_path)), base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.get("/refuses")
    assert answer.status_code == 400
    assert answer.json()["faults"] == [
        {
            "code": "CK301",
            "message": "encoding has no channel 'colr'.",
            "help": "color?",
            "place": "presets/a.yaml:3:5",
            "severity": "error",
        }
    ]
    answer = client.get("/fails")
    assert answer.status_code == 500
    (fault,) = answer.json()["faults"]
    assert (fault["code"], fault["message"]) == (
        "CK908",
        "chartkit failed at GET /fails: ZeroDivisionError: of our own.",
    )
    said = capsys.readouterr().err
    assert said.startswith("chartkit failed at GET /fails:\nTraceback")
    assert said.endswith("ZeroDivisionError: of our own\n")


def test_an_address_of_nothing_is_told_by_the_page_to_whoever_opens_it(client: Clients) -> None:
    answer = client().get("/xyz", headers={"Accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert '<div id="app"' in answer.text
    data = client().get("/api/xyz", headers={"Accept": "text/html,*/*"})
    assert data.json()["faults"][0]["message"] == "the workspace has nothing at GET '/api/xyz'."
