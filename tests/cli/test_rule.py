"""`chartkit rule`: a page, the list of all, and what is no rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chartkit.check.page import pages


def test_a_page_goes_into_a_pipe_as_markdown(run: Callable[..., Any]) -> None:
    said = run("rule", "CK703")
    assert (said.exit_code, said.stdout, said.stderr) == (0, pages()["CK703"].markdown, "")
    assert said.stdout.startswith(
        "# CK703 unused-slot\n\n*warning · slots*\n\nA slot is declared, and nothing in the spec"
    )


def test_a_name_is_as_good_as_a_code(run: Callable[..., Any]) -> None:
    assert run("rule", "unused-slot").stdout == run("rule", "ck703").stdout == run("rule", "CK703").stdout
    assert run("rule", "703").stdout == run("rule", "CK703").stdout


def test_a_code_of_a_run_is_told_with_the_way_out(run: Callable[..., Any]) -> None:
    said = run("rule", "CK609")
    assert said.exit_code == 0
    assert said.stdout == (
        "# CK609 a step is no whole number\n\n'check' never gives this code.\n\nGive the step as a whole number.\n"
    )


def test_without_a_code_all_are_listed_by_group(run: Callable[..., Any]) -> None:
    lines = run("rule").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  CK")] == [
        page.code
        for group in [line for line in lines if line in {page.group for page in pages().values()}]
        for page in pages().values()
        if page.group == group
    ]
    assert {line.split()[0] for line in lines if line.startswith("  CK")} == {*pages()}
    assert lines[-1] == (
        "select and ignore in [tool.chartkit] of pyproject.toml take these codes, their beginnings, and the groups."
    )


def test_the_beginning_of_a_code_and_a_group_list_theirs(run: Callable[..., Any]) -> None:
    def listed(selector: str) -> set[str]:
        return {line.split()[0] for line in run("rule", selector).stdout.splitlines() if line.startswith("  CK")}

    assert listed("ck31") == {code for code in pages() if code.startswith("CK31")}
    assert listed("slots") == {page.code for page in pages().values() if page.group == "slots"}
    assert (
        run("rule", "CK9").stderr == "CK701 no code of 'check' begins with 'CK9'.\nhelp: 'chartkit rule' lists them\n"
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("CK7O3", "CK701 'check' has no rule 'CK7O3'.\nhelp: did you mean 'CK703'?\n"),
        ("unused-slots", "CK701 'check' has no rule 'unused-slots'.\nhelp: did you mean 'unused-slot'?\n"),
        ("zzz", "CK701 'check' has no rule 'zzz'.\nhelp: 'chartkit rule' lists them\n"),
        ("999", "CK701 'check' has no rule '999'.\nhelp: 'chartkit rule' lists them\n"),
    ],
)
def test_what_is_no_rule(wrong: str, said: str, run: Callable[..., Any]) -> None:
    result = run("rule", wrong)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
