"""The families of mutants: takes valid specs, an oracle and a seed, gives specs with one, two or three known faults.

An edit that leaves its spec valid is no fault and not counted; a few such specs are kept, as `Mutant`s without faults.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from edits import Edit, Mutant, Path, are_apart, mutant, places
from human_faults import KINDS, human_fault
from single_faults import extra_key, key_typo, missing_key, names_of, value_typo, wrong_type

Specs = Mapping[str, Any]
IsValid = Callable[[Any], bool]
_TRIES = 60


class Family:
    """One set of specs, mutated. Seeded for each spec and kind, so that one spec's mutants do not depend on others."""

    def __init__(self, specs: Specs, schema: Any, is_valid: IsValid, seed: int) -> None:
        self.specs = {name: spec for name, spec in specs.items() if is_valid(spec)}
        self.is_valid = is_valid
        self.seed = seed
        self.still_valid: list[Mutant] = []
        self._places = {name: list(places(spec)) for name, spec in self.specs.items()}
        self._makers = {
            "key typo": key_typo,
            "enum typo": value_typo,
            "wrong type": wrong_type,
            "missing key": missing_key,
            "extra key": extra_key(names_of(schema), is_valid),
        }

    def singles(self, n_each: int) -> Iterator[Mutant]:
        """`n_each` mutants of each of the five kinds from every spec that has so many."""
        for name, spec in self.specs.items():
            for kind in self._makers:
                for edit in self._edits(name, kind, n_each):
                    yield mutant(name, spec, [edit])

    def humans(self, n_each: int) -> Iterator[Mutant]:
        """`n_each` mutants of each kind of fault that people make from every spec that has such words."""
        for name, spec in self.specs.items():
            for kind in KINDS:
                for edit in self._edits(name, kind, n_each):
                    yield mutant(name, spec, [edit])

    def several(self, n_faults: int, n_each: int) -> Iterator[Mutant]:
        """`n_each` mutants of every spec with so many single faults of any kind, each a fault by itself."""
        for name, spec in self.specs.items():
            chance = random.Random(f"{self.seed} {name} {n_faults} faults")
            edits = [edit for kind in self._makers for edit in self._edits(name, kind, 2 * n_each)]
            for _ in range(n_each):
                chosen = chance.sample(edits, n_faults) if len(edits) >= n_faults else []
                if chosen and are_apart(chosen):
                    yield mutant(name, spec, chosen, f"{n_faults} faults")

    def _edits(self, name: str, kind: str, n_wanted: int) -> Iterator[Edit]:
        chance = random.Random(f"{self.seed} {name} {kind}")
        done: set[tuple[Path, str]] = set()
        harmless: Mutant | None = None
        for _ in range(_TRIES * n_wanted):
            if len(done) == n_wanted:
                break
            edit = self._made(kind, self.specs[name], chance.choice(self._places[name]), chance)
            if edit is None or (edit.path, repr(edit.new)) in done:
                continue
            made = mutant(name, self.specs[name], [edit])
            if self.is_valid(made.spec):
                harmless = made._replace(faults=())
            else:
                done.add((edit.path, repr(edit.new)))
                yield edit
        self.still_valid += [harmless] if harmless else []

    def _made(self, kind: str, spec: Any, path: Path, chance: random.Random) -> Edit | None:
        maker = self._makers.get(kind)
        return maker(spec, path, chance) if maker else human_fault(kind, spec, path, chance)
