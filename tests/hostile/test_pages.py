"""Attacks in a real Chromium: nothing runs, nothing is asked for, nothing is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import hostile_runs
from attacks.attack import Attack
from attacks.canary import canary
from attacks.pages import PAGES, Visit, opened
from attacks.target import target
from playwright.sync_api import sync_playwright

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with (
        canary() as hears,
        target(tmp_path_factory.mktemp("hostile")) as attacked,
        sync_playwright() as playwright,
    ):
        command = [sys.executable, str(Path(hostile_runs.__file__)), str(attacked.folder), hears.url]
        environment = {**os.environ, "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
        chromium = opened(playwright)
        yield Visit(chromium, attacked, hears)
        chromium.close()


@pytest.mark.parametrize("attack", PAGES, ids=lambda attack: attack.name.split(",")[0])
def test_nothing_gets_through(visit: Visit, attack: Attack) -> None:
    outcome = attack.do(visit)
    assert outcome.n_tried > 0
    assert outcome.through == ()
