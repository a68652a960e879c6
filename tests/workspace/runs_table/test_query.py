"""Queries of runs: what they find, what is said of mistakes and where, what is offered next."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chartkit.diagnostics import ChartkitError
from chartkit.workspace.runs_table.query.completion import completion
from chartkit.workspace.runs_table.query.parser import query_filters
from chartkit.workspace.runs_table.run_table import RunTable


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("config.lr < 0.01", "32"),
        ("lr <= 0.01", "321"),
        ("lr >= 0.1", "40"),
        ("lr = 1", "4"),
        ("lr != 1", "53210"),  # as in W&B, a run without the value differs from it
        ("config.opt.name = adam", "10"),
        ('opt.name = "sgd" and seed = 0', "2"),
        ("opt.name = sgd or opt.name = lion", "432"),
        ("opt.name in (sgd, lion)", "432"),
        ("opt.name not in (sgd, lion)", "510"),
        ("not (opt.name = sgd or seed = 1)", "540"),
        ("seed exists and not opt exists", "5"),
        ("opt not exists", "5"),
        ("amp = true", "3"),
        ("state = FAILED", "5"),
        ("state = finished and acc > 0.2", "43"),
        ("tags = best", "3"),
        ("tags in (best, even)", "4320"),
        ("tag contains OD", "531"),
        ("name = 'run 3'", "3"),
        ("name contains RUN", "543210"),
        ("name ~ '[45]$'", "54"),
        ("name !~ '[45]$'", "3210"),
        ("id = r2", "2"),
        ("group = g1", "531"),
        ("created > -1d", "543210"),
        ("created < 2020-01-01", ""),
        ("runtime < 10m", "543210"),
        ("runtime > 90", ""),
        ("layers = 64", "4"),
        ("summary_metrics.acc = 0.3", "3"),
        ('{"config.lr": {"$lt": 0.01}, "tags": "even"}', "2"),
        ("  ", "543210"),
        ("lr < .01 AND seed = 1", "3"),
        ("lr < 1e-3", "3"),
    ],
)
def test_a_query_finds(found: Callable[..., str], query: str, numbers: str) -> None:
    assert found(query=query) == numbers


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("config.lr << 3", "query:1:12: CK920 '<' stands where a value should."),
        ("config.lr", "query:1:9: CK920 after config.lr comes an operator; the query ends.\n"
         "help: operators are = != < <= > >= ~ !~ in, contains, exists."),
        ("config.lr <", "query:1:11: CK920 a value for config.lr is missing; the query ends."),
        ("lr < abc", "query:1:6: CK920 config.lr holds numbers; 'abc' is none.\n"
         "help: its numbers go from 0.0001 to 1."),
        ("config.lrr = 1", "query:1:1: CK920 no run has a column 'config.lrr'.\nhelp: did you mean 'config.lr'?"),
        ("sed = 1", "query:1:1: CK920 no run has a column 'sed'.\nhelp: did you mean 'seed'?"),
        ("state = finishd", "query:1:9: CK920 'finishd' is no state of a run.\nhelp: did you mean 'finished'?"),
        ("(lr = 1", "query:1:7: CK920 a bracket is not closed; the query ends.\nhelp: end it with )."),
        ("lr = 1)", "query:1:7: CK920 ')' stands where the query should end, or go on with 'and' or 'or'."),
        ("name = run 3", "query:1:12: CK920 '3' stands where the query should end, or go on with 'and' or 'or'.\n"
         "help: a value with spaces is written in quotes."),
        ("name = 'run 3", "query:1:8: CK920 the quote ' is not closed.\nhelp: end the text with '."),
        ("name ~ '['", "query:1:8: CK920 '[' is no regular expression: unterminated character set at position 0.\n"
         "help: 'contains' looks for the text itself."),
        ("seed in 1", "query:1:9: CK920 after 'in' comes a list in brackets; found '1'.\nhelp: write in (1, …)."),
        ("seed in (1", "query:1:10: CK920 the list of values is not closed; the query ends.\nhelp: end it with )."),
        ("seed not 1", "query:1:10: CK920 after 'not' comes in, contains or exists; found '1'."),
        ("seed is 1", "query:1:6: CK920 after config.seed comes an operator; found 'is'.\n"
         "help: operators are = != < <= > >= ~ !~ in, contains, exists."),
        ("created > yesterday", "query:1:11: CK920 'yesterday' is no time.\n"
         "help: write 2026-11-22, 2026-11-22T14:30, or how long ago: -7d, -12h."),
        ("amp < true", "query:1:7: CK920 config.amp is true or false; it is compared with = and !=."),
        ("runtime < soon", "query:1:11: CK920 runtime_s holds numbers; 'soon' is none.\n"
         "help: runtime is written as seconds, or as 90m, 2h, 1d."),
        ("and", "query:1:1: CK920 no run has a column 'and'.\n"
         "help: columns are name, state, tags, config.amp, config.layers, config.lr, config.opt.name, config.seed, "
         "summary.acc and others."),
        ("{ nonsense", "query:1:3: CK920 these filters are no JSON: unexpected character, expected a string key.\n"
         "help: begin without { for a query."),
        ("(" * 50, "query:1:41: CK920 the query is nested over 40 deep."),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(table: RunTable, query: str, said: str) -> None:
    with pytest.raises(ChartkitError) as raised:
        query_filters(query, table.columns)
    assert "\n".join(map(str, raised.value.diagnostics)) == said


def test_a_key_of_config_and_summary_asks_which(table: RunTable) -> None:
    columns = {**table.columns, "summary.lr": table.columns["config.lr"]}
    with pytest.raises(ChartkitError) as raised:
        query_filters("lr = 1", columns)
    (fault,) = raised.value.diagnostics
    assert str(fault) == (
        "query:1:1: CK920 'lr' is a key of config and of summary.\nhelp: write config.lr or summary.lr."
    )


@pytest.mark.parametrize(
    ("query", "start", "first"),
    [
        ("", 0, ["name", "state", "created_at"]),
        ("se", 0, ["config.seed"]),
        ("config.opt.name ", 16, ["=", "!=", "contains"]),
        ("lr ", 3, ["=", "!=", "<"]),
        ("lr <", 3, ["<", "<="]),
        ("config.opt.name = ", 18, ["adam", "sgd", "lion"]),
        ("config.opt.name = s", 18, ["sgd"]),
        ("state = ", 8, ["finished", "failed"]),
        ("name = ", 7, ['"run 0"', '"run 1"', '"run 2"']),
        ('name = "run 4', 7, ['"run 4"']),
        ("lr < 1 ", 7, ["and", "or"]),
        ("(lr < 1 ", 8, ["and", "or", ")"]),
        ("seed in ", 8, ["("]),
        ("seed in (1 ", 11, [",", ")"]),
        ("seed in (1, ", 12, ["0", "1", "2"]),
        ("seed not ", 9, ["in", "contains", "exists"]),
        ("created > ", 10, ["-1d", "-7d", "-30d"]),
        ("nothing = ", 10, []),
    ],
)
def test_what_may_come_next(table: RunTable, query: str, start: int, first: list[str]) -> None:
    found = completion(query, len(query), table)
    assert found["from"] == start
    offered = [option["text"] for option in found["options"]]
    assert (offered[: len(first)], bool(offered)) == (first, bool(first))


def test_what_is_written_already_is_what_comes_next(table: RunTable) -> None:
    """Every option that is offered after a whole query reads as a query again, or as its beginning."""
    for option in completion("config.opt.name = ", 18, table)["options"]:
        assert query_filters(f"config.opt.name = {option['text']}", table.columns)
