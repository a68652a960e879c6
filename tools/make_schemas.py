"""Writes schemas/: the schemas of Vega-Lite and Vega, stripped, with their licences, and the preset schema.

    python tools/make_schemas.py                               # fetches the two npm packages by `npm pack`
    python tools/make_schemas.py --vega DIR --vega-lite DIR    # unpacked npm packages that are already here

The Vega-Lite schema is the one altair ships; it must be equal to the npm package's, whose licence is copied.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import preset_schema

SCHEMAS = Path(__file__).parent.parent / "schemas"
VEGA_LITE_VERSION = "6.4.1"
VEGA_VERSION = "6.4.0"
NAMED_BY_AUTHOR = ("properties", "patternProperties", "definitions")

README = """\
# Schemas
All files here are generated: `make schemas` (`tools/make_schemas.py`) writes them, the same bytes each time.

| file | what | from | licence |
|---|---|---|---|
| `vega-lite-v6.4.schema.json` | Vega-Lite | npm `vega-lite` {vega_lite} (altair's copy) | BSD-3-Clause |
| `vega-v6.schema.json` | Vega | npm `vega` {vega} | BSD-3-Clause |
| `preset.schema.json` | presets, for editors | made of the two above | as they are, and Apache-2.0 |

The licence texts are `LICENSE-vega-lite.txt` and `LICENSE-vega.txt`. In the first two files `description`s
are left out and every `$ref` is percent-encoded, as RFC 3986 asks; nothing else differs.
`preset.schema.json` allows a slot (`${{field:…}}`, `${{string:…}}`, `${{run:…}}`) wherever a value may stand, and
keeps Vega-Lite's descriptions for editors to show. It is wider than chartkit's own check on purpose: a slot is not
typed there, and where Vega says `oneOf` it says `anyOf`.
"""


def stripped(node: Any, named_by_author: bool = False) -> Any:
    """The schema without descriptions, with percent-encoded references; keys keep the source's order."""
    if isinstance(node, list):
        return [stripped(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if named_by_author:
            kept[key] = stripped(value)
        elif key == "$ref":
            kept[key] = "#" + quote(value[1:], safe="/")
        elif key in ("enum", "const", "default", "required"):
            kept[key] = value
        elif key != "description":
            kept[key] = stripped(value, key in NAMED_BY_AUTHOR)
    return kept


def compact(schema: dict[str, Any]) -> bytes:
    """The schema as one line of UTF-8 JSON."""
    return (json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def npm_package(name: str, version: str, folder: Path) -> Path:
    """The unpacked npm package, fetched into `folder` by the ordinary client."""
    subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, capture_output=True)
    with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
        archive.extractall(folder / name, filter="data")
    return folder / name / "package"


def licence(package: Path, name: str, version: str) -> bytes:
    """The package's licence text under a line that names the package and the version it came from."""
    text = (package / "LICENSE").read_text(encoding="utf-8")
    return f"{name} {version}, https://www.npmjs.com/package/{name}, file LICENSE\n\n{text}".encode()


def checked_version(package: Path, version: str) -> Path:
    """`package` itself, when it is the pinned version."""
    found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if found != version:
        raise SystemExit(f"{package} is version {found}; this tool is pinned to {version}.")
    return package


def vega_lite_schema(package: Path) -> dict[str, Any]:
    """The schema that altair ships, once it is seen to be the npm package's own."""
    import altair

    shipped = Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json"
    schema = json.loads(shipped.read_text(encoding="utf-8"))
    original = json.loads((package / "build/vega-lite-schema.json").read_text(encoding="utf-8"))
    if schema != original:
        raise SystemExit(f"altair's schema is not that of vega-lite {VEGA_LITE_VERSION}: change the pin.")
    return schema


def write(vega_lite: Path, vega: Path) -> None:
    """Write every file of schemas/ from the two unpacked packages."""
    vega_schema = json.loads((vega / "build/vega-schema.json").read_text(encoding="utf-8"))
    described = vega_lite_schema(vega_lite)
    lite, full = stripped(described), stripped(vega_schema)
    files = {
        "vega-lite-v6.4.schema.json": compact(lite),
        "vega-v6.schema.json": compact(full),
        "preset.schema.json": compact(preset_schema.build(described, full)),
        "LICENSE-vega-lite.txt": licence(vega_lite, "vega-lite", VEGA_LITE_VERSION),
        "LICENSE-vega.txt": licence(vega, "vega", VEGA_VERSION),
        "README.md": README.format(vega_lite=VEGA_LITE_VERSION, vega=VEGA_VERSION).encode(),
    }
    SCHEMAS.mkdir(exist_ok=True)
    for name, content in files.items():
        (SCHEMAS / name).write_bytes(content)
        print(f"schemas/{name}: {len(content):,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write schemas/ from the pinned packages.")
    parser.add_argument("--vega", type=Path, help=f"folder of the unpacked npm package vega {VEGA_VERSION}")
    parser.add_argument(
        "--vega-lite", type=Path, help=f"folder of the unpacked npm package vega-lite {VEGA_LITE_VERSION}"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        vega_lite = given.vega_lite or npm_package("vega-lite", VEGA_LITE_VERSION, folder)
        vega = given.vega or npm_package("vega", VEGA_VERSION, folder)
        write(checked_version(vega_lite, VEGA_LITE_VERSION), checked_version(vega, VEGA_VERSION))


if __name__ == "__main__":
    main()
