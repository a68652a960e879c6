"""The list of keys that is searched by letters, as tests use it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect


def choose(chooser: Locator, letters: str) -> None:
    """Take the first key with these letters, once it is known which there are."""
    chooser.fill(letters)
    expect(chooser).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    chooser.press("Enter")
