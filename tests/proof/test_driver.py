"""The driver counts what the oracle finds, whatever compiles: here hand-made pairs of specs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pictures.compiling import Both, n_rows_of
from pictures.corpus import Case, Skipped
from pictures.driver import HEAD, Refused, Tally, tally
from pictures.page import text
from pictures.report import Report, shown
from pictures.synthetic import case_of_seed
from pictures.zones import ZONES

from chartkit.diagnostics import DataError

SPEC = {"mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}}, "data": {"name": "t"}}
ROWS = {"t": [{"a": 1}, {"a": 2}, {"a": 2}]}


def case(name: str) -> Case:
    return Case(name, dict(SPEC), dict(ROWS))


def whole(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {**SPEC, "datasets": {"t": rows}}


def by_hand(asked: Case) -> Both:
    """What some compiler makes of the cases below."""
    raw = asked.whole()
    if asked.name == "lost":
        return Both(raw, whole([{"a": 1}]), True)
    if asked.name == "turned":
        return Both(raw, whole([{"a": 2}, {"a": 1}, {"a": 2}]), True)
    if asked.name == "refused":
        raise DataError.of("CK404", "the table has no column 'b'.")
    if asked.name == "crashed":
        raise KeyError("grouping")
    if asked.name == "kept":
        return Both(raw, raw, False, ("random() differs on every draw",))
    return Both(whole([*ROWS["t"], {"a": None}]), raw, True)


@pytest.fixture(scope="module")
def counts() -> Tally:
    names = ("shrunk", "kept", "lost", "turned", "refused", "crashed")
    return tally([*map(case, names), Skipped("map", "no rows")], by_hand)


def test_every_case_is_counted_once(counts: Tally) -> None:
    assert dict(zip(HEAD, counts.row("six"), strict=True)) == {
        "cases": "six",
        "found": "7",
        "compared": "5",
        "reduced": "3",
        "of them equal": "1",
        "equal": "2",
        "order": "1",
        "different": "2",
        "an ulp beside": "0",
        "random by themselves": "0",
        "blank or invalid": "0",
        "other words for screen readers": "0",
        "rows of the reduced": "10 → 7",
    }


def test_what_is_not_reduced_says_why(counts: Tally) -> None:
    assert counts.reasons() == {"random() differs on every draw": 1, "no rows": 1, "the table has no column 'b'.": 1}
    assert [found for found in counts.found if isinstance(found, Refused)] == [
        Refused("refused", "the table has no column 'b'.")
    ]


def test_a_crash_is_as_bad_as_another_picture(counts: Tally) -> None:
    assert [proof.name for proof in counts.differences] == ["lost", "turned", "crashed"]
    assert "KeyError: 'grouping'" in counts.differences[-1].verdict.reason


def test_reports_travel_and_show_themselves(counts: Tally, tmp_path: Path) -> None:
    report = Report.of("six", counts)
    report.save(tmp_path / "report.json")
    assert Report.read(tmp_path / "report.json") == report
    lines = shown(report).splitlines()
    assert lines[0].startswith("lost: different, other texts for screen readers (")
    assert "refused is not compiled: the table has no column 'b'." in lines
    assert lines[-1] == "- 1 × the table has no column 'b'."
    assert text([report]).splitlines()[-3:] == ["- six: lost", "- six: turned", "- six: crashed"]


def test_rows_are_counted_wherever_they_stand() -> None:
    vega = {"data": [{"name": "a", "values": [{}, {}]}, {"name": "b", "source": "a"}]}
    assert n_rows_of(vega) == 2
    assert n_rows_of({"data": {"name": "a"}, "datasets": {"a": [{}], "b": [{}, {}]}}) == 3


def test_a_seed_gives_the_same_chart() -> None:
    assert repr(case_of_seed(7)) == repr(case_of_seed(7))
    specs = {json.dumps(case_of_seed(seed).spec) for seed in range(200)}
    assert len(specs) > 190


def test_the_zones_have_clocks_that_change_and_one_that_does_not() -> None:
    assert ZONES == ("UTC", "Asia/Seoul", "America/New_York")
