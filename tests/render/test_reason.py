from __future__ import annotations

import pytest

from chartkit.render.reason import last_words, plain_reason, runtime_error


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Vega-Lite to SVG conversion failed:\nTypeError: Cannot read\n    at oi (+esm:7:13802)\n    at x",
            "Cannot read",
        ),
        (
            "Unsupported Vega-Lite version string 6.5\n\nStack backtrace:\n   0: <unknown>\n   1: main",
            "Unsupported Vega-Lite version string 6.5",
        ),
        (
            "Failed to parse vl_spec string as JSON: recursion limit exceeded at line 1 column 9",
            "recursion limit exceeded at line 1 column 9",
        ),
        ("Uncaught (in promise) Error: Error: no", "no"),
        ("", "no reason was given"),
        ("x" * 1000, "x" * 399 + "…"),
    ],
)
def test_the_reason_is_one_line(text: str, reason: str) -> None:
    assert plain_reason(text) == reason


def test_the_first_logged_error_counts_and_warnings_do_not() -> None:
    log = "WARN Infinite extent\nERROR TypeError: first\n    at f\nERROR TypeError: second\n"
    assert runtime_error(log) == "first"
    assert runtime_error("WARN Infinite extent\n") is None


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (
            "<--- JS stacktrace --->\n#\n# Fatal JavaScript out of memory: x\n#\n  /a.so(+0x1) [0x7f]",
            "Fatal JavaScript out of memory: x",
        ),
        ("memory allocation of 99 bytes failed\n", "memory allocation of 99 bytes failed"),
        ("WARN something\n", None),
    ],
)
def test_the_last_words_are_found_among_stack_traces(log: str, words: str | None) -> None:
    assert last_words(log) == words
