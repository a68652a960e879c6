from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from chartkit.diagnostics import RenderError
from chartkit.render import render
from chartkit.render.process import drawing_process

PRELUDE = """
import os, sys, threading
from chartkit.render import render
from chartkit.render.process import drawing_process
BAR = {"data": {"values": [{"a": "A", "b": 2}]}, "mark": "bar",
       "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}}
ENDLESS = {"$schema": "https://vega.github.io/schema/vega/v6.json", "marks": [],
           "signals": [{"name": "s", "update": f"test(/^(a+)+$/, '{'a' * 60}!')"}]}
"""


def run(code: str) -> str:
    """What a script prints that has no main guard; nothing may go to its stderr."""
    done = subprocess.run([sys.executable, "-c", PRELUDE + code], capture_output=True, text=True, timeout=300)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


@contextmanager
def script(code: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running script and the number that it prints first: its drawing process's id."""
    command = [sys.executable, "-c", PRELUDE + code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def ends_within(pid: int, timeout_s: float) -> bool:
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    poll = select.poll()
    poll.register(watched, select.POLLIN)
    try:
        return bool(poll.poll(timeout_s * 1000))
    finally:
        os.close(watched)


def test_a_process_that_was_started_before_draws_the_same(bar: dict[str, Any]) -> None:
    drawn = render(bar, "svg")
    drawing_process().stop()
    drawing_process().start()
    pid = drawing_process().pid
    assert render(bar, "svg") == drawn
    assert drawing_process().pid == pid


def test_one_process_draws_everything(bar: dict[str, Any], rects: dict[str, Any]) -> None:
    render(bar, "svg")
    first = drawing_process().pid
    render(rects, "png")
    assert drawing_process().pid == first


def test_time_is_limited_and_the_next_chart_draws(bar: dict[str, Any], endless: dict[str, Any]) -> None:
    with pytest.raises(RenderError) as caught:
        render(endless, "svg", timeout_s=0.5)
    assert str(caught.value) == (
        "CK502 drawing took longer than the 0.5 s allowed and was stopped.\n"
        "help: draw fewer rows, as by aggregating them first"
    )
    assert render(bar, "svg")


def test_memory_is_limited_and_the_next_chart_draws(bar: dict[str, Any]) -> None:
    with pytest.raises(RenderError) as caught:
        render(bar, "png", max_memory_bytes=1 << 20)
    assert re.fullmatch(
        r"CK503 drawing took \d+ MB of memory, more than the 1 MB allowed, and was stopped\.\n"
        r"help: draw fewer rows or a smaller picture",
        str(caught.value),
    )
    assert render(bar, "svg")


def test_a_process_killed_while_idle_is_replaced(bar: dict[str, Any]) -> None:
    before = render(bar, "svg")
    pid = drawing_process().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert ends_within(pid, 60)
    assert render(bar, "svg") == before
    assert drawing_process().pid != pid


def test_a_process_killed_while_drawing_is_an_error_and_is_replaced(
    bar: dict[str, Any], endless: dict[str, Any]
) -> None:
    render(bar, "svg")
    pid = drawing_process().pid
    assert pid is not None
    worker = psutil.Process(pid)
    busy_s = worker.cpu_times().user + 0.2
    with ThreadPoolExecutor(1) as pool:
        drawing = pool.submit(render, endless, "svg", timeout_s=600)
        while worker.cpu_times().user < busy_s and not drawing.done():
            pass
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(RenderError) as caught:
            drawing.result(60)
    assert str(caught.value) == (
        "CK504 the drawing process ended by SIGKILL before the picture was done.\n"
        "help: the next drawing starts a new process; if the chart is large, draw fewer rows or a smaller picture"
    )
    assert render(bar, "svg")


def test_a_crash_is_worded_without_its_stack(bar: dict[str, Any], rects: dict[str, Any]) -> None:
    with pytest.raises(RenderError) as caught:
        render(rects | {"signals": [{"name": "s", "update": "sequence(0, 1e9)"}]}, "svg", timeout_s=600)
    assert str(caught.value) == (
        "CK504 the drawing process ended by SIGTRAP before the picture was done: "
        "Fatal JavaScript out of memory: invalid table size\n"
        "help: the next drawing starts a new process; if the chart is large, draw fewer rows or a smaller picture"
    )
    assert render(bar, "svg")


def test_threads_take_turns(bar: dict[str, Any]) -> None:
    charts = [bar | {"title": f"chart {number}"} for number in range(16)]
    alone = [render(chart, "svg") for chart in charts]
    drawing_process().stop()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda chart: render(chart, "svg"), charts)) == alone


