"""Cases that differ, kept as files to look at: takes a tally and its cases, writes both specs of each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pictures.compiling import compile_both
from pictures.corpus import Case, Skipped
from pictures.driver import Tally


def keep(folder: Path, counts: Tally, cases: Iterable[Case | Skipped]) -> None:
    """Write `NAME.author.json`, `NAME.raw.json` and `NAME.reduced.json` of every case that differs."""
    folder.mkdir(parents=True, exist_ok=True)
    differing = {proof.name for proof in counts.differences}
    for case in cases:
        if isinstance(case, Case) and case.name in differing:
            both = compile_both(case)
            stem = case.name.replace("/", "_").replace(" ", "_")
            for part, spec in (("author", case.spec), ("raw", both.raw), ("reduced", both.reduced)):
                (folder / f"{stem}.{part}.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
