"""The gallery as a person uses it: every preset is seen drawn, found by words, copied from and started from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from chromium import becomes
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SHARE = (
    "(place) => { const one = place.querySelector('canvas'); return one.offsetWidth / parseFloat(one.style.width); }"
)
TOP = "(place) => place.querySelector('canvas').getBoundingClientRect().top - place.getBoundingClientRect().top"

ON_THE_EDGE = """(place) => {
  const shown = place.querySelector("canvas");
  const { width, height } = shown;
  const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(shown, 0, 0);
  const strips = [[0, 0, width, 1], [0, height - 1, width, 1], [0, 0, 1, height], [width - 1, 0, 1, height]];
  const ground = copy.getImageData(0, 0, 1, 1).data;
  const isPainted = (strip) => copy.getImageData(...strip).data.some((value, place) => value !== ground[place % 4]);
  return ["top", "bottom", "left", "right"].filter((_, place) => isPainted(strips[place]));
}"""
"""The edges of a picture that its chart reaches, where it is cut."""


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A workspace of a project with one preset of its own."""
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "presets/me").mkdir(parents=True)
    (folder / "presets/me/dots.yaml").write_text(
        "description: Dots of my own.\n"
        "fields: {a: {type: quantitative}}\n"
        "example: {values: [{a: 1}, {a: 2}, {a: 4}], fields: {a: a}}\n"
        "spec: {data: {name: table}, mark: point, encoding: {x: {field: '${field:a}'}}}\n"
    )
    return workspace(folder)


@pytest.fixture
def gallery(served: Any, page: Page) -> Page:
    page.goto(f"{served.url}presets")
    expect(page.get_by_role("status").first).to_contain_text("presets")
    return page


def test_every_preset_is_drawn_from_its_example(gallery: Page) -> None:
    cards = gallery.locator(".preset-card")
    count = cards.count()
    assert count > 20
    expect(cards.filter(has_text="wandb/bar/v0").locator("summary")).to_have_text("labelvaluegroup + 1 text")
    for index in range(count):
        cards.nth(index).scroll_into_view_if_needed()
        picture = cards.nth(index).locator(".picture")
        expect(picture).to_have_attribute("data-state", "drawn")
        name = cards.nth(index).locator("h2 a").inner_text()
        assert int(picture.get_attribute("data-marks") or 0) > 2, name
        becomes(gallery, lambda picture=picture: picture.evaluate(SHARE) > 0.9, f"{name} as large as it is drawn")
        becomes(gallery, lambda picture=picture: picture.evaluate(ON_THE_EDGE) == [], f"all of {name} in its picture")


def test_a_chart_that_is_taller_than_its_card_is_shown_from_its_top(gallery: Page) -> None:
    def of(name: str) -> Locator:
        card = gallery.locator(".preset-card", has=gallery.get_by_role("link", name=name, exact=True))
        card.scroll_into_view_if_needed()
        return card.locator(".example")

    expect(of("wandb/calibration/v1")).to_have_class("example is-cut")
    becomes(gallery, lambda: of("wandb/calibration/v1").evaluate(TOP) == 0, "a tall chart from its top")
    expect(of("wandb/bar/v0").locator(".picture")).to_have_attribute("data-state", "drawn")
    expect(of("wandb/bar/v0")).to_have_class("example")


def test_presets_are_found_by_name_description_and_slot(gallery: Page) -> None:
    search = gallery.get_by_role("searchbox")
    search.fill("of my own")
    expect(gallery.locator(".preset-card")).to_have_count(1)
    expect(gallery.locator(".gallery-head [role=status]")).to_contain_text("1 of ")
    search.fill("stroke")
    expect(gallery.get_by_role("link", name="wandb/line/v0")).to_be_visible()
    search.fill("nothing like it")
    expect(gallery.get_by_text("No preset has “nothing like it” in its name, description or slots.")).to_be_visible()


def test_ones_own_are_told_apart(gallery: Page) -> None:
    gallery.get_by_role("button", name="Yours").click()
    expect(gallery.locator(".preset-card h2 a")).to_have_text(["me/dots"])


def test_the_call_is_copied(gallery: Page) -> None:
    gallery.context.grant_permissions(["clipboard-read", "clipboard-write"])
    gallery.get_by_role("button", name="Copy the call of me/dots").click()
    expect(gallery.get_by_text("Copied").first).to_be_visible()
    assert gallery.evaluate("navigator.clipboard.readText()") == "chartkit.plot_table('me/dots', table, {'a': 'a'})"


def test_the_slots_of_a_preset_open_by_keyboard(gallery: Page) -> None:
    card = gallery.locator(".preset-card", has=gallery.get_by_role("link", name="wandb/line/v0"))
    card.locator("summary").focus()
    gallery.keyboard.press("Enter")
    expect(
        card.get_by_text("quantitative or temporal column, required: position along the horizontal axis")
    ).to_be_visible()


def test_a_preset_of_ones_own_starts_from_a_copy(gallery: Page, served: Any) -> None:
    gallery.get_by_role("button", name="New preset").click()
    dialog = gallery.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("me/copied")
    dialog.get_by_label("A copy of").check()
    dialog.get_by_label("Preset to copy").select_option("wandb/bar/v0")
    gallery.keyboard.press("Enter")
    expect(gallery.get_by_role("heading", level=1)).to_have_text("me/copied")
    assert (served.folder / "presets/me/copied.csv").is_file()
    gallery.goto("about:blank")  # an open editor would ask for what is gone
    (served.folder / "presets/me/copied.yaml").unlink()


def test_a_name_that_cannot_be_is_told_in_the_dialog(gallery: Page, seen: Any) -> None:
    seen.expected.append("400 (Bad Request)")
    gallery.get_by_role("button", name="New preset").click()
    gallery.get_by_label("Name", exact=True).fill("../out")
    gallery.get_by_role("button", name="Create and edit").click()
    expect(gallery.get_by_role("alert")).to_have_text(
        "'../out' is not a preset name: a part starts with a dot. A name is entity/name, as in wandb/line/v0"
    )


def test_a_new_file_is_seen_at_once(gallery: Page, served: Any) -> None:
    file = served.folder / "presets/me/late.yaml"
    file.write_text((served.folder / "presets/me/dots.yaml").read_text())
    late = gallery.locator(".preset-card", has=gallery.get_by_role("link", name="me/late"))
    late.scroll_into_view_if_needed()
    expect(late.locator(".picture")).to_have_attribute("data-state", "drawn")
    file.unlink()
    expect(gallery.get_by_role("link", name="me/late")).to_have_count(0)


def test_nothing_is_in_the_way_of_anybody(gallery: Page, axe_faults: Callable[..., list[str]]) -> None:
    for theme in ("light", "dark"):
        gallery.get_by_label("Light or dark").select_option(theme)
        expect(gallery.locator("html")).to_have_attribute("data-theme", theme)
        expect(gallery.locator(".preset-card .picture[data-state=drawn]").first).to_be_visible()
        assert axe_faults(gallery, "minor") == [], theme
