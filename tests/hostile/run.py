"""The attacks as a command: does each to a real `chartkit ui`, and prints what got through.

    python tests/hostile/run.py              all attacks, as a table
    python tests/hostile/run.py --write      and the table into docs/security.md

Exits with 1 when anything got through.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from attacks import hostile_runs
from attacks.attack import Attack, Outcome
from attacks.canary import canary
from attacks.pages import PAGES, Visit, opened
from attacks.requests import WITH_TOKEN, WITHOUT_TOKEN
from attacks.target import target
from playwright.sync_api import sync_playwright

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
MARK = "<!-- counts: written by tests/hostile/run.py --write -->\n"


def main() -> None:
    """Do the attacks, print the table."""
    with tempfile.TemporaryDirectory() as place:
        done = [*by_requests(Path(place)), *by_pages(Path(place))]
    for attack, outcome in done:
        for why in outcome.through:
            print(f"{attack.name}: {why}", file=sys.stderr)
    rows = table(done)
    print(rows)
    if "--write" in sys.argv[1:]:
        PAGE.write_text(PAGE.read_text().partition(MARK)[0] + MARK + "\n" + rows)
    sys.exit(int(any(outcome.through for _, outcome in done)))


def by_requests(place: Path) -> Iterator[tuple[Attack, Outcome]]:
    """The attacks by bytes on the wire."""
    with target(place / "plain") as attacked:
        yield from [(attack, attack.do(attacked)) for attack in WITHOUT_TOKEN]
    with target(place / "guarded", "--token") as attacked:
        yield from [(attack, attack.do(attacked)) for attack in WITH_TOKEN]


def by_pages(place: Path) -> Iterator[tuple[Attack, Outcome]]:
    """The attacks in Chromium."""
    environment = {**os.environ, "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}
    with canary() as hears, target(place / "pages") as attacked, sync_playwright() as playwright:
        command = [sys.executable, str(Path(hostile_runs.__file__)), str(attacked.folder), hears.url]
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
        chromium = opened(playwright)
        yield from [(attack, attack.do(Visit(chromium, attacked, hears))) for attack in PAGES]
        chromium.close()


def table(done: list[tuple[Attack, Outcome]]) -> str:
    """The table of the page, a row an attack."""
    lines = ["| where | attack | tries | answered | got through |", "| --- | --- | ---: | --- | ---: |"]
    for (group, name, _), outcome in done:
        lines.append(f"| {group} | {name} | {outcome.n_tried:,} | {outcome.answered} | {len(outcome.through)} |")
    n_tried = sum(outcome.n_tried for _, outcome in done)
    n_through = sum(len(outcome.through) for _, outcome in done)
    return "\n".join([*lines, f"| | **all** | **{n_tried:,}** | | **{n_through}** |"]) + "\n"


if __name__ == "__main__":
    main()
