"""Cases that differ, kept as files to look at: takes a tally and its cases, writes both specs of each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pictures.compiling import compile_both
from pictures.corpus import Case, Skipped
from pictures.driver import Tally


def keep(folder: Path, counts: Tally, cases: Iterable[Case | Skipped]) -> None:
    """Write the author's spec of every case that differs, and where it compiles the raw and the reduced one."""
    folder.mkdir(parents=True, exist_ok=True)
    differing = {proof.name: proof for proof in counts.differences}
    for case in cases:
        if isinstance(case, Case) and case.name in differing:
            stem = case.name.replace("/", "_").replace(" ", "_")
            specs = {"author": case.spec}
            if differing[case.name].n_before:
                both = compile_both(case)
                specs |= {"raw": both.raw, "reduced": both.reduced}
            for part, spec in specs.items():
                (folder / f"{stem}.{part}.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
