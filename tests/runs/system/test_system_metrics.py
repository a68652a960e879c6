"""System metrics: their stream, their end, forks, a full disk, and GPUs by a fake of NVIDIA's library."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from chartkit.diagnostics import RunError
from chartkit.runs import Api, init
from chartkit.runs.system import sampler
from chartkit.runs.system import sources as sources_module
from chartkit.runs.system.sampler import SystemSampler
from chartkit.runs.system.sources import Moment, Sources
from chartkit.runs.system.stream import SystemStream, read_system, system_frame

LONG_S = 3600.0


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a run waits for its last sample, however busy the machine is."""
    monkeypatch.setattr(sampler, "_LONGEST_WAIT_S", 20.0)


class Counting:
    """A source that counts its samples and tells of the wanted one."""

    def __init__(self, wanted: int = 1) -> None:
        self.n, self.wanted, self.faults = 0, wanted, list[str]()
        self.reached = threading.Event()

    def sample(self) -> dict[str, float]:
        self.n += 1
        if self.n == self.wanted:
            self.reached.set()
        return {"system.n": self.n}

    def made(self, _folder: Path, _begin: Moment) -> Counting:
        return self


def numbers(folder: Path) -> list[float]:
    return [sample["system.n"] for sample in read_system(folder)[0]]


def test_a_short_run_has_a_sample_of_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "15")
    others = set(threading.enumerate())
    with init() as run:
        run.log({"a": 1})
    frame = Api().run(run.id).system_metrics()
    assert len(frame) >= 1
    last = frame.iloc[-1]
    assert 0 <= last["system.cpu"] <= 100
    assert last["system.proc.memory.rssMB"] > 10
    assert last["_runtime"] >= 0
    assert frame.attrs["diagnostics"] == ()
    assert Api().run(run.id).history(stream="system").equals(frame)
    assert list(Api().run(run.id).history()["a"]) == [1], "the rows are not touched"
    assert set(threading.enumerate()) <= others


def test_a_sample_has_the_process_the_machine_the_disk_and_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources_module, "_SHORTEST_S", math.inf)
    sources = Sources(tmp_path, Moment.now())
    sample = sources.sample()
    assert sources.faults == []
    assert {name.split(".")[1] for name in sample} == {"cpu", "proc", "memory_percent", "disk", "network"}
    monkeypatch.setattr(sources_module, "_SHORTEST_S", 0.1)
    while "system.machine.cpu_percent" not in (later := sources.sample()):
        pass
    assert 0 <= later["system.machine.cpu_percent"] <= 100
    assert 0 < sample["system.memory_percent"] <= 100
    assert sample["system.proc.memory.rssMB"] > 10
    assert sample["system.network.sent"] == 0, "it counts from the first sample"


def test_samples_come_at_the_beginning_at_intervals_and_at_the_end(tmp_path: Path) -> None:
    source = Counting(wanted=3)
    sampling = SystemSampler(tmp_path, 0.001, source.made)
    assert source.reached.wait(20)
    sampling.stop()
    sampling.stop()
    assert numbers(tmp_path) == list(range(1, source.n + 1))
    assert source.n >= 4

    source = Counting()
    sampling = SystemSampler(tmp_path, LONG_S, source.made, first_s=0.0)
    assert source.reached.wait(20)
    sampling.stop()
    assert source.n == 2


def test_a_run_that_ends_before_its_first_sample_has_one_of_its_end(tmp_path: Path) -> None:
    source = Counting()
    sampling = SystemSampler(tmp_path, LONG_S, source.made, first_s=LONG_S)
    sampling.stop()
    (sample,) = read_system(tmp_path)[0]
    assert (source.n, sample["system.proc.memory.rssMB"] > 10) == (0, True)


