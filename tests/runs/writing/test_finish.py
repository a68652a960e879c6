"""How runs end, and what is said about it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import chartkit.runs as runs
from chartkit.compiler import plot_table
from chartkit.diagnostics import RunError, on_error
from chartkit.runs import Api, init

START = "import chartkit.runs as c\nrun = c.init(project='p', id='r', name='n')\nrun.log({'a': 1})\n"


def script(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a script that starts the run `p/r` says and exits with."""
    command = [sys.executable, "-c", START + text]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


def test_finish_says_what_there_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SILENT", "0")
    run = init(project="p", id="r", name="n")
    run.finish()
    run.finish()
    assert capsys.readouterr().err == ("chartkit: run n (p/r) finished in .chartkit/runs/p/r; next: chartkit ui\n")
    assert Api().run("r").exit_code == 0
    init(project="p", id="s", name="n").finish(3)
    assert capsys.readouterr().err.startswith("chartkit: run n (p/s) failed (exit code 3) in ")
    assert Api().run("s").state == "failed"


def test_the_next_command_names_a_store_that_is_not_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTKIT_SILENT", "0")
    chart = plot_table("wandb/line/v0", {"a": [1, 2]}, {"x": "a", "y": "a"})
    with init(project="p", id="a b", name="n", dir="my place") as run:
        run.log({"curve": chart})
    assert capsys.readouterr().err == (
        "chartkit: run n (p/a b) finished: 1 chart in my place/.chartkit/runs/p/a b;"
        " next: chartkit ui --dir 'my place'\n"
    )
    monkeypatch.setenv("CHARTKIT_DIR", "my place/.chartkit")
    init(project="p", id="s", name="n").finish()
    assert capsys.readouterr().err.endswith("; next: chartkit ui\n")
    init(id="quiet").finish(quiet=True)
    assert capsys.readouterr().err == ""


def test_exit_codes_are_whole_numbers_of_32_bits() -> None:
    for code, kept in ((10**30, 2**31 - 1), (-(10**30), 1 - 2**31), (True, 1), (None, 0), (7, 7)):
        run = init()
        run.finish(code)
        assert Api().run(run.id).exit_code == kept
    run = init()
    with pytest.raises(RunError) as caught:
        run.finish("1")  # type: ignore[arg-type]
    assert str(caught.value) == "CK605 exit_code is a whole number; found '1' (str)."


def test_what_a_run_does_with_faults_ends_with_it() -> None:
    with init(on_error="record"):
        assert on_error() == "record"
    assert on_error() is None
    init(on_error="raise")
    init(on_error="record")
    assert on_error() == "record"
    with pytest.raises(RunError):
        init(on_error="raise", project=3)  # type: ignore[arg-type]
    assert on_error() == "record", "the run that was active still is"
    runs.finish()
    assert on_error() is None
    with pytest.raises(RunError):
        init(on_error="raise", mode="x")
    assert on_error() is None


def test_silence(capsys: pytest.CaptureFixture[str]) -> None:
    init().finish()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (None, "finished", 0),
        (ValueError("x"), "failed", 1),
        (KeyboardInterrupt(), "failed", 130),
        (SystemExit(0), "finished", 0),
        (SystemExit(), "finished", 0),
        (SystemExit(4), "failed", 4),
        (SystemExit("no"), "failed", 1),
    ],
    ids=repr,
)
def test_the_with_block_ends_the_run(error: BaseException | None, state: str, code: int) -> None:
    def body() -> str:
        with init() as run:
            if error is not None:
                ids.append(run.id)
                raise error
        return run.id

    ids: list[str] = []
    if error is None:
        ids.append(body())
    else:
        with pytest.raises(type(error)):
            body()
    found = Api().run(ids[0])
    assert (found.state, found.exit_code) == (state, code)


