"""A report: which runs and panels it shows, and what it says of those that it cannot."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.diagnostics import ChartkitError
from chartkit.render import PageChart
from chartkit.schema.json_types import is_list, is_object
from chartkit.workspace.layouts.layout_file import LayoutFile
from chartkit.workspace.report.asked import AskedReport
from chartkit.workspace.report.content import report_content
from chartkit.workspace.report.report import Report, report
from chartkit.workspace.report.site import write_site
from chartkit.workspace.workspace import Workspace

EVERYTHING = AskedReport()


def made(folder: Path, asked: AskedReport = EVERYTHING) -> Report:
    return report(Workspace(folder / ".chartkit"), "p", asked)


def headings(html: str) -> list[str]:
    return re.findall(r"<h[123][^>]*>(.*?)</h[123]>", html.partition("</main>")[0].partition("<body>")[2])


def test_panels_stand_in_the_sections_of_the_page(logged: Path) -> None:
    page = made(logged, AskedReport(runs=("plain",)))
    assert headings(page.html) == [
        "p",
        "train",
        "train/loss",
        "Charts",
        "acc",
        "Custom charts",
        "roc",
        "Tables",
        "rows",
    ]
    assert str(page) == "4 panels of 1 run"
    assert page.diagnostics == ()


def test_names_are_never_html(logged: Path, hostile: str) -> None:
    page = made(logged, AskedReport(title=hostile))
    policy = page.html.partition("Content-Security-Policy")[2].partition(">")[0]
    assert hostile not in page.html
    assert "<script>alert" not in page.html
    assert "<b onclick" not in page.html
    assert "\u2028" not in page.html.partition("<script type=")[2].partition("</script>")[0]
    assert "unsafe" not in policy
    assert page.html.count("&lt;script&gt;alert(1)") > 5


def test_one_legend_names_the_runs_in_the_colours_of_the_charts(logged: Path) -> None:
    """Two runs of one name are told apart."""
    with chartkit.init(project="p", dir=logged, id="again", name="first") as run:
        run.log({"acc": 0.5})
    page = made(logged).html
    (legend,) = re.findall(r'<div class="legend".*?</div>', page, re.DOTALL)
    entries = dict(re.findall(r'fill="(#[0-9a-f]{6})"/></svg><span>(first[^<]*)</span>', legend))
    assert sorted(entries.values()) == ["first (again)", "first (plain)"]
    charts = page.partition("</table>")[2]
    assert all(color in charts for color in entries)


def test_groups_have_one_colour_and_a_legend_in_lines_and_charts_alike(logged: Path) -> None:
    for lr in (0.01, 0.1):
        with chartkit.init(project="p", dir=logged, config={"lr": lr}) as run:
            run.log({"curve": chartkit.plot.line({"x": [0, 1], "y": [0, lr]}, "x", "y")})
    LayoutFile(logged / ".chartkit", "p").change({"runs": {"group": ["config.lr"]}})
    lines, chart = (spec_of(logged, panel) for panel in ("line:acc", "chart:curve"))
    scales = [color["scale"] for spec in (lines, chart) for color in colors_with_legend(spec)]
    assert [scale["range"] for scale in scales] == [["#0072b2", "#d55e00"]] * len(scales)
    assert scales[-1]["domain"] == ["lr: 0.01", "lr: 0.1"]
    assert [*colors_with_legend(lines)]
    assert [*colors_with_legend(chart)]


def test_a_chart_that_was_narrowed_to_one_run_has_its_colour_among_groups(logged: Path) -> None:
    panel = {"settings": {"run": "plain"}}
    LayoutFile(logged / ".chartkit", "p").change({"runs": {"group": ["config.lr"]}, "panels": {"chart:roc": panel}})
    chart = spec_of(logged, "chart:roc")
    assert [*colors_with_legend(chart)] == []
    assert "#0072b2" not in str(chart)


def spec_of(folder: Path, panel: str) -> dict[str, Any]:
    """The chart of a panel as the page has it."""
    content = report_content(Workspace(folder / ".chartkit"), "p", AskedReport(panels=(panel,)))
    (part,) = (one for one in content.parts if isinstance(one, PageChart))
    return json.loads(part.spec_json)


def colors_with_legend(view: Any) -> Iterator[dict[str, Any]]:
    """The colours of a chart's marks that have a legend."""
    for part in view.values() if is_object(view) else view if is_list(view) else ():
        yield from colors_with_legend(part)
    colors = [view.get(channel) for channel in ("color", "fill", "stroke")] if is_object(view) else []
    yield from (color for color in colors if is_object(color) and color.get("legend"))


def test_layout_hides_renames_orders_and_smooths(logged: Path) -> None:
    LayoutFile(logged / ".chartkit", "p").change(
        {
            "panels": {
                "line:acc": {"title": "Accuracy", "section": "first", "settings": {"yLog": True}},
                "chart:roc": {"hidden": True},
                "table:rows": {"hidden": True},
                "own": {
                    "kind": "line",
                    "key": "train/loss",
                    "title": "both",
                    "settings": {"keys": ["train/loss", "acc"]},
                },
                "strange": {"kind": "molecule-3d", "title": "strange"},
            },
            "sections": {"first": {"order": -1}},
            "runs": {"hidden": {"odd": True}},
        }
    )
    page = made(logged)
    assert headings(page.html) == ["p", "first", "Accuracy", "train", "train/loss", "Charts", "both", "strange"]
    assert page.n_runs == 1
    assert "Panels of the kind &#x27;molecule-3d&#x27; are shown by the workspace alone: chartkit ui." in page.html
    assert "A log y axis shows nothing at or below 0: 1 point marked at its foot." in page.html