def test_the_end_does_not_wait_for_a_machine_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampler, "_LONGEST_WAIT_S", 0.1)
    begun, released = threading.Event(), threading.Event()

    class Hanging(Counting):
        def sample(self) -> dict[str, float]:
            begun.set()
            released.wait(20)
            return {}

    sampling = SystemSampler(tmp_path, LONG_S, Hanging().made, first_s=0.0)
    assert begun.wait(20)
    sampling.stop()
    assert not released.is_set(), "stop came back while the sample was under way"
    released.set()


def test_a_forked_child_does_not_sample_and_the_parent_goes_on(tmp_path: Path) -> None:
    source = Counting()
    sampling = SystemSampler(tmp_path, LONG_S, source.made, first_s=0.0)
    assert source.reached.wait(20)
    if (child := os.fork()) == 0:
        sampling.stop()
        os._exit(psutil.Process().num_threads() - 1 + source.n - 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    sampling.stop()
    assert numbers(tmp_path) == [1, 2]
    assert len(list(tmp_path.glob("system-*"))) == 1


def test_a_run_that_is_forked_has_one_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "15")
    with init() as run:
        if (child := os.fork()) == 0:
            run.log({"child": 1})
            run.finish()
            os._exit(0)
        os.waitpid(child, 0)
    assert len(list(Path(run.dir).glob("system-*.jsonl"))) == 1
    assert Api().run(run.id).state == "finished"


IMPORTING = """
import sys, threading
from importlib.abc import MetaPathFinder

class Noting(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "psutil":
            importing.add(threading.get_ident())

importing = set()
sys.meta_path.insert(0, Noting())
import chartkit
run = chartkit.init()
run.log({"a": 1})
print(threading.get_ident() in importing)
run.finish(quiet=True)
run._sampler._ended.wait(20)
"""


def test_init_imports_nothing_for_it() -> None:
    environment = os.environ | {"CHARTKIT_SYSTEM_S": "15"}
    command = [sys.executable, "-c", IMPORTING]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("False\n", "")
    (run,) = Api().runs()
    assert len(run.system_metrics()) >= 1


def test_a_full_disk_costs_the_samples_of_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = SystemStream(tmp_path, 0.0)
    stream.write({"system.n": 1}, [])
    write: Callable[[int, bytes], int] = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, lines: write(descriptor, lines[:9]))
    stream.write({"system.n": 2}, [])
    stream.write({"system.n": 3}, [])
    monkeypatch.setattr(os, "write", write)
    stream.write({"system.n": 4}, ["gpu is not measured: GPU is lost"])
    stream.close()
    frame = system_frame(tmp_path)
    assert list(frame["system.n"]) == [1, 4]
    file = next(tmp_path.glob("system-*")).name
    assert [str(one) for one in frame.attrs["diagnostics"]] == [
        "CK622 gpu is not measured: GPU is lost.",
        "CK622 2 samples of the machine's figures were not stored: No space left on device.",
        f"CK622 {file}: 2 lines cannot be read.",
    ]


@pytest.mark.parametrize("is_moved", [True, False], ids=["moved", "deleted"])
def test_a_folder_that_is_gone_and_made_again_has_all_samples(tmp_path: Path, is_moved: bool) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    stream = SystemStream(folder, 0.0)
    stream.write({"system.n": 1}, [])
    folder.rename(tmp_path / "moved") if is_moved else shutil.rmtree(folder)
    stream.write({"system.n": 2}, [])
    folder.mkdir()
    stream.write({"system.n": 3}, [])
    stream.close()
    frame = system_frame(folder)
    assert list(frame["system.n"]) == [1, 3]
    assert [str(one) for one in frame.attrs["diagnostics"]] == [
        "CK622 1 sample of the machine's figures was not stored: No such file or directory."
    ]
    assert not is_moved or list(system_frame(tmp_path / "moved")["system.n"]) == [1]


