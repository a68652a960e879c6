"""Examples become cases: their sources tables, and the picture that of the author's own spec."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pictures.corpus import Case, Skipped, original, proof_case
from pictures.oracle import compare
from pictures.places import CORPUS, DATASETS, corpus_paths
from pictures.sources import rows_of, text_of

PATHS = corpus_paths()

needs_corpus = pytest.mark.skipif(not PATHS, reason=f"the corpus of some 330 examples is absent: {CORPUS.name}")
needs_data = pytest.mark.skipif(not DATASETS.is_dir(), reason="vega-datasets is absent: make datasets")


def case_of(tmp_path: Path, spec: dict[str, Any]) -> Case | Skipped:
    path = tmp_path / "one.vl.json"
    path.write_text(json.dumps(spec), encoding="utf-8")
    return proof_case(path)


def test_delimited_text_is_typed_by_whole_columns() -> None:
    text = "n,id,s,b,t\n1,007,,true,2012-01-01\n,010,x,false,\n-2.5e1,1,1,,2012-01-02\n"
    assert rows_of({"values": text, "format": {"type": "csv"}}) == [
        {"n": 1, "id": "007", "s": "", "b": True, "t": "2012-01-01"},
        {"n": None, "id": "010", "s": "x", "b": False, "t": ""},
        {"n": -25, "id": "1", "s": "1", "b": None, "t": "2012-01-02"},
    ]


def test_values_alone_are_rows_of_data() -> None:
    assert rows_of({"values": [1, "a"]}) == [{"data": 1}, {"data": "a"}]
    assert rows_of({"values": {"a": {"b": [{"x": 1}]}}, "format": {"property": "a.b"}}) == [{"x": 1}]


def test_equal_sources_share_a_table_and_parsed_ones_keep_their_format(tmp_path: Path) -> None:
    one = {"values": [{"a": 1}]}
    two = {"values": [{"a": "1/2"}], "format": {"parse": {"a": "date:'%d/%m'"}}}
    views = [{"data": data, "mark": "point"} for data in (one, two, one, {"name": "given"})]
    found = case_of(tmp_path, {"hconcat": views, "datasets": {"given": [{"a": 3}], "unused": []}})
    assert isinstance(found, Case)
    assert found.tables == {"table_1": [{"a": 1}], "table_2": [{"a": "1/2"}], "given": [{"a": 3}]}
    assert [view["data"] for view in found.spec["hconcat"]] == [
        {"name": "table_1"},
        {"name": "table_2", "format": {"parse": {"a": "date:'%d/%m'"}}},
        {"name": "table_1"},
        {"name": "given"},
    ]


def test_lookups_have_tables_and_generators_none(tmp_path: Path) -> None:
    lookup = {"lookup": "a", "from": {"data": {"values": [{"k": 1}]}, "key": "k", "fields": ["k"]}}
    found = case_of(tmp_path, {"data": {"sequence": {"start": 0, "stop": 3}}, "transform": [lookup], "mark": "bar"})
    assert isinstance(found, Case)
    assert found.tables == {"table_1": [{"k": 1}]}
    assert found.spec["data"] == {"sequence": {"start": 0, "stop": 3}}
    alone = case_of(tmp_path, {"data": {"graticule": True}, "mark": "geoshape"})
    assert alone == Skipped("one", "no rows: its data is generated or the shapes of a map")


def test_a_file_that_cannot_be_had_is_the_reason(tmp_path: Path) -> None:
    found = case_of(tmp_path, {"data": {"url": "data/nowhere.csv"}, "mark": "bar"})
    assert found == Skipped("one", "data that vega-datasets lacks")


@needs_corpus
@needs_data
def test_nearly_every_example_is_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    skipped = Counter(found.reason for found in map(proof_case, PATHS) if isinstance(found, Skipped))
    with capsys.disabled():
        print(f"\ncorpus: {len(PATHS)} examples, {len(PATHS) - skipped.total()} cases, {dict(skipped)}")
    assert skipped.total() <= 5


@pytest.mark.full
@needs_corpus
@needs_data
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name.removesuffix(".vl.json"))
def test_the_tables_draw_what_the_author_drew(path: Path) -> None:
    case = proof_case(path)
    if isinstance(case, Skipped):
        pytest.skip(case.reason)
    verdict = compare(original(path), case.whole())
    assert verdict.kind in ("equal", "random"), str(verdict)


def test_the_text_of_a_source_is_inlined() -> None:
    data = {"values": "a\n1", "format": {"type": "csv"}}
    assert text_of(data) == data
    assert text_of({"name": "given"}) == {"name": "given"}
