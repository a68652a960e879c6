"""Pages: what becomes of a page's text, which files it takes with it, and what it says of those it cannot have."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning, DataError
from chartkit.media.companions import companion_of
from chartkit.media.libraries import find_library, plotly_script
from chartkit.runs.reading.kept_media import KeptMedia

Kept = Callable[[Any], Any]
BASE = '<base target="_blank">'


def installed(package: str) -> str:
    match = find_library(
        "https://cdn.plot.ly/plotly-0.0.js" if package == "plotly" else f"static/extensions/{package}/x"
    )
    assert match is not None
    assert match.installed is not None
    return match.installed


def test_text_path_and_file_object_are_the_same_page(kept: Kept) -> None:
    text = "<html><head><title>t</title></head><body>é</body></html>"
    Path("a.html").write_bytes(b"\xef\xbb\xbf" + text.encode())
    pages = [
        chartkit.Html(text),
        chartkit.Html("a.html"),
        chartkit.Html(Path("a.html")),
        chartkit.Html(io.StringIO(text)),
        chartkit.Html(io.BytesIO(b"\xef\xbb\xbf" + text.encode())),
    ]
    found = kept(pages)
    assert len({page.path for page in found}) == 1
    assert found[0].read_bytes() == b"\xef\xbb\xbf" + text.replace("<head>", f"<head>{BASE}").encode()
    assert found[0].path.name == f"{sha256(found[0].read_bytes()).hexdigest()}.html"
    assert found[0].diagnostics == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a", f"{BASE}<p>a"),
        ("<!DOCTYPE html><p>a", f"<!DOCTYPE html>{BASE}<p>a"),
        ("<HTML lang=a><p>a", f"<HTML lang=a>{BASE}<p>a"),
        ("<header>x</header><p>", f"{BASE}<header>x</header><p>"),
        ("<!-- <head> --><p title='<head>'>", f"{BASE}<!-- <head> --><p title='<head>'>"),
        ("<head><base target=x></head>", "<head><base target=x></head>"),
        ("<script>'<head>'</script>", f"{BASE}<script>'<head>'</script>"),
    ],
)
def test_links_open_in_a_new_window(text: str, expected: str, kept: Kept) -> None:
    assert kept(chartkit.Html(text)).read_bytes().decode() == expected


def test_without_inject_the_bytes_are_the_files_own(kept: Kept) -> None:
    content = b"<meta charset=latin1>\xe9\r\n<p>&amp;"
    Path("a.htm").write_bytes(content)
    assert kept(chartkit.Html("a.htm", inject=False)).read_bytes() == content


def test_the_page_is_as_it_was_when_html_was_called(kept: Kept) -> None:
    Path("a.html").write_text("<p>first" + " " * 400_000)
    page = chartkit.Html("a.html", inject=False)
    Path("a.html").write_text("<p>second")
    assert kept(page).read_bytes().startswith(b"<p>first")


def test_scripts_of_an_installed_library_come_with_the_page(kept: Kept) -> None:
    address = f"https://cdn.plot.ly/plotly-{installed('plotly')}.min.js"
    text = f'<head><script charset="utf-8" src="{address}" integrity="sha256-x" crossorigin="anonymous" defer></script>'
    page = kept(chartkit.Html(text, inject=False))
    (script,) = page.companions
    assert script.read_bytes() == plotly_script().read_bytes()
    assert page.read_bytes().decode() == f'<head><script charset="utf-8" src="{script.name}" defer></script>'
    assert b'src="data:text/javascript;base64,' in page.standalone()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("https://cdn.plot.ly/plotly-{plotly}.js", "plotly.min.js"),
        ("https://cdn.plot.ly/plotly-basic-{plotly}.min.js", "plotly.min.js"),
        ("https://cdn.jsdelivr.net/npm/plotly.js-dist-min@{plotly}", "plotly.min.js"),
        ("https://cdnjs.cloudflare.com/ajax/libs/plotly.js/{plotly}/plotly.min.js", "plotly.min.js"),
        ("https://cdn.holoviz.org/panel/{panel}/dist/panel.min.js", "panel.min.js"),
        ("https://cdn.jsdelivr.net/npm/@holoviz/panel@{panel}/dist/css/loading.css?v=1", "loading.css"),
        ("static/extensions/panel/panel.min.js", "panel.min.js"),
        ("https://cdn.holoviz.org/panel/{panel}/dist/../../../../../etc/passwd", None),
        ("https://cdn.plot.ly/plotly-latest.min.js", None),
        ("https://cdn.bokeh.org/bokeh/release/bokeh-0.1.0.min.js", None),
    ],
)
def test_addresses_of_libraries(address: str, file: str | None) -> None:
    match = find_library(address.format(plotly=installed("plotly"), panel=installed("panel")))
    assert match is not None
    assert (match.file.name if match.file else None) == file


def test_what_is_not_a_librarys_address_is_none() -> None:
    assert find_library("https://evil.example/cdn.plot.ly/plotly-4.1.1.min.js") is None


def test_another_version_and_other_addresses_are_named() -> None:
    page = chartkit.Html(
        '<script src="https://cdn.plot.ly/plotly-2.0.0.min.js"></script><img src="http://a.example/b.png">'
        '<link rel=stylesheet href="//a.example/c.css"><link rel=icon href="http://a.example/icon">'
        '<a href="http://a.example/page">x</a><img src="data:image/png;base64,AA=="><script src=own.js></script>'
    )
    with chartkit.init(project="p") as run, pytest.warns(ChartkitWarning) as caught:
        run.log({"value": page})
    found = chartkit.Api().run(run.id).media("value")
    assert isinstance(found, KeptMedia)
    said = [str(warning.message) for warning in caught]
    assert said == [str(diagnostic) for diagnostic in found.diagnostics]
    assert said == [
        "CK642 the page loads 2 files from the network, which a run does not keep: http://a.example/b.png,"
        " //a.example/c.css.\n"
        "help: write it with its scripts, styles and images inside; without a network it lacks them.",
        "CK647 the page loads 1 file of a folder that the text does not tell: own.js.\n"
        "help: give Html the path of the page, with the files beside it.",
        f"CK643 the page loads plotly 2.0.0 from https://cdn.plot.ly/plotly-2.0.0.min.js; {installed('plotly')} is"
        " installed here, so it draws only with a network.\n"
        "help: write it with its scripts inside: fig.write_html(path, include_plotlyjs=True)",
    ]


def test_files_beside_a_page_come_with_it_and_others_do_not(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "secret.js").write_text("secret")
    (folder / "own file.js").write_text("own")
    (folder / "link.js").symlink_to(tmp_path / "secret.js")
    (folder / "a.html").write_text(
        "<script src='own%20file.js?v=2'></script><script src=../secret.js></script><script src=link.js></script>"
    )
    with chartkit.init(project="p") as run, pytest.warns(ChartkitWarning) as caught:
        run.log({"value": chartkit.Html(folder / "a.html", inject=False)})
    page = chartkit.Api().run(run.id).media("value")
    assert isinstance(page, KeptMedia)
    assert str(caught[0].message) == ("CK647 the page loads 2 files that are not in its folder: ../secret.js, link.js.")
    (own,) = page.companions
    assert own.read_text() == "own"
    assert page.read_bytes().startswith(f'<script src="{own.name}"></script>'.encode())


def test_a_long_script_is_one_file_for_all_pages_that_hold_it() -> None:
    script = "/* </SCRIP */ let a = '<script src=x>';" * 3_000
    with chartkit.init(project="p") as run:
        for step in range(100):
            run.log({"page": chartkit.Html(f"<p>{step}</p><script>{script}</script><b>")})
        page_dir = Path(run.dir) / "media"
    pages, scripts = sorted(page_dir.glob("*.html")), list(page_dir.glob("*.js"))
    assert (len(pages), [each.read_text() for each in scripts]) == (100, [script])
    last = chartkit.Api().run(run.id).media("page")
    assert last.read_bytes().decode() == f'{BASE}<p>99</p><script src="{scripts[0].name}"></script><b>'
    assert sum(each.stat().st_size for each in pages) < 100 * 200


def test_modules_and_data_stay_in_the_page(kept: Kept) -> None:
    text = f"<script type=module>{'a;' * 50_000}</script><script type='application/json'>{'1' * 90_000}</script>"
    page = kept(chartkit.Html(text, inject=False))
    assert (page.read_bytes().decode(), page.companions) == (text, ())


def test_styles_that_panel_names_in_its_data_are_had(kept: Kept) -> None:
    address = f"https://cdn.holoviz.org/panel/{installed('panel')}/dist/css/loading.css"
    page = kept(chartkit.Html(f'<script type="application/json">{{"url":"{address}?v=1"}}</script>', inject=False))
    (style,) = page.companions
    assert page.read_bytes().decode() == f'<script type="application/json">{{"url":"{style.name}"}}</script>'


def test_a_page_survives_copying_its_run_folder(tmp_path: Path) -> None:
    with chartkit.init(project="p") as run:
        table = chartkit.Table(columns=["page"], data=[[chartkit.Html("<p>a")], [chartkit.Html("<p>b")]])
        run.log({"table": table})
    shutil.move(".chartkit", tmp_path / "elsewhere" / ".chartkit")
    pages = chartkit.Api(tmp_path / "elsewhere").run(run.id).table("table").get_column("page")
    assert [page.read_bytes().decode() for page in pages] == [f"{BASE}<p>a", f"{BASE}<p>b"]
    assert all(page.path.is_relative_to(tmp_path / "elsewhere") for page in pages)


NO_PAGE = "CK640 Html takes a file that ends in .html; found 'a.txt'.\nhelp: rename the file, or give its text."


def closed() -> io.StringIO:
    file = io.StringIO("<p>")
    file.close()
    return file


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("plot.html", "CK641 Html is read from 'plot.html', which is not there.\nhelp: did you mean 'plots.html'?"),
        ("no/plot.html", "CK641 Html is read from 'no/plot.html', whose folder is not there."),
        (
            Path("a.txt"),
            "CK640 Html takes a file that ends in .html; found 'a.txt'.\nhelp: rename the file, or give its text.",
        ),
        (
            "a.txt",
            "CK640 Html takes a file that ends in .html; found 'a.txt'.\nhelp: rename the file, or give its text.",
        ),
        ("folder.html", "CK641 Html is read from 'folder.html', which is no file."),
        (
            "binary.html",
            "CK640 Html is given bytes that are no text of a page: they begin with b'\\x89PNG\\x00'.\n"
            "help: give a page in UTF-8; an image or a sound is chartkit.Image or chartkit.Audio.",
        ),
        (5, "CK640 Html takes text, a file object or a path; found 5 (int).\nhelp: write the object as HTML first."),
        (
            closed(),
            "CK640 Html cannot read its file object: I/O operation on closed file.\n"
            "help: open it again, or give the path.",
        ),
    ],
)
def test_what_is_no_page_is_refused(data: Any, message: str) -> None:
    Path("plots.html").write_text("<p>")
    Path("a.txt").write_text("<p>")
    Path("folder.html").mkdir()
    Path("binary.html").write_bytes(b"\x89PNG\0")
    with pytest.raises(DataError) as caught:
        chartkit.Html(data)
    assert str(caught.value) == message


def test_text_that_only_looks_like_a_path(kept: Kept) -> None:
    assert kept(chartkit.Html("missing.html", data_is_not_path=True)).read_bytes().decode() == f"{BASE}missing.html"


def test_pages_hold_a_shared_script_once_in_memory() -> None:
    first, second = companion_of(b"a" * 100, ".js"), companion_of(b"a" * 100, ".js")
    assert first is second
