"""Names and links that would lead out of the store, in scripts and in folders of runs; what newer versions wrote."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import orjson

import chartkit as c
from chartkit.runs import Api
from chartkit.runs.upkeep.verifying import verify_run
from injected.damage import N_CALLS, sample
from injected.outcome import Outcome, missing_of, opened, total

OUT = "../../../../../out"
HOSTILE = (
    OUT,
    "/out",
    "..",
    ".",
    "a/../../out",
    "a/b",
    "~/out",
    "C:\\out",
    "out\\..\\..\\out",
    "a\nb",
    "\x00",
    "nul",
    "x" * 10_000,
    "\u202eout",
    "-rf",
    "%2e%2e%2fout",
    "$HOME",
    "a:b",
    " ",
    ".hidden",
)


def names(place: Path, times: int) -> Outcome:
    """Hostile keys, projects, ids, artifacts, entries and saved files: kept under names inside, or refused."""
    return total(
        "path tricks in keys, names, ids, artifact entries",
        (_named(place / f"{k}", text) for k, text in enumerate(HOSTILE[:times])),
    )


def _named(place: Path, text: str) -> Outcome:
    home = place / "a" / "b"
    home.mkdir(parents=True)
    (home / "file.txt").write_text("kept")
    tries: list[Callable[[], object]] = [
        lambda: c.init(project=text, dir=home).finish(),
        lambda: c.init(id=text, dir=home).finish(),
        lambda: c.init(name=text, group=text, dir=home).finish(),
        lambda: _with_run(home, lambda run: run.log({text: 1, "table": c.Table(columns=[text], data=[[1]])})),
        lambda: _with_run(home, lambda run: run.log({f"page/{text}": c.Html(f"<p>{text}</p>")})),
        lambda: _with_run(home, lambda run: run.log_artifact(c.Artifact(text, type="t"))),
        lambda: _with_run(home, lambda run: _entry(run, home, text)),
        lambda: _with_run(home, lambda run: run.save(text, base_path=home)),
        lambda: _with_run(home, lambda run: run.config.update({text: text})),
    ]
    kept = said = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in tries:
            try:
                one()
                kept += 1
            except c.ChartkitError:
                said += 1
    outside = [path for path in _everything(place) if ".chartkit" not in path.parts and path.name != "file.txt"]
    notes = [f"{text[:40]!r}: {path}" for path in outside if path not in (home, home.parent)]
    runs = Api(home).runs()
    unread = [run.id for run in runs if run.state == "damaged"]
    notes += [f"{text[:40]!r}: damaged {unread}"] if unread else []
    return Outcome("", len(tries), kept, said, kept - len(unread), len(notes), notes=tuple(notes))


def _with_run(home: Path, do: Callable[[c.Run], object]) -> None:
    with c.init(project="p", dir=home) as run:
        do(run)


def _entry(run: c.Run, home: Path, text: str) -> None:
    artifact = c.Artifact("model", type="t")
    artifact.add_file(home / "file.txt", name=text)
    run.log_artifact(artifact)
    Path(run.dir, "out").mkdir()
    Api(home).artifact("p/model:latest").download(Path(run.dir, "out"))


def _everything(place: Path) -> list[Path]:
    return [Path(folder, name) for folder, folders, files in os.walk(place) for name in (*folders, *files)]


SECRET = "the secret"
REFERENCES = (
    {"$": "table", "file": "../../../../secret.json", "n_rows": 1, "columns": ["a"]},
    {"$": "chart", "sha": "../../../../secret", "suffix": ".json", "table": None},
    {"$": "chart", "sha": "0" * 64, "suffix": ".vl.json", "table": "../../../../secret.json"},
    {"$": "media", "kind": "html", "file": "../../../../secret.json"},
    {"$": "media", "kind": "html", "file": "0" * 64, "companions": ["../../../../secret.json"]},
    {"$": "media", "kind": "list", "items": [{"$": "media", "kind": "image", "file": "/etc/passwd"}]},
)


def references(place: Path, times: int) -> Outcome:
    """Journals of strangers that name files outside of the run: reading refuses each and reads the rest."""
    folder = sample(place)
    (folder.parents[3] / "secret.json").write_text(json.dumps(SECRET))
    (journal,) = folder.glob("journal-*.jsonl")
    with journal.open("ab") as file:
        for k, reference in enumerate(REFERENCES):
            line = {"_step": 100 + k, "_timestamp": 9e9, "_runtime": 1.0, "log": {f"trick{k}": reference}}
            file.write(orjson.dumps(line) + b"\n")
    found = opened(place)
    outcomes = [_asked(found, k, str(reference["$"])) for k, reference in enumerate(REFERENCES)]
    missing = missing_of(range(N_CALLS), found)
    notes = tuple(f"call {n}: {why}" for n, why in missing)
    rest = Outcome("", 0, N_CALLS, 0, N_CALLS - len(missing), len(missing), notes=notes)
    return total("journals that name files outside of the run", [*outcomes, rest])


def _asked(found: object, k: int, kind: str) -> Outcome:
    try:
        given = getattr(found, kind)(f"trick{k}")
        return Outcome("", 1, damaged=1, notes=(f"{REFERENCES[k]}: {given}",))
    except c.ChartkitError:
        return Outcome("", 1, damaged=1, named=1)


def links(place: Path, times: int) -> Outcome:
    """Links in a run's folder to files outside: `verify` names each whose bytes are others, and reads the rest."""
    folder = sample(place)
    secret = place / "secret.json"
    secret.write_text(json.dumps(SECRET))
    outcomes: list[Outcome] = []
    for path in [*sorted((folder / "tables").iterdir()), *sorted((folder / "media").iterdir())]:
        content = path.read_bytes()
        path.unlink()
        path.symlink_to(secret)
        is_named = any(path.name in str(one) for one in verify_run(folder).findings)
        missing = missing_of(range(N_CALLS), opened(place))
        notes = () if is_named and len(missing) <= 1 else (f"{path.name}: {missing}",)
        n_lost = max(0, len(missing) - 1)
        outcomes.append(Outcome("", 1, N_CALLS, 0, N_CALLS - len(missing), n_lost, 1, int(is_named), notes))
        path.unlink()
        path.write_bytes(content)
    return total("links to files outside in a run's folder", outcomes)


