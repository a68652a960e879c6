"""Files of a run that are damaged after it: bytes changed, files cut, lines torn; what is hit is named."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import NamedTuple

import chartkit as c
from chartkit.runs import Api
from chartkit.runs.upkeep.journal_lines import checked_lines
from chartkit.runs.upkeep.verifying import verify_run
from injected.acts import act
from injected.outcome import Outcome, missing_of, opened, total

N_CALLS = 20
_SHARED = 2
"""Calls that may need one place: a journal's line holds one, a newline that is gone joins two; charts have one spec."""


class Hit(NamedTuple):
    """What was done to which file."""

    path: Path
    content: bytes
    place: int

    @property
    def name(self) -> str:
        """The file and the place in it."""
        return f"{self.path.name} at {self.place} of {len(self.content)}"


def sample(place: Path) -> Path:
    """A finished run with every kind of file in its folder, which is given."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "notes.txt").write_text("what was found")
    run = c.init(project="p", id="r", dir=place, config={"lr": 0.5})
    for n in range(N_CALLS):
        act(n).do(run, n)
    run.log({"frame": frame()}, step=2 * N_CALLS)
    run.save(str(place / "notes.txt"), base_path=str(place))
    run.finish()
    return Path(run.dir)


def frame() -> object:
    """A table that is kept as Parquet."""
    import polars as pl

    return pl.DataFrame({"x": list(range(1000)), "y": [f"text {n}" for n in range(1000)]})


def files(folder: Path) -> list[Path]:
    """All files of a run."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flipped(place: Path, times: int) -> Outcome:
    """A byte of every file of a run changed, at so many places of each; with its time of change as it was."""
    folder = sample(place)
    hits = [Hit(path, path.read_bytes(), at) for path in files(folder) for at in _places(path, times)]
    return total("a byte changed, in each file of a run", (_hit(folder, hit, _flip(hit)) for hit in hits))


