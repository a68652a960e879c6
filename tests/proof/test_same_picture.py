"""The same picture, whole and reduced: built-in presets, the corpus and charts by chance, in three time zones.

The fast part takes each preset and every twelfth example in one zone, and some seeds in each; `full` takes all. Its
counts are printed.
"""

from __future__ import annotations

import pytest
from pictures.driver import HEAD
from pictures.places import CORPUS, DATASETS, REDUCED, corpus_paths
from pictures.report import Report, shown
from pictures.zones import ZONES, reported

NAMES = [path.name.removesuffix(".vl.json") for path in corpus_paths()]
FEW = NAMES[::12]
N_SEEDS, N_SEEDS_FULL = 25, 1000

needs_corpus = pytest.mark.skipif(
    not NAMES or not DATASETS.is_dir(),
    reason=f"{CORPUS.parent.name}/{CORPUS.name} (some 330 examples) or vega-datasets (make datasets) is absent",
)


def proved(capsys: pytest.CaptureFixture[str], report: Report) -> Report:
    """The report, printed, once it holds no difference and no mere blanks."""
    with capsys.disabled():
        print(f"\n{shown(report)}")
    assert report.differences == {}
    counts = dict(zip(HEAD, report.row, strict=True))
    assert int(counts["equal"].replace(",", "")) > 0
    return report


ONE_ZONE = [pytest.param(zone, marks=pytest.mark.full) for zone in ZONES[:-1]] + [ZONES[-1]]


@pytest.mark.parametrize("zone", ONE_ZONE)
def test_built_in_presets(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert proved(capsys, reported(zone, "presets")).refused == {}


@pytest.mark.parametrize("zone", ONE_ZONE)
def test_charts_by_chance(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = str(ZONES.index(zone) * N_SEEDS_FULL)
    report = proved(capsys, reported(zone, "synthetic", "--first", first, "--count", str(N_SEEDS)))
    assert report.refused == {}
    assert len(report.reduced) > N_SEEDS / 2


@needs_corpus
def test_examples(capsys: pytest.CaptureFixture[str]) -> None:
    report = proved(capsys, reported("America/New_York", "corpus", *FEW))
    assert set(report.reduced) == must_be_reduced() & set(FEW)


@pytest.mark.full
@needs_corpus
@pytest.mark.parametrize("zone", ZONES)
def test_all_examples(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    report = proved(capsys, reported(zone, "corpus"))
    assert set(report.reduced) == must_be_reduced(), "run.py corpus --update writes the list of what is reduced"


@pytest.mark.full
@pytest.mark.parametrize("zone", ZONES)
def test_many_charts_by_chance(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = str((3 + ZONES.index(zone)) * N_SEEDS_FULL)
    proved(capsys, reported(zone, "synthetic", "--first", first, "--count", str(N_SEEDS_FULL)))


def must_be_reduced() -> set[str]:
    """The examples that were reduced when the list was written."""
    return set(REDUCED.read_text(encoding="utf-8").split())
