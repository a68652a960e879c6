"""Who may ask: names of this server, this very page, and the token where other machines may."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from chartkit.workspace.hosting import access_of, urls_of
from chartkit.workspace.security import LOOPBACK, Access, new_token
from chartkit.workspace.serving import listening_socket

Clients = Callable[..., TestClient]
TOKEN = "a-token-that-nobody-guesses"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "LOCALHOST:8765", "[::1]:8765", "127.0.0.1:1", "localhost.", "localhost.:80"]
)
def test_names_of_this_machine_are_answered(client: Clients, host: str) -> None:
    assert client().get("/api/info", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example", "", "192.168.0.1",
     "[::2]", "127.0.0.1@evil.example", "evil.example#127.0.0.1", "0.0.0.0", "[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_a_name_that_was_pointed_here_is_refused(client: Clients, host: str) -> None:
    answer = client().get("/api/info", headers={"Host": host})
    assert answer.status_code == 403
    (fault,) = answer.json()["faults"]
    assert (fault["code"], fault["message"], fault["help"]) == (
        "CK905",
        f"this workspace does not answer to the name {host!r}.",
        "open the address that 'chartkit ui' printed, or add --allow-host",
    )


def test_two_names_are_none(client: Clients) -> None:
    answer = client().get("/api/info", headers=[("Host", "127.0.0.1"), ("Host", "evil.example")])
    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://localhost:8765", "", "file://"]
)
def test_another_page_may_ask_nothing(client: Clients, method: str, origin: str) -> None:
    answer = client().request(method, "/api/info", headers={"Origin": origin, "Host": "127.0.0.1:8765"})
    assert answer.status_code == 403
    assert answer.json()["faults"][0]["message"] == f"a page of {origin!r} may not ask this workspace."
    assert "access-control-allow-origin" not in answer.headers


def test_its_own_page_may_ask(client: Clients) -> None:
    headers = {"Origin": "http://127.0.0.1:8765", "Host": "127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}
    assert client().get("/api/info", headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "box.example", "box.example:443"])
def test_a_proxy_may_show_it_under_a_name_that_was_allowed(client: Clients, host: str) -> None:
    one = client(access=Access(names=("box.example",)))
    headers = {"Origin": "https://box.example", "Host": host, "Sec-Fetch-Site": "same-origin"}
    assert one.get("/api/info", headers=headers).status_code == 200
    for origin in (
        "https://evil.example",
        "https://box.example.evil.example",
        "ftp://box.example",
        "https://a@box.example",
    ):
        assert one.get("/api/info", headers={**headers, "Origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_may_open_the_page_and_nothing_else(client: Clients, site: str) -> None:
    one = client()
    opening = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    assert one.get("/", headers=opening).status_code == 200
    assert one.post("/", headers=opening).status_code == 403
    answer = one.get("/api/info", headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"})
    assert answer.status_code == 403
    assert answer.json()["faults"][0]["message"] == "a page of another site may not ask this workspace."


def test_a_token_opens_the_page_once_and_is_kept_where_no_script_reads_it(client: Clients) -> None:
    one = client(access=Access(token=TOKEN, cookie="chartkit-8765"))
    for path in ("/", "/api/info", "/assets/main-ABCDEFGH.js", "/?token=wrong", "/?token=", f"/?token={TOKEN}x"):
        answer = one.get(path)
        assert answer.status_code == 401, path
        (fault,) = answer.json()["faults"]
        assert fault["message"] == "this workspace needs the token that 'chartkit ui' printed with its address."
    entered = one.get(f"/p/a?token={TOKEN}")
    assert entered.status_code == 200
    assert TOKEN not in entered.text
    assert '<meta http-equiv="refresh" content="0; url=?">' in entered.text
    cookie = entered.headers["set-cookie"]
    assert cookie == f"chartkit-8765={TOKEN}; HttpOnly; Max-Age=2592000; Path=/; SameSite=strict"
    assert one.get("/p/a?").text.startswith("<!DOCTYPE html>")
    assert one.get("/api/info").status_code == 200


@pytest.mark.parametrize("path", ["/", "/p/a", "/?token=wrong"])
def test_a_browser_without_the_token_gets_a_page_that_says_where_it_is(client: Clients, path: str) -> None:
    one = client(access=Access(token=TOKEN))
    answer = one.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "<p>This workspace needs the token that &#x27;chartkit ui&#x27; printed with its address." in answer.text
    assert "<p>Open that address whole, as its line in the terminal names it, with ?token=…; each start" in answer.text
    refused = one.get(path)
    assert {**answer.headers, "content-type": "", "content-length": ""} == {
        **refused.headers,
        "content-type": "",
        "content-length": "",
    }
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_page_that_refuses_shows_what_was_asked_as_text(client: Clients) -> None:
    headers = {"Host": "<script>alert(1)</script>", "Accept": "text/html"}
    answer = client().get("/", headers=headers)
    assert answer.status_code == 403
    assert "<script" not in answer.text
    assert "This workspace does not answer to the name &#x27;&lt;script&gt;" in answer.text


def test_a_script_brings_the_token_as_a_bearer(client: Clients) -> None:
    one = client(access=Access(token=TOKEN))
    assert one.get("/api/info", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    for header in (
        "Bearer wrong",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer",
        "Bearer \udcff".encode("latin-1", "ignore").decode(),
    ):
        assert one.get("/api/info", headers={"Authorization": header}).status_code == 401
    assert one.get("/api/info", headers={"Cookie": f'chartkit="{TOKEN}"'}).status_code == 200
    assert one.get("/api/info", headers={"Cookie": "chartkit=; ;;=,\\"}).status_code == 401
    assert one.post(f"/api/info?token={TOKEN}").status_code == 401


def test_tokens_are_long_and_new() -> None:
    assert len(new_token()) >= 43
    assert new_token() != new_token()


def test_on_the_loopback_interface_its_names_alone_and_no_token() -> None:
    with closing(listening_socket(0)) as listener:
        port = listener.getsockname()[1]
        access = access_of(listener, "127.0.0.1")
        assert access == Access(LOOPBACK, None, f"chartkit-{port}")
        assert urls_of(listener, access) == [f"http://127.0.0.1:{port}/"]
        asked = access_of(listener, "127.0.0.1", ("Box.Example",), wants_token=True)
        assert (asked.hosts, asked.names) == (LOOPBACK, ("box.example",))
        assert urls_of(listener, asked) == [f"http://127.0.0.1:{port}/?token={asked.token}"]


def test_for_other_machines_their_names_every_number_and_a_token() -> None:
    with closing(listening_socket(0, "0.0.0.0")) as listener:
        port = listener.getsockname()[1]
        access = access_of(listener, "0.0.0.0")
        assert access.token is not None
        hosts = ("10.0.0.7:80", socket.gethostname(), "localhost", "[fe80::1]:1", "127.0.0.1")
        assert all(access.takes_host(host) for host in hosts)
        assert not any(access.takes_host(host) for host in ("evil.example", "10.0.0.7.evil.example", ""))
        assert urls_of(listener, access) == [
            f"http://127.0.0.1:{port}/?token={access.token}",
            f"http://{socket.gethostname()}:{port}/?token={access.token}",
        ]
