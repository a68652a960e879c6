"""Mistakes put into real specs are told at their own place, alone, with the word that was meant."""

from __future__ import annotations

import copy
import importlib
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft7Validator

from chartkit.schema.validator import validator

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "vega-lite"
MUTANTS = ROOT / "benchmarks" / "mutants"
SEEDS = [pytest.param(20261122, 6, id="a sixth"), *(pytest.param(seed, 1, marks=pytest.mark.full) for seed in range(3))]
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real specs beside this repository")


@pytest.fixture(autouse=True)
def mutants_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(MUTANTS))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def family(seed: int, step: int, specs: dict[str, Any] | None = None, dialect: Any = "vega-lite") -> Any:
    """The mutants of every so many specs of the corpus, or of those given."""
    chosen = specs if specs is not None else corpus(step)
    judge = validator(dialect)
    return module("families").Family(chosen, judge.schema, judge.is_valid, seed)


def corpus(step: int) -> dict[str, Any]:
    files = sorted(CORPUS.glob("*.json"))[::step]
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


def told(mutants: Any, dialect: str = "vega-lite") -> tuple[list[Any], Any]:
    found = module("scores").verdicts(module("judges").chartkit(dialect), mutants)
    return found, module("scores").score(found)


@pytest.mark.parametrize(("seed", "step"), SEEDS)
def test_one_mistake_is_told_at_its_own_place_and_alone(seed: int, step: int) -> None:
    found, score = told(family(seed, step).singles(2))

    assert len({verdict.mutant.kind for verdict in found}) == 5
    assert len(found) > 3000 / step
    assert score.exact >= 0.99
    assert score.brief >= 0.99
    assert score.suggested >= 0.97


@pytest.mark.parametrize(("seed", "step"), SEEDS)
def test_the_words_that_people_misremember_are_told_as_themselves(seed: int, step: int) -> None:
    found, score = told(family(seed, step).humans(1))

    assert len({verdict.mutant.kind for verdict in found}) == len(module("human_faults").KINDS)
    assert len(found) > 1500 / step
    assert score.exact >= 0.98
    assert score.suggested >= 0.97


@pytest.mark.parametrize("n_faults", [2, 3])
@pytest.mark.parametrize(("seed", "step"), SEEDS)
def test_several_mistakes_are_all_told(seed: int, step: int, n_faults: int) -> None:
    found, score = told(family(seed, step).several(n_faults, 2))

    assert len(found) > 300 / step
    assert score.complete >= 0.9


def test_mistakes_in_raw_vega_are_told_the_same_way() -> None:
    compiled = module("compiled")
    small = {name: spec for name, spec in corpus(12).items() if len(json.dumps(spec)) < 4000}
    specs = {**compiled.built_in(), **compiled.compiled(small)}
    found, score = told(family(7, 1, specs, "vega").singles(2), "vega")

    assert len(found) > 200
    assert score.exact >= 0.98
    assert score.suggested >= 0.97


def test_lines_and_columns_in_files_are_those_that_were_written() -> None:
    mutant_files = module("mutant_files")
    specs = {name: mutant_files.as_preset(spec) for name, spec in corpus(16).items() if "data" in spec}
    found, _ = told(family(3, 1, specs).singles(1))
    in_place = mutant_files.told_in_place(mutant_files.exactly_told(found), seed=3)

    assert in_place.n_files > 100
    assert in_place.elsewhere == []


@pytest.mark.parametrize(("seed", "step"), [(5, 12), pytest.param(5, 1, marks=pytest.mark.full)])
def test_mutants_and_changed_specs_that_stay_valid_are_judged_like_the_oracle(seed: int, step: int) -> None:
    made = family(seed, step)
    mutants = [*made.singles(1), *made.humans(1)]

    assert len(made.still_valid) > 60 / step
    assert module("agreement").disagreements("vega-lite", [each.spec for each in (*mutants, *made.still_valid)]) == 0


@pytest.mark.parametrize("n_grafts", [200, pytest.param(8000, marks=pytest.mark.full)])
def test_the_walk_and_the_validator_agree_on_specs_grafted_together(n_grafts: int) -> None:
    """Parts of one real spec put anywhere into another: some are valid, most are not."""
    specs = [spec for spec in corpus(1).values() if len(json.dumps(spec)) < 6000]
    n_valid = agreeing(specs, "vega-lite", n_grafts)

    assert n_grafts / 20 < n_valid < n_grafts / 2


@pytest.mark.parametrize("n_grafts", [30, pytest.param(2000, marks=pytest.mark.full)])
def test_the_walk_and_the_oracle_agree_on_raw_vega_grafted_together(n_grafts: int) -> None:
    small = {name: spec for name, spec in corpus(12).items() if len(json.dumps(spec)) < 3000}
    specs = module("compiled").compiled(small)
    n_valid = agreeing([*specs.values()], "vega", n_grafts)

    assert 0 < n_valid < n_grafts


def agreeing(specs: list[Any], dialect: Any, n_grafts: int) -> int:
    """How many grafts are valid, by the walk, the quick answer and jsonschema alike."""
    edits = module("edits")
    chance = random.Random(n_grafts)
    ours = validator(dialect)
    oracle = Draft7Validator(ours.schema)
    n_valid = 0
    for _ in range(n_grafts):
        root, donor = copy.deepcopy(chance.choice(specs)), chance.choice(specs)
        path = chance.choice([*edits.places(root)])
        edits.value_at(root, path[:-1])[path[-1]] = edits.value_at(donor, chance.choice([*edits.places(donor)]))
        mistakes, is_sure = ours.walk(root)
        answers = (not mistakes, is_sure, ours.is_valid(root))
        assert answers == (oracle.is_valid(root), True, not mistakes), (path, mistakes)
        n_valid += not mistakes
    return n_valid
