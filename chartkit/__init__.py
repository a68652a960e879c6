"""chartkit: charts as code for machine-learning runs.

    import chartkit

    table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
    chart = chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"})
    chart.save("loss.png")

Presets are files (`presets/`), charts are plain Vega-Lite, runs live on the user's own disk. Names are loaded when they
are first used, so importing costs next to nothing.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from chartkit.version import VERSION

if TYPE_CHECKING:
    from chartkit import plot, sklearn
    from chartkit.compiler import Chart, plot_table
    from chartkit.data import Table
    from chartkit.diagnostics import (
        BindError,
        ChartkitError,
        ChartkitWarning,
        DataError,
        Diagnostic,
        PresetError,
        RenderError,
        RunError,
    )
    from chartkit.media import Audio, Histogram, Html, Image, Molecule, Object3D, Plotly, Video
    from chartkit.presets import Preset
    from chartkit.runs import (
        Api,
        Artifact,
        Run,
        Settings,
        define_metric,
        finish,
        init,
        link_artifact,
        log,
        log_artifact,
        log_model,
        login,
        save,
        use_artifact,
        use_model,
    )
    from chartkit.runs.writing.section import Section

    run: Run | None
    config: Section
    summary: Section

__version__ = VERSION

__all__ = [
    "Api",
    "Artifact",
    "Audio",
    "BindError",
    "Chart",
    "ChartkitError",
    "ChartkitWarning",
    "DataError",
    "Diagnostic",
    "Histogram",
    "Html",
    "Image",
    "Molecule",
    "Object3D",
    "Plotly",
    "Preset",
    "PresetError",
    "RenderError",
    "Run",
    "RunError",
    "Settings",
    "Table",
    "Video",
    "config",
    "define_metric",
    "finish",
    "init",
    "link_artifact",
    "log",
    "log_artifact",
    "log_model",
    "login",
    "plot",
    "plot_table",
    "run",
    "save",
    "sklearn",
    "summary",
    "use_artifact",
    "use_model",
]

_PLACES = {
    **dict.fromkeys(("Chart", "plot_table"), "compiler"),
    "Table": "data",
    **dict.fromkeys(("BindError", "ChartkitError", "ChartkitWarning", "DataError", "Diagnostic"), "diagnostics"),
    **dict.fromkeys(("PresetError", "RenderError", "RunError"), "diagnostics"),
    **dict.fromkeys(("Audio", "Histogram", "Html", "Image", "Molecule", "Object3D", "Plotly", "Video"), "media"),
    "Preset": "presets",
    **dict.fromkeys(("Api", "Artifact", "Run", "define_metric", "finish", "init", "log", "log_artifact"), "runs"),
    **dict.fromkeys(("Settings", "link_artifact", "log_model", "login", "save", "use_artifact", "use_model"), "runs"),
}


def __getattr__(name: str) -> Any:
    if name in ("plot", "runs", "sklearn"):
        return importlib.import_module(f"chartkit.{name}")
    if name in _PLACES:
        value = getattr(importlib.import_module(f"chartkit.{_PLACES[name]}"), name)
        globals()[name] = value
        return value
    if name.startswith("__"):
        raise AttributeError(f"module 'chartkit' has no attribute {name!r}")
    from chartkit.runs.absent import way_without

    way_out = way_without(name, sorted(__all__)) or "leave the line out: the rest of the script runs without it."
    raise AttributeError(f"chartkit {__version__} has no {name!r}; {way_out}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Module(ModuleType):
    """The module itself: `run`, `config` and `summary` are those of the active run, and `config` can be assigned."""

    @property
    def run(self) -> Run | None:
        from chartkit.runs import active_run

        return active_run()

    @property
    def config(self) -> Section:
        from chartkit.runs import config_view

        return config_view()

    @config.setter
    def config(self, value: object) -> None:
        from chartkit.runs import set_config

        set_config(value)

    @property
    def summary(self) -> Section:
        from chartkit.runs import summary_view

        return summary_view()


sys.modules[__name__].__class__ = _Module
