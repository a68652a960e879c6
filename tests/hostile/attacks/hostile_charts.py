"""Charts that reach out when they are drawn, hovered, clicked or set: takes the url that hears of it, gives specs."""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]
SVG = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0idG9wLnB3bmVkPTEiLz4="
"""A picture with a script: `<svg xmlns="http://www.w3.org/2000/svg" onload="top.pwned=1"/>`."""


def hostile_charts(url: str) -> dict[str, Spec]:
    """Specs by what they try."""
    script, markup = "javascript:top.pwned=1", f"<img src='{url}/chart' onerror=\"top.pwned=1\">"
    everywhere = "window:keydown!,window:click!,window:message,window:storage,window:wheel!,window:beforeunload"
    return {
        "link to a script": _square(href={"value": script}),
        "link to a page": _square(href={"value": f"{url}/link"}),
        "link to data": _square(href={"value": "data:text/html,<script>top.pwned=1</script>"}),
        "picture": _picture(f"{url}/picture.png"),
        "picture with a script": _picture(SVG),
        "rows": _square(data={"name": "rows", "url": f"{url}/rows.json"}),
        "rows of a script": _square(data={"name": "rows", "url": script}),
        "tooltip": _square(tooltip={"signal": f"{{title: '{_quoted(markup)}', image: '{url}/tooltip.png'}}"}),
        "cursor": _square(cursor={"value": f"url({url}/cursor.png), pointer"}),
        "font": _square(font={"value": f"x; background: url({url}/font)"}, text={"value": "text"}),
        "fill": _square(fill={"value": f"url({url}/fill)"}),
        "options of a page": _inputs({"input": "select", "options": [markup, "b"], "name": markup, "labels": [markup]})
        | {"usermeta": {"embedOptions": {"loader": {"target": "_top"}, "patch": f"{url}/patch", "ast": False}}},
        "choices": _inputs({"input": "radio", "options": [markup, script], "name": markup}),
        "element of the page": _inputs({"input": "range", "element": "#app"}, {"input": "text", "element": "body"}),
        "files and passwords": _inputs({"input": "file"}, {"input": "password"}, {"input": "submit", "name": markup}),
        "names": _square(
            signals=[{"name": name, "value": 1, "bind": {"input": "text"}} for name in ("constructor", "toString")]
        ),
        "events of the window": _square(
            signals=[{"name": "s", "value": "", "on": [{"events": everywhere, "update": "s"}]}]
        ),
        "text of a page": {
            "data": {"name": "table"},
            "title": markup,
            "mark": {"type": "text", "tooltip": {"content": "data"}, "text": markup, "href": script},
        },
    }


def _square(data: Spec | None = None, signals: list[Spec] | None = None, **look: Spec) -> Spec:
    place = {"x": {"value": 5}, "y": {"value": 5}, "width": {"value": 300}, "height": {"value": 300}}
    mark = "text" if "text" in look else "rect"
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": 300,
        "height": 300,
        "data": [{"name": "table"}, *([data] if data else [])],
        "signals": signals or [],
        "marks": [{"type": mark, "from": {"data": "table"}, "encode": {"update": {**place, **look}}}],
    }


def _picture(url: str) -> Spec:
    spec = _square()
    size = {"width": {"value": 90}, "height": {"value": 90}}
    return spec | {"marks": [*spec["marks"], {"type": "image", "encode": {"enter": {"url": {"value": url}, **size}}}]}


def _inputs(*binds: Spec) -> Spec:
    return {
        "data": {"name": "table"},
        "mark": "point",
        "params": [{"name": f"p{place}", "value": "b", "bind": bind} for place, bind in enumerate(binds)],
        "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    }


def _quoted(text: str) -> str:
    return text.replace("'", "\\'")
