"""The rule that tells a run's state from its writers."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.runs.states import WriterStory, state_of

DEAD = frozenset({"dead"})


def writer(name: str, code: int | None = None, role: str = "starter", **more: Any) -> WriterStory:
    after = frozenset(more.pop("after", ()))
    return WriterStory(name, {"host": name, "role": role, **more}, code, after, 0 if after else None)


@pytest.mark.parametrize(
    ("writers", "state"),
    [
        ([], ("running", None)),
        ([writer("alive")], ("running", None)),
        ([writer("dead")], ("crashed", None)),
        ([writer("alive", 0)], ("finished", 0)),
        ([writer("dead", 3)], ("failed", 3)),
        # ranks: the lowest leads
        ([writer("alive", rank=0), writer("dead", 0, "joiner", rank=1)], ("running", None)),
        ([writer("alive", rank=0), writer("dead", 4, "joiner", rank=1)], ("running", None)),
        ([writer("alive", 0, "joiner", rank=1), writer("alive2", rank=0)], ("running", None)),
        ([writer("dead", 0, rank=0), writer("alive", None, "joiner", rank=1)], ("finished", 0)),
        ([writer("dead", 0, rank=0), writer("dead", None, "joiner", rank=1)], ("crashed", None)),
        ([writer("dead", 0, rank=0), writer("dead", 4, "joiner", rank=1)], ("failed", 4)),
        ([writer("dead", None, rank=0), writer("dead", 4, "joiner", rank=1)], ("failed", 4)),
        ([writer("dead", None, rank=0), writer("dead", 0, "joiner", rank=1)], ("crashed", None)),
        ([writer("dead", 0, rank=0), writer("dead", 0, "joiner", rank=1)], ("finished", 0)),
        # without ranks: who began it leads
        ([writer("alive"), writer("dead", 0, "joiner")], ("running", None)),
        ([writer("dead", 0), writer("alive", None, "joiner")], ("finished", 0)),
        # children and editors
        ([writer("dead"), writer("alive", None, "child")], ("running", None)),
        ([writer("dead", 0), writer("dead", None, "child")], ("finished", 0)),
        ([writer("dead"), writer("alive", 0, "editor")], ("crashed", None)),
        ([writer("dead", 1), writer("alive", 0, "editor")], ("failed", 1)),
        # resumed: what it names counts no longer
        ([writer("dead"), writer("alive", after=["dead"])], ("running", None)),
        ([writer("dead", 5), writer("alive", 0, after=["dead"])], ("finished", 0)),
        ([writer("a", 1), writer("b", 0, after=["a"]), writer("dead", after=["b"])], ("crashed", None)),
    ],
)
def test_the_rule(writers: list[WriterStory], state: tuple[str, int | None]) -> None:
    def gone(found: dict[str, Any]) -> bool:
        return found["host"] == "dead"

    assert state_of(writers, {"host": "maker"}, gone=gone) == state


def test_without_journals_the_maker_is_asked() -> None:
    assert state_of([], {"host": "x"}, gone=lambda found: found["host"] == "x") == ("crashed", None)
    assert state_of([WriterStory("torn", {})], {"host": "x"}, gone=lambda found: found["host"] == "x")[0] == "crashed"
