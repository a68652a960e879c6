"""The preset editor as a person uses it: what is typed is checked and drawn, nothing that was written is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import chartkit

pytestmark = pytest.mark.browser
DOTS = """\
description: Dots.
fields:
  a: {type: quantitative}
  b: {type: quantitative}
  color: {type: nominal, required: false}
strings:
  title: {default: ""}
example:
  values: [{u: 1, v: 2}, {u: 2, v: 3}, {u: 4, v: 5}]
  fields: {a: u, b: v}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: point
  encoding:
    x: {field: "${field:a}"}
    y: {field: "${field:b}"}
    color: {field: "${field:color}"}
"""
_SLOW = f"test(/^(([a-z])+.)+[A-Z]([a-z])+$/, '{'a' * 44}')"
ENDLESS = DOTS.replace("  mark:", f'  transform:\n    - {{calculate: "{_SLOW}", as: slow}}\n  mark:')


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A workspace whose run has logged a table."""
    folder = tmp_path_factory.mktemp("editor")
    (folder / "presets/me").mkdir(parents=True)
    table = chartkit.Table(columns=["u", "w", "kind"], data=[[n, n * n, "odd" if n % 2 else "even"] for n in range(8)])
    with chartkit.init(project="demo", id="one", dir=folder) as run:
        run.log({"squares": table})
    return workspace(folder)


