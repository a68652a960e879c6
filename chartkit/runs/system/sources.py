"""What of the machine is measured: its processor, memory, disk and network, this process's part, and NVIDIA's GPUs.

Takes the folder whose disk is of interest; gives one flat dict a sample. The names are W&B's where it has one, units
included: `MB` is 2**20 bytes. A source that this machine does not have, or that fails, is left out and named once.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic, process_time
from typing import Any, NamedTuple

Sample = dict[str, float]
_MB = 1 << 20
_SHORTEST_S = 0.1
"""In less time the machine's processor counters have hardly moved."""


class Moment(NamedTuple):
    """A moment of this process."""

    clock_s: float
    process_s: float
    """The processor time that it had used."""

    @classmethod
    def now(cls) -> Moment:
        """This moment."""
        return cls(monotonic(), process_time())


def process_sample(begin: Moment) -> Sample:
    """What Python itself knows of this process since `begin`: for a run that is over before psutil is imported."""
    found = {"system.cpu": _busy_percent(begin, Moment.now(), os.cpu_count() or 1)}
    with contextlib.suppress(OSError, ValueError, IndexError):  # a system without Linux's /proc
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
        found["system.proc.memory.rssMB"] = pages * os.sysconf("SC_PAGE_SIZE") / _MB
    return found


def _busy_percent(begin: Moment, end: Moment, n_cores: int) -> float:
    """The processor time of this process, in percent of what all cores have."""
    elapsed_s = max(end.clock_s - begin.clock_s, 1e-9)
    return min(100.0, 100 * (end.process_s - begin.process_s) / elapsed_s / n_cores)


class Sources:
    """The sources of one sampler, used in its thread alone. Importing psutil is a part of making it."""

    def __init__(self, folder: Path, begin: Moment) -> None:
        import psutil

        self._folder = folder
        self._last = begin
        self._process: Any = psutil.Process()
        self._psutil: Any = psutil
        self._cores = psutil.cpu_count() or 1
        self._counters: dict[str, float] = {}
        """Counters as they were at the first sample."""
        self._named: set[str] = set()
        self._sources: dict[str, Callable[[], Sample]] = {
            "process": self._of_process,
            "cpu": self._of_cpu,
            "memory": self._of_memory,
            "disk": self._of_disk,
            "network": self._of_network,
        }
        self.faults: list[str] = []
        """Sources that failed since the last look, and why."""
        self._add_gpus()
        self._cpu_times = self._busy_and_all_s()

    def sample(self) -> Sample:
        """The figures of now; processor time is that since the last sample."""
        found: Sample = {}
        for name, source in self._sources.items():
            try:
                found |= source()
            except Exception as error:  # a driver or container may refuse in any way; the rest is measured
                self._fail(name, error)
        return found

    def _fail(self, name: str, error: Exception) -> None:
        if name not in self._named:  # it is tried again, and named once
            self._named.add(name)
            self.faults.append(f"{name} is not measured: {str(error) or type(error).__name__}")

    def _of_process(self) -> Sample:
        now = Moment.now()
        busy_percent = _busy_percent(self._last, now, self._cores)
        self._last = now
        with self._process.oneshot():
            resident = self._process.memory_info().rss
            return {
                "system.cpu": busy_percent,
                "system.proc.cpu.threads": self._process.num_threads(),
                "system.proc.memory.rssMB": resident / _MB,
                "system.proc.memory.percent": self._process.memory_percent(),
            }

    def _of_cpu(self) -> Sample:
        before, now = self._cpu_times, self._busy_and_all_s()
        if now[1] - before[1] < _SHORTEST_S:
            return {}
        self._cpu_times = now
        return {"system.machine.cpu_percent": 100 * max(0.0, now[0] - before[0]) / (now[1] - before[1])}

    def _busy_and_all_s(self) -> tuple[float, float]:
        """The time that the machine's cores have worked, and all their time; guests are in `user` already."""
        times: dict[str, float] = self._psutil.cpu_times()._asdict()
        all_s = sum(value for name, value in times.items() if not name.startswith("guest"))
        return all_s - times["idle"] - times.get("iowait", 0.0), all_s

    def _of_memory(self) -> Sample:
        memory = self._psutil.virtual_memory()
        return {"system.memory_percent": memory.percent, "system.proc.memory.availableMB": memory.available / _MB}

    def _of_disk(self) -> Sample:
        usage = self._psutil.disk_usage(str(self._folder))
        found = {"system.disk.usagePercent": usage.percent, "system.disk.freeMB": usage.free / _MB}
        counters = self._psutil.disk_io_counters()
        if counters is not None:  # a container without a disk of its own
            found["system.disk.in"] = self._since("disk.in", counters.read_bytes) / _MB
            found["system.disk.out"] = self._since("disk.out", counters.write_bytes) / _MB
        return found

    def _of_network(self) -> Sample:
        counters = self._psutil.net_io_counters()
        if counters is None:
            return {}
        return {
            "system.network.sent": self._since("network.sent", counters.bytes_sent),
            "system.network.recv": self._since("network.recv", counters.bytes_recv),
        }

    def _since(self, name: str, value: float) -> float:
        """A counter of the machine as what it grew by since the first sample."""
        return value - self._counters.setdefault(name, value)

    def _add_gpus(self) -> None:
        """One source a GPU, where NVIDIA's library for Python is installed and finds a driver."""
        try:
            import pynvml  # pyright: ignore[reportMissingImports]
        except ImportError:
            return
        nvml: Any = pynvml
        try:
            nvml.nvmlInit()
            for index in range(nvml.nvmlDeviceGetCount()):
                handle = nvml.nvmlDeviceGetHandleByIndex(index)
                self._sources[f"gpu.{index}"] = _gpu_source(nvml, handle, f"system.gpu.{index}")
        except nvml.NVMLError as error:
            self._fail("gpu", error)


def _gpu_source(nvml: Any, handle: Any, name: str) -> Callable[[], Sample]:
    readings: dict[str, Callable[[], float]] = {
        "gpu": lambda: nvml.nvmlDeviceGetUtilizationRates(handle).gpu,
        "memory": lambda: nvml.nvmlDeviceGetUtilizationRates(handle).memory,
        "memoryAllocatedBytes": lambda: nvml.nvmlDeviceGetMemoryInfo(handle).used,
        "memoryAllocated": lambda: _percent(nvml.nvmlDeviceGetMemoryInfo(handle)),
        "temp": lambda: nvml.nvmlDeviceGetTemperature(handle, nvml.NVML_TEMPERATURE_GPU),
        "powerWatts": lambda: nvml.nvmlDeviceGetPowerUsage(handle) / 1000,
    }

    def sample() -> Sample:
        found: Sample = {}
        for reading, read in list(readings.items()):
            try:
                found[f"{name}.{reading}"] = read()
            except nvml.NVMLError_NotSupported:
                del readings[reading]  # this model has no such sensor: never asked again
        return found

    return sample


def _percent(memory: Any) -> float:
    return 100 * memory.used / memory.total