def every_byte(place: Path, times: int) -> Outcome:
    """Bytes of a journal changed one after the other, all of them in `check-full`: each is named by its line."""
    folder = sample(place)
    (journal,) = folder.glob("journal-*.jsonl")
    content = journal.read_bytes()
    step = max(1, len(content) // times)
    hits = [Hit(journal, content, at) for at in range(0, len(content), step)]
    return total("each byte of a journal changed", map(_named_line, hits))


def _named_line(hit: Hit) -> Outcome:
    hit.path.write_bytes(_flip(hit))
    number = hit.content.count(b"\n", 0, hit.place) + 1
    lines = {one.location.line for one in checked_lines(hit.path).findings if one.location is not None}
    is_named = bool(lines & {number, number + 1})
    line = hit.content.splitlines()[number - 1]
    return Outcome("", 1, damaged=1, named=int(is_named), notes=() if is_named else (f"{hit.name}: {line!r}",))


def cut(place: Path, times: int) -> Outcome:
    """Every file of a run cut, at so many places of each."""
    folder = sample(place)
    hits = [Hit(path, path.read_bytes(), at) for path in files(folder) for at in _places(path, times)]
    others = [hit for hit in hits if not hit.path.name.startswith("journal-")]
    return total("a file cut, each of a run but its journals", (_hit(folder, hit, _cut(hit)) for hit in others))


def gone(place: Path, times: int) -> Outcome:
    """Every file of a run deleted, one at a time."""
    folder = sample(place)
    hits = [Hit(path, path.read_bytes(), 0) for path in files(folder) if path.suffix != ".jsonl"]
    return total(
        "a file deleted, each of a run but its journals; artifacts have a second copy",
        (_hit(folder, hit, None) for hit in hits),
    )


def _places(path: Path, times: int) -> list[int]:
    size = path.stat().st_size
    chance = Random(f"{path.suffix}{size}")
    return sorted(chance.sample(range(size), min(times, size)))


def _flip(hit: Hit) -> bytes:
    bits = Random(hit.place).randrange(1, 256)
    return hit.content[: hit.place] + bytes([hit.content[hit.place] ^ bits]) + hit.content[hit.place + 1 :]


def _cut(hit: Hit) -> bytes:
    return hit.content[: hit.place]


def _hit(folder: Path, hit: Hit, damaged: bytes | None) -> Outcome:
    before = hit.path.stat()
    hit.path.unlink()  # not written over: the store's own copy of an artifact may be the same file
    if damaged is not None:
        hit.path.write_bytes(damaged)
        os.utime(hit.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    try:
        return _seen(folder, hit)
    finally:
        hit.path.unlink(missing_ok=True)
        hit.path.write_bytes(hit.content)


def _seen(folder: Path, hit: Hit) -> Outcome:
    findings = verify_run(folder).findings
    is_named = any(hit.path.name in f"{one} {one.location}" for one in findings)
    found = opened(folder.parents[3])
    missing = missing_of(range(N_CALLS), found)
    if not is_named and not missing and not hit.path.exists():
        return Outcome("", 1, N_CALLS, 0, N_CALLS)
    at_risk = _SHARED if hit.path.name.startswith("journal-") or hit.path.parent.name == "charts" else 1
    lost = [] if hit.path.name == "run.json" else [f"{hit.name}: call {n}: {why}" for n, why in missing[at_risk:]]
    lost += [f"{hit.name}: call {n}: {why}" for n, why in missing if hit.path.name == "run.json" and n % 10 != 3]
    notes = lost if is_named else [*lost, f"{hit.name}: verify names {list(map(str, findings))}"]
    read_back = N_CALLS - len(missing)
    return Outcome("", 1, N_CALLS, 0, read_back, len(lost), 1, int(is_named), tuple(notes))


def torn(place: Path, times: int) -> Outcome:
    """A journal cut at many of its bytes, all of them in `check-full`: the lines before the cut are read."""
    return _torn("journal cut at a byte", place, times, b"")


def torn_inside(place: Path, times: int) -> Outcome:
    """The same with whole lines after the cut: those are read as well."""
    return _torn("line torn in the middle of a journal", place, times, b"\n")


def _torn(name: str, place: Path, times: int, newline: bytes) -> Outcome:
    run = c.init(project="p", id="r", dir=place)
    for n in range(12):
        run.log({"n": n, "loss": n / 7, "text": "ä\\n" * (n % 3)})
    run.finish()
    (journal,) = Path(run.dir).glob("journal-*.jsonl")
    content = journal.read_bytes()
    ends = [at + 1 for at, byte in enumerate(content) if byte == 10]
    step = max(1, len(content) // times)
    return total(name, (_read_torn(journal, content, at, ends, newline) for at in range(0, len(content), step)))


def _read_torn(journal: Path, content: bytes, at: int, ends: list[int], newline: bytes) -> Outcome:
    whole = sum(end <= at for end in ends)  # the first line is the writer's, then one a row
    torn = content[:at] + (newline + content[ends[whole] :] if newline else b"")
    journal.write_bytes(torn)
    rows = list(Api(journal.parents[4]).run("p/r").scan_history())
    expected = [n for n in range(12) if n + 1 < whole or (newline and n + 1 > whole)]
    cut_at_end = content[at : at + 1] == b"\n"  # all but the newline is there: the line is whole
    expected = sorted({*expected, whole - 1}) if cut_at_end and 0 < whole <= 12 else expected
    read = [row["n"] for row in rows]
    is_torn = bool(at and at not in ends and not (newline and cut_at_end))
    is_named = is_torn and bool(verify_run(journal.parent).findings)
    missing = set(expected) - set(read)
    notes = [f"cut at {at}: rows {sorted(missing)} are not read"] if missing else []
    notes += [f"cut at {at}: rows {read}, expected {expected}"] if not missing and read != expected else []
    notes += [f"cut at {at}: not named"] if is_torn and not is_named else []
    n_lost = len(missing) + (not missing and read != expected)
    return Outcome("", 1, len(expected), 0, len(read), n_lost, int(is_torn), int(is_named), tuple(notes))


def parquet(place: Path, times: int) -> Outcome:
    """A Parquet table cut: reading it says which file, the run's other keys are read."""
    folder = sample(place)
    (path,) = (folder / "tables").glob("*.parquet")
    hits = [Hit(path, path.read_bytes(), at) for at in _places(path, times)]
    return total("truncated Parquet", (_read_parquet(folder, hit) for hit in hits))


def _read_parquet(folder: Path, hit: Hit) -> Outcome:
    outcome = _hit(folder, hit, _cut(hit))
    hit.path.write_bytes(_cut(hit))
    try:
        table = opened(folder.parents[3]).table("frame")
        note = (f"{hit.name}: {len(table)} rows are read",)
    except c.ChartkitError as error:
        note = () if hit.path.name in str(error) else (f"{hit.name}: {error}",)
    hit.path.write_bytes(hit.content)
    return outcome._replace(named=outcome.named - len(note), notes=outcome.notes + note)
