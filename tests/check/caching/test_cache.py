"""What an earlier run found is told again only while everything that it came from is as it was."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chartkit.check.caching import cache as cache_module
from chartkit.check.caching.cache import Cache, Kept
from chartkit.check.caching.keeping import cache_file
from chartkit.check.run import Options, run_check
from chartkit.diagnostics import Diagnostic, Edit, Fix, Location

BASE = """\
description: A line.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
"""
TOP = "description: Another.\nextends: me/base\nexample: {data: rows.csv, fields: {x: step, y: loss}}\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two presets, one on the other, whose second run finds everything kept."""
    monkeypatch.chdir(tmp_path)
    Path("presets/me").mkdir(parents=True)
    Path(".chartkit").mkdir()
    write("presets/me/base.yaml", BASE)
    write("presets/me/top.yaml", TOP)
    write("presets/me/rows.csv", "step,loss\n0,1.5\n1,0.5\n")
    return tmp_path


def write(name: str, text: str) -> None:
    """Write a file as of an hour ago: what changes while a run looks at it is not kept."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    an_hour_ago = path.stat().st_mtime_ns - 3_600 * 10**9
    os.utime(path, ns=(an_hour_ago, an_hour_ago + len(text)))


def n_kept(options: Options = Options()) -> int:  # noqa: B008
    return run_check([Path("presets")], options).n_cached


def codes() -> list[str]:
    return [finding.code for finding in run_check([Path("presets")], Options()).findings]


def test_a_second_run_finds_the_same_and_looks_at_nothing() -> None:
    first = run_check([Path("presets")], Options())
    second = run_check([Path("presets")], Options())
    assert (first.n_cached, second.n_cached) == (0, 2)
    assert second.findings == first.findings
    assert {finding.code for finding in first.findings} == {"CK804", "CK805"}
    assert cache_file() == Path.cwd() / ".chartkit/cache/check.json"
    assert run_check([Path("presets")], Options(cache=False)).n_cached == 0


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda: write("presets/me/top.yaml", TOP + "strings: {}\n"), 1),
        (lambda: write("presets/me/base.yaml", BASE.replace("line\n", "area\n")), 0),
        (lambda: write("presets/me/rows.csv", "step,loss\n0,1.5\n"), 1),
        (lambda: Path("presets/me/rows.csv").unlink(), 1),
        (lambda: write("presets/me/top.expected.vl.json", "{}"), 1),
        (lambda: write("chosen/me/base.yaml", BASE.replace("line\n", "bar\n")), 1),
        (lambda: write("pyproject.toml", '[tool.chartkit]\nignore = ["CK805"]\n'), 0),
    ],
    ids=["preset", "base", "data", "no data", "golden", "nearer base", "settings"],
)
def test_a_change_of_what_a_preset_comes_from_is_seen(
    change: Callable[[], None], kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("chosen").mkdir()
    monkeypatch.setenv("CHARTKIT_PRESETS", "chosen")
    assert (n_kept(), n_kept()) == (0, 2)
    before = codes()
    change()
    assert n_kept() == kept
    monkeypatch.delenv("CHARTKIT_PRESETS")
    assert before == ["CK804", "CK805"]


def test_each_selection_is_kept_for_itself() -> None:
    from chartkit.check.settings.settings import read_settings

    slots = Options(read_settings(Path.cwd()).with_options(["slots"]))
    assert (n_kept(), n_kept(slots), n_kept(), n_kept(slots)) == (0, 0, 2, 2)


def test_a_preset_that_cannot_be_loaded_is_looked_at_again() -> None:
    write("presets/me/top.yaml", "extends: me/bas\n")
    assert (codes(), n_kept()) == (["CK804", "CK107"], 1)
    write("presets/me/bas.yaml", BASE)
    assert "CK107" not in codes()


def test_a_file_that_changes_in_the_run_is_looked_at_again() -> None:
    an_hour_hence = time.time_ns() + 3_600 * 10**9
    os.utime("presets/me/top.yaml", ns=(an_hour_hence, an_hour_hence))
    assert (n_kept(), n_kept()) == (0, 1)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"[1]", b'["x", {}]', b'{"a": 1}', b"\xff\xfe", b"null", b"[" * 10_000], ids=ascii
)
def test_a_damaged_or_foreign_cache_is_written_anew(content: bytes) -> None:
    before = codes()
    (file := Path(".chartkit/cache/check.json")).write_bytes(content)
    assert codes() == before
    assert file.read_bytes() != content
    assert n_kept() == 2


def test_a_cache_with_one_damaged_byte_is_no_cache() -> None:
    before = codes()
    file = Path(".chartkit/cache/check.json")
    content = file.read_bytes()
    for at in range(0, len(content), len(content) // 20):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert n_kept() == 0
        assert codes() == before


def test_a_cache_of_another_version_is_no_cache(tmp_path: Path) -> None:
    kept = Kept((), ())
    cache = Cache(tmp_path / "c.json", "another")
    cache.keep("k", kept)
    cache.save()
    assert Cache(tmp_path / "c.json", "another").find("k") == kept
    assert Cache(tmp_path / "c.json", "this").find("k") is None


def test_a_pipe_in_the_place_of_the_cache_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "c.json")
    assert Cache(tmp_path / "c.json", "1").find("k") is None


def test_a_cache_that_cannot_be_written_changes_nothing() -> None:
    before = codes()
    Path(".chartkit/cache/check.json").unlink()
    Path(".chartkit/cache").rmdir()
    Path(".chartkit/cache").write_text("a file")
    assert (codes(), n_kept()) == (before, 0)


def test_without_a_store_the_users_own_folder_is_taken(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".chartkit").rmdir()
    assert (n_kept(), n_kept()) == (0, 2)
    assert cache_file() == cache_folder / "chartkit/check.json"
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["presets"]
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/me")
    assert cache_file() == Path("/home/me/.cache/chartkit/check.json")
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert cache_file() == Path("/home/me/.cache/chartkit/check.json")
    monkeypatch.setenv("HOME", "me")
    assert cache_file() is None


FINDING = Diagnostic(
    "CK301",
    "mark has no property 'clp'.",
    "warning",
    Location("a.yaml", 3, 5, ("mark", 0, "clp"), 3, False),
    "did you mean 'clip'?",
    Fix((Edit("a.yaml", 3, 5, 3, 8, "clip"),), "write clip"),
)


def test_findings_come_back_whole(tmp_path: Path) -> None:
    write("a.yaml", "x")
    kept = Kept((FINDING, Diagnostic("CK101", "no place.")), ("a.yaml", "none.yaml"))
    first = Cache(tmp_path / "c.json", "1")
    first.keep("k", kept)
    first.save()
    assert Cache(tmp_path / "c.json", "1").find("k") == kept
    assert Cache(tmp_path / "c.json", "1").find("other") is None
    assert Cache(tmp_path / "c.json", "2").find("k") is None


def test_two_runs_at_once_keep_what_both_found(tmp_path: Path) -> None:
    write("a.yaml", "x")
    one, other = Cache(tmp_path / "c.json", "1"), Cache(tmp_path / "c.json", "1")
    one.keep("one", Kept((), ("a.yaml",)))
    other.keep("other", Kept((), ("a.yaml",)))
    one.save()
    other.save()
    again = Cache(tmp_path / "c.json", "1")
    assert again.find("one") == again.find("other") == Kept((), ("a.yaml",))


def test_a_full_cache_forgets_what_was_used_longest_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "MAX_SIZE_BYTES", 5_000)
    write("a.yaml", "x")
    for key in range(200):
        cache = Cache(tmp_path / "c.json", "1")
        cache.keep(str(key), Kept((FINDING,), ("a.yaml",)))
        cache.save()
    assert (tmp_path / "c.json").stat().st_size <= 5_000
    last = Cache(tmp_path / "c.json", "1")
    assert last.find("199") is not None
    assert last.find("0") is None


def test_a_path_that_is_no_text_is_not_kept(tmp_path: Path) -> None:
    file = os.fsdecode(b"caf\xe9.yaml")
    write(file, "x")
    cache = Cache(tmp_path / "c.json", "1")
    cache.keep("k", Kept((), (file,)))
    cache.save()
    assert Cache(tmp_path / "c.json", "1").find("k") is None


def test_a_pipe_is_waited_for_by_nobody(tmp_path: Path) -> None:
    os.mkfifo("pipe")
    cache = Cache(None, "1")
    cache.keep("k", Kept((), ("pipe",)))
    assert cache.find("k") == Kept((), ("pipe",))
