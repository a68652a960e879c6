from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.render.bundle import vega_bundle


def bundle_with_cache_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    vega_bundle.cache_clear()
    return vega_bundle()


def test_the_script_is_kept_on_disk_and_a_damaged_copy_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = bundle_with_cache_in(tmp_path, monkeypatch)
    assert "vegaEmbed" in script
    assert "</script" not in script
    (stored,) = (tmp_path / "chartkit").iterdir()
    whole = stored.read_bytes()
    stored.write_bytes(whole.replace(b"vegaEmbed", b"evilEmbed"))
    assert bundle_with_cache_in(tmp_path, monkeypatch) == script
    assert stored.read_bytes() == whole
    stored.write_bytes(b"")
    assert bundle_with_cache_in(tmp_path, monkeypatch) == script


def test_a_whole_copy_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle_with_cache_in(tmp_path, monkeypatch)
    (stored,) = (tmp_path / "chartkit").iterdir()
    written_ns = stored.stat().st_mtime_ns
    bundle_with_cache_in(tmp_path, monkeypatch)
    assert stored.stat().st_mtime_ns == written_ns
    assert [path.name for path in stored.parent.iterdir()] == [stored.name]


def test_without_a_place_for_the_cache_the_script_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    assert "vegaEmbed" in bundle_with_cache_in(tmp_path / "file", monkeypatch)
