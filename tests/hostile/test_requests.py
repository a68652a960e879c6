"""Attacks by requests: every one is refused, nothing is changed, and the server answers on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks.attack import Attack
from attacks.requests import WITH_TOKEN, WITHOUT_TOKEN
from attacks.target import Target, target


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(tmp_path_factory.mktemp("plain")) as found:
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with target(tmp_path_factory.mktemp("guarded"), "--token") as found:
        yield found


@pytest.mark.parametrize("attack", WITHOUT_TOKEN, ids=lambda attack: attack.name.split(":")[0])
def test_nothing_gets_through(plain: Target, attack: Attack) -> None:
    outcome = attack.do(plain)
    assert outcome.n_tried > 0
    assert outcome.through == ()


@pytest.mark.parametrize("attack", WITH_TOKEN, ids=lambda attack: attack.name.split(":")[0])
def test_nothing_gets_through_without_the_token(guarded: Target, attack: Attack) -> None:
    assert attack.do(guarded).through == ()


def test_the_page_itself_may_do_what_was_refused(tmp_path: Path) -> None:
    """Or the refusals above would prove nothing."""
    from attacks.requests import EDITS, READS, _body

    with target(tmp_path) as found:
        before = found.state()
        own = (f"Origin: http://{found.host}", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors")
        for path in READS[:-1]:
            assert found.send(found.head("GET", path, *own)).status == 200, path
        method, path, value = EDITS[1]
        assert found.send(_body(found, method, path, value, *own)).status == 200
        assert found.state() != before


def test_the_page_counts_every_attack_and_none_got_through() -> None:
    from attacks.pages import PAGES

    text = (Path(__file__).parents[2] / "docs" / "security.md").read_text()
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ") and line.endswith(" |")][2:-1]
    assert [row[1] for row in rows] == [attack.name for attack in (*WITHOUT_TOKEN, *WITH_TOKEN, *PAGES)]
    assert {row[-1] for row in rows} == {"0 |"}
