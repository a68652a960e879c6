"""Work that never ends is ended, work that nobody waits for is dropped, and the next task finds a process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartkit.diagnostics import ChartkitError, RenderError
from chartkit.presets import default_library
from chartkit.presets.starting import TEMPLATE
from chartkit.workspace.editing.processes import EditingProcesses, Superseded
from chartkit.workspace.editing.sources import Places, Source
from chartkit.workspace.editing.tasks import Draft

ENDLESS = ("\n".join("ab" * (n % 7) for n in range(60_000)), "\n".join("ab" * (n % 5) for n in range(60_000)))
"""Two texts that no diff finishes with: every line of the one is equal to thousands of the other's."""


@pytest.fixture(scope="module")
def processes() -> Iterator[EditingProcesses]:
    processes = EditingProcesses(limit_s=60)
    yield processes
    processes.close()


def test_a_task_that_does_not_finish_is_ended() -> None:
    processes = EditingProcesses(limit_s=1.5)
    with pytest.raises(RenderError) as found:
        processes.ask("diff", *ENDLESS)
    assert str(found.value) == (
        "CK502 this preset did not finish within 1.5 s and was stopped.\n"
        "help: look for a transform that makes rows without end, or take a smaller table"
    )
    processes.limit_s = 60
    assert processes.ask("diff", "a\n", "b\n") == [
        {"kind": "gone", "old": 1, "new": None, "text": "a"},
        {"kind": "new", "old": None, "new": 1, "text": "b"},
    ]
    processes.close()


def test_of_two_questions_of_one_editor_the_later_is_answered() -> None:
    processes = EditingProcesses(limit_s=60)
    dropped: list[type[BaseException]] = []

    def ask() -> None:
        try:
            processes.ask("diff", *ENDLESS, asker=("tab", "diff"))
        except Superseded as error:
            dropped.append(type(error))

    earlier = threading.Thread(target=ask)
    earlier.start()
    while not processes.asked(("tab", "diff")):
        earlier.join(0.01)
    assert processes.ask("diff", "a\n", "a\n", asker=("tab", "diff")) == []
    earlier.join(30)
    assert dropped == [Superseded]
    processes.close()


def test_memory_is_bounded() -> None:
    processes = EditingProcesses(max_memory_bytes=1 << 20)
    with pytest.raises(RenderError) as found:
        processes.ask("diff", *ENDLESS)
    assert found.value.diagnostics[0].message == "this preset took more than 1 MB of memory and was stopped."


def test_faults_come_back_as_they_were(processes: EditingProcesses, tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path, tmp_path)
    with pytest.raises(ChartkitError) as found:
        processes.ask("columns", Source("file", path="none.csv"), places)
    assert found.value.diagnostics[0].code == "CK420"


def test_a_fault_of_our_own_is_told_and_ends_nothing(
    processes: EditingProcesses, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ChartkitError) as found:
        processes.ask("diff", 1, 2)
    assert str(found.value).startswith("CK709 chartkit failed at this preset: TypeError: ")
    assert "Traceback" in capfd.readouterr().err
    assert processes.ask("diff", "a", "a") == []


def test_a_process_that_was_killed_is_replaced(processes: EditingProcesses, tmp_path: Path) -> None:
    before = processes.ask("diff", "a", "a")
    (worker,) = processes._idle
    worker.process.kill()
    worker.process.join()
    assert processes.ask("diff", "a", "a") == before
    draft = Draft("me/new", tmp_path / "new.yaml", TEMPLATE)
    assert [one["code"] for one in processes.ask("check", draft, default_library())] == ["CK805"]
