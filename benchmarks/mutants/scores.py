"""How well a judge does over mutants: takes what it told of each, gives counts and times."""

from __future__ import annotations

import time
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from edits import Mutant
from judges import Judge, Told


class Verdict(NamedTuple):
    """What a judge told of one mutant, and the seconds it took."""

    mutant: Mutant
    told: list[Told]
    elapsed_s: float

    @property
    def is_exact(self) -> bool:
        """Whether the first diagnostic is about a fault that was made."""
        return bool(self.told) and any(self.told[0].tells(fault) for fault in self.mutant.faults)

    @property
    def has_all(self) -> bool:
        """Whether every fault that was made is told."""
        return all(any(told.tells(fault) for told in self.told) for fault in self.mutant.faults)

    @property
    def is_suggested(self) -> bool:
        """Whether the first word offered is the one that was meant."""
        return bool(self.told) and self.told[0].suggestion == self.mutant.faults[0].meant

    @property
    def is_told(self) -> bool:
        """Whether all is as it should be but the word that is suggested."""
        return self.is_exact and self.has_all and (len(self.told) <= 2 or len(self.mutant.faults) > 2)


class Score(NamedTuple):
    """Shares of one: exact first diagnostics, suggestions of the typos, at most two diagnostics, all faults told."""

    n_mutants: int
    n_typos: int
    exact: float
    suggested: float
    brief: float
    complete: float
    median_s: float


def verdicts(judge: Judge, mutants: Iterable[Mutant]) -> list[Verdict]:
    """What the judge tells of each mutant."""
    found: list[Verdict] = []
    for each in mutants:
        start = time.perf_counter()
        told = judge(each.spec)
        found.append(Verdict(each, told, time.perf_counter() - start))
    return found


def score(found: list[Verdict]) -> Score:
    """The shares over all verdicts, of which there is at least one."""
    typos = [verdict for verdict in found if len(verdict.mutant.faults) == 1 and verdict.mutant.faults[0].meant]
    return Score(
        len(found),
        len(typos),
        _share([verdict.is_exact for verdict in found]),
        _share([verdict.is_suggested for verdict in typos]),
        _share([len(verdict.told) <= 2 for verdict in found]),
        _share([verdict.has_all for verdict in found]),
        median(verdict.elapsed_s for verdict in found),
    )


def by_kind(found: list[Verdict]) -> dict[str, Score]:
    """The scores of each kind of fault, in the order of their first mutants."""
    kinds = dict.fromkeys(verdict.mutant.kind for verdict in found)
    return {kind: score([verdict for verdict in found if verdict.mutant.kind == kind]) for kind in kinds}


def _share(answers: list[bool]) -> float:
    return sum(answers) / len(answers) if answers else 1.0
