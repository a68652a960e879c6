"""Bodies of requests: JSON alone, whole, and never more than is taken."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from chartkit.workspace import application as module
from chartkit.workspace.application import application
from chartkit.workspace.requests import AskerGoneError, takes_json, takes_json_while_asked
from chartkit.workspace.workspace import Workspace


def echo(request: Request, body: Any) -> Response:
    return JSONResponse(body)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(module, "ROUTES", (Route("/echo", takes_json(echo, 1_000_000), methods=["POST"]),))
    with TestClient(application(Workspace(tmp_path)), base_url="http://127.0.0.1") as client:
        yield client


def said(answer: Any) -> tuple[int, str, str]:
    (fault,) = answer.json()["faults"]
    return answer.status_code, fault["code"], fault["message"]


def test_json_is_read(client: TestClient) -> None:
    assert client.post("/echo", json={"a": [1, "ü"]}).json() == {"a": [1, "ü"]}
    typed = client.post("/echo", content=b"[]", headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert typed.json() == []


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_can_send_is_refused(client: TestClient, media_type: str) -> None:
    answer = client.post("/echo", content=b"{}", headers={"Content-Type": media_type})
    assert said(answer) == (400, "CK902", f"POST /echo takes JSON; found {media_type or 'no Content-Type'}.")


def test_what_is_no_json_says_where(client: TestClient) -> None:
    answer = client.post("/echo", content=b'{"a":\n 1,]', headers={"Content-Type": "application/json"})
    message = "the body of POST /echo is no JSON: unexpected character, expected a string key (line 2, column 4)."
    assert said(answer) == (400, "CK902", message)


def test_a_deep_body_is_refused(client: TestClient) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    answer = client.post("/echo", content=deep, headers={"Content-Type": "application/json"})
    assert said(answer)[:2] == (400, "CK902")


def test_a_large_body_is_refused_by_what_it_says_of_itself(client: TestClient) -> None:
    answer = client.post("/echo", json=["x" * 1_000_000])
    assert said(answer) == (413, "CK903", "POST /echo takes at most 1 MB; more was sent.")


def test_a_large_body_that_says_nothing_is_read_no_further_than_allowed(tmp_path: Path) -> None:
    """The stream would never end; the answer comes all the same."""
    import anyio

    read = 0

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 100_000
        return {"type": "http.request", "body": b" " * 100_000, "more_body": True}

    async def endpoint() -> Any:
        headers = [(b"content-type", b"application/json"), (b"transfer-encoding", b"chunked")]
        scope = {"type": "http", "method": "POST", "path": "/echo", "headers": headers, "query_string": b""}
        return await takes_json(echo, 1_000_000)(Request({**scope, "server": ("127.0.0.1", 1)}, receive))

    with pytest.raises(Exception, match=r"CK903 POST /echo takes at most 1 MB; more was sent\."):
        anyio.run(endpoint)
    assert read == 1_100_000


def test_a_body_that_stops_is_refused(tmp_path: Path) -> None:
    import anyio

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def endpoint() -> Any:
        headers = [(b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/echo", "headers": headers, "query_string": b""}
        return await takes_json(echo)(Request({**scope, "server": ("127.0.0.1", 1)}, receive))

    with pytest.raises(Exception, match=r"CK902 the body of POST /echo did not come whole\."):
        anyio.run(endpoint)


def test_work_hears_that_its_asker_is_gone() -> None:
    """The endpoint answers at once, in a status that nobody reads; one that stays gets its answer."""

    def work(request: Request, body: Any, gone: Event) -> Response:
        if body == "go" and gone.wait(30):
            raise AskerGoneError
        return JSONResponse(body)

    async def ask(body: bytes) -> Response:
        told = iter([{"type": "http.request", "body": body}, {"type": "http.disconnect"}])

        async def receive() -> Any:
            message = next(told)
            if body == b'"stay"' and message["type"] == "http.disconnect":
                await asyncio.Event().wait()
            return message

        scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"application/json")]}
        return await takes_json_while_asked(work)(Request(scope, receive))

    assert asyncio.run(ask(b'"go"')).status_code == 499
    assert asyncio.run(ask(b'"stay"')).body == b'"stay"'
