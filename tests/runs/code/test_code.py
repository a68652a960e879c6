"""`save_code`: what is kept of the code, from real repositories and real scripts, and that no secret is among it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from chartkit.runs import Api, init
from chartkit.runs.code.git_state import git_state
from chartkit.runs.code.keeping import read_code
from chartkit.runs.code.machine import installed_packages
from chartkit.runs.code.secrets import address_without_user, command_without_secrets, without_secrets

KEYS = {
    "AWS": "AKIA" + "IOSFODNN7EXAMPLE",
    "Hugging Face": "hf_" + "aB3" * 11,
    "OpenAI": "sk-proj-" + "aB3_" * 10,
    "Anthropic": "sk-ant-api03-" + "x1" * 20,
    "GitHub": "ghp_" + "aB3" * 12,
    "GitHub's fine-grained": "github_pat_" + "aB3_" * 10,
    "GitLab": "glpat-" + "aB3-" * 6,
    "W&B": "0123456789" * 4,
    "W&B's new": "wandb_v1_" + "aB3" * 12,
    "Google": "AIza" + "a" * 35,
    "Slack": "xoxb-" + "1" * 20,
    "a web token": "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + ".c",
}
SCRIPT = """import sys, chartkit
run = chartkit.init(project="p", id="r", save_code=True)
PASSWORD = "hunter2"
run.finish(quiet=True)
"""


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    command = ["git", *names, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit of `train.py`."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "train.py").write_text(SCRIPT, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def test_a_script_is_kept_with_its_commit_its_difference_and_its_machine(repository: Path) -> None:
    git(repository, "remote", "add", "origin", f"https://me:{KEYS['GitHub']}@example.org/a/b.git")
    (repository / "train.py").write_text(SCRIPT + f'KEY = "{KEYS["OpenAI"]}"\nLR = 0.1\n', encoding="utf-8")
    (repository / "new.txt").write_text("", encoding="utf-8")
    secrets = ["--token", "abc-def", f"--key={KEYS['Hugging Face']}", "--epochs", "3"]
    environment = os.environ | {
        "CUDA_VISIBLE_DEVICES": "0",
        "MY_SECRET": "not to be seen",
        "OPENAI_API_KEY": "nor this",
    }
    subprocess.run([sys.executable, "train.py", *secrets], cwd=repository, env=environment, check=True)

    folder = repository / ".chartkit" / "runs" / "p" / "r"
    run = Api(repository).run("p/r")
    code = run.code
    root = str(repository)
    facts = {"root": root, "commit": git(repository, "rev-parse", "HEAD"), "branch": "main"}
    facts |= {"remote": "https://example.org/a/b.git", "is_dirty": True}
    assert code["git"].items() >= facts.items()
    assert code["command"][-6:] == ["train.py", "--token", "[removed]", "--key=[removed]", "--epochs", "3"]
    assert code["script"] == str(repository / "train.py")
    assert code["source"] == SCRIPT.replace("hunter2", "[removed]") + 'KEY = "[removed]"\nLR = 0.1\n'
    assert code["diff"].endswith('+KEY = "[removed]"\n+LR = 0.1\n')
    assert code["python"]["version"] == platform.python_version()
    assert code["python"]["packages"]["orjson"]
    assert code["machine"]["host"] == platform.node()
    assert code["environment"]["CUDA_VISIBLE_DEVICES"] == "0"
    assert "files that git does not know are not kept: 1" in [sentence[:-1] + "1" for sentence in code["said"]]
    everything = "".join(path.read_text() for path in folder.rglob("*") if path.is_file())
    assert not [
        secret
        for secret in (*KEYS.values(), "abc-def", "hunter2", "not to be seen", "nor this")
        if secret in everything
    ]


def test_nothing_is_kept_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with init() as run:
        assert Api().run(run.id).code == {}
    monkeypatch.setenv("CHARTKIT_SAVE_CODE", "1")
    with init() as run:
        code = Api().run(run.id).code
    assert code["machine"]["os"] == platform.platform()
    assert code["git"] or any("is in no git repository" in said for said in code["said"])
    with init(id=run.id, resume="must") as run:
        assert (Path(run.dir) / "code" / "2" / "code.json").is_file(), "a resumed run has both"


def test_what_git_cannot_say_is_said(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = repository.parent / "plain"
    plain.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.parent))
    assert git_state(plain) == ({}, "", (f"{plain} is in no git repository, or git may not read it",))

    git(plain, "init", "-q")
    state = git_state(plain)
    assert (state.facts["commit"], state.diff, state.said) == (None, "", ("the repository has no commit yet",))

    git(repository, "checkout", "-q", "--detach")
    state = git_state(repository)
    assert state.facts["branch"] is None
    assert state.facts["is_dirty"] is False
    assert state.said == ("the head is detached: no branch",)

    assert git_state(repository, limit_s=0.0).said == (
        "git was stopped after 0 s; what it had not said by then is missing",
    )
    monkeypatch.setenv("PATH", str(plain))
    assert git_state(repository).said == ("git cannot be run: No such file or directory",)


def test_a_large_difference_is_cut_at_a_line_and_said(repository: Path) -> None:
    (repository / "train.py").write_text("".join(f"line {number}\n" for number in range(1000)), encoding="utf-8")
    state = git_state(repository, largest_diff_bytes=1000)
    assert state.said == ("the difference to the commit is cut after 1000 bytes",)
    assert len(state.diff) <= 1000
    assert state.diff.endswith("\n")


def test_a_submodule_that_moved_is_named_by_its_commits(repository: Path) -> None:
    inside = repository / "inside"
    git(repository, "clone", "-q", str(repository), str(inside))
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", "inside")
    git(repository, "commit", "-q", "-m", "second")
    (inside / "train.py").write_text("", encoding="utf-8")
    git(inside, "commit", "-q", "-a", "-m", "third")
    diff = git_state(repository).diff
    assert f"+Subproject commit {git(inside, 'rev-parse', 'HEAD')}\n" in diff


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("form", ["{}", "x = '{}'", "+  {}", "https://x/?a={}&b=1", "run {} now", '{{"a":"{}"}}'])
def test_keys_of_a_known_shape_go_wherever_they_stand(key: str, form: str) -> None:
    assert without_secrets(form.format(key)) == form.format("[removed]")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('api_key = "x"', 'api_key = "[removed]"'),
        ('"client_secret": "x y",', '"client_secret": "[removed]",'),
        ('password: str = "1234"', 'password: str = "[removed]"'),
        ("+DB_PASSWORD=1234", "+DB_PASSWORD=[removed]"),
        ("export HF_TOKEN=x # mine", "export HF_TOKEN=[removed] # mine"),
        ("-  access_token: x", "-  access_token: [removed]"),
        ("postgres://me:pw@host/db", "postgres://[removed]@host/db"),
        ("Authorization: Bearer abcdefgh", "Authorization: Bearer [removed]"),
        ("-----BEGIN PRIVATE KEY-----\n+a\n+b", "-----BEGIN PRIVATE KEY-----[removed]"),
    ],
)
def test_values_with_a_telling_name_go(text: str, kept: str) -> None:
    assert without_secrets(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "max_tokens: 512",
        'pad_token = "<pad>"',
        "token = tokenizer.encode(text)",
        "def f(token: str | None = None) -> None:",
        'monkey = "x"; key = "loss"',
        "secret = os.environ['SECRET']",
        "HF_TOKEN=$HF_TOKEN",
        "index 0123456..789abcd 100644",
        "git@github.com:a/b.git",
        "a = b @ c  # https://example.org/a@b",
    ],
)
def test_code_that_holds_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


def test_commands_and_addresses() -> None:
    command = ["a.py", "--password", "12", "--api-key=x", "WANDB_API_KEY=x", "--token-limit=5", "--token", "--lr", "1"]
    kept = ["a.py", "--password", "[removed]", "--api-key=[removed]", "WANDB_API_KEY=[removed]", *command[5:]]
    assert command_without_secrets(command) == kept
    assert address_without_user("ssh://me:pw@host/a.git") == "ssh://host/a.git"
    assert address_without_user("git@host:a/b.git") == "git@host:a/b.git"
    assert address_without_user("me@host:a/b.git") == "host:a/b.git"


def test_packages_are_those_that_python_itself_names() -> None:
    from importlib.metadata import version

    packages = installed_packages()
    for name in ("orjson", "polars", "pytest", "narwhals"):
        assert packages[name] == version(name)


def test_damaged_files_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "code.json").write_text("[1]", encoding="utf-8")
    assert read_code(tmp_path) == {}
    (tmp_path / "secret.txt").write_text("outside", encoding="utf-8")
    (folder / "code.json").write_text('{"script_file": "../secret.txt"}', encoding="utf-8")
    assert read_code(tmp_path)["source"] is None
