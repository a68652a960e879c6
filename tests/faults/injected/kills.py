"""Processes that are killed, stopped and told to end, in the middle of a training."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random

from chartkit.runs import Api
from injected.outcome import Outcome, after, missing_of, opened, total
from injected.training import KILL_AFTER, KILL_BEFORE, KILL_HALF, Trainee, Training, trainee

N_CALLS = 40
_ROOM = 10
"""So many calls after the one at which a signal is sent a training waits: it has not ended when the signal comes."""
N_CHANGES = 200
"""About so many calls of the system a training of `N_CALLS` calls changes its store with."""


def killed(place: Path, times: int) -> Outcome:
    """SIGKILL, in turn before, in and after a call of the system that changes the store, and from outside at any time.

    Each killed run is then resumed: what both processes acknowledged is there.
    """
    with trainee() as process:
        return total("SIGKILL at a random moment, resumed", (_kill(process, place / str(k), k) for k in range(times)))


def _kill(process: Trainee, folder: Path, seed: int) -> Outcome:
    chance = Random(seed)
    if seed % 2:
        first = _shot(process, folder, chance.randrange(N_CALLS - _ROOM))
    else:
        kind = (KILL_BEFORE, KILL_HALF, KILL_AFTER)[seed // 2 % 3]
        first = process.train(folder, N_CALLS, arm=[kind, chance.randrange(N_CHANGES), 1])
    if first.code != -signal.SIGKILL:
        return after(first, folder, f"seed {seed}, not killed")
    found = opened(folder)
    notes = [f"seed {seed}: the state is {found.state}"] if found.state != "crashed" else []
    notes += [f"seed {seed}: {found.skipped_lines} torn lines"] if found.skipped_lines > 1 else []
    begun = max(first.acknowledged, default=-1) + 2
    second = process.train(folder, begun + 10, first=begun, resume="must")
    everything = Training(first.acknowledged + second.acknowledged, second.said, 0, True)
    outcome = after(everything, folder, f"seed {seed}")
    notes += [f"seed {seed}: the resumed training ended with {second.code}"] if second.code else []
    return outcome._replace(lost=outcome.lost + len(notes), notes=(*notes, *outcome.notes))


def _shot(process: Trainee, folder: Path, at: int) -> Training:
    """A training that is killed from outside when it has acknowledged a call."""

    def told(line: str, pid: int) -> None:
        if line == f"ack {at}":
            os.kill(pid, signal.SIGKILL)

    return process.train(folder, N_CALLS, told, pauses=[at + _ROOM])


def killed_in_init(place: Path, times: int) -> Outcome:
    """SIGKILL at a call of the system within `init`: the list of runs is read, and a new `init` has the id."""
    with trainee() as process:
        outcomes = (_kill_in_init(process, place / str(k), k) for k in range(times))
        return total("SIGKILL within init, the same id again", outcomes)


def _kill_in_init(process: Trainee, folder: Path, seed: int) -> Outcome:
    kind = (KILL_BEFORE, KILL_HALF, KILL_AFTER)[seed % 3]
    first = process.train(folder, 0, arm_first=[kind, seed // 3, 1])
    states = {run.state for run in Api(folder).runs()}
    second = process.train(folder, 10, resume="allow")
    outcome = after(second, folder, f"seed {seed}")
    notes = [f"seed {seed}: runs are {states}"] if not states <= {"crashed", "finished"} else []
    notes += [f"seed {seed}: the training after it ended with {second.code}"] if second.code else []
    notes += [] if opened(folder).config["lr"] == 0.5 else [f"seed {seed}: config is lost"]
    notes += [f"seed {seed}: init ended with {first.code}"] if first.code not in (0, -signal.SIGKILL) else []
    return outcome._replace(lost=outcome.lost + len(notes), notes=(*notes, *outcome.notes))


def stopped(place: Path, times: int) -> Outcome:
    """SIGSTOP: while the process stands still all is read and it counts as running; SIGCONT: it goes on."""
    with trainee() as process:
        return total("SIGSTOP and SIGCONT", (_stop(process, place / str(k), k) for k in range(times)))


def _stop(process: Trainee, folder: Path, seed: int) -> Outcome:
    at = Random(seed).randrange(N_CALLS - _ROOM)
    found_lost: list[tuple[int, str]] = []

    def told(line: str, pid: int) -> None:
        if line == f"ack {at}":
            os.kill(pid, signal.SIGSTOP)
            found = opened(folder)
            found_lost.extend(missing_of(range(at + 1), found))
            found_lost.extend([(at, found.state)] if found.state != "running" else [])
            os.kill(pid, signal.SIGCONT)
        if line.startswith("pause"):
            process.say("go on")

    outcome = after(process.train(folder, N_CALLS, told, pauses=[at + _ROOM]), folder, f"seed {seed}")
    notes = tuple(f"seed {seed}, stopped: call {n}: {why}" for n, why in found_lost)
    return outcome._replace(lost=outcome.lost + len(notes), notes=outcome.notes + notes)


def terminated(place: Path, times: int) -> Outcome:
    """SIGTERM, as schedulers send it: the run has not finished."""
    with trainee() as process:
        return total("SIGTERM", (_terminate(process, place / str(k), k) for k in range(times)))


def _terminate(process: Trainee, folder: Path, seed: int) -> Outcome:
    at = Random(seed).randrange(N_CALLS // 2)

    def told(line: str, pid: int) -> None:
        if line == f"ack {at}":
            os.kill(pid, signal.SIGTERM)

    training = process.train(folder, N_CALLS, told, pauses=[at + _ROOM])
    outcome, found = after(training, folder, f"seed {seed}"), opened(folder)
    if training.code and found.state in ("failed", "crashed"):
        return outcome
    note = f"seed {seed}: the process ended with {training.code}, the run is {found.state}"
    return outcome._replace(lost=outcome.lost + 1, notes=(*outcome.notes, note))
