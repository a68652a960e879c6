"""One run read from its files: its facts, without the cache."""

from __future__ import annotations

from pathlib import Path

from chartkit.runs.reading.facts import Facts, facts_of
from chartkit.runs.start_record import read_start
from chartkit.runs.story import tell


def read_facts(folder: Path) -> Facts:
    """The facts of a run as its files tell them."""
    start, finding = read_start(folder)
    story = tell(folder.glob("journal-*.jsonl"), dict(start.get("config") or {}))
    return facts_of(start, story, finding is not None or bool(story.damage))
