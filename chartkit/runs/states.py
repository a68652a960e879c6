"""How a run goes, told from what its writers left: running, finished, failed or crashed.

Takes the writers of a run's journals, each with the code it finished with; gives one state and one exit code. Pure but
for the question whether a process lives, which the caller may answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, cast

from chartkit.runs.start_record import is_tags
from chartkit.runs.writers import is_gone

RunState = Literal["running", "finished", "failed", "crashed"]
Role = Literal["starter", "joiner", "child", "editor"]
"""What a writer is to its run: it began or resumed it; called `init` for a run that was going on; was forked from one
of these; or changed name, notes or tags from outside."""


class WriterStory(NamedTuple):
    """One journal, as far as it says how the run goes."""

    journal: str
    """The file's name."""
    writer: Mapping[str, Any]
    """Its first line: host, pid, started, and where known `role` and `rank`."""
    exit_code: int | None = None
    """What it finished with; None when it has not."""
    resumed_after: frozenset[str] = frozenset()
    """Names of the journals whose writers had ended, or were given up, when this one resumed the run."""
    resumed_step: int | None = None
    """The step this writer resumed at; None when it did not resume."""

    @property
    def role(self) -> str:
        """Its `Role`; a writer that does not say is a starter."""
        return self.writer.get("role") or "starter"


def writer_story(journal: str, records: Iterable[dict[str, Any]]) -> WriterStory:
    """Who wrote a journal, how that one ended and what it resumed; records that say it wrongly say nothing."""
    story = WriterStory(journal, {})
    for record in records:
        if "writer" in record:
            story = story if story.writer else story._replace(writer=record["writer"])
        elif isinstance(found := record.get("finish"), dict):
            code = cast(dict[str, Any], found).get("exit_code")
            story = story._replace(exit_code=code) if type(code) is int else story
        elif isinstance(found := record.get("resumed"), dict):
            resumed = cast(dict[str, Any], found)
            step, after = resumed.get("step"), resumed.get("after")
            if type(step) is int and is_tags(after):
                story = story._replace(resumed_step=step, resumed_after=frozenset(cast(list[str], after)))
    return story


def state_of(
    stories: Iterable[WriterStory],
    maker: Mapping[str, Any] | None = None,
    gone: Callable[[dict[str, Any]], bool] = is_gone,
) -> tuple[RunState, int | None]:
    """The state of a run with these journals, and the exit code it ended with.

    Counted are the writers that called `init`, since the run was resumed last: not forked children, nor editors. Of
    them **lead** those of the lowest rank where ranks are known, else those that began or resumed the run, else all.

    1. All leaders finished: the run has ended, whatever the others still do. `failed` when any writer failed, with the
       first such code; else `crashed` when one is gone without an end; else `finished`.
    2. Else `running`, while any counted writer or forked child that has not finished lives, or may live on another
       host.
    3. Else nobody is left: `failed` when any writer failed; `finished` when all of them finished; else `crashed`.

    So the end of rank 1 does not end the run while rank 0 goes on, and a process that is gone is never called finished.
    Without a journal that says who wrote it, `maker` is asked for, the process that made the run's folder.
    """
    present = [story for story in current_of(stories) if story.writer or story.exit_code is not None]
    counted = [story for story in present if story.role in ("starter", "joiner")]
    counted = counted or [WriterStory("", maker or {})]
    codes = [story.exit_code for story in counted if story.exit_code is not None]
    code = next((code for code in codes if code != 0), 0 if codes else None)
    unfinished = [story for story in counted if story.exit_code is None]
    has_ended = all(story.exit_code is not None for story in _leaders(counted))
    if not has_ended:
        open_ones = unfinished + [story for story in present if story.role == "child"]
        if not all(gone(dict(story.writer)) for story in open_ones):
            return "running", None
    if code:
        return "failed", code
    if code is None or any(gone(dict(story.writer)) for story in unfinished):
        return "crashed", None
    return "finished", code


def current_of(stories: Iterable[WriterStory]) -> list[WriterStory]:
    """The journals written since the run was resumed last: those that no other one names as ended."""
    everything = list(stories)
    ended = frozenset[str]().union(*(story.resumed_after for story in everything))
    return [story for story in everything if story.journal not in ended]


def _leaders(counted: list[WriterStory]) -> list[WriterStory]:
    ranks = [rank for story in counted if type(rank := story.writer.get("rank")) is int]
    if ranks:
        return [story for story in counted if story.writer.get("rank") == min(ranks)]
    return [story for story in counted if story.role == "starter"] or counted
