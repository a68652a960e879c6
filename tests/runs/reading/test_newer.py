"""A run that a newer chartkit wrote is called that, and read as far as this version knows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

import chartkit
from chartkit.runs import Api
from chartkit.runs.checksums import document_with_crc
from chartkit.runs.upkeep.verifying import verify_run

Rewrite = Callable[[dict[str, Any]], Path]


@pytest.fixture
def newer() -> Rewrite:
    """Changes fields of the `run.json` of a finished run; gives that file."""

    def rewrite(fields: dict[str, Any]) -> Path:
        with chartkit.init(project="p", id="r", config={"lr": 0.5}) as run:
            run.log({"loss": 0.25})
        path = Path(run.dir, "run.json")
        start = orjson.loads(path.read_bytes())
        del start["_crc"]
        document = orjson.dumps(start | fields, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        path.write_bytes(document_with_crc(document))
        return path

    return rewrite


def said(path: Path) -> list[str]:
    by_verify = [str(one) for one in verify_run(path.parent).findings]
    assert by_verify == [str(one) for one in Api().run("r").diagnostics]
    return by_verify


def test_a_run_of_a_newer_format_is_no_damaged_one(newer: Rewrite) -> None:
    path = newer({"format": 2, "chartkit": "3.1.0", "unheard": {"$": "of"}})
    (run,) = Api().runs(filters={"state": "finished"})
    assert (run.state, run.config, run.summary) == ("finished", {"lr": 0.5}, {"loss": 0.25})
    assert said(path) == [
        f"CK619 {path} has format 2, written by chartkit 3.1.0; this chartkit {chartkit.__version__} reads format 1."
        "\nhelp: what this version knows is read; for the whole run use chartkit 3.1.0 or later."
    ]


def test_fields_that_have_changed_since_are_named(newer: Rewrite) -> None:
    path = newer({"format": 7, "chartkit": None, "tags": {"a": 1}, "notes": ["b"]})
    (run,) = Api().runs()
    assert (run.state, run.config, run.notes, list(run.tags)) == ("finished", {"lr": 0.5}, None, [])
    assert said(path) == [
        f"CK619 {path} has format 7; this chartkit {chartkit.__version__} reads format 1."
        "\nhelp: all but 'notes' and 'tags' is read; for the whole run use a newer chartkit."
    ]


def test_a_changed_byte_of_a_newer_run_is_found(newer: Rewrite) -> None:
    path = newer({"format": 2})
    path.write_bytes(path.read_bytes().replace(b'"project": "p"', b'"project": "q"'))
    assert [one.code for one in verify_run(path.parent).findings] == ["CK619", "CK639"]


def test_a_newer_run_is_not_gone_on_with(newer: Rewrite) -> None:
    path = newer({"format": 2, "chartkit": "3.1.0"})
    with pytest.raises(chartkit.RunError) as caught:
        chartkit.init(project="p", id="r", resume="must")
    assert str(caught.value) == (
        f"CK619 {path} has format 2, written by chartkit 3.1.0; this chartkit {chartkit.__version__} reads format 1."
        "\nhelp: what this version knows is read; for the whole run use chartkit 3.1.0 or later."
    )
    assert len(list(path.parent.glob("journal-*.jsonl"))) == 1
