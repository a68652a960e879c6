"""`python benchmarks/mutants/run_mutants.py`: how well the mistakes in broken specs are told, beside other validators.

Mutants of the corpus, seeded. Writes the tables of docs/benchmarks.md; `--quick` takes each eighth
spec and `--seed N` makes other mutants, both of which print and write nothing. `--misses` prints every mutant that
chartkit does not tell as it should.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from agreement import disagreements
from compiled import built_in, compiled
from edits import Mutant
from families import Family, Specs
from judges import Judge, altair, best_match, chartkit, deepest_leaf
from mutant_files import InPlace, as_preset, exactly_told, told_in_place
from mutant_page import END, START, Measured, figures_table, kinds_table, peers_table, share
from scores import Score, Verdict, by_kind, score, verdicts

from chartkit.schema.validator import validate, validator

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "vega-lite"
SEED = 20261122
_MOST_S = 0.0005
_SHARE = 4


def main() -> None:
    """Make the mutants, judge them, print the tables and, when all of it was measured, keep them."""
    parser = argparse.ArgumentParser(description="mistakes in specs, as chartkit and other validators tell them")
    parser.add_argument("--quick", action="store_true", help="every eighth spec; nothing is written")
    parser.add_argument("--seed", type=int, default=SEED, help="of the mutants; nothing is written for another one")
    parser.add_argument("--misses", action="store_true", help="print what chartkit misses")
    arguments = parser.parse_args()
    specs = corpus()
    if arguments.quick:
        specs = {name: specs[name] for name in list(specs)[::8]}
    text, missed = measured(specs, arguments.seed)
    print(*([_miss(verdict) for verdict in missed] if arguments.misses else []), text, sep="\n")
    if not arguments.quick and arguments.seed == SEED:
        _write(ROOT / "docs/benchmarks.md", text)


def corpus() -> dict[str, Any]:
    """The specs of the corpus by their names. Raises `SystemExit` where there is none."""
    files = sorted(CORPUS.glob("*.vl.json"))
    if not files:
        raise SystemExit(f"no corpus of specs in {os.path.relpath(CORPUS, ROOT)}")
    return {file.name.removesuffix(".vl.json"): json.loads(file.read_text(encoding="utf-8")) for file in files}


def measured(specs: Specs, seed: int) -> tuple[str, list[Verdict]]:
    """The tables, and what chartkit missed."""
    lite = validator("vega-lite")
    family = Family(specs, lite.schema, lite.is_valid, seed)
    singles, humans = list(family.singles(4)), list(family.humans(2))
    several = [*family.several(2, 4), *family.several(3, 4)]
    _say(f"{len(singles):,} single faults, {len(humans):,} that people make, {len(several):,} specs with 2 or 3")
    ours = [verdicts(chartkit(), mutants) for mutants in (singles, humans, several)]
    _say("chartkit done")
    in_place = told_in_place(_as_presets(family, seed), seed)
    _say("files done")
    judged = [*specs.values(), *(each.spec for each in [*singles, *humans, *several, *family.still_valid][::_SHARE])]
    differing = disagreements("vega-lite", judged)
    _say("agreement done")
    raw = raw_vega(specs, seed)
    figures = _figures(ours, in_place, len(judged), differing, _valid_specs(family))
    peers = _peers(ours[0][::_SHARE], ours[1][::_SHARE])
    kinds = by_kind([verdict for each in ours for verdict in each])
    tables = (
        _conditions(seed),
        figures_table(figures),
        peers_table(peers),
        kinds_table(kinds),
        f"Raw Vega, {len(raw):,} mutants of the built-in presets and of what Vega-Lite makes of a fifth of the corpus:",
        kinds_table(by_kind(raw)),
    )
    for name, wanted, told in in_place.elsewhere:
        _say(f"{name}: wanted at {wanted.line}:{wanted.column}, told {told}")
    missed = [verdict for each in (*ours, raw) for verdict in each if not verdict.is_told]
    return "\n\n".join(tables), missed


def raw_vega(specs: Specs, seed: int) -> list[Verdict]:
    """What chartkit says of single faults in raw Vega."""
    full = validator("vega")
    some = {name: spec for name, spec in list(specs.items())[::5] if len(json.dumps(spec)) < 6000}
    family = Family({**built_in(), **compiled(some)}, full.schema, full.is_valid, seed)
    return verdicts(chartkit("vega"), family.singles(4))


def _as_presets(family: Family, seed: int) -> list[Mutant]:
    """Single faults in specs that draw the user's table, which are told at their path."""
    lite = validator("vega-lite")
    specs = {name: as_preset(spec) for name, spec in list(family.specs.items())[::2] if "data" in spec}
    return exactly_told(verdicts(chartkit(), Family(specs, lite.schema, lite.is_valid, seed).singles(1)))


