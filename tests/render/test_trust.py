from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from chartkit.diagnostics import RenderError
from chartkit.render import render
from chartkit.render.trust import outside_addresses

HOLDS = "; a chart is drawn from what it holds, without network or files.\nhelp: "
DOT = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def refused(spec: Any) -> list[str]:
    return [str(diagnostic) for diagnostic in outside_addresses(spec)]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (
            {"data": {"url": "https://example.com/a.csv"}},
            "$.data.url: CK501 the data would be read from 'https://example.com/a.csv'"
            f"{HOLDS}read it in Python and pass the rows as the table",
        ),
        (
            {"data": [{"name": "t"}, {"name": "u", "url": {"signal": "place"}}]},
            "$.data[1].url: CK501 the data would be read from {'signal': 'place'}"
            f"{HOLDS}read it in Python and pass the rows as the table",
        ),
        (
            {"transform": [{"lookup": "k", "from": {"data": {"url": "a.csv"}, "key": "k"}}]},
            "$.transform[0].from.data.url: CK501 the data would be read from 'a.csv'"
            f"{HOLDS}read it in Python and pass the rows as the table",
        ),
        (
            {"layer": [{"mark": {"type": "image", "url": "file:///etc/passwd"}}]},
            "$.layer[0].mark.url: CK501 an image would be read from 'file:///etc/passwd'"
            f"{HOLDS}embed it as a data: address",
        ),
        (
            {"mark": "image", "encoding": {"url": {"field": "picture"}}},
            "$.encoding.url: CK501 an image would be read from {'field': 'picture'}"
            f"{HOLDS}embed it as a data: address",
        ),
        (
            {"encoding": {"href": {"field": "page"}}},
            "$.encoding.href: CK501 a link to {'field': 'page'} would leave the chart"
            f"{HOLDS}show the address as text",
        ),
        (
            {"marks": [{"encode": {"update": {"href": {"value": "javascript:x"}}}}]},
            "$.marks[0].encode.update.href: CK501 a link to {'value': 'javascript:x'} would leave the chart"
            f"{HOLDS}show the address as text",
        ),
        (
            {"config": {"style": {"url": {"href": "https://example.com"}}}},
            "$.config.style.url.href: CK501 a link to 'https://example.com' would leave the chart"
            f"{HOLDS}show the address as text",
        ),
    ],
    ids=["data", "vega data", "lookup", "image", "field", "href", "vega href", "style"],
)
def test_each_address_is_named_with_its_place(part: dict[str, Any], message: str) -> None:
    assert refused(part) == [message]


def test_every_address_is_named_in_one_exception(bar: dict[str, Any]) -> None:
    bar["encoding"]["href"] = {"value": "https://example.com"}
    bar["data"] = {"url": "a.csv"}
    with pytest.raises(RenderError) as caught:
        render(bar, "svg")
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["CK501", "CK501"]


@pytest.mark.parametrize(
    "part",
    [
        {"data": {"values": [{"url": "https://example.com", "href": "x"}]}},
        {"datasets": {"url": [{"url": "https://example.com"}], "href": []}},
        {"data": {"values": "url,href\n1,2", "format": {"parse": {"url": "number"}}}},
        {"config": {"style": {"url": {"fill": "red"}}}},
        {"params": [{"name": "p", "select": "point", "value": [{"url": "https://example.com"}]}]},
        {"usermeta": {"url": "https://example.com"}},
        {"mark": {"type": "image", "url": DOT}},
        {"encoding": {"url": {"condition": {"test": "datum.x", "value": DOT}, "value": DOT}}},
        {"encoding": {"url": {"field": "u"}}, "data": {"values": [{"u": DOT}, {"u": None}]}},
        {"marks": [{"encode": {"enter": {"url": [{"test": "datum.x", "value": DOT}, {"value": DOT}]}}}]},
    ],
)
def test_rows_names_and_embedded_images_are_no_addresses(part: dict[str, Any]) -> None:
    assert refused(part) == []


def test_a_long_address_is_cut_in_the_message() -> None:
    (message,) = refused({"data": {"url": "x" * 1_000_000}})
    assert len(message) < 300


class _Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"a,b\nA,2\nB,5\n")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Asked) as server:
        server.asked = []
        Thread(target=server.serve_forever).start()
        yield server
        server.shutdown()


def test_an_address_that_an_expression_makes_is_refused_unasked(
    bar: dict[str, Any], server: ThreadingHTTPServer
) -> None:
    address = f"http://127.0.0.1:{server.server_port}/dot.png"
    for row in bar["data"]["values"]:
        row["u"] = DOT
    bar["transform"] = [{"calculate": f"'{address}'", "as": "u"}]
    bar["mark"] = {"type": "image", "width": 5, "height": 5}
    bar["encoding"]["url"] = {"field": "u"}
    with pytest.raises(RenderError) as caught:
        render(bar, "png")
    assert str(caught.value) == (
        f"CK501 the drawn chart names the address '{address}', which it does not hold.\n"
        "help: embed the image as a data: address, or leave it out"
    )
    assert server.asked == []


@pytest.mark.parametrize("paint", ["fill", "stroke"])
def test_a_paint_from_outside_is_refused(bar: dict[str, Any], paint: str) -> None:
    bar["mark"] = {"type": "bar", paint: "url(https://example.com/paint#p)"}
    with pytest.raises(RenderError) as caught:
        render(bar, "svg")
    assert str(caught.value).startswith(
        "CK501 the drawn chart names the address 'https://example.com/paint#p', which it does not hold.\n"
    )


def test_gradients_and_texts_with_addresses_draw(bar: dict[str, Any]) -> None:
    stops = [{"offset": 0, "color": "red"}, {"offset": 1, "color": "blue"}]
    bar["mark"] = {"type": "bar", "fill": {"gradient": "linear", "stops": stops}}
    bar["title"] = '<a href="https://example.com"> fill="url(https://example.com)'
    assert b"url(#gradient_" in render(bar, "svg")


def test_no_address_is_read(bar: dict[str, Any], server: ThreadingHTTPServer) -> None:
    bar["data"] = {"url": f"http://127.0.0.1:{server.server_port}/rows.csv", "format": {"type": "csv"}}
    with pytest.raises(RenderError):
        render(bar, "svg")
    assert server.asked == []


def test_an_embedded_image_draws(bar: dict[str, Any]) -> None:
    bar["mark"] = {"type": "image", "url": DOT, "width": 9, "height": 9}
    assert render(bar, "svg").count(b"<image ") == 3
    assert render(bar, "png").startswith(b"\x89PNG")
