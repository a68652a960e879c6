"""`pytest --chartkit` in real sessions: which presets are tests, what a failure says, and what it costs unused."""

import subprocess
import sys
import textwrap

import pytest

from chartkit.check.run import Options, run_check

pytest_plugins = ["pytester"]

GOOD = """\
fields:
  x: {type: quantitative}
example:
  values: [{a: 1}, {a: 2}]
  fields: {x: a}
description: A point for each row.
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
"""
BAD = GOOD.replace("    x: {field", "    xx: {field")
SETTINGS = '[tool.chartkit]\nselect = ["schema", "slots"]\n'


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A pytest inside this one forgets what it imported, and many a module bears no second import."""
    folder = tmp_path_factory.mktemp("presets")
    for name, text in (("good", GOOD), ("bad", BAD)):
        (folder / f"{name}.yaml").write_text(text)
    run_check([folder], Options(cache=False, n_jobs=1))


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """Two presets, one of them broken, a test, and a YAML file that is no preset."""
    folder = pytester.mkdir("presets") / "me"
    folder.mkdir()
    (folder / "good.yaml").write_text(GOOD)
    (folder / "bad.yaml").write_text(BAD)
    (folder / "notes.yaml").write_text("a: 1\n")
    pytester.makepyprojecttoml(SETTINGS)
    pytester.makepyfile(test_sum="def test_sum():\n    assert 1 + 1 == 2\n")
    return pytester


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_inprocess("-p", "no:cacheprovider", *arguments)


def run_process(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_each_preset_is_a_test_beside_the_others(project: pytest.Pytester) -> None:
    result = run(project, "--chartkit", "-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines_random(
        ["presets/me/bad.yaml::check FAILED*", "presets/me/good.yaml::check PASSED*", "test_sum.py::test_sum PASSED*"]
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_failure_is_what_check_says(project: pytest.Pytester) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "chartkit", "check", "presets/me/bad.yaml"],
        cwd=project.path,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    findings = said.rpartition("\n\n")[0]
    assert findings.startswith("presets/me/bad.yaml:12:5: CK301 encoding has no channel 'xx'.\n   12 |     xx: {field")
    result = run(project, "--chartkit")
    assert findings in result.stdout.str()
    result.stdout.fnmatch_lines(["*_ chartkit check bad.yaml _*", "FAILED presets/me/bad.yaml::check - *CK301*"])
    assert "Traceback" not in result.stdout.str()


def test_without_the_flag_nothing_is_checked(project: pytest.Pytester) -> None:
    run(project).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (["test_sum.py"], {"passed": 1}),
        (["presets"], {"passed": 1, "failed": 1}),
        (["presets/me/good.yaml"], {"passed": 1}),
        (["presets/me/bad.yaml::check"], {"failed": 1}),
        (["-m", "chartkit"], {"passed": 1, "failed": 1, "deselected": 1}),
        (["-m", "not chartkit"], {"passed": 1, "deselected": 2}),
        (["-k", "good"], {"passed": 1, "deselected": 2}),
    ],
    ids=" ".join,
)
def test_what_is_chosen(arguments: list[str], outcome: dict[str, int], project: pytest.Pytester) -> None:
    run(project, "--chartkit", "--strict-markers", *arguments).assert_outcomes(**outcome)


def test_several_processes_share_the_presets(project: pytest.Pytester) -> None:
    result = run_process(project, "--chartkit", "-n", "2")
    result.assert_outcomes(passed=2, failed=1)
    assert "presets/me/bad.yaml:12:5: CK301 encoding has no channel 'xx'." in result.stdout.str()


def test_the_presets_of_the_settings_are_checked_wherever_pytest_starts(project: pytest.Pytester) -> None:
    (project.path / "presets").rename(project.path / "charts")
    project.makepyprojecttoml(
        f'{SETTINGS}presets = ["charts/me/bad.yaml"]\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n'
    )
    (project.mkdir("tests") / "test_one.py").write_text("def test_one():\n    pass\n")
    result = run(project, "--chartkit", "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["charts/me/bad.yaml::check FAILED*"])


def test_a_named_file_is_a_preset_wherever_it_stands(project: pytest.Pytester) -> None:
    (project.path / "elsewhere.yaml").write_text(BAD)
    run(project, "--chartkit", "elsewhere.yaml").assert_outcomes(failed=1)


def test_ignored_findings_are_ignored(project: pytest.Pytester) -> None:
    project.makepyprojecttoml(f'{SETTINGS}ignore = ["CK301"]\n')
    run(project, "--chartkit", "presets").assert_outcomes(passed=2)


def test_a_broken_setting_is_one_sentence(project: pytest.Pytester) -> None:
    project.makepyprojecttoml("[tool.chartkit]\nselct = []\n")
    result = run(project, "--chartkit")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "pyproject.toml:2:1: CK719 [tool.chartkit] has no key 'selct'." in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


def test_a_project_without_presets_is_told_so(pytester: pytest.Pytester) -> None:
    pytester.mkdir("presets")
    result = run(pytester, "--chartkit")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*CK701 there is no preset in *"])


def test_without_the_flag_nothing_of_chartkit_is_imported(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        textwrap.dedent(
            """
            import sys

            def test_modules():
                ours = {name for name in sys.modules if name.partition(".")[0] == "chartkit"}
                assert ours == {"chartkit", "chartkit.pytest_plugin", "chartkit.version"}
                assert sys.modules.keys().isdisjoint({"orjson", "narwhals", "polars", "pandas", "yaml", "click"})
            """
        )
    )
    run_process(pytester).assert_outcomes(passed=1)