def test_after_finish_nothing_is_taken() -> None:
    run = init(project="p", id="r")
    run.finish()
    calls: list[Any] = [
        lambda: run.log({"a": 1}),
        lambda: run.config.update(a=1),
        lambda: run.summary.update(a=1),
        lambda: setattr(run, "name", "x"),
    ]
    for call in calls:
        with pytest.raises(RunError) as caught:
            call()
        assert str(caught.value) == "CK606 run 'r' is finished; call chartkit.init() for a new one."
    assert list(Api().run("r").scan_history()) == []


@pytest.mark.parametrize(
    ("text", "state", "code"),
    [
        ("", "finished", 0),
        ("1/0", "failed", 1),
        ("run.finish(); 1/0", "finished", 0),
        ("import sys; sys.exit()", "finished", 0),
        ("import sys; sys.exit(0)", "finished", 0),
        ("import sys; sys.exit(1)", "failed", 1),
        ("import sys; sys.exit('no data')", "failed", 1),
        ("import sys; sys.exit(10**30)", "failed", 2**31 - 1),
        (
            "import sys\ndef main():\n  try:\n    sys.exit(3)\n  finally:\n    run.summary['b'] = 1\nmain()",
            "failed",
            3,
        ),
        ("import sys\ntry:\n  sys.exit(3)\nexcept SystemExit as error: kept = error", "finished", 0),
        ("import sys\ntry:\n  sys.exit(3)\nexcept SystemExit: pass\nsys.exit(4)", "failed", 4),
        ("import sys, threading\nt = threading.Thread(target=sys.exit, args=(3,)); t.start(); t.join()", "finished", 0),
        ("import sys; before = sys.exit; run.finish(); assert sys.exit is not before", "finished", 0),
        ("import os; os._exit(0)", "crashed", None),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "failed", 143),
        ("import os, signal; os.kill(os.getpid(), signal.SIGHUP)", "failed", 129),
        ("import os, signal; os.kill(os.getpid(), signal.SIGINT)", "failed", 130),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "crashed", None),
    ],
)
def test_the_end_of_the_process_ends_the_run(text: str, state: str, code: int | None) -> None:
    script(text)
    found = Api().run("r")
    assert (found.state, found.exit_code) == (state, code)
    assert [row["a"] for row in found.scan_history()] == [1]


def test_a_run_is_running_while_its_process_lives() -> None:
    command = [sys.executable, "-c", START + "print('ready', flush=True)\ninput()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdin is not None
        assert child.stdout.readline() == b"ready\n"
        found = Api().run("r")
        assert found.state == "running"
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert found.reload().state == "crashed"


def test_a_run_of_another_host_may_be_running(run_folder: Path) -> None:
    script("import os; os._exit(0)")
    (journal,) = run_folder.glob("journal-*.jsonl")
    host = f'"host":"{os.uname().nodename}"'
    journal.write_text(journal.read_text().replace(host, '"host":"elsewhere"'))
    assert Api().run("r").state == "running"


def test_a_process_id_that_belongs_to_another_process_now(run_folder: Path) -> None:
    script("import os; os._exit(0)")
    (journal,) = run_folder.glob("journal-*.jsonl")
    first, rest = journal.read_text().split("\n", 1)
    pid = first[first.index('"pid":') :].split(",")[0]
    journal.write_text(first.replace(pid, f'"pid":{os.getpid()}') + "\n" + rest)
    assert Api().run("r").state == ("crashed" if Path("/proc/self/stat").exists() else "running")


def test_a_new_run_finishes_the_one_before() -> None:
    first = init()
    second = init()
    assert (first.is_finished, second.is_finished) == (True, False)
    assert Api().run(first.id).state == "finished"


def test_ctrl_c_ends_the_run_with_the_code_that_a_shell_shows() -> None:
    said = script("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nrun.log({'a': 2})\n")
    assert said.returncode == -signal.SIGINT
    assert said.stderr.rstrip().endswith("KeyboardInterrupt")
    found = Api().run("r")
    assert (found.state, found.exit_code) == ("failed", 130)