def test_lines_of_strangers_are_counted(tmp_path: Path) -> None:
    lines = ['{"system":{"a":"b"},"_timestamp":1.0,"_runtime":1.0}', '{"system":{"a":1}}', "[1]", '{"diagnostic":3}']
    (tmp_path / "system-a-1-b.jsonl").write_text("\n".join([*lines, '{"later": 1}']), encoding="utf-8")
    samples, (finding,) = read_system(tmp_path)
    assert samples == []
    assert str(finding) == "CK622 system-a-1-b.jsonl: 4 lines cannot be read."


def test_a_source_that_fails_is_named_once_and_the_rest_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        raise PermissionError("no counters in this container")

    monkeypatch.setattr(psutil, "net_io_counters", refused)
    sources = Sources(tmp_path, Moment.now())
    first, second = sources.sample(), sources.sample()
    assert "system.network.sent" not in first
    assert "system.memory_percent" in second
    assert sources.faults == ["network is not measured: no counters in this container"]


class FakeNvml(types.ModuleType):
    """A fake of `pynvml` with one GPU that cannot tell its power. No GPU takes part in this test."""

    NVML_TEMPERATURE_GPU = 0

    class NVMLError(Exception):
        pass

    class NVMLError_NotSupported(NVMLError):
        pass

    def nvmlInit(self) -> None: ...

    def nvmlDeviceGetCount(self) -> int:
        return 1

    def nvmlDeviceGetHandleByIndex(self, index: int) -> int:
        return index

    def nvmlDeviceGetUtilizationRates(self, _handle: int) -> Any:
        return types.SimpleNamespace(gpu=87, memory=40)

    def nvmlDeviceGetMemoryInfo(self, _handle: int) -> Any:
        return types.SimpleNamespace(used=4 << 30, total=16 << 30)

    def nvmlDeviceGetTemperature(self, _handle: int, _sensor: int) -> int:
        return 61

    def nvmlDeviceGetPowerUsage(self, _handle: int) -> int:
        raise self.NVMLError_NotSupported("Not Supported")


def test_a_fake_gpu_is_measured_but_for_what_it_cannot_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", FakeNvml("pynvml"))
    sources = Sources(tmp_path, Moment.now())
    sources.sample()
    gpu = {name: value for name, value in sources.sample().items() if ".gpu." in name}
    assert gpu == {
        "system.gpu.0.gpu": 87,
        "system.gpu.0.memory": 40,
        "system.gpu.0.memoryAllocatedBytes": 4 << 30,
        "system.gpu.0.memoryAllocated": 25.0,
        "system.gpu.0.temp": 61,
    }
    assert sources.faults == []


def test_a_fake_driver_that_is_not_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeNvml("pynvml")

    def refused() -> None:
        raise fake.NVMLError("Driver Not Loaded")

    monkeypatch.setattr(fake, "nvmlInit", refused, raising=False)
    monkeypatch.setitem(sys.modules, "pynvml", fake)
    assert Sources(tmp_path, Moment.now()).faults == ["gpu is not measured: Driver Not Loaded"]


@pytest.mark.parametrize(
    "settings", [{"x_disable_stats": True}, {"x_stats_sampling_interval": 0}, {"x_stats_sampling_interval": 20.0}]
)
def test_wandbs_settings_hold(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "15")
    with init(settings=settings) as run:
        pass
    assert len(list(Path(run.dir).glob("system-*"))) == (settings.get("x_stats_sampling_interval") == 20)


@pytest.mark.parametrize("text", ["often", "-1", "nan", "inf"])
def test_an_interval_that_is_none_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", text)
    with pytest.raises(RunError) as caught:
        init()
    assert str(caught.value) == (
        f"CK605 CHARTKIT_SYSTEM_S is a number of seconds, 0 for no system metrics; found {text!r}."
    )
    with pytest.raises(RunError) as caught:
        init(settings={"x_stats_sampling_interval": "often"})
    assert str(caught.value) == (
        "CK605 x_stats_sampling_interval is a number of seconds, 0 for no system metrics; found 'often'."
    )
