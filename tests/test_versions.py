"""One Vega: pyproject names the versions, and altair, vl-convert and the schemas agree with them."""

import json
import tomllib
from pathlib import Path

import altair
import vl_convert

import chartkit

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VEGA = PROJECT["tool"]["vega-versions"]


def test_altair_vl_convert_and_the_schemas_agree() -> None:
    assert altair.SCHEMA_VERSION.startswith(f"v{VEGA['vega-lite']}.")
    assert VEGA["vega-lite"] in vl_convert.get_vegalite_versions()
    assert vl_convert.get_vega_version().split(".")[0] == VEGA["vega"]
    assert (ROOT / "schemas" / f"vega-lite-v{VEGA['vega-lite']}.schema.json").is_file()
    assert (ROOT / "schemas" / f"vega-v{VEGA['vega']}.schema.json").is_file()


def test_the_package_knows_its_version() -> None:
    assert chartkit.__version__ == PROJECT["project"]["version"]


def test_the_page_runs_the_vega_that_draws_files() -> None:
    pinned = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))["dependencies"]

    assert pinned["vega"] == vl_convert.get_vega_version()
    assert pinned["vega-lite"].startswith(f"{VEGA['vega-lite']}.")
