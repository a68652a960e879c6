"""Addresses in charts, and the hosts that a project allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chartkit.check import check_preset

X = {"field": "x", "type": "quantitative"}
ROWS = [{"x": 1, "page": "https://docs.example.com/a"}, {"x": 2, "page": "https://docs.example.com/b"}]
DRAWN = "; a chart is drawn from what it holds, without network or files."


def found(folder: Path, spec: dict[str, Any], *allow: str, rows: list[dict[str, Any]] = ROWS) -> list[str]:
    head = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"name": "table"}}
    path = folder / "chart.json"
    path.write_text(json.dumps({"example": {"values": rows}, "spec": {**head, **spec}}), encoding="utf-8")
    return [each.message for each in check_preset(path, allow=allow) if each.code == "CK705"]


IMAGE = {"mark": {"type": "image", "url": "https://cdn.example.com/logo.png"}, "encoding": {"x": X}}
LINK = {"mark": "point", "encoding": {"x": X, "href": {"field": "page"}}}
SAME_LINK = {"mark": "point", "encoding": {"x": X, "href": {"value": "https://example.com"}}}


def test_each_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, IMAGE) == [f"an image would be read from 'https://cdn.example.com/logo.png'{DRAWN}"]
    assert found(tmp_path, LINK) == [f"a link to {{'field': 'page'}} would leave the chart{DRAWN}"]


@pytest.mark.parametrize(
    ("spec", "allow"),
    [
        (IMAGE, "*.example.com"),
        (IMAGE, "CDN.example.com"),
        (LINK, "docs.example.com"),
        (SAME_LINK, "example.com"),
    ],
)
def test_allowed_hosts(spec: dict[str, Any], allow: str, tmp_path: Path) -> None:
    assert found(tmp_path, spec, "other.org", allow) == []
    assert len(found(tmp_path, spec, "other.org")) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com.evil.org/a",
        "https://example.com@evil.org/a",
        "https://evil.org/example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//example.com/a",
        None,
    ],
)
def test_what_only_looks_like_an_allowed_host(address: str | None, tmp_path: Path) -> None:
    rows = [{"x": 1, "page": "https://example.com/a"}, {"x": 2, "page": address}]
    assert len(found(tmp_path, LINK, "example.com", rows=rows)) == 1


def test_what_a_page_would_load(tmp_path: Path) -> None:
    options = {"patch": "https://evil.org/patch.json", "theme": "dark", "config": {"background": "white"}}
    spec = {"mark": "point", "encoding": {"x": X}, "usermeta": {"embedOptions": options}}
    assert found(tmp_path, spec) == [
        "a page that embeds the chart would load patch from 'https://evil.org/patch.json'."
    ]
    assert found(tmp_path, spec, "evil.org") == []
