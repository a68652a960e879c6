"""The preset editor as a person uses it: what is typed is checked, completed and drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes, elapse, hold
from editor_page import DOTS, ENDLESS, code_of, go_behind, n_marks, opened, picture, state, text_of, write
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

MEANT = "new Promise((done) => setTimeout(done, 25))"
"""Until a key takes what is offered: one that comes within 20 ms is of somebody who does not see it yet."""


def test_what_is_typed_is_drawn(editor: Page) -> None:
    expect(editor.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()
    expect(state(editor)).to_have_text("Saved")
    go_behind(editor, "mark: point")
    editor.keyboard.press("Control+Shift+ArrowLeft")
    editor.keyboard.type("line")
    expect(state(editor)).to_have_text("Unsaved changes")
    expect(editor.get_by_role("heading", name="1 note")).to_be_visible()
    editor.get_by_text("Plan: what is computed before the browser").click()
    expect(editor.get_by_text("table: 3 rows, drawn whole:")).to_be_visible()


def test_a_mistake_is_told_at_its_line_and_the_last_picture_stays(editor: Page) -> None:
    before = n_marks(editor)
    write(editor, DOTS.replace("mark: point", "mark: pint"))
    finding = editor.locator(".finding.error")
    expect(finding).to_contain_text("15:9 CK302")
    expect(finding).to_contain_text("did you mean 'point'?")
    expect(editor.get_by_text("This text cannot be drawn; the picture is the last good one.")).to_be_visible()
    assert n_marks(editor) == before > 0
    finding.get_by_role("button", name="go to 15:9").click()
    becomes(editor, lambda: editor.evaluate("getSelection().toString()") == "pint")
    editor.keyboard.type("tick")
    expect(editor.locator(".finding.error")).to_have_count(0)
    expect(editor.get_by_text("3 rows in, 3 rows drawn,")).to_be_visible()


def test_a_fix_is_made_by_its_action(editor: Page) -> None:
    write(editor, DOTS.replace('"${field:a}"', "${field:a}"))
    expect(editor.locator(".finding.error")).to_contain_text("CK104")
    editor.get_by_role("button", name='write "${field:a}"').click()
    expect(editor.locator(".finding.error")).to_have_count(0)
    assert '    x: {field: "${field:a}"}' in text_of(editor)


def test_words_are_completed_and_explained(editor: Page) -> None:
    go_behind(editor, "mark: point")
    editor.keyboard.press("Control+Shift+ArrowLeft")
    editor.keyboard.type("bo")
    option = editor.get_by_role("option", name="boxplot")
    expect(option).to_be_visible()
    editor.evaluate(MEANT)
    editor.keyboard.press("Tab")
    assert "  mark: boxplot" in text_of(editor)
    editor.get_by_text("encoding", exact=True).hover()
    expect(editor.locator(".meaning")).to_contain_text("A key-value mapping between encoding channels")


def test_slots_are_completed_inside_a_text(editor: Page) -> None:
    go_behind(editor, "${string:title}")
    editor.keyboard.type(" by ${")
    expect(editor.get_by_role("option", name="${field:a}")).to_be_visible()
    editor.evaluate(MEANT)
    editor.keyboard.type("field:b")
    editor.keyboard.press("Enter")
    assert '  title: "${string:title} by ${field:b}"' in text_of(editor)


def test_a_slot_is_bound_by_its_list(editor: Page) -> None:
    editor.locator(".slots").get_by_label("title text").fill("Chosen by me")
    expect(picture(editor)).to_have_attribute("data-state", "drawn")
    editor.locator(".slots select").nth(0).select_option("v")
    expect(editor.locator(".slots select").nth(0)).to_have_value("v")
    picture(editor).hover()
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
    expect(picture(editor)).to_have_attribute("data-state", "drawn")


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


def test_a_preset_that_never_finishes_leaves_the_page_alive(editor: Page) -> None:
    hold(editor, 10_000)
    write(editor, ENDLESS)
    expect(picture(editor)).to_have_attribute("data-state", "drawing")
    fault = editor.locator(".preview .fault").first

    def is_ended() -> bool:
        elapse(editor)
        return fault.is_visible()

    becomes(editor, is_ended)
    expect(fault).to_contain_text("did not finish within 10 s")
    write(editor, DOTS.replace("mark: point", "mark: circle"))
    expect(editor.get_by_text("did not finish within 10 s")).to_have_count(0)
    expect(picture(editor)).to_have_attribute("data-state", "drawn")


def test_the_keyboard_leaves_the_editor(editor: Page) -> None:
    code_of(editor).focus()
    expect(editor.get_by_text("indents; ")).to_contain_text("leaves the editor")
    described = code_of(editor).get_attribute("aria-describedby")
    assert editor.locator(f"#{described}").is_visible()
    editor.keyboard.press("Tab")
    assert text_of(editor).startswith("  description")
    editor.keyboard.press("Escape")
    editor.keyboard.press("Tab")
    assert not editor.evaluate("document.activeElement.closest('.cm-editor') !== null")


def test_characters_beyond_the_basic_plane_are_counted_as_the_server_does(editor: Page) -> None:
    write(
        editor,
        DOTS.replace("description: Dots.", "description: 𝒳𝒴 dots").replace("mark: point", "mark: {type: pint} # 𝒳"),
    )
    editor.get_by_role("button", name="go to 15:16").click()
    becomes(editor, lambda: editor.evaluate("getSelection().toString()") == "pint")
    write(editor, "description: 𝒳𝒳𝒳\nspec:\n  mark: bo")
    editor.keyboard.press("Control+Space")
    editor.keyboard.press("Control+Space")
    editor.get_by_role("option", name="boxplot").click()
    assert text_of(editor) == "description: 𝒳𝒳𝒳\nspec:\n  mark: boxplot"


def test_names_and_texts_are_never_read_as_html(served: Any, page: Page, file: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    file.write_text(DOTS.replace("Dots.", f'"{hostile}"').replace("{u: 1, v: 2}", f'{{u: 1, v: 2, "{hostile}": 3}}'))
    opened(page, served, file)
    expect(page.locator(".columns")).to_contain_text(hostile)
    page.goto(f"{served.url}presets")
    expect(page.locator(".preset-card", has_text=hostile)).to_be_visible()
    assert page.locator("img").count() == 0


def test_nothing_is_in_the_way_of_anybody(editor: Page, axe_faults: Callable[..., list[str]]) -> None:
    write(editor, DOTS.replace("mark: point", "mark: pint"))
    expect(editor.locator(".finding.error")).to_be_visible()
    for theme in ("light", "dark"):
        editor.get_by_label("Light or dark").select_option(theme)
        expect(editor.locator("html")).to_have_attribute("data-theme", theme)
        assert axe_faults(editor, "minor") == [], theme


def test_a_narrow_screen_scrolls_in_one_direction(served: Any, browser: Browser, file: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = opened(context.new_page(), served, file)
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    context.close()


def test_dialogs_are_in_nobodys_way_on_a_narrow_screen(
    served: Any, page: Page, file: Path, axe_faults: Callable[..., list[str]]
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    opened(page, served, file)
    write(page, DOTS.replace("mark: point", "mark: pint"))
    expect(page.locator(".finding.error")).to_be_visible()
    for button in ("Compare", "Save as …"):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe_faults(page, "minor") == []
        assert page.evaluate("document.documentElement.scrollWidth <= 320")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