def _valid_specs(family: Family) -> tuple[int, float]:
    """How many valid specs have a fault told, and the median time that one takes."""
    n_told, times = 0, list[float]()
    for spec in family.specs.values():
        start = perf_counter()
        n_told += bool(validate(spec, "vega-lite"))
        times.append(perf_counter() - start)
    return n_told, median(times)


def _figures(
    ours: Sequence[list[Verdict]], in_place: InPlace, n_judged: int, differing: int, valid: tuple[int, float]
) -> list[Measured]:
    singles, humans, several = map(score, ours)
    alone = score([*ours[0], *ours[1]])
    n_told, valid_s = valid
    n_files = in_place.n_files
    slowest_s = max(singles.median_s, humans.median_s)
    return [
        share("single faults: first diagnostic at exactly the faulty path", singles.exact, 0.99, singles.n_mutants),
        share("faults people make: the same", humans.exact, 0.98, humans.n_mutants),
        share("typos: the word meant is the first suggestion", alone.suggested, 0.97, alone.n_typos),
        share("line and column, in YAML and JSON files", 1 - len(in_place.elsewhere) / n_files, 1, n_files),
        share("at most 2 diagnostics for one fault", alone.brief, 0.99, alone.n_mutants),
        share("2 and 3 faults in one spec: all told", several.complete, 0.9, several.n_mutants),
        share("same answer as jsonschema, valid or not", 1 - differing / n_judged, 1, n_judged),
        Measured("faults told of valid specs", str(n_told), "0", n_told == 0),
        Measured("median time of a spec with a fault", _ms(slowest_s), "≤ 0.5 ms", slowest_s <= _MOST_S),
        Measured("median time of a valid spec", _ms(valid_s), "≤ 0.5 ms", valid_s <= _MOST_S),
    ]


def _peers(singles: list[Verdict], humans: list[Verdict]) -> dict[str, tuple[Score, Score]]:
    """What each validator finds in a share of the mutants, chartkit's own verdicts among them."""
    judges: dict[str, Judge] = {
        f"jsonschema {version('jsonschema')}, best_match": best_match(),
        f"jsonschema-rs {version('jsonschema-rs')}, deepest leaf": deepest_leaf(),
        f"Altair {version('altair')}": altair(),
    }
    found = {f"chartkit {version('chartkit')}": (score(singles), score(humans))}
    for name, judge in judges.items():
        single, human = ([verdict.mutant for verdict in each] for each in (singles, humans))
        found[name] = score(verdicts(judge, single)), score(verdicts(judge, human))
        _say(f"{name} done")
    return found


def _miss(verdict: Verdict) -> str:
    told = [f"    {told.path} {told.text}" for told in verdict.told]
    return "\n".join([f"{verdict.mutant.name}: {verdict.mutant.kind} {[*map(tuple, verdict.mutant.faults)]}", *told])


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"


def _conditions(seed: int) -> str:
    machine = f"{platform.system()} on {os.cpu_count()} cores, load {os.getloadavg()[1]:.1f}"
    return f"{date.today()}, seed {seed}, Python {platform.python_version()}; {machine}."


def _say(text: str) -> None:
    print(f"{perf_counter():.0f} s: {text}", file=sys.stderr)


def _write(path: Path, text: str) -> None:
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"{path.name} has no markers {START} and {END}")
    path.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
