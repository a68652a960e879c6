"""Media by API: what a key has, files under types that run nothing, and logged pages under a policy of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace


def ask(client: TestClient, key: str, **more: object) -> dict[str, list[dict[str, object]]]:
    answer = client.post("/api/p/p/media", json={"key": key, "runs": ["r0", "r1"], **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_media_of_several_runs_with_captions_boxes_and_masks(asked: TestClient) -> None:
    found = ask(asked, "images")
    assert [one["run"] for one in found["shown"]] == ["r0", "r1"]
    first, second = found["shown"][0]["items"]  # pyright: ignore[reportGeneralTypeIssues]
    assert (first["facts"]["caption"], first["facts"]["boxes"]) == (
        "one",
        {"found": {"box_data": [], "class_labels": {}}},
    )
    assert asked.get(second["masks"]["m"]["url"]).headers["content-type"] == "image/png"


def test_a_file_is_served_as_its_type_and_runs_nothing(asked: TestClient) -> None:
    (item,) = ask(asked, "page")["shown"][0]["items"]  # pyright: ignore[reportGeneralTypeIssues]
    answer = asked.get(item["url"])
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "script" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    (sound,) = ask(asked, "sound")["shown"][0]["items"]  # pyright: ignore[reportGeneralTypeIssues]
    part = asked.get(sound["url"], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")


def test_a_logged_page_has_a_policy_of_its_own(asked: TestClient) -> None:
    (item,) = ask(asked, "page")["shown"][0]["items"]  # pyright: ignore[reportGeneralTypeIssues]
    answer = asked.get(item["page"])
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' ")
    assert "connect-src data: blob:;" in policy
    assert "http" not in policy
    assert "'self'" not in policy.replace("frame-ancestors 'self'", "")
    assert "<p>é</p>" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/media/p/r0/run.json",
        "/media/p/r0/..%2Frun.json",
        "/media/p/..%2F..%2F..%2Fetc/passwd",
        "/media/p/r0/%2Fetc%2Fpasswd",
        "/html/p/r0/run.json",
        "/html/p/r0/" + "0" * 64 + ".html",
        "/html/p/r0/" + "0" * 64 + ".plotly.json?script=../../run.json",
    ],
)
def test_no_name_leads_out_of_the_media_of_a_run(asked: TestClient, path: str) -> None:
    answer = asked.get(path)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == "application/json"


def test_a_logged_page_on_top_of_a_tab_is_framed_by_a_page_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with chartkit.init(project='a "b" & c%', id="r0") as run:
        run.log({"page": chartkit.Html("<p>logged")})
    (file,) = (tmp_path / ".chartkit" / "runs").glob("*/r0/media/*.html")
    path = f"/html/a%20%22b%22%20%26%20c%25/r0/{file.name}"
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        framed = client.get(path, headers={"Sec-Fetch-Dest": "iframe"})
        assert "<p>logged" in framed.text
        opened = client.get(f"{path}?a=1", headers={"Sec-Fetch-Dest": "document"})
    assert f'<iframe sandbox="allow-scripts" referrerpolicy="no-referrer" title="Logged page" src="{path}?a=1">' in (
        opened.text
    )
    assert "<p>logged" not in opened.text
    policy = opened.headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert policy[2:] == ["frame-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    assert opened.headers["Vary"] == framed.headers["Vary"] == "Accept-Encoding, Sec-Fetch-Dest"


def test_a_link_in_the_place_of_a_medium_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="r0") as run:
        run.log({"page": chartkit.Html("<p>")})
    (tmp_path / "secret").write_text("secret")
    (file,) = (tmp_path / ".chartkit" / "runs" / "p" / "r0" / "media").iterdir()
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        for part in ("media", "html"):
            answer = client.get(f"/{part}/p/r0/{file.name}")
            assert answer.status_code == 400
            assert "secret" not in answer.text


def test_a_key_that_is_not_there_is_said(asked: TestClient) -> None:
    answer = asked.post("/api/p/p/media", json={"key": "imagse", "runs": ["r0"]})
    (fault,) = answer.json()["faults"]
    assert (answer.status_code, fault["message"]) == (404, "1 run of project 'p' has no media 'imagse'.")
    (fault,) = asked.post("/api/p/p/media", json={"key": "imagse", "runs": ["r0", "r1"]}).json()["faults"]
    assert fault["message"] == "2 runs of project 'p' have no media 'imagse'."
    wrong = asked.post("/api/p/p/media", json={"key": "images"})
    assert wrong.json()["faults"][0]["message"] == (
        "a request for media has a text key, a list of ids runs, and a step or none; found {'key': 'images'} (dict)."
    )


def test_a_damaged_page_says_so_in_its_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="r0") as run:
        run.log({"page": chartkit.Html("<p>logged")})
    (file,) = (tmp_path / ".chartkit" / "runs" / "p" / "r0" / "media").iterdir()
    file.write_bytes(b"<p>other")
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        framed = client.get(f"/html/p/r0/{file.name}", headers={"Sec-Fetch-Dest": "iframe"})
        asked = client.get(f"/html/p/r0/{file.name}")
    assert framed.status_code == asked.status_code == 400
    assert framed.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none'; ")
    assert f"{file.name} cannot be read: its bytes are not those that were written.</p>" in framed.text
    assert "other" not in framed.text
    assert asked.json()["faults"][0]["code"] == "CK614"
