"""The functions of the module, which speak to the active run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import chartkit
import chartkit.runs as runs
from chartkit.diagnostics import RunError
from chartkit.runs import Api, init


def test_the_module_speaks_to_the_active_run() -> None:
    assert runs.active_run() is None
    run = init()
    assert runs.active_run() is run
    runs.log({"a": 1})
    runs.log({"a": 2}, step=5)
    runs.log({"b": 3}, commit=True)
    runs.summary_view()["best"] = 4
    runs.config_view().lr = 0.1
    runs.finish()
    assert runs.active_run() is None
    runs.finish()
    found = Api().run(run.id)
    assert [row["_step"] for row in found.scan_history()] == [0, 5]
    assert (found.summary, found.config) == ({"a": 2, "b": 3, "best": 4}, {"lr": 0.1})


def test_a_run_finished_by_itself_is_not_active() -> None:
    with init() as run:
        pass
    assert runs.active_run() is None
    with pytest.raises(RunError) as caught:
        runs.log({"a": 1})
    assert str(caught.value) == f"CK606 run {run.id!r} is finished; call chartkit.init() for a new one."


def test_a_config_assigned_before_a_run_waits_for_it() -> None:
    runs.set_config({"epochs": 10, "lr": 0.1, "model": {"depth": 1}})
    assert runs.config_view().epochs == 10
    runs.config_view().model.depth = 2
    run = init(config={"lr": 0.2}, allow_val_change=True)
    assert run.config == {"epochs": 10, "lr": 0.2, "model": {"depth": 2}}
    runs.set_config({"epochs": 20})
    assert run.config.epochs == 20
    runs.finish()
    assert Api().run(run.id).config == {"epochs": 20, "lr": 0.2, "model": {"depth": 2}}
    with init() as following:
        assert following.config == {}, "it waited for one run only"


def test_without_a_run() -> None:
    with pytest.raises(RunError) as caught:
        runs.log({"a": 1})
    assert str(caught.value) == "CK606 chartkit.log needs a run: call chartkit.init() first."
    with pytest.raises(RunError) as caught:
        runs.summary_view()
    assert str(caught.value) == "CK606 chartkit.summary needs a run: call chartkit.init() first."


def test_a_config_without_a_run_says_that_there_is_none() -> None:
    runs.set_config({"lr": 0.1})
    for ask in (lambda: runs.config_view().epochs, lambda: runs.config_view()["epochs"]):
        with pytest.raises(RunError) as caught:
            ask()
        assert str(caught.value) == (
            "CK612 no run is active, and the config that waits for the next run has no key 'epochs'.\n"
            "help: it has: 'lr'"
        )
    with init() as run, pytest.raises(RunError) as caught:
        run.config.epochs  # noqa: B018
    assert str(caught.value) == "CK612 config has no key 'epochs'.\nhelp: it has: 'lr'"


def test_methods_of_the_run_are_functions_with_the_same_arguments() -> None:
    import inspect

    for name in ("define_metric", "link_artifact", "log_artifact", "log_model", "save", "use_artifact", "use_model"):
        function, method = getattr(chartkit, name), getattr(chartkit.Run, name)
        assert [*inspect.signature(function).parameters] == [*inspect.signature(method).parameters][1:]
        with pytest.raises(RunError) as caught:
            function("x")
        assert str(caught.value) == f"CK606 chartkit.{name} needs a run: call chartkit.init() first."
    Path("model.bin").write_bytes(b"m")
    run = init(project="p")
    assert str(chartkit.define_metric("loss", "epoch")) == str(run.metrics["loss"])
    logged = chartkit.log_model("model.bin", "model")
    assert chartkit.link_artifact(logged, "best").name == "best:v0"
    assert Path(chartkit.use_model("model:latest")).read_bytes() == b"m"


def test_login_never_asks() -> None:
    assert runs.login() is True
    assert runs.login(key="x", relogin=True) is True


def test_other_names_of_a_run() -> None:
    run = init()
    with pytest.raises(RunError) as caught:
        run.sumary  # noqa: B018
    assert str(caught.value) == (
        "CK611 a run has no 'sumary' in this version of chartkit.\nhelp: did you mean 'summary'?"
    )
    assert not hasattr(run, "watch")
    with pytest.raises(RunError) as caught:
        run.watch  # noqa: B018
    assert str(caught.value) == (
        "CK611 a run has no 'watch' in this version of chartkit.\n"
        "help: leave the line out; what you want to see of gradients can be logged as chartkit.Histogram(…)."
    )


def test_names_of_wandb_that_are_not_there_say_what_to_do() -> None:
    with pytest.raises(AttributeError) as caught:
        chartkit.sweep  # noqa: B018
    assert str(caught.value) == (
        f"chartkit {chartkit.__version__} has no 'sweep'; "
        "there are no sweeps: call chartkit.init(config=…, group=…) once for each setting, in a loop."
    )


def test_a_key_given_to_log_without_a_dict() -> None:
    with pytest.raises(RunError) as caught:
        init().log("loss", 3)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "CK607 run.log takes a dict of keys and values; found str.\nhelp: run.log({'loss': …})"
    )


def test_every_public_name_is_there_twice() -> None:
    for name in runs.__all__ * 2:
        assert callable(getattr(runs, name))
    assert not hasattr(runs, "nothing")


def test_reading_and_writing_runs_imports_no_frame_library() -> None:
    text = (
        "import sys, chartkit.runs as c\n"
        "run = c.init()\n"
        "run.log({'a': 1, 'b': [1], 'c': float('nan')})\n"
        "run.finish()\n"
        "list(c.Api().run(run.id).scan_history())\n"
        "heavy = {'numpy', 'pandas', 'polars', 'narwhals', 'altair', 'vl_convert', 'asyncio', 'psutil'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