def newer(place: Path, times: int) -> Outcome:
    """A run.json of a newer version is named, records of kinds that are unknown are not: the rest is read."""
    folder = sample(place)
    path = folder / "run.json"
    start = orjson.loads(path.read_bytes())
    start.pop("_crc", None)
    path.write_bytes(orjson.dumps(start | {"format": 99, "unknown": {"$": "unheard", "of": 1}}))
    (journal,) = folder.glob("journal-*.jsonl")
    unknown = [{"_timestamp": 1.0, "unheard": {"of": [1]}}, {"_timestamp": 2.0, "finish": {"exit_code": 0, "why": "x"}}]
    with journal.open("ab") as file:
        for record in unknown:
            file.write(orjson.dumps(record) + b"\n")
    found = opened(place)
    missing = missing_of(range(N_CALLS), found)
    notes = [f"call {n}: {why}" for n, why in missing]
    is_named = found.state == "finished" and "has format 99" in str(found.diagnostics[0])
    notes += [] if found.exit_code == 0 else [f"the exit code is {found.exit_code}"]
    notes += [] if found.config["lr"] == 0.5 else ["config is lost"]
    notes += [f"{found.skipped_lines} lines count as damaged"] if found.skipped_lines else []
    name = "run.json and records of a newer version"
    n_read = N_CALLS - len(missing)
    return Outcome(name, 1, N_CALLS, 0, n_read, len(notes), 1, int(is_named), tuple(notes))
