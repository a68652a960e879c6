"""Reading by column gives what reading line by line gives, of whatever journals."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chartkit.runs.checksums import with_crc
from chartkit.runs.reading.columns import Columns, columns_of_rows
from chartkit.runs.reading.facts import facts_of
from chartkit.runs.reading.regular import Regular, read_many, read_regular
from chartkit.runs.reading.run_read import read_run
from chartkit.runs.start_record import read_start
from chartkit.runs.store import journals_of
from chartkit.runs.story import tell

WRITER = orjson.dumps({"writer": {"host": "h", "pid": 1, "started": 1}})


def line(step: Any, log: Any, time_s: Any = None, **more: Any) -> bytes:
    time_s = 1000.5 + step if time_s is None else time_s
    return orjson.dumps({"_step": step, "_timestamp": time_s, "_runtime": 0.25, "log": log, **more})


def change(time_s: float, **what: Any) -> bytes:
    return orjson.dumps({"_timestamp": time_s, **what})


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63), 2**64 - 1) | st.integers(-9, 9)
ODD = st.sampled_from([None, True, "x", '":', {"$": "nan"}, {"a": {"b": 1}}, [1], 2**53 + 1, {"$": "chart"}])
ODD_FLOATS = st.sampled_from([{"$": "nan"}, {"$": "inf"}, {"$": "-inf"}])
LOGS = st.dictionaries(st.sampled_from(["a", "b", "c", "a.b", "$$", '"', "é"]), NUMBERS, max_size=4)
SAME_KEYS = st.fixed_dictionaries({"a": st.floats(allow_nan=False, allow_infinity=False) | ODD_FLOATS, "b": NUMBERS})
USUAL = st.builds(line, st.integers(0, 6), LOGS)
UNIFORM = st.builds(line, st.integers(0, 6), SAME_KEYS)
CHECKED = UNIFORM.map(lambda text: with_crc(text + b"\n")[:-1])
DAMAGED = st.builds(
    lambda text, place, byte: text[: place % len(text)] + bytes([byte]) + text[place % len(text) + 1 :],
    UNIFORM | CHECKED,
    st.integers(0, 200),
    st.sampled_from(b'0159.-+eE,:{} "N\r'),
)
UNUSUAL = st.one_of(
    st.builds(line, st.integers(-1, 6), st.dictionaries(st.sampled_from("ab"), NUMBERS | ODD, max_size=3)),
    st.builds(line, st.just(3), LOGS, _late=st.just(True)),
    st.builds(line, st.just(3), LOGS, st.sampled_from([5, 5.0, None, -1.5, "x"])),
    st.sampled_from(
        [b"", b"{", b'{"_step":1', b'{"_step":1}', b'{"_timestamp":1.5}', b"null", b'{"writer":3}', WRITER]
    ),
    st.just(b'{"_step":1,"_timestamp":5.5,"_runtime":0.5,"log":{"a":1,"a":2}}'),
    st.just(b'{"_step":1,"_timestamp":5.5,"_runtime":0.5,"log":null}'),
    st.just(b'{"_step":1,"_timestamp":5.5,"_runtime":0.5,"log":{"a":1.5}}{"_step":1}'),
)
CHANGES = st.one_of(
    st.builds(change, st.floats(1, 2000), summary=st.dictionaries(st.sampled_from("ab"), st.integers(0, 3))),
    st.builds(change, st.just(1003.5), summary_removed=st.sampled_from([["a"], ["b"], [1]])),
    st.builds(change, st.just(1900.5), finish=st.just({"exit_code": 0})),
    st.builds(change, st.just(1.5), config=st.just({"a": 1})),
    st.just(change(1.5, metric={"name": "a", "summary": ["min"], "step_metric": None, "goal": None})),
)
STEPS: st.SearchStrategy[list[bytes]] = st.lists(USUAL, max_size=12).map(sorted)
JOURNALS: st.SearchStrategy[list[list[bytes]]] = st.lists(
    st.one_of(
        STEPS,
        st.lists(UNIFORM, max_size=12).map(sorted),
        st.lists(CHECKED, max_size=9).map(sorted),
        st.lists(UNIFORM | CHECKED | DAMAGED, max_size=4),
        st.lists(USUAL | CHANGES, max_size=12),
        st.lists(USUAL | UNUSUAL | CHANGES),
    ),
    max_size=3,
)


@pytest.fixture(autouse=True, scope="module")
def none_is_short() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chartkit.runs.reading.run_read._SHORT_BYTES", 0)
        yield


def same(one: Columns, other: Columns) -> None:
    assert (one.n_rows, list(one.values)) == (other.n_rows, list(other.values))
    for key, values in one.values.items():
        assert list(map(repr, values.to_list())) == list(map(repr, other.values[key].to_list())), key
        assert values.is_array == other.values[key].is_array, key


@settings(deadline=None, max_examples=60)
@given(JOURNALS, st.booleans())
@example([[line(0, {"a": 0.0}), line(0, {"a": 0})]], False)
@example([[b"null"]], False)
@example([[b"[]", line(0, {"a": 0.5})], [line(0, {"a": 0.5}), b" " + line(1, {"a": 0.5})]], False)
@example([[line(0, {"a": 0.5}), b"\xef\xbb\xbf" + line(1, {"a": 0.5})], [b'{"log":{"a":1},"_step":1}']], False)
def test_any_journals_give_the_rows_and_facts_of_the_exact_reading(
    journals: list[Sequence[bytes]], is_torn: bool
) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number, lines in enumerate(journals):
            text = b"\n".join([WRITER, *lines]) + (b"" if is_torn else b"\n")
            (folder / f"journal-h-{number}.jsonl").write_bytes(text)
        story = tell(journals_of(folder), {})
        same(read_run(folder).columns, columns_of_rows(story.rows))
        facts, exact = read_run(folder).facts, facts_of({}, story, True, columns_of_rows(story.rows))
        assert repr(facts.summary) == repr(exact.summary)
        assert facts == exact
        assert read_start(folder)[0] == {}


def test_the_usual_journal_is_read_by_column() -> None:
    chance = random.Random(1)
    lines = [WRITER]
    for step in range(500):
        lines.append(line(step, {"loss": chance.random(), "epoch": step // 100}))
        if step % 100 == 50:
            lines += [line(step, {"acc": chance.random()}), change(1000.6 + step, summary={"best": step})]
    content = b"\n".join([*lines, change(2000.5, finish={"exit_code": 0})]) + b"\n"
    found = read_regular(content)
    assert found is not None
    assert found.n_lines == 505
    assert list(found.values) == ["loss", "epoch", "acc"]
    assert [str(one.data.dtype) for one in found.values.values()] == ["float64", "int64", "float64"]
    assert found.brief is not None
    assert found.brief.count(b"\n") == 11


def told(found: Regular | None) -> object:
    """All of it in a form that compares."""
    if found is None:
        return None
    arrays = [found.steps, found.times, found.runtimes, *(one.data for one in found.values.values())]
    return list(found.values), [(str(one.dtype), one.tobytes()) for one in arrays], found.brief, found.said_s


def test_journals_read_together_are_read_as_each_alone() -> None:
    chance = random.Random(2)

    def journal(log: Callable[[int], dict[str, Any]], *odd: bytes) -> bytes:
        lines = [line(step, log(step)) for step in range(50)]
        return b"\n".join([WRITER, *lines, *odd, change(2000.5, finish={"exit_code": 0})]) + b"\n"

    contents = [
        journal(lambda step: {"loss": chance.random(), "acc": chance.random()}),
        journal(lambda step: {"loss": chance.random(), "acc": chance.random()}, b'{"_step":60,"_times'),
        journal(lambda step: {"loss": chance.random(), "acc": chance.random()}, line(60, {"loss": 0.5, "bcc": 0.5})),
        journal(lambda step: {"loss": chance.random(), "acc": step}),
        journal(lambda step: {"loss": chance.random(), "acc": {"$": "nan"}}),
        journal(lambda step: {"loss": chance.random()} if step % 2 else {"acc": step}),
        journal(lambda step: {"loss": chance.random(), "acc": chance.random()}, change(1990.5, summary={"a": 1})),
        WRITER + b"\n",
        b"",
        journal(lambda step: {"acc": chance.random(), "loss": chance.random()}),
    ]
    found = read_many(contents)
    assert [one is None for one in found] == [False, True, *[False] * 8]
    assert list(map(told, found)) == [told(read_regular(content)) for content in contents]


def test_a_key_that_is_logged_once_in_a_while_is_found() -> None:
    lines = [line(step, {"loss": step / 7} | ({"rare": step} if step == 3333 else {})) for step in range(5000)]
    found = read_regular(b"\n".join([WRITER, *lines]) + b"\n")
    assert found is not None
    assert found.values["rare"].is_there.sum() == 1


def test_thousands_of_keys_are_read_by_column_where_each_line_has_all_of_them() -> None:
    names = [f"layer{place}" for place in range(3000)]
    lines = [line(step, {name: step + place / 4096 for place, name in enumerate(names)}) for step in range(3)]
    found = read_regular(b"".join(text + b"\n" for text in lines))
    assert found is not None
    assert [(name, one.data.tolist()) for name, one in found.values.items()] == [
        (name, [step + place / 4096 for step in range(3)]) for place, name in enumerate(names)
    ]
    lines.append(line(3, {"layer7": 0.5}))
    assert read_regular(b"".join(text + b"\n" for text in lines)) is None, "columns that are mostly empty cost more"


@pytest.mark.parametrize(
    "odd",
    [
        b'{"_step":1',
        line(499, {"late": 1}, 2000.5),
        line(600, {"loss": 1}, 900.5),
        line(3, {"loss": 1}, 2000.5),
        line(600, {"loss": None}),
        line(600, {"loss": "x"}),
        line(600, {"loss": {"$": "int", "v": "9"}}),
        b'{"_step":600,"_timestamp":2000.5,"_runtime":0.5,"log":{"loss":01.5,"epoch":1}}',
        b'{"_step":600,"_timestamp":2000.5,"_runtime":0.5,"log":{"loss":.5,"epoch":1}}',
        b'{"_step":600,"_timestamp":2000.5,"_runtime":0.5,"log":{"loss":NaN,"epoch":1}}',
        b'{"_step":600,"_timestamp":2000.5,"_runtime":0.5,"log":{"loss":0.5:"epoch":1}}',
        b'{"_step":600,"_timestamp":2000.5,"_runtime":0.5,"log":{"loss":0.5,"epoch":1},}',
        b'{"_step":600,"_timestamp":2000.5,"_runtime":0.5,"log":{"loss":,"epoch":1}}',
        line(600, {"epoch": 2**53 + 1, "loss": 2.0**53 + 2}),
        line(600, {"epoch": 0.5}),
        line(600, {"loss": 0.5}, _late=True),
    ],
)
def test_an_unusual_line_in_the_middle_is_noticed(odd: bytes) -> None:
    lines = [line(step, {"loss": step / 7, "epoch": step}) for step in range(5000)]
    content = b"\n".join([WRITER, *lines[:2501], odd, *lines[2501:]]) + b"\n"
    found = read_regular(content)
    assert found is None or b'"late"' in odd


def test_defined_metrics_show_the_same_of_a_run_that_is_read_by_column(tmp_path: Path) -> None:
    metric = {"name": "loss", "step_metric": "epoch", "summary": ["min", "mean"], "goal": None}
    lines = [line(step, {"loss": 1 / (step + 1), "epoch": step // 10}) for step in range(60)]
    (tmp_path / "journal-h-1.jsonl").write_bytes(b"\n".join([WRITER, change(1.5, metric=metric), *lines]) + b"\n")
    found, exact = read_run(tmp_path), tell(journals_of(tmp_path), {})
    assert found.facts.summary == exact.summary
    assert found.facts.summary["loss"]["min"] == 1 / 60
    same(found.columns, columns_of_rows(exact.rows))
    assert found.columns.values["loss"].is_array
