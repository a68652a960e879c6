"""The page opens, under the strict policy, with nothing said and nobody else asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_list_of_projects_opens(workspace: Callable[..., Any], demo_store: Path, page: Page) -> None:
    served = workspace(demo_store)
    page.goto(served.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")
