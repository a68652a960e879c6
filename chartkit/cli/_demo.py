"""`chartkit demo`: a real training, its charts, and a mistake found and mended. Some ten seconds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.output import say
from chartkit.files import write_whole

if TYPE_CHECKING:
    from chartkit import Chart, Run


@click.command("demo")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where the pictures and pages go.",
)
def command(folder: Path) -> None:
    """Train a small classifier on handwritten digits and look at its charts."""
    os.environ.setdefault("CHARTKIT_SILENT", "1")
    run, charts = trained()
    folder.mkdir(parents=True, exist_ok=True)
    save(charts, folder)
    say(f"\nThe run, with every number and chart: {os.path.relpath(run.dir)}")
    preset = show_a_mistake(folder / "presets")
    say("\nWhat next?", "place")
    say(f"  {_program()} runs export {run.id} -o run.html")
    say("      all charts of this run in one page")
    say(f"  {_program()} preview {preset}")
    say("      change the preset in your editor and watch it")
    say(f"  {_program()} ui")
    say("      see this run and all others in the browser, with their charts and presets")


def _program() -> str:
    """What a terminal here finds chartkit by: its name, or its place where that is not on the path."""
    import shutil
    import sys

    own = Path(sys.argv[0])
    if shutil.which("chartkit") or own.name != "chartkit":
        return "chartkit"
    return min(os.path.relpath(own), str(own), key=len)


def trained() -> tuple[Run, dict[str, Chart]]:
    """The finished run, and the charts of its last epoch."""
    import chartkit
    from chartkit.cli.digits import N_EPOCHS, Epoch, train
    from chartkit.cli.digits_charts import charts_of, confusion_matrix

    training, epochs = train(), list[Epoch]()
    say(f"Training a classifier on 1,797 handwritten digits, {N_EPOCHS} epochs", "place")
    with chartkit.init(project="demo", config={"model": "SGDClassifier", "epochs": N_EPOCHS}) as run:
        for epoch in training:
            epochs.append(epoch)
            run.log({"loss": epoch.train_loss, "test_loss": epoch.test_loss, "accuracy": epoch.accuracy}, commit=False)
            if epoch.number < N_EPOCHS:
                run.log({"confusion_matrix": confusion_matrix(epoch)})
            say(f"  epoch {epoch.number:2}   loss {epoch.train_loss:.3f}   accuracy {epoch.accuracy:.1%}", "quiet")
        charts = charts_of(epochs)
        run.log(charts)
    return run, charts


def save(charts: dict[str, Chart], folder: Path) -> None:
    """Each chart as a picture and a page."""
    say(f"\n{len(charts)} charts, each a picture and a page that needs no network", "place")
    width = max(map(len, charts))
    for key, chart in charts.items():
        picture, page = folder / f"{key}.png", folder / f"{key}.html"
        chart.save(picture, scale=2)
        chart.save(page)
        say(f"  {str(picture).ljust(len(str(folder)) + width + 5)}   {page}")


def show_a_mistake(folder: Path) -> Path:
    """What `check` says about a preset with one wrong word, and about it mended. Gives the preset."""
    from chartkit.cli.checking import checked
    from chartkit.cli.mending import broken, copied_preset

    preset = copied_preset(folder)
    text = preset.read_text(encoding="utf-8")
    say("\nA preset is a file of yours. This one says colr where it means color:", "place")
    write_whole(preset, broken(text).encode())
    say(f"$ chartkit check {preset}", "quiet")
    checked([preset])
    say("\nMended:", "place")
    write_whole(preset, text.encode())
    say(f"$ chartkit check {preset}", "quiet")
    checked([preset])
    return preset