def test_a_chart_that_was_narrowed_to_one_run_names_it(logged: Path) -> None:
    LayoutFile(logged / ".chartkit", "p").change({"panels": {"chart:roc": {"settings": {"run": "plain"}}}})
    assert "roc · first" in headings(made(logged).html)


def test_what_is_asked_for_wins(logged: Path) -> None:
    page = made(logged, AskedReport(filters={"config.lr": {"$lt": 0.05}}, panels=("train/loss", "chart:roc")))
    assert (page.n_panels, page.n_runs) == (2, 1)
    assert made(logged, AskedReport(runs=("first",))).n_runs == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            AskedReport(panels=("train/los", "acc"), runs=("plain",)),
            "CK960 there is no panel 'train/los'.\n"
            "help: did you mean 'train/loss'? panels: 'train/loss', 'acc', 'roc' and 'rows'",
        ),
        (
            AskedReport(runs=("plan",)),
            "CK612 project 'p' has no run 'plan'.\nhelp: did you mean 'plain'? it has: 'odd' and 'plain'",
        ),
        (
            AskedReport(filters={"summary.ac": {"$gt": 0}}),
            "CK960 no run of project 'p' passes the filter, of 2 runs.\n"
            "help: the table of runs shows what they have: chartkit ui",
        ),
    ],
)
def test_what_is_not_there_is_named(logged: Path, asked: AskedReport, said: str) -> None:
    with pytest.raises(ChartkitError) as caught:
        made(logged, asked)
    assert str(caught.value) == said


def test_a_fault_stands_where_its_panel_would(logged: Path) -> None:
    for spec in (logged / ".chartkit/runs/p/plain/charts").iterdir():
        spec.write_text("{")
    page = made(logged, AskedReport(runs=("plain",), panels=("roc", "acc")))
    assert headings(page.html)[-4:] == ["Charts", "acc", "Custom charts", "roc"]
    assert re.search(
        r'<p class="fault" role="alert">first: runs/p/plain/charts/\w+.vl.json cannot be read: '
        r"its bytes are not those that were written.</p>",
        page.html,
    )


@pytest.mark.parametrize("damaged", ["charts", "tables"])
def test_faults_name_no_folder_of_this_machine(logged: Path, damaged: str, tmp_path: Path) -> None:
    """Whoever is sent a report or a site does not learn where its runs lie."""
    for file in (logged / ".chartkit/runs/p").glob(f"*/{damaged}/*"):
        file.write_bytes(b"{")
    pages = [made(logged, AskedReport()).html]
    write_site(Workspace(logged / ".chartkit"), "p", AskedReport(), tmp_path / "site", 10)
    pages += [page.read_text() for page in (tmp_path / "site").rglob("*.html")]
    assert f"runs/p/plain/{damaged}/" in "".join(pages)
    assert not [page for page in pages if str(logged) in page]


def test_the_route_gives_a_file(logged: Path, client: Callable[..., TestClient]) -> None:
    answer = client(logged).post("/api/p/p/report", json={"panels": ["acc"], "title": "A b/c"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="A_b_c.html"'
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert headings(answer.text) == ["A b/c", "Charts", "acc"]


def test_the_route_says_all_that_is_wrong(logged: Path, client: Callable[..., TestClient]) -> None:
    body = {"panel": [], "runs": "plain", "filters": 3, "title": 5}
    answer = client(logged).post("/api/p/p/report", json=body)
    assert answer.status_code == 400
    assert [one["message"] for one in answer.json()["faults"]] == [
        "a report has no part 'panel'.",
        "runs of a report is a list of at most 20,000 texts; found 'plain'.",
        "filters of a report are an object of W&B's filters; found 3.",
        "title of a report is a text of at most 500 characters; found 5.",
    ]
    assert client(logged).post("/api/p/q/report", json={}).status_code == 404


def test_wall_times_are_those_of_the_rows(logged: Path) -> None:
    settings = {"settings": {"x": "_timestamp"}}
    LayoutFile(logged / ".chartkit", "p").change({"panels": {"line:acc": settings}})
    times = [int(x) for x in re.findall(r'"x":(\d{13})\b', made(logged).html)]
    begun = min(path.stat().st_mtime for path in logged.rglob("run.json"))
    assert len(times) == 40
    assert begun * 1000 - 1000 <= min(times) <= max(times) <= time.time() * 1000


def test_long_texts_of_the_table_take_several_lines(tmp_path: Path) -> None:
    for tag in ("x" * 32, "y" * 33):
        chartkit.init(project="p", dir=tmp_path, tags=[tag]).finish()
    html = made(tmp_path).html
    assert f"<td>{'x' * 32}</td>" in html
    assert f'<td class="long">{"y" * 33}</td>' in html
