"""`chartkit ui` as a process: what it says, that Ctrl-C ends it, that a killed one is as good as new, and its token."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

import chartkit

Start = Callable[..., tuple["subprocess.Popen[str]", str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """`start(*options)` gives the process and the first line that it said."""
    started: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "chartkit", "ui", "--port", "0", *options]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True, env={**os.environ})
        started.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline()

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def get(port: int, path: str, **headers: str) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, json.loads(content) if content.startswith((b"{", b"[")) else content


def port_of(line: str) -> int:
    found = re.search(r" is at http://127\.0\.0\.1:(\d+)/", line)
    assert found, line
    return int(found[1])


def test_it_says_where_it_is_and_ends_at_ctrl_c(start: Start, tmp_path: Path) -> None:
    process, line = start()
    port = port_of(line)
    assert line == f"the workspace of {tmp_path}/.chartkit is at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
    assert get(port, "/")[0] == 200
    open_stream = HTTPConnection("127.0.0.1", port, timeout=120)
    open_stream.request("GET", "/api/events")
    stream = open_stream.getresponse()
    assert stream.readline().startswith(b"id: ")
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=120) == ("ended\n", "")
    stream.close()
    open_stream.close()
    assert process.returncode == 0
    assert not (tmp_path / ".chartkit").exists(), "looking makes nothing"


def test_a_killed_server_is_as_good_as_new(start: Start, tmp_path: Path) -> None:
    run = chartkit.init(project="p", dir=tmp_path)
    run.log({"loss": 1})
    process, line = start()
    before = get(port_of(line), "/api/projects")
    process.kill()
    process.wait(120)
    run.log({"loss": 2})
    _, line = start()
    assert get(port_of(line), "/api/projects") == before
    run.finish()


def test_a_token_is_asked_where_it_is_wanted_and_new_each_time(start: Start) -> None:
    lines = [start("--token")[1] for _ in range(2)]
    tokens = [re.search(r"/\?token=(\S{43}) ", line) for line in lines]
    assert all(tokens)
    first, second = (found[1] for found in tokens if found)
    assert first != second
    port = port_of(lines[0])
    assert get(port, "/api/info")[0] == 401
    assert get(port, "/api/info", Authorization=f"Bearer {first}")[0] == 200
    assert get(port, "/api/info", Authorization=f"Bearer {second}")[0] == 401


def test_for_other_machines_it_asks_a_token_and_takes_the_names_it_was_given(start: Start) -> None:
    process, line = start("--host", "0.0.0.0", "--allow-host", "box.example")
    port = port_of(line)
    token = line.partition("token=")[2].split()[0]
    assert process.stdout is not None
    other = process.stdout.readline()
    assert re.fullmatch(rf"from other machines: http://[^/ ]+:{port}/\?token={re.escape(token)}\n", other)
    bearer = {"Authorization": f"Bearer {token}"}
    assert get(port, "/api/info")[0] == 401
    assert get(port, "/api/info", Host="box.example", **bearer)[0] == 200
    assert get(port, "/api/info", Host="other.example", **bearer)[0] == 403


def test_what_it_cannot_do_is_one_sentence(start: Start) -> None:
    process, line = start("--host", "203.0.113.7")
    assert line == ""
    assert process.communicate(timeout=120)[1] == (
        "CK701 host 203.0.113.7: cannot assign requested address.\n"
        "help: name a host of this machine: 127.0.0.1 or 0.0.0.0\n"
    )
    assert process.returncode == 2


def test_a_folder_that_is_not_there_is_told_instead_of_shown_empty(start: Start, tmp_path: Path) -> None:
    process, line = start("--dir", "run")
    assert line == ""
    said = f"CK701 there is no folder {tmp_path}/run.\nhelp: name the folder that holds .chartkit\n"
    assert process.communicate(timeout=120)[1] == said
    assert process.returncode == 2
