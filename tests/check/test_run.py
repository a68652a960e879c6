"""A run over many files: what is found, in which order, by how many processes, and what is mended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chartkit.check.run import Options, run_check
from chartkit.check.settings.settings import read_settings
from chartkit.check.working.work import Work
from chartkit.diagnostics import ChartkitError
from chartkit.presets import default_library

PRESET = """\
description: A line.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example: {values: [{step: 0, loss: 1.5}, {step: 1, loss: 0.5}], fields: {x: step, y: loss}}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
"""
BROKEN = PRESET.replace("mark: line", "mark: lin")
UNQUOTED = PRESET.replace('"${field:x}"', "${field:x}").replace('"${field:y}"', "${field:y}")
SCRIPT = "import chartkit\nchartkit.plot_table('me/none', table, {})\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("presets/me").mkdir(parents=True)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def options(select: str = "schema", **given: object) -> Options:
    settings = read_settings(Path.cwd()).with_options([select] if select else [])
    return Options(settings, cache=False)._replace(**given)


def places(*paths: str, **given: object) -> list[str]:
    found = run_check([*map(Path, paths)], options(**given)).findings  # type: ignore[arg-type]
    return [f"{finding.location} {finding.code}" for finding in found]


def test_findings_stand_in_the_order_of_files_and_lines_whatever_the_processes() -> None:
    for index in range(40):
        write(f"presets/me/p{index:02}.yaml", BROKEN.replace("x: {field", "xx: {field") if index % 3 else PRESET)
    expected = [
        f"presets/me/p{index:02}.yaml:{place}"
        for index in range(40)
        if index % 3
        for place in ("9:9 CK302", "11:5 CK301")
    ]
    assert places("presets", n_jobs=1) == places("presets", n_jobs=3) == places("presets") == expected


def test_what_is_counted() -> None:
    write("presets/me/a.yaml", PRESET)
    write("presets/settings.yaml", "theme: dark\n")
    write("presets/train.py", SCRIPT)
    write("presets/other.py", "print('plots nothing')\n")
    report = run_check([Path("presets")], options("CK881"))
    assert (report.n_presets, report.n_scripts, report.n_others, report.n_cached) == (1, 1, 1, 0)
    assert report.files == (Path("presets/me/a.yaml"), Path("presets/train.py"))
    assert [str(finding.location) for finding in report.findings] == ["presets/train.py:2:21"]
    assert not report.is_clean
    assert report.elapsed_s > 0


def test_a_finding_of_a_base_is_told_once() -> None:
    write("presets/me/base.yaml", BROKEN)
    write("presets/me/one.yaml", "extends: me/base\n")
    write("presets/me/two.yaml", "extends: me/base\n")
    assert places("presets") == ["presets/me/base.yaml:9:9 CK302"]


def test_what_is_not_asked_for_is_not_said_and_severities_are_the_projects() -> None:
    write("pyproject.toml", '[tool.chartkit]\nignore = ["CK805"]\n[tool.chartkit.severity]\nCK302 = "info"\n')
    write("presets/me/a.yaml", BROKEN.replace("description: A line.\n", ""))
    report = run_check([Path("presets")], options(select=""))
    assert [(finding.code, finding.severity) for finding in report.findings] == [("CK302", "info")]
    assert report.is_clean


def test_a_comment_leaves_a_finding_out() -> None:
    write("presets/me/a.yaml", BROKEN.replace("mark: lin", "mark: lin  # chartkit: ignore[CK302]"))
    assert places("presets") == []


def test_the_text_of_an_editor_stands_for_the_file() -> None:
    write("presets/me/base.yaml", PRESET)
    path = write("presets/me/a.yaml", PRESET)
    given = options(texts={path: BROKEN.encode()})
    assert [str(finding.location) for finding in run_check([], given).findings] == ["presets/me/a.yaml:9:9"]
    nowhere = options(texts={Path("<stdin>"): b"\xef\xbb\xbfextends: me/base\nspce: {}\n"})
    assert [str(finding) for finding in run_check([], nowhere).findings] == [
        "<stdin>:2:1: CK106 a preset has no key 'spce'.\nhelp: did you mean 'spec'? allowed: 'description', 'fields',"
        " 'strings', 'example', 'extends', 'overflow' and 'spec'"
    ]


def test_fixes_are_written_until_there_is_nothing_to_mend() -> None:
    path = write("presets/me/a.yaml", UNQUOTED)
    path.chmod(0o640)
    write("presets/me/real.txt", "\ufeff" + UNQUOTED.replace("\n", "\r\n"))
    Path("presets/me/link.yaml").symlink_to("real.txt")
    report = run_check([Path("presets")], options(fix=True))
    assert (report.findings, report.n_fixed) == ((), 4)
    assert path.read_text() == PRESET
    assert path.stat().st_mode & 0o777 == 0o640
    assert Path("presets/me/link.yaml").is_symlink()
    assert Path("presets/me/real.txt").read_bytes().decode() == "\ufeff" + PRESET.replace("\n", "\r\n")


@pytest.mark.parametrize("gone", [False, True], ids=["changed", "gone"])
def test_a_file_that_changes_before_it_is_mended_stays_as_it_is(gone: bool) -> None:
    saved = UNQUOTED.replace("A line", "# An editor saved this meanwhile")
    path = write("presets/me/a.yaml", UNQUOTED)
    other = write("presets/me/b.yaml", UNQUOTED)

    def save(done: int, of: int) -> None:
        if done == of == 2:
            path.unlink(missing_ok=True) if gone else path.write_text(saved)

    report = run_check([Path("presets")], options(fix=True), save)
    assert (other.read_text(), report.n_fixed) == (PRESET, 2)
    if gone:
        assert not path.exists()
        assert [str(finding) for finding in report.findings] == [
            "CK107 there is no file presets/me/a.yaml.\nhelp: did you mean 'me/b'?"
        ]
        return
    assert path.read_text() == saved
    assert [finding.code for finding in report.findings] == ["CK892", "CK104"]
    assert str(report.findings[0]) == (
        "presets/me/a.yaml: CK892 this file changed while it was checked, so --fix left it as it is.\n"
        "help: run 'chartkit check --fix' once more"
    )


def test_a_base_that_is_not_of_the_run_is_not_mended() -> None:
    base = write("presets/me/base.yaml", UNQUOTED)
    write("presets/me/top.yaml", "extends: me/base\n")
    report = run_check([Path("presets/me/top.yaml")], options(fix=True))
    assert [str(finding.location) for finding in report.findings] == ["presets/me/base.yaml:11:16"]
    assert (base.read_text(), report.n_fixed) == (UNQUOTED, 0)


def test_goldens_are_written_by_update_alone() -> None:
    write("presets/me/a.yaml", PRESET)
    assert places("presets", select="CK805") == ["presets/me/a.yaml CK805"]
    assert places("presets", select="CK805", update=True) == places("presets", select="CK805") == []


def test_a_file_that_vanishes_before_it_is_read() -> None:
    settings = read_settings(Path.cwd())
    kept = Work(default_library(), settings)(Path("presets/me/gone.yaml"))
    assert [str(finding) for finding in kept.findings] == ["CK107 there is no file presets/me/gone.yaml."]
    kept = Work(default_library(), settings)(Path("gone.py"))
    assert [str(finding) for finding in kept.findings] == ["gone.py: CK880 cannot read it: No such file or directory."]


def test_a_fault_of_chartkits_own_is_a_finding_and_the_other_files_are_checked() -> None:
    write("presets/me/a.yaml", PRESET)
    write("presets/me/b.yaml", BROKEN)
    code = (
        "from pathlib import Path; import chartkit.check.checker as checker;"
        "from chartkit.check.run import Options, run_check; real = checker.load\n"
        "def load(path, library):\n"
        "    if path.name == 'a.yaml': raise RecursionError('too deep')\n"
        "    return real(path, library)\n"
        "checker.load = load\n"
        "print(*map(str, run_check([Path('presets')], Options(cache=False)).findings), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout) == (
        "",
        "presets/me/a.yaml: CK709 chartkit failed at this preset: RecursionError: too deep.\n"
        "help: this is a fault of chartkit's own; please report it with the preset\n"
        "presets/me/b.yaml:9:9: CK302 'lin' is not a mark.\nhelp: did you mean 'line'?\n",
    )


def test_a_golden_that_cannot_be_written_ends_the_run() -> None:
    for index in range(30):
        write(f"presets/me/p{index:02}.yaml", PRESET)
    Path("presets/me/p07.expected.vl.json").mkdir()
    for n_jobs in (1, 2):
        with pytest.raises(IsADirectoryError) as caught:
            run_check([Path("presets")], options(select="", update=True, n_jobs=n_jobs))
        assert caught.value.filename == "presets/me/p07.expected.vl.json"


def test_a_check_of_one_preset_imports_no_engine() -> None:
    write("presets/me/a.yaml", PRESET.replace("values: [{step: 0, loss: 1.5}, {step: 1, loss: 0.5}]", "data: a.csv"))
    write("presets/me/a.csv", "step,loss\n0,1.5\n1,0.5\n")
    code = (
        "import sys; from chartkit.cli import main\n"
        "try: main()\n"
        "finally: print({'polars', 'pandas', 'numpy', 'vl_convert', 'multiprocessing'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", code, "check", "--update", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"})
    assert (done.stderr, done.stdout) == ("", "1 preset checked, no findings\nset()\n")


def test_rules_are_imported_where_one_may_be_asked_for() -> None:
    from chartkit.check.checker import wanted_rules
    from chartkit.check.rules import RULES

    settings = read_settings(Path.cwd())
    assert wanted_rules(settings.wants) == RULES
    for rule in RULES:
        assert wanted_rules(settings.with_options([rule.code]).wants) == (rule,)
    code = (
        "import sys; from chartkit.cli import main\ntry: main()\nfinally: print('chartkit.check.rules' in sys.modules)"
    )
    write("presets/a.yaml", PRESET)
    command = [sys.executable, "-c", code, "check", "--no-cache", "--select", "schema,CK203"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout) == ("", "1 preset checked, no findings\nFalse\n")


def test_nothing_to_check() -> None:
    with pytest.raises(ChartkitError) as caught:
        run_check([Path("presets")], options())
    assert str(caught.value) == (
        "CK701 there is no preset in 'presets/'.\n"
        "help: a preset is YAML or JSON with a spec; 'chartkit presets new NAME' starts one"
    )