def test_a_large_request_and_reply_pass_whole(bar: dict[str, Any]) -> None:
    bar["data"]["values"] = [{"a": f"row {number}" + "." * 3000, "b": number} for number in range(1000)]
    bar["encoding"]["x"]["axis"] = None
    svg = render(bar, "svg")
    assert len(svg) > 3_000_000
    assert svg.count(b'aria-roledescription="bar"') == 1000


def test_the_process_outlives_the_thread_that_started_it() -> None:
    assert (
        run("""
started = threading.Thread(target=render, args=(BAR, "svg"))
started.start()
started.join()
pid = drawing_process().pid
render(BAR, "svg")
print(drawing_process().pid == pid)
""")
        == "True\n"
    )


def test_a_forked_child_starts_its_own() -> None:
    assert (
        run("""
mine = render(BAR, "svg")
pid = drawing_process().pid
child = os.fork()
if child == 0:
    same = render(BAR, "svg") == mine and drawing_process().pid != pid
    os._exit(0 if same else 1)
print(os.waitpid(child, 0)[1], render(BAR, "svg") == mine, drawing_process().pid == pid)
""")
        == "0 True True\n"
    )


def test_an_interrupt_while_drawing_leaves_nothing_behind() -> None:
    assert (
        run("""
import psutil, signal
render(BAR, "svg")
pid = drawing_process().pid
busy_s = psutil.Process(pid).cpu_times().user + 0.2
def interrupt():
    while psutil.Process(pid).cpu_times().user < busy_s:
        pass
    os.kill(os.getpid(), signal.SIGALRM)
signal.signal(signal.SIGALRM, signal.default_int_handler)
threading.Thread(target=interrupt).start()
try:
    render(ENDLESS, "svg")
except KeyboardInterrupt:
    print("interrupted", render(BAR, "svg").count(b'"bar"'), drawing_process().pid != pid)
""")
        == "interrupted 1 True\n"
    )


def test_the_process_ends_with_python() -> None:
    pid = int(run('render(BAR, "svg"); print(drawing_process().pid)'))
    assert ends_within(pid, 60)


def test_a_killed_parent_takes_a_drawing_process_along() -> None:
    code = 'render(BAR, "svg"); print(drawing_process().pid, flush=True); render(ENDLESS, "svg")'
    with script(code) as (parent, pid):
        parent.kill()
        assert ends_within(pid, 60)


def test_a_killed_parent_takes_along_what_another_of_its_threads_started() -> None:
    with script("""
started = threading.Thread(target=render, args=(BAR, "svg"))
started.start()
started.join()
print(drawing_process().pid, flush=True)
render(ENDLESS, "svg", timeout_s=1)
""") as (parent, pid):
        parent.kill()
        assert ends_within(pid, 60)


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces are Linux's")
def test_the_process_has_no_network_where_the_system_permits(bar: dict[str, Any]) -> None:
    render(bar, "svg")
    pid = drawing_process().pid
    ways = (["unshare", "--user", "--net", "true"], ["unshare", "--net", "true"])
    is_permitted = any(subprocess.run(way, capture_output=True).returncode == 0 for way in ways)
    theirs, ours = Path(f"/proc/{pid}/ns/net").readlink(), Path("/proc/self/ns/net").readlink()
    assert (theirs != ours) == is_permitted


def test_a_missing_vl_convert_is_one_sentence() -> None:
    assert run("""
import importlib.util
importlib.util.find_spec = lambda name: None
from chartkit.diagnostics import RenderError
try:
    render(BAR, "svg")
except RenderError as error:
    print(error)
""") == (
        "CK510 drawing needs the package vl-convert-python, which is not installed.\n"
        "help: pip install vl-convert-python\n"
    )


def test_a_python_that_cannot_be_run_is_one_sentence(bar: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    drawing_process().stop()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(RenderError) as caught:
        render(bar, "svg")
    assert str(caught.value) == (
        "CK510 the drawing process cannot be started: [Errno 2] No such file or directory: '/nowhere/python'."
    )
