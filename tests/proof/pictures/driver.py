"""The proof's driver: takes cases, compiles each twice, compares the pictures, gives counts that print themselves."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pictures.compiling import Both, compile_both
from pictures.corpus import Case, Skipped
from pictures.oracle import Verdict, compare
from pictures.rounding import is_rounding

from chartkit.diagnostics import ChartkitError

Compile = Callable[[Case], Both]


class Proof(NamedTuple):
    """One case proved: its verdict, whether anything of it was reduced, what was not and why, and its rows."""

    name: str
    verdict: Verdict
    is_reduced: bool
    reasons: tuple[str, ...]
    n_before: int
    n_after: int

    @property
    def is_silent_difference(self) -> bool:
        """Whether the reduced picture is another one; what no proof can be of is none."""
        return self.verdict.kind in ("different", "order")


class Refused(NamedTuple):
    """A case that chartkit does not compile, and its words."""

    name: str
    reason: str


Found = Proof | Refused | Skipped


def prove(case: Case, compiled: Compile = compile_both) -> Proof | Refused:
    """Whether the case draws the same picture reduced as whole.

    An error that chartkit words is a refusal; one that it does not word is as bad as another picture, and counts so.
    """
    try:
        both = compiled(case)
    except ChartkitError as error:
        return Refused(case.name, error.diagnostics[0].message)
    except Exception:
        verdict = Verdict("different", reason=f"not compiled\n{traceback.format_exc(limit=-4)}")
        return Proof(case.name, verdict, False, (), 0, 0)
    verdict = compare(both.raw, both.reduced)
    if verdict.kind == "different" and is_rounding(both.raw, both.reduced):
        verdict = verdict._replace(kind="rounding")
    return Proof(case.name, verdict, both.is_reduced, both.reasons, *both.n_rows)


class Tally(NamedTuple):
    """The counts over many cases."""

    found: tuple[Found, ...]

    @property
    def proofs(self) -> list[Proof]:
        """The cases that were compared."""
        return [found for found in self.found if isinstance(found, Proof)]

    @property
    def differences(self) -> list[Proof]:
        """The cases whose reduced picture is another one."""
        return [proof for proof in self.proofs if proof.is_silent_difference]

    @property
    def reduced(self) -> list[Proof]:
        """The cases of which something was reduced."""
        return [proof for proof in self.proofs if proof.is_reduced]

    def row(self, name: str) -> tuple[str, ...]:
        """One row of the table of `HEAD`."""
        kinds = Counter(proof.verdict.kind for proof in self.proofs)
        equal = sum(proof.verdict.kind == "equal" for proof in self.reduced)
        aria = sum(proof.verdict.kind == "equal" and not proof.verdict.is_aria_equal for proof in self.proofs)
        before, after = (sum(getattr(proof, rows) for proof in self.reduced) for rows in ("n_before", "n_after"))
        counts = [len(self.found), len(self.proofs), len(self.reduced), equal, kinds["equal"], kinds["order"]]
        counts += [kinds["different"], kinds["rounding"], kinds["random"], kinds["blank"] + kinds["failed"], aria]
        return (name, *(f"{count:,}" for count in counts), f"{before:,} → {after:,}")

    def reasons(self) -> Counter[str]:
        """Why views were not reduced, and cases not compared, by how many cases."""
        reasons: Counter[str] = Counter()
        for found in self.found:
            reasons.update(found.reasons if isinstance(found, Proof) else [found.reason])
        return reasons


HEAD = (
    "cases",
    "found",
    "compared",
    "reduced",
    "of them equal",
    "equal",
    "order",
    "different",
    "an ulp beside",
    "random by themselves",
    "blank or invalid",
    "other words for screen readers",
    "rows of the reduced",
)


def tally(cases: Iterable[Case | Skipped], compiled: Compile = compile_both) -> Tally:
    """Every case proved."""
    return Tally(tuple(case if isinstance(case, Skipped) else prove(case, compiled) for case in cases))


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows under `HEAD` as Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, ["---"] * len(HEAD), *rows))


def listed(counts: Mapping[str, int]) -> str:
    """Reasons as a Markdown list, the most frequent first."""
    return "\n".join(f"- {count:,} × {reason}" for reason, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
