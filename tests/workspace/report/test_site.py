"""A static site: its files, its addresses, and the folders that it is written into."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from chartkit.diagnostics import ChartkitError
from chartkit.workspace.report.asked import AskedReport
from chartkit.workspace.report.site import Site, write_site
from chartkit.workspace.workspace import Workspace

ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')


def made(logged: Path, folder: Path, most: int = 1_000) -> Site:
    return write_site(Workspace(logged / ".chartkit"), "p", AskedReport(), folder, most)


def test_every_address_is_relative_and_there(logged: Path, tmp_path: Path) -> None:
    site = made(logged, tmp_path / "site")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert [page.name for page in pages] == ["index.html", "odd.html", "plain.html"]
    addresses = {(page, address) for page in pages for address in ADDRESS.findall(page.read_text())}
    assert len(addresses) > 12
    for page, address in addresses:
        assert not address.startswith(("/", "http"))
        assert (page.parent / unquote(address)).is_file()
    assert (site.n_runs, site.n_left_out, site.n_files) == (2, 0, 10)
    assert site.n_bytes == sum(
        path.stat().st_size for path in (tmp_path / "site").rglob("*") if path.is_file() and path.suffix != ".json"
    )


def test_pages_allow_their_own_files_alone(logged: Path, tmp_path: Path, hostile: str) -> None:
    made(logged, tmp_path / "site")
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text()
        assert "script-src 'self'; style-src 'self'; img-src" in text
        assert hostile not in text
        assert len(text) < 100_000


def test_an_older_site_is_replaced(logged: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    made(logged, folder)
    site = made(logged, folder, most=1)
    assert site.n_left_out == 1
    assert [page.name for page in sorted(folder.rglob("*.html"))] == ["index.html", "odd.html"]
    assert "This site has the first 1 of 2 runs." in (folder / "index.html").read_text()


@pytest.mark.parametrize("names", [None, '{"files": ["../kept.txt"]}', "[]"])
def test_folders_of_others_are_left_alone(logged: Path, tmp_path: Path, names: str | None) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "kept.txt").write_text("mine")
    if names is not None:
        (folder / "chartkit-site.json").write_text(names)
    with pytest.raises(ChartkitError) as caught:
        made(logged, folder)
    assert str(caught.value) == (
        f"CK961 a site is written into a new folder, an empty one or that of an older site; {str(folder)!r} is none.\n"
        "help: name another folder: --site site"
    )
    assert (folder / "kept.txt").read_text() == "mine"


def test_the_list_of_files_is_whole(logged: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    made(logged, folder)
    names = json.loads((folder / "chartkit-site.json").read_text())["files"]
    there = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert sorted([*names, "chartkit-site.json"]) == sorted(there)
