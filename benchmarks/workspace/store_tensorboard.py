"""The same runs as TensorBoard's event files. Run with the peers' Python: FOLDER RUNS STEPS.

One event a step with all its values, in the published format: TFRecord frames (length, masked CRC-32C, bytes, masked
CRC-32C) around `Event` messages (tensorflow/core/util/event.proto).
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from crc32c import crc32c
from curves import BEGAN_S, STEP_S, curves
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary


def main() -> None:
    """Write a folder a run below FOLDER."""
    folder, runs, steps = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for run in range(runs):
        made = curves(run, steps)
        began_s = BEGAN_S + 60 * run
        records = [_framed(Event(wall_time=began_s, file_version="brain.Event:2").SerializeToString())]
        for step, values in enumerate(zip(*(one.tolist() for one in made.values()), strict=True)):
            logged = [Summary.Value(tag=tag, simple_value=value) for tag, value in zip(made, values, strict=True)]
            event = Event(wall_time=began_s + step * STEP_S, step=step, summary=Summary(value=logged))
            records.append(_framed(event.SerializeToString()))
        place = folder / f"run-{run}"
        place.mkdir(parents=True)
        (place / f"events.out.tfevents.{int(began_s)}.made").write_bytes(b"".join(records))


def _framed(record: bytes) -> bytes:
    length = struct.pack("<Q", len(record))
    return length + _masked(length) + record + _masked(record)


def _masked(text: bytes) -> bytes:
    crc = crc32c(text)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)


if __name__ == "__main__":
    main()
