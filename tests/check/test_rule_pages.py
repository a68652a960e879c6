"""Every page of `chartkit rule`: its failing example is found by its code alone, its passing one by nothing."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from chartkit.check import check_preset
from chartkit.check.checker import DRAWING_CODES
from chartkit.check.ignoring.suppression import without_ignored
from chartkit.check.page import Page, page_of, pages
from chartkit.check.proofs import PROOFS
from chartkit.check.remedies import REMEDIES
from chartkit.check.rules import RULES
from chartkit.check.scripts import check_script
from chartkit.check.settings.selectors import GROUPS, group_of
from chartkit.check.settings.settings import Settings
from chartkit.diagnostics import CODES, ChartkitError, Diagnostic

ROOT = Path(__file__).parent.parent.parent
PAGES = list(pages().values())
HEADINGS = ["Why", "Failing", "Passing"]
MORE_HEADINGS = ["Options", "Source"]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IN_WORDS = {"CK305", "CK457", "CK888", "CK889", "CK890", "CK892"}
"""Whose examples are too long for a page, or take a repository."""
OF_THE_FILE = {"CK115", "CK117", "CK702", "CK803", "CK804", "CK805"}
"""Which are about a whole file, not about one of its lines."""


def sections(page: Page) -> dict[str, str]:
    """The page's text by heading."""
    parts = re.split(r"^## (.+)\n", page.text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def found_in(page: Page, heading: str) -> list[Diagnostic]:
    """What `check` finds in the first file of an example, whose others stand beside it."""
    blocks = BLOCK.findall(sections(page)[heading])
    names = [name or "preset.yaml" for _, name, _ in blocks]
    for name, (_, _, content) in zip(names, blocks, strict=True):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")
    preset = Path(names[0])
    settings = Settings(Path.cwd(), ignore=tuple(code for code in PROOFS if code != page.code))
    is_script = preset.suffix == ".py"
    found = check_script(preset) if is_script else check_preset(preset, data=page.code in DRAWING_CODES)
    findings = without_ignored(found, preset.read_text(encoding="utf-8"), names[0], settings)
    return [finding for finding in findings if settings.keeps(finding)]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


each_page = pytest.mark.parametrize("page", PAGES, ids=[page.code for page in PAGES])
each_shown = pytest.mark.parametrize(
    "page", [page for page in PAGES if page.code not in IN_WORDS], ids=lambda page: page.code
)


@each_page
def test_a_page_has_its_headings_in_order(page: Page) -> None:
    assert page.summary.endswith(".")
    assert not page.text.startswith("#")
    assert list(sections(page)) == [*HEADINGS, *(each for each in MORE_HEADINGS if each in sections(page))]
    assert max(map(len, page.text.splitlines())) <= 120


@each_shown
def test_the_failing_example_is_found_by_its_code_alone(page: Page) -> None:
    findings = found_in(page, "Failing")
    assert {(finding.code, finding.severity) for finding in findings} == {(page.code, page.severity)}
    has_line = all(finding.location and finding.location.line for finding in findings)
    assert has_line is (page.code not in OF_THE_FILE)


@each_shown
def test_nothing_is_found_in_the_passing_example(page: Page) -> None:
    assert found_in(page, "Passing") == []


def test_every_code_has_a_page_or_a_remedy() -> None:
    assert sorted([*pages(), *REMEDIES]) == sorted(CODES)
    assert {rule.code for rule in RULES} <= pages().keys()
    assert all(re.fullmatch(r"[A-Z].+\.", remedy) for remedy in REMEDIES.values())


def test_every_code_in_the_literate_tests_has_a_page() -> None:
    outputs = (Path(__file__).parent.parent / "diagnostics").glob("*.md")
    printed = {code for page in outputs for code in re.findall(r"^\S*: (CK\d{3}) ", page.read_text(), re.MULTILINE)}
    assert printed - pages().keys() == set()


def test_no_two_pages_have_one_name_and_each_has_a_group() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES)
    assert {page.group for page in PAGES} <= {*GROUPS}
    assert all(group_of(page.code) == page.group for page in PAGES)


def test_the_pages_in_docs_are_up_to_date() -> None:
    """`make rules` writes them."""
    made = runpy.run_path(str(ROOT / "tools" / "make_rule_pages.py"))
    kept = {path.name: path.read_text(encoding="utf-8") for path in made["FOLDER"].glob("*.md")}
    assert kept == made["rule_pages"]()


def test_a_page_is_found_by_code_and_by_name() -> None:
    assert page_of("ck703") == page_of("703") == page_of("unused-slot") == pages()["CK703"]
    for wrong, help in {
        "CK7O3": "help: did you mean 'CK703'?",
        "unused-slots": "help: did you mean 'unused-slot'?",
        "zzz": "help: 'chartkit rule' lists them",
    }.items():
        with pytest.raises(ChartkitError) as caught:
            page_of(wrong)
        assert str(caught.value) == f"CK701 'check' has no rule {wrong!r}.\n{help}"


def test_a_code_that_check_never_gives_is_told_in_two_sentences() -> None:
    assert page_of("ck609") == (
        "# CK609 a step is no whole number\n\n'check' never gives this code.\n\nGive the step as a whole number.\n"
    )
