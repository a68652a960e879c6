"""Writes what `chartkit check` says today into every page of tests/diagnostics; read the difference before you keep it.

python tools/rewrite_diagnostics.py [PAGE.md ...]
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from chartkit.cli.application import application
from chartkit.files import data_folder

PAGES = Path(__file__).resolve().parent.parent / "tests/diagnostics"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def rewritten(text: str) -> str:
    """The page with the output of its command, run in a new folder that holds the page's files."""
    blocks = list(BLOCK.finditer(text))
    session = next(block for block in blocks if block[1] == "text")
    command = session[3].partition("\n")[0]
    with tempfile.TemporaryDirectory() as folder:
        for _, name, content in (block.groups() for block in blocks):
            if name:
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
        os.chdir(folder)
        arguments = command.removeprefix("$ chartkit ").split()
        said = CliRunner().invoke(application, arguments, prog_name="chartkit", catch_exceptions=False).output
        os.chdir(PAGES)
    said = said.replace(str(data_folder("presets")), "BUILT-IN")
    return f"{text[: session.start(3)]}{command}\n{said}{text[session.end(3) :]}"


def main() -> None:
    pages = [Path(name).resolve() for name in sys.argv[1:]] or sorted(PAGES.glob("*.md"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        new = rewritten(text)
        if new != text:
            page.write_text(new, encoding="utf-8")
            print(f"{page.name} says something else now")


if __name__ == "__main__":
    main()
