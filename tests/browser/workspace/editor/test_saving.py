"""Nothing that was written in the preset editor is lost: not to a save, a reload, another tab or an edit outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editor_page import DOTS, code_of, go_behind, opened, picture, state, text_of, write
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_it_is_compared_and_saved(editor: Page, file: Path) -> None:
    write(editor, DOTS.replace("Dots.", "Spots."))
    editor.get_by_role("button", name="Compare").click()
    dialog = editor.get_by_role("dialog")
    expect(dialog.locator(".diff-line.gone")).to_contain_text("description: Dots.")
    expect(dialog.locator(".diff-line.new")).to_contain_text("description: Spots.")
    editor.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    code_of(editor).focus()
    editor.keyboard.press("Control+s")
    expect(state(editor)).to_have_text("Saved")
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
    expect(state(page)).to_have_text("chartkit's own: Save as makes it yours")
    page.get_by_role("button", name="Save as …").click()
    page.get_by_label("Name of the new preset").fill("me/scatter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("me/scatter")
    expect(state(page)).to_have_text("Saved")
    expect(picture(page)).to_have_attribute("data-state", "drawn")
    assert (served.folder / "presets/me/scatter.csv").is_file()


def test_an_edit_outside_shows_at_once(editor: Page, file: Path) -> None:
    file.write_text(DOTS.replace("mark: point", "mark: square"))
    expect(code_of(editor)).to_contain_text("mark: square")
    expect(state(editor)).to_have_text("Saved")


def test_an_edit_outside_over_unsaved_text_is_a_choice(editor: Page, file: Path) -> None:
    write(editor, DOTS.replace("Dots.", "Mine."))
    file.write_text(DOTS.replace("Dots.", "Theirs."))
    choice = editor.get_by_role("alert", name="The file was changed outside")
    expect(choice).to_contain_text("Both texts are still here.")
    assert "description: Mine." in text_of(editor)
    choice.get_by_role("button", name="Compare the two").click()
    expect(editor.locator(".diff-line.gone")).to_contain_text("Theirs.")
    editor.keyboard.press("Escape")
    choice.get_by_role("button", name="Take the file's text").click()
    expect(code_of(editor)).to_contain_text("Theirs.")
    expect(choice).to_have_count(0)
    code_of(editor).focus()
    editor.keyboard.press("Control+z")
    expect(code_of(editor)).to_contain_text("Mine.")
    editor.keyboard.press("Control+s")
    expect(state(editor)).to_have_text("Saved")
    assert "Mine." in file.read_text()


def test_two_tabs_lose_no_edit(editor: Page, served: Any, file: Path, seen: Any) -> None:
    seen.expected.append("412 (Precondition Failed)")
    other = opened(editor.context.new_page(), served, file)
    write(editor, DOTS.replace("Dots.", "First."))
    write(other, DOTS.replace("Dots.", "Second."))
    expect(state(editor)).to_have_text("Unsaved changes")
    other.keyboard.press("Control+s")
    expect(state(other)).to_have_text("Saved")
    expect(state(editor)).to_have_text("Changed outside")
    assert "First." in text_of(editor)
    assert "Second." in file.read_text()
    editor.get_by_role("button", name="Keep mine, over the file").click()
    expect(state(editor)).to_have_text("Saved")
    expect(code_of(other)).to_contain_text("First.")
    assert "First." in file.read_text()


def test_a_file_that_is_gone_is_written_again(editor: Page, file: Path, seen: Any) -> None:
    seen.expected.append("404 (Not Found)")
    write(editor, DOTS.replace("Dots.", "Still here."))
    file.unlink()
    expect(editor.get_by_text("This file is gone. Your text is still here.")).to_be_visible()
    editor.get_by_role("button", name="Write the file again").click()
    expect(state(editor)).to_have_text("Saved")
    assert "Still here." in file.read_text()


def test_unsaved_text_survives_a_reload(editor: Page, file: Path) -> None:
    write(editor, DOTS.replace("Dots.", "Kept."))
    expect(state(editor)).to_have_text("Unsaved changes")
    editor.reload()
    expect(code_of(editor)).to_contain_text("Kept.")
    expect(editor.get_by_text("Your unsaved text is here again.")).to_be_visible()
    editor.get_by_role("button", name="Take the saved text").click()
    expect(code_of(editor)).to_contain_text("Dots.")
    assert file.read_text() == DOTS


def test_unsaved_text_of_a_closed_tab_is_offered(editor: Page, served: Any, file: Path) -> None:
    write(editor, DOTS.replace("Dots.", "Left behind."))
    expect(state(editor)).to_have_text("Unsaved changes")
    context = editor.context
    editor.close(run_before_unload=False)
    later = opened(context.new_page(), served, file)
    assert "Dots." in text_of(later)
    later.get_by_role("button", name="Go on with it").click()
    expect(code_of(later)).to_contain_text("Left behind.")


def test_a_browser_without_storage_works(served: Any, page: Page, file: Path) -> None:
    refuse = "{ get() { throw new DOMException('no storage here', 'SecurityError'); } }"
    page.add_init_script(
        f"for (const kind of ['localStorage', 'sessionStorage']) Object.defineProperty(window, kind, {refuse});"
    )
    opened(page, served, file)
    write(page, DOTS.replace("Dots.", "Unstored."))
    expect(state(page)).to_have_text("Unsaved changes; this browser keeps no text, save before you leave")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(state(page)).to_have_text("Saved")
    assert "Unstored." in file.read_text()


def test_line_ends_stay_as_they_were(served: Any, page: Page, file: Path) -> None:
    file.write_bytes(DOTS.replace("\n", "\r\n").encode())
    opened(page, served, file)
    expect(state(page)).to_have_text("Saved")
    go_behind(page, "Dots")
    page.keyboard.type("X")
    page.keyboard.press("Control+s")
    expect(state(page)).to_have_text("Saved")
    assert file.read_bytes() == DOTS.replace("\n", "\r\n").replace("Dots", "DotsX").encode()


def test_the_data_of_the_example_is_watched_too(served: Any, page: Page, file: Path) -> None:
    rows = file.with_suffix(".csv")
    rows.write_text("u,v\n1,2\n2,3\n")
    file.write_text(DOTS.replace("values: [{u: 1, v: 2}, {u: 2, v: 3}, {u: 4, v: 5}]", f"data: {rows.name}"))
    opened(page, served, file)
    expect(page.get_by_text("2 rows in, 2 rows drawn,")).to_be_visible()
    rows.write_text("u,v\n1,2\n2,3\n3,4\n")
    expect(page.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()
    rows.unlink()
