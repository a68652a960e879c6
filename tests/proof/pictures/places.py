"""Where the proof's material stands: the data of `make datasets`, and the corpus, a folder beside the checkout."""

from __future__ import annotations

from pathlib import Path

PROOF = Path(__file__).resolve().parent.parent
DATASETS = PROOF / "vega-datasets"
CORPUS = PROOF.parents[2] / "shared/corpus/vega-lite"
REDUCED = PROOF / "reduced_examples.txt"
"""The names of the examples that are reduced, a line each, so that coverage cannot shrink unseen."""


def corpus_paths() -> list[Path]:
    """The corpus's specs in order of their names; none where the corpus is absent."""
    return sorted(CORPUS.glob("*.vl.json"))
