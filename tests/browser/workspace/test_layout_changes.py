"""What the page changes in the layout within a moment is on the server's side what it is on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, Response, expect

import chartkit

pytestmark = pytest.mark.browser
N_RUNS = 15
"""More different values than a list of ticks has."""


def is_layout(answer: Response) -> bool:
    return answer.request.method == "PATCH" and answer.url.endswith("/layout")


def test_an_object_that_is_taken_away_and_given_anew_has_nothing_of_before(
    workspace: Callable[..., Any], tmp_path: Path, page: Page
) -> None:
    for place in range(N_RUNS):
        with chartkit.init(project="demo", id=f"r{place}", dir=tmp_path) as run:
            run.log({"loss": place + 0.5})
    file = tmp_path / "workspaces/demo.yaml"
    file.parent.mkdir()
    key = "summary.loss"
    file.write_text(yaml.safe_dump({"version": 1, "runs": {"facets": [key], "chosen": {key: {"min": 3}}}}))
    page.goto(f"{workspace(tmp_path).url}p/demo/runs")

    page.get_by_role("button", name="Filters", exact=True).click()
    least, greatest = page.get_by_label(f"Least {key}"), page.get_by_label(f"Greatest {key}")
    expect(least).to_have_value("3")
    with page.expect_response(lambda answer: '"max":9' in (answer.request.post_data or "") and is_layout(answer)):
        page.evaluate(
            """async () => {
              document.querySelector('[aria-label="Untick all of summary.loss"]').click();
              await new Promise(requestAnimationFrame);
              const greatest = document.querySelector('[aria-label="Greatest summary.loss"]');
              greatest.value = '9';
              greatest.dispatchEvent(new Event('change', { bubbles: true }));
            }"""
        )
    expect(greatest).to_have_value("9")
    expect(least).to_have_value("")
    assert yaml.safe_load(file.read_text())["runs"]["chosen"] == {"summary.loss": {"max": 9}}
