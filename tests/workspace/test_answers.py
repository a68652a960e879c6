"""What answers hold: JSON that every browser reads, columns that need no copy, compressed where it pays."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from starlette.requests import Request

from chartkit.workspace.answers import bytes_answer, columns_answer, etag_of, json_answer
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.columns import columns_bytes
from chartkit.workspace.json_bytes import json_bytes


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw, "query_string": b""})


def read(content: bytes) -> tuple[Any, dict[str, list[float]]]:
    """As `web/src/api/columns.ts` reads them."""
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length])
    start = math.ceil((4 + length) / 8) * 8
    found: dict[str, list[float]] = {}
    for one in header["columns"]:
        assert (start + one["offset"]) % 8 == 0
        array = np.frombuffer(content, f"<{one['dtype']}", one["length"], start + one["offset"])
        found[one["name"]] = array.tolist()
    return header["meta"], found


def test_columns_are_read_as_they_were_written() -> None:
    arrays = {
        "x": np.arange(3, dtype="f8"),
        "run": np.array([1, 2, 300], dtype="u2"),
        "ü": np.array([1.5, np.nan], dtype=">f4"),
        "none": np.array([], dtype="i4"),
        "flag": np.array([1, 0, 1, 1, 0], dtype="u1"),
        "every other": np.arange(6, dtype="u4")[::2],
    }
    for pad in range(9):
        meta, found = read(columns_bytes({"note": "x" * pad}, arrays))
        assert meta == {"note": "x" * pad}
        assert {name: values for name, values in found.items() if name != "ü"} == {
            name: array.tolist() for name, array in arrays.items() if name != "ü"
        }
        assert found["ü"][0] == 1.5
        assert math.isnan(found["ü"][1])


@pytest.mark.parametrize("array", [np.arange(3, dtype="i8"), np.array(["a"]), np.zeros((2, 2)), np.array([True])])
def test_columns_of_other_kinds_are_a_fault_of_ours(array: Any) -> None:
    with pytest.raises(TypeError, match="column 'x' is"):
        columns_bytes({}, {"x": array})


def test_json_holds_whatever_runs_hold() -> None:
    value = {"nan": float("nan"), "inf": [-math.inf], "large": 2**70, "lone": "\ud800", 1: np.float64(0.5)}
    assert json.loads(json_bytes(value)) == {"nan": None, "inf": [None], "large": 2**70, "lone": "\ud800", "1": 0.5}
    assert json_bytes({"b": math.nan, "a": "ü"}) == '{"b":null,"a":"ü"}'.encode()
    with pytest.raises(TypeError):
        json_bytes({"a": object()})


def test_small_answers_stay_as_they_are_and_large_ones_are_compressed() -> None:
    small = json_answer(request(accept_encoding="gzip"), [1, 2])
    assert (small.body, small.headers.get("content-encoding")) == (b"[1,2]", None)
    large = json_answer(request(accept_encoding="br;q=1, gzip;q=0.5"), ["x"] * 1000)
    assert large.headers["content-encoding"] == "gzip"
    assert len(large.body) < 200
    for accepted in ("", "identity", "gzip;q=0", "br"):
        plain = json_answer(request(accept_encoding=accepted), ["x"] * 1000)
        assert plain.headers.get("content-encoding") is None
    assert large.headers["etag"] == plain.headers["etag"]
    picture = bytes_answer(request(accept_encoding="gzip"), bytes(5000), "image/png")
    assert picture.headers.get("content-encoding") is None


@pytest.mark.parametrize(("host", "encoding"), [("127.0.0.1", None), ("::1", None), ("192.0.2.7", "gzip")])
def test_numbers_are_compressed_for_other_machines(host: str, encoding: str | None) -> None:
    one = request(accept_encoding="gzip")
    one.scope["client"] = (host, 5000)
    arrays = {"x": np.arange(1000.0)}
    assert columns_answer(one, {}, arrays).headers.get("content-encoding") == encoding
    assert json_answer(one, ["x"] * 1000).headers["content-encoding"] == "gzip"


def test_an_etag_is_of_the_content_and_saves_it() -> None:
    first = columns_answer(request(), {"a": 1}, {"x": np.arange(3.0)})
    assert first.headers["etag"] == etag_of(bytes(first.body))
    again = columns_answer(request(if_none_match=first.headers["etag"]), {"a": 1}, {"x": np.arange(3.0)})
    assert (again.status_code, bytes(again.body)) == (304, b"")
    other = columns_answer(request(if_none_match=first.headers["etag"]), {"a": 2}, {"x": np.arange(3.0)})
    assert other.status_code == 200


def test_the_cache_keeps_what_was_asked_for_last_within_its_bytes() -> None:
    cache = BoundedCache(100)
    cache.keep("a", 1, 40)
    cache.keep("b", 2, 40)
    assert cache.get("a") == 1
    cache.keep("c", 3, 40)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]
    cache.keep("a", 4, 90)
    assert [cache.get(key) for key in "abc"] == [4, None, None]
    cache.keep("a", 5, 101)
    assert cache.get("a") is None
