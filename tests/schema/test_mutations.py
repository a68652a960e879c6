"""One mistake put into a real spec is found: at its own place, and alone."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chartkit.schema import validate
from chartkit.schema.validator import validator

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "vega-lite"
KINDS = ("key", "value", "type")
AUTHORS_OWN = ("values", "datasets", "usermeta", "parse", "init", "expr")
TELLING = (
    *("mark", "encoding", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec", "transform", "params"),
    *("calculate", "filter", "aggregate", "window", "fold", "timeUnit", "bin", "joinaggregate", "stack", "lookup"),
    *("flatten", "impute", "regression", "loess", "density", "pivot", "sample", "select", "condition"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real specs beside this repository")

Spec = dict[str, Any]
Mutant = tuple[str, str, Spec, tuple[str | int, ...]]


def misspelt(word: str, chance: random.Random) -> str:
    """`word` with one letter left out, doubled, replaced or swapped with the next."""
    at = chance.randrange(len(word))
    changes = [
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice(LETTERS) + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]
    return chance.choice(changes)


def another_type(value: Any, chance: random.Random) -> Any:
    if isinstance(value, str):
        return chance.choice([7, True, {}])
    if isinstance(value, bool | int | float):
        return chance.choice(["some text", {}])
    return chance.choice([7, "some text", True])


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value below `value` that is not the author's own data."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        if step not in AUTHORS_OWN:
            yield (*path, step)
            yield from places(item, (*path, step))


def mutated(spec: Spec, kind: str, chance: random.Random) -> tuple[Spec, tuple[str | int, ...]] | None:
    """A copy of `spec` with one mistake of that kind and its path; None when none could be made."""
    for _ in range(40):
        mutant = copy.deepcopy(spec)
        *way, last = chance.choice([*places(spec)])
        holder: Any = mutant
        for step in way:
            holder = holder[step]
        value = holder[last]
        if kind == "key" and isinstance(last, str) and isinstance(holder, dict):
            wrong = misspelt(last, chance)
            if not wrong or wrong in holder:
                continue
            mutant, (*way, last) = with_key(spec, (*way, last), wrong)
        elif kind == "value" and isinstance(value, str) and value:
            holder[last] = misspelt(value, chance)
        elif kind == "type":
            holder[last] = another_type(value, chance)
        if not validator("vega-lite").is_valid(mutant):
            return mutant, (*way, last)
    return None


def mutants(n_each: int, seed: int, share: float = 1.0) -> Iterator[Mutant]:
    """Mutants of a share of the valid specs, `n_each` of every kind."""
    chance = random.Random(seed)
    for file in sorted(CORPUS.glob("*.json")):
        spec = json.loads(file.read_text(encoding="utf-8"))
        if chance.random() > share or not validator("vega-lite").is_valid(spec):
            continue
        for kind in KINDS * n_each:
            found = mutated(spec, kind, chance)
            if found is not None:
                yield file.name, kind, *found


def score(found: Iterator[Mutant]) -> tuple[int, int, int]:
    """The number of mutants, of those whose first fault is at the mistake's own path, and of lone faults."""
    n_mutants = n_exact = n_alone = 0
    for _, kind, mutant, path in found:
        faults = validate(mutant, "vega-lite")
        n_mutants += 1
        n_exact += bool(faults) and faults[0].path == path and faults[0].on_key == (kind == "key")
        n_alone += len(faults) == 1
    return n_mutants, n_exact, n_alone


@needs_corpus
def test_one_mistake_is_found_at_its_own_place_and_alone() -> None:
    n_mutants, n_exact, n_alone = score(mutants(1, seed=20261122, share=0.3))

    assert n_mutants > 200
    assert n_exact / n_mutants >= 0.99
    assert n_alone / n_mutants >= 0.99


@needs_corpus
@pytest.mark.full
@pytest.mark.parametrize("seed", range(4))
def test_one_mistake_is_found_in_every_spec(seed: int) -> None:
    n_mutants, n_exact, n_alone = score(mutants(2, seed))

    assert n_mutants > 1900
    assert n_exact / n_mutants >= 0.99
    assert n_alone / n_mutants >= 0.99


def part(spec: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        spec = spec[step]
    return spec


@needs_corpus
@pytest.mark.parametrize("n_grafts", [400, pytest.param(8000, marks=pytest.mark.full)])
def test_the_walk_and_the_validator_agree_on_specs_grafted_together(n_grafts: int) -> None:
    """Parts of one real spec put anywhere into another: some are valid, most are not."""
    chance = random.Random(n_grafts)
    texts = (file.read_text(encoding="utf-8") for file in sorted(CORPUS.glob("*.json")))
    specs = [json.loads(text) for text in texts if len(text) < 6000]
    n_valid = 0
    for _ in range(n_grafts):
        root, donor = copy.deepcopy(chance.choice(specs)), chance.choice(specs)
        *way, last = chance.choice([*places(root)])
        part(root, tuple(way))[last] = part(donor, chance.choice([*places(donor)]))
        mistakes, is_sure = validator("vega-lite").walk(root)
        assert (not mistakes, is_sure) == (validator("vega-lite").is_valid(root), True), (way, last, mistakes)
        n_valid += not mistakes

    assert n_grafts / 20 < n_valid < n_grafts / 2


@needs_corpus
def test_typos_in_the_words_that_choose_a_branch_are_understood() -> None:
    """Keywords of marks, selections, transforms and composition: where a validator's own errors mislead."""
    chance = random.Random(20261122)
    n_typos = n_understood = 0
    for file in sorted(CORPUS.glob("*.json"))[::2]:
        spec = json.loads(file.read_text(encoding="utf-8"))
        words = [path for path in places(spec) if isinstance(path[-1], str) and is_telling(path)]
        if not words or not validator("vega-lite").is_valid(spec):
            continue
        path = chance.choice(words)
        mutant, wrong = with_key(spec, path, misspelt(str(path[-1]), chance))
        if validator("vega-lite").is_valid(mutant):
            continue
        (fault,) = validate(mutant, "vega-lite")
        n_typos += 1
        n_understood += fault.path == wrong and (fault.help or "").startswith(f"did you mean {path[-1]!r}?")

    assert n_typos > 100
    assert n_understood / n_typos >= 0.98


def is_telling(path: tuple[str | int, ...]) -> bool:
    return path[-1] in TELLING or (len(path) > 1 and path[-2] in ("mark", "select"))


def with_key(spec: Spec, path: tuple[str | int, ...], wrong: str) -> tuple[Spec, tuple[str | int, ...]]:
    """A copy of `spec` with the key at `path` spelt `wrong`, in its old place, and the path of that key."""
    mutant = copy.deepcopy(spec)
    holder: Any = mutant
    for step in path[:-1]:
        holder = holder[step]
    items = [(wrong if key == path[-1] else key, item) for key, item in holder.items()]
    holder.clear()
    holder.update(items)
    return mutant, (*path[:-1], wrong)
