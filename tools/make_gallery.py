"""`make gallery`: one page with every preset drawn from its own example, on white and on dark.

Takes the presets of the repository, writes `build/gallery.html`, which needs no other file and no network. What a
screen reader says in place of a picture is the description of its preset.
"""

from __future__ import annotations

import argparse
from base64 import b64encode
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from chartkit.compiler import Chart, plot_table
from chartkit.data.files import read_file
from chartkit.files import data_folder
from chartkit.presets import Preset, load

ROOT = Path(__file__).resolve().parents[1]
THEMES = (None, "dark")
WIDTH_PX = 380
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1360px; margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 3rem 0 0; font-size: 1.1rem; }
p { margin: .3rem 0 1rem; max-width: 48rem; }
.pair { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
.pair div { padding: 1rem; border-radius: 6px; border: 1px solid #ccc; }
.pair .dark { background: #333; border-color: #333; }
img { display: block; max-width: 100%; }
"""


def main() -> None:
    """Draw all of them and say where the page is."""
    parser = argparse.ArgumentParser(description="every preset on one page")
    parser.add_argument("--to", type=Path, default=ROOT / "build/gallery.html", help="the file to write")
    path: Path = parser.parse_args().to
    folder = data_folder("presets")
    names = sorted(file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.yaml"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(names), encoding="utf-8")
    print(f"{len(names)} presets in {path}")


def page(names: list[str]) -> str:
    """The whole page, a section a preset."""
    links = " · ".join(f'<a href="#{escape(name)}">{escape(name)}</a>' for name in names)
    sections = "\n".join(section(load(name)) for name in names)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>chartkit\'s presets</title>\n'
        f"<style>{STYLE}</style>\n<h1>chartkit's presets</h1>\n<p>{links}</p>\n{sections}\n</html>\n"
    )


def section(preset: Preset) -> str:
    """One preset: its name, its description and its two pictures, the second of which is hidden from screen readers."""
    chart = example(preset)
    light, dark = (picture(chart, theme) for theme in THEMES)
    told = escape(preset.description)
    return (
        f'<section id="{escape(preset.name)}"><h2>{escape(preset.name)}</h2>\n<p>{told}</p>\n<div class="pair">'
        f'<div><img alt="{told}" src="{light}"></div><div class="dark"><img alt="" src="{dark}"></div></div></section>'
    )


def example(preset: Preset) -> Chart:
    """The chart of the preset's example. Raises `SystemExit` for a preset without one."""
    if preset.example is None or preset.example.data is None:
        raise SystemExit(f"{preset.name} has no example to draw")
    return plot_table(preset.name, read_file(preset.example.data), preset.example.fields, preset.example.strings)


def picture(chart: Chart, theme: str | None) -> str:
    """The chart as the address of an image that holds itself."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "chart.svg")
        chart.save(path, width=WIDTH_PX, theme=theme)
        return f"data:image/svg+xml;base64,{b64encode(path.read_bytes()).decode()}"


if __name__ == "__main__":
    main()