@pytest.fixture
def file(served: Any, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The test's own preset."""
    path = served.folder / f"presets/me/{abs(hash(request.node.name))}.yaml"
    path.write_text(DOTS)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def editor(served: Any, file: Path, page: Page) -> Page:
    return _opened(page, served, file)


def _opened(page: Page, served: Any, file: Path) -> Page:
    page.goto(f"{served.url}presets/edit/me/{file.stem}")
    expect(_picture(page)).to_have_attribute("data-state", "drawn")
    return page


def _picture(page: Page) -> Locator:
    return page.locator(".preview .picture")


def _code(page: Page) -> Locator:
    return page.locator(".cm-content")


def _text(page: Page) -> str:
    return page.evaluate("[...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')")


def _write(page: Page, text: str) -> None:
    """Put a whole text in, as pasting does."""
    _code(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def _at(page: Page, text: str) -> None:
    """Put the cursor behind a text, by the editor's own search."""
    _code(page).focus()
    page.keyboard.press("Control+f")
    page.locator(".cm-search input[name=search]").press_sequentially(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")


def _state(page: Page) -> Locator:
    return page.locator(".editor-bar .state")


def _marks(page: Page) -> int:
    return int(_picture(page).get_attribute("data-marks") or 0)


def test_what_is_typed_is_drawn(editor: Page) -> None:
    expect(editor.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()
    expect(_state(editor)).to_have_text("Saved")
    _at(editor, "mark: point")
    editor.keyboard.press("Control+Shift+ArrowLeft")
    editor.keyboard.type("line")
    expect(_state(editor)).to_have_text("Unsaved changes")
    expect(editor.get_by_role("heading", name="1 note")).to_be_visible()
    editor.get_by_text("Plan: what is computed before the browser").click()
    expect(editor.get_by_text("table: 3 rows, drawn whole:")).to_be_visible()


def test_a_mistake_is_told_at_its_line_and_the_last_picture_stays(editor: Page) -> None:
    before = _marks(editor)
    _write(editor, DOTS.replace("mark: point", "mark: pint"))
    finding = editor.locator(".finding.error")
    expect(finding).to_contain_text("15:9 CK302")
    expect(finding).to_contain_text("did you mean 'point'?")
    expect(editor.get_by_text("This text cannot be drawn; the picture is the last good one.")).to_be_visible()
    assert _marks(editor) == before > 0
    finding.get_by_role("button", name="go to 15:9").click()
    assert editor.evaluate("getSelection().toString()") == "pint"
    editor.keyboard.type("tick")
    expect(editor.locator(".finding.error")).to_have_count(0)
    expect(editor.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()


def test_a_fix_is_made_by_its_action(editor: Page) -> None:
    _write(editor, DOTS.replace('"${field:a}"', "${field:a}"))
    expect(editor.locator(".finding.error")).to_contain_text("CK104")
    editor.get_by_role("button", name='write "${field:a}"').click()
    expect(editor.locator(".finding.error")).to_have_count(0)
    assert '    x: {field: "${field:a}"}' in _text(editor)


def test_words_are_completed_and_explained(editor: Page) -> None:
    _at(editor, "mark: point")
    editor.keyboard.press("Control+Shift+ArrowLeft")
    editor.keyboard.type("bo")
    option = editor.get_by_role("option", name="boxplot")
    expect(option).to_be_visible()
    editor.keyboard.press("Tab")
    assert "  mark: boxplot" in _text(editor)
    editor.get_by_text("encoding", exact=True).hover()
    expect(editor.locator(".meaning")).to_contain_text("A key-value mapping between encoding channels")


def test_slots_are_completed_inside_a_text(editor: Page) -> None:
    _at(editor, "${string:title}")
    editor.keyboard.type(" by ${")
    expect(editor.get_by_role("option", name="${field:a}")).to_be_visible()
    editor.keyboard.type("field:b")
    editor.keyboard.press("Enter")
    assert '  title: "${string:title} by ${field:b}"' in _text(editor)


def test_a_slot_is_bound_by_its_list(editor: Page) -> None:
    editor.locator(".slots").get_by_label("title text").fill("Chosen by me")
    expect(_picture(editor)).to_have_attribute("data-state", "drawn")
    editor.locator(".slots select").nth(0).select_option("v")
    expect(editor.locator(".slots select").nth(0)).to_have_value("v")
    _picture(editor).hover()
    expect(editor.locator(".preview .live")).to_be_visible()


def test_a_column_is_dragged_onto_a_slot(editor: Page) -> None:
    slots = editor.locator(".slots .slot")
    editor.locator(".columns .chip", has_text="u quantitative").drag_to(slots.nth(1))
    expect(slots.nth(1).locator("select")).to_have_value("u")
    editor.locator(".columns .chip", has_text="u quantitative").drag_to(slots.nth(2))
    expect(slots.nth(2).locator("select")).to_have_value("u")
    expect(editor.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()


def test_a_table_of_a_run_takes_the_examples_place(editor: Page) -> None:
    editor.get_by_label("Rows come from").select_option("A run's table")
    expect(editor.get_by_text("8 rows × 3 columns")).to_be_visible()
    expect(editor.locator(".slots select").nth(0)).to_have_value("u")
    expect(editor.locator(".slots select").nth(1)).to_have_value("w")
    expect(editor.get_by_text("8 rows in, 8 rows drawn,")).to_be_visible()
    editor.locator(".slots select").nth(2).select_option("kind")
    expect(_picture(editor)).to_have_attribute("data-state", "drawn")


def test_a_file_is_uploaded_to_be_looked_at(editor: Page, served: Any) -> None:
    editor.get_by_label("Rows come from").select_option("Upload a file")
    rows = b"u,v\n1,1\n2,2\n"
    editor.locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": rows})
    expect(editor.get_by_text("2 rows × 2 columns")).to_be_visible()
    (served.folder / "near.csv").write_text("u,v\n" + "1,1\n" * 5)
    editor.get_by_label("Rows come from").select_option("A file of this folder")
    editor.get_by_role("combobox", name="File below").fill("near.csv")
    editor.keyboard.press("Enter")
    expect(editor.get_by_text("5 rows × 2 columns")).to_be_visible()


def test_it_is_compared_and_saved(editor: Page, file: Path) -> None:
    _write(editor, DOTS.replace("Dots.", "Spots."))
    editor.get_by_role("button", name="Compare").click()
    dialog = editor.get_by_role("dialog")
    expect(dialog.locator(".diff-line.gone")).to_contain_text("description: Dots.")
    expect(dialog.locator(".diff-line.new")).to_contain_text("description: Spots.")
    editor.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    _code(editor).focus()
    editor.keyboard.press("Control+s")
    expect(_state(editor)).to_have_text("Saved")
    assert file.read_text() == DOTS.replace("Dots.", "Spots.")


def test_the_golden_is_updated_on_request(editor: Page, file: Path) -> None:
    golden = file.with_suffix(".expected.vl.json")
    expect(editor.locator(".finding.info")).to_contain_text("CK805")
    editor.locator(".editor-bar").get_by_role("button", name="Update golden").click()
    expect(editor.get_by_role("heading", name="chartkit check finds nothing")).to_be_visible()
    assert golden.is_file()
    golden.unlink()


def test_chartkits_own_is_saved_under_another_name(served: Any, page: Page) -> None:
    page.goto(f"{served.url}presets/edit/wandb/scatter/v0")
    expect(_state(page)).to_have_text("chartkit's own: Save as makes it yours")
    page.get_by_role("button", name="Save as …").click()
    page.get_by_label("Name of the new preset").fill("me/scatter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("me/scatter")
    expect(_state(page)).to_have_text("Saved")
    expect(_picture(page)).to_have_attribute("data-state", "drawn")
    assert (served.folder / "presets/me/scatter.csv").is_file()


def test_an_edit_outside_shows_at_once(editor: Page, file: Path) -> None:
    file.write_text(DOTS.replace("mark: point", "mark: square"))
    expect(_code(editor)).to_contain_text("mark: square")
    expect(_state(editor)).to_have_text("Saved")


def test_an_edit_outside_over_unsaved_text_is_a_choice(editor: Page, file: Path) -> None:
    _write(editor, DOTS.replace("Dots.", "Mine."))
    file.write_text(DOTS.replace("Dots.", "Theirs."))
    choice = editor.get_by_role("alert", name="The file was changed outside")
    expect(choice).to_contain_text("Both texts are still here.")
    assert "description: Mine." in _text(editor)
    choice.get_by_role("button", name="Compare the two").click()
    expect(editor.locator(".diff-line.gone")).to_contain_text("Theirs.")
    editor.keyboard.press("Escape")
    choice.get_by_role("button", name="Take the file's text").click()
    expect(_code(editor)).to_contain_text("Theirs.")
    expect(choice).to_have_count(0)
    _code(editor).focus()
    editor.keyboard.press("Control+z")
    expect(_code(editor)).to_contain_text("Mine.")
    editor.keyboard.press("Control+s")
    expect(_state(editor)).to_have_text("Saved")
    assert "Mine." in file.read_text()


def test_two_tabs_lose_no_edit(editor: Page, served: Any, file: Path, seen: Any) -> None:
    seen.expected.append("412 (Precondition Failed)")
    other = _opened(editor.context.new_page(), served, file)
    _write(editor, DOTS.replace("Dots.", "First."))
    _write(other, DOTS.replace("Dots.", "Second."))
    expect(_state(editor)).to_have_text("Unsaved changes")
    other.keyboard.press("Control+s")
    expect(_state(other)).to_have_text("Saved")
    expect(_state(editor)).to_have_text("Changed outside")
    assert "First." in _text(editor)
    assert "Second." in file.read_text()
    editor.get_by_role("button", name="Keep mine, over the file").click()
    expect(_state(editor)).to_have_text("Saved")
    expect(_code(other)).to_contain_text("First.")
    assert "First." in file.read_text()


def test_a_file_that_is_gone_is_written_again(editor: Page, file: Path, seen: Any) -> None:
    seen.expected.append("404 (Not Found)")
    _write(editor, DOTS.replace("Dots.", "Still here."))
    file.unlink()
    expect(editor.get_by_text("This file is gone. Your text is still here.")).to_be_visible()
    editor.get_by_role("button", name="Write the file again").click()
    expect(_state(editor)).to_have_text("Saved")
    assert "Still here." in file.read_text()


def test_unsaved_text_survives_a_reload(editor: Page, file: Path) -> None:
    _write(editor, DOTS.replace("Dots.", "Kept."))
    expect(_state(editor)).to_have_text("Unsaved changes")
    editor.reload()
    expect(_code(editor)).to_contain_text("Kept.")
    expect(editor.get_by_text("Your unsaved text is here again.")).to_be_visible()
    editor.get_by_role("button", name="Take the saved text").click()
    expect(_code(editor)).to_contain_text("Dots.")
    assert file.read_text() == DOTS


def test_unsaved_text_of_a_closed_tab_is_offered(editor: Page, served: Any, file: Path) -> None:
    _write(editor, DOTS.replace("Dots.", "Left behind."))
    expect(_state(editor)).to_have_text("Unsaved changes")
    context = editor.context
    editor.close(run_before_unload=False)
    later = _opened(context.new_page(), served, file)
    assert "Dots." in _text(later)
    later.get_by_role("button", name="Go on with it").click()
    expect(_code(later)).to_contain_text("Left behind.")


def test_a_browser_without_storage_works(served: Any, page: Page, file: Path) -> None:
    refuse = "{ get() { throw new DOMException('no storage here', 'SecurityError'); } }"
    page.add_init_script(
        f"for (const kind of ['localStorage', 'sessionStorage']) Object.defineProperty(window, kind, {refuse});"
    )
    _opened(page, served, file)
    _write(page, DOTS.replace("Dots.", "Unstored."))
    expect(_state(page)).to_have_text("Unsaved changes; this browser keeps no text, save before you leave")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(_state(page)).to_have_text("Saved")
    assert "Unstored." in file.read_text()


def test_a_preset_that_never_finishes_leaves_the_page_alive(editor: Page) -> None:
    _write(editor, ENDLESS)
    expect(editor.locator(".preview .fault").first).to_contain_text("did not finish within 10 s")
    _write(editor, DOTS.replace("mark: point", "mark: circle"))
    expect(editor.get_by_text("did not finish within 10 s")).to_have_count(0)
    expect(_picture(editor)).to_have_attribute("data-state", "drawn")


def test_the_keyboard_leaves_the_editor(editor: Page) -> None:
    _code(editor).focus()
    expect(editor.get_by_text("indents; ")).to_contain_text("leaves the editor")
    described = _code(editor).get_attribute("aria-describedby")
    assert editor.locator(f"#{described}").is_visible()
    editor.keyboard.press("Tab")
    assert _text(editor).startswith("  description")
    editor.keyboard.press("Escape")
    editor.keyboard.press("Tab")
    assert not editor.evaluate("document.activeElement.closest('.cm-editor') !== null")


def test_characters_beyond_the_basic_plane_are_counted_as_the_server_does(editor: Page) -> None:
    _write(
        editor,
        DOTS.replace("description: Dots.", "description: 𝒳𝒴 dots").replace("mark: point", "mark: {type: pint} # 𝒳"),
    )
    editor.get_by_role("button", name="go to 15:16").click()
    assert editor.evaluate("getSelection().toString()") == "pint"
    _write(editor, "description: 𝒳𝒳𝒳\nspec:\n  mark: bo")
    editor.keyboard.press("Control+Space")
    editor.keyboard.press("Control+Space")
    editor.get_by_role("option", name="boxplot").click()
    assert _text(editor) == "description: 𝒳𝒳𝒳\nspec:\n  mark: boxplot"


def test_line_ends_stay_as_they_were(served: Any, page: Page, file: Path) -> None:
    file.write_bytes(DOTS.replace("\n", "\r\n").encode())
    _opened(page, served, file)
    expect(_state(page)).to_have_text("Saved")
    _at(page, "Dots")
    page.keyboard.type("X")
    page.keyboard.press("Control+s")
    expect(_state(page)).to_have_text("Saved")
    assert file.read_bytes() == DOTS.replace("\n", "\r\n").replace("Dots", "DotsX").encode()


def test_names_and_texts_are_never_read_as_html(served: Any, page: Page, file: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    file.write_text(DOTS.replace("Dots.", f'"{hostile}"').replace("{u: 1, v: 2}", f'{{u: 1, v: 2, "{hostile}": 3}}'))
    _opened(page, served, file)
    expect(page.locator(".columns")).to_contain_text(hostile)
    page.goto(f"{served.url}presets")
    expect(page.locator(".preset-card", has_text=hostile)).to_be_visible()
    assert page.locator("img").count() == 0


def test_nothing_is_in_the_way_of_anybody(editor: Page, axe_faults: Callable[..., list[str]]) -> None:
    _write(editor, DOTS.replace("mark: point", "mark: pint"))
    expect(editor.locator(".finding.error")).to_be_visible()
    for theme in ("light", "dark"):
        editor.get_by_label("Light or dark").select_option(theme)
        expect(editor.locator("html")).to_have_attribute("data-theme", theme)
        assert axe_faults(editor, "minor") == [], theme


def test_a_narrow_screen_scrolls_in_one_direction(served: Any, browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = _opened(context.new_page(), served, file)
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    context.close()


def test_the_data_of_the_example_is_watched_too(served: Any, page: Page, file: Path) -> None:
    rows = file.with_suffix(".csv")
    rows.write_text("u,v\n1,2\n2,3\n")
    file.write_text(DOTS.replace("values: [{u: 1, v: 2}, {u: 2, v: 3}, {u: 4, v: 5}]", f"data: {rows.name}"))
    _opened(page, served, file)
    expect(page.get_by_text("2 rows in, 2 rows drawn,")).to_be_visible()
    rows.write_text("u,v\n1,2\n2,3\n3,4\n")
    expect(page.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()
    rows.unlink()


def test_dialogs_are_in_nobodys_way_on_a_narrow_screen(
    served: Any, page: Page, file: Path, axe_faults: Callable[..., list[str]]
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _opened(page, served, file)
    _write(page, DOTS.replace("mark: point", "mark: pint"))
    expect(page.locator(".finding.error")).to_be_visible()
    for button in ("Compare", "Save as …"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe_faults(page, "minor") == []
        assert page.evaluate("document.documentElement.scrollWidth <= 320")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
