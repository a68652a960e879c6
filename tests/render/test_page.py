from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from chartkit.render import PageChart, html_page

HOSTILE = "</script><script>alert(1)</script><!-- \u2028\u2029 \ud800 & \" '"


class Elements(HTMLParser):
    """The start tags of a page, the texts of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def test_hostile_text_stays_text(bar: dict[str, Any]) -> None:
    bar["title"] = HOSTILE
    spec_json = json.dumps(bar, ensure_ascii=False)
    page = html_page([PageChart(HOSTILE, spec_json, HOSTILE), PageChart("two", spec_json)], HOSTILE)
    found = Elements(page)
    page.encode()
    assert "\u2028" not in page.split("<script", 2)[1]
    assert found.count("script") == 4
    assert [json.loads(script)["title"] for script in found.scripts[:2]] == [HOSTILE, HOSTILE]


def test_vega_is_held_once_whatever_the_number_of_charts(bar: dict[str, Any]) -> None:
    chart = PageChart("bars", json.dumps(bar).encode())
    one, many = html_page([chart], "page"), html_page([chart] * 20, "page")
    assert len(many) - len(one) < 20_000
    assert 800_000 < len(one) < 1_000_000


def test_nothing_is_named_outside_the_page(bar: dict[str, Any]) -> None:
    page = html_page([PageChart("bars", json.dumps(bar))], "page")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert re.sub("'sha256-[^']*'", "HASH", policy[1]) == (
        "default-src 'none'; script-src HASH HASH; style-src HASH; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert [attrs for _, attrs in Elements(page).tags if "src" in attrs or "href" in attrs] == []


def test_each_chart_has_a_heading(bar: dict[str, Any]) -> None:
    spec_json = json.dumps(bar)
    two = Elements(html_page([PageChart("a", spec_json), PageChart("b", spec_json)], "page"))
    alone = Elements(html_page([PageChart("a", spec_json)], "a"))
    assert (two.count("h1"), two.count("h2")) == (1, 2)
    assert (alone.count("h1"), alone.count("h2")) == (1, 0)
    assert two.tags[0] == ("html", {"lang": "en"})


def test_the_same_charts_give_the_same_page(bar: dict[str, Any]) -> None:
    charts = [PageChart("bars", json.dumps(bar), "a note")]
    assert html_page(charts, "page") == html_page(charts, "page")


def test_a_page_without_charts_says_so() -> None:
    assert "<p>There are no charts.</p>" in html_page([], "page")
