"""What a run held before this process came to it, and whether this process resumes it or joins it.

Takes the folder of a run that is there; gives a `Past`: what it began with, its config and summary, and the step to go
on with. Nothing is written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from chartkit.diagnostics import RunError
from chartkit.runs.start_record import read_start
from chartkit.runs.states import Role, current_of, state_of
from chartkit.runs.store import journals_of
from chartkit.runs.story import Story, tell
from chartkit.runs.writers import is_gone


class Past(NamedTuple):
    """A run as it was found."""

    start: Mapping[str, Any]
    """What it began with, the changes of name, notes, tags and the like applied."""
    story: Story
    role: Role
    """`starter` for a process that resumes the run, `joiner` for one of several that write it at once."""
    next_step: int
    """The step of the first call without one."""
    runtime_s: float
    """How long the run went on until now; 0 for a joiner."""
    ended: tuple[str, ...]
    """Names of the journals whose writers count no longer."""

    @property
    def is_resumed(self) -> bool:
        """False for a process that joined."""
        return self.role == "starter"


def look_back(folder: Path, rank: int | None, is_shared: bool) -> Past:
    """The run in `folder`, for a process of that rank.

    Reads all its journals. Raises `RunError` when what the run began with cannot be read.
    """
    start, damage = read_start(folder)
    if damage is not None:
        raise RunError(damage)
    story = tell(journals_of(folder), dict(start["config"]))
    start |= story.changes
    current = current_of(story.writers)
    resumed = max((one.resumed_step or 0 for one in current), default=0)
    if _goes_on(story, start["writer"], rank, is_shared):
        return Past(start, story, "joiner", resumed, 0.0, ())
    following = max(story.rows[-1]["_step"] + 1, resumed) if story.rows else resumed
    runtime_s = max((row["_runtime"] for row in story.rows), default=0.0)
    return Past(start, story, "starter", following, runtime_s, tuple(one.journal for one in current))


def _goes_on(story: Story, maker: dict[str, Any], rank: int | None, is_shared: bool) -> bool:
    """True when others write the run now.

    A process of this machine that lives is seen. Of another machine's nothing is known: a process that comes alone, or
    as rank 0, takes it for gone, as it is after a restart elsewhere; other ranks take it for the one they came with.
    """
    if state_of(story.writers, maker)[0] != "running":
        return False
    current = [one for one in current_of(story.writers) if one.exit_code is None]
    writers = [dict(one.writer) for one in current if one.role in ("starter", "joiner")] or [maker]
    here = os.uname().nodename
    if any(writer.get("host") == here and not is_gone(writer) for writer in writers):
        return True
    return is_shared or (rank or 0) > 0
