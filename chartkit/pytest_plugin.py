"""`pytest --chartkit`: each preset of the project is a test, and what `chartkit check` says of it is why it fails.

pytest loads this file at every start, so it imports nothing of chartkit before the flag is given. Without paths the
presets are those that `chartkit check` looks at without a path; with paths, those of them that stand there, and each
preset's file that is named. `-m chartkit` runs them alone, `-m "not chartkit"` all the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from chartkit.check.caching.cache import Cache
    from chartkit.check.run import Options
    from chartkit.diagnostics import Diagnostic


class _Project(NamedTuple):
    """What one session checks, and how."""

    presets: frozenset[Path]
    suffixes: tuple[str, ...]
    options: Options
    cache: Cache


_PROJECT = pytest.StashKey[_Project]()


class PresetFault(Exception):
    """What was found in a preset."""

    def __init__(self, findings: list[Diagnostic]) -> None:
        self.findings = findings
        super().__init__("\n".join(map(str, findings)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag `--chartkit`."""
    group = parser.getgroup("chartkit")
    group.addoption("--chartkit", action="store_true", help="check the project's chartkit presets, each as a test")


def pytest_configure(config: pytest.Config) -> None:
    """Find the presets, once; without paths they join what pytest collects."""
    config.addinivalue_line("markers", "chartkit: a preset that --chartkit checks")
    if not config.getoption("chartkit"):
        return
    project = _project(config.rootpath)
    config.stash[_PROJECT] = project
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args += map(str, sorted(project.presets))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The collector of a preset's file, None for other files and without the flag."""
    project = parent.config.stash.get(_PROJECT, None)
    if project is None:
        return None
    is_named = parent.session.isinitpath(file_path) and file_path.suffix in project.suffixes
    if not is_named and file_path not in project.presets:
        return None
    return PresetFile.from_parent(parent, path=file_path)  # pyright: ignore[reportUnknownMemberType]


class PresetFile(pytest.File):
    """A preset's file, which holds one test."""

    def collect(self) -> Iterator[pytest.Item]:
        """Its test, `presets/me/loss.yaml::check`."""
        item = PresetItem.from_parent(self, name="check")  # pyright: ignore[reportUnknownMemberType]
        item.add_marker("chartkit")
        yield item


class PresetItem(pytest.Item):
    """The check of one preset."""

    def runtest(self) -> None:
        """Raises `PresetFault` unless nothing was found but notes, which stand in a section of the report."""
        from chartkit.check.run import run_check
        from chartkit.diagnostics import as_text

        project = self.config.stash[_PROJECT]
        report = run_check([self.path], project.options, cache=project.cache)
        if not report.is_clean:
            raise PresetFault(list(report.findings))
        if report.findings:
            self.add_report_section("call", "chartkit", as_text(report.findings))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The findings with their code frames; of anything but findings the traceback."""
        from chartkit.diagnostics import ChartkitError, as_text

        if isinstance(excinfo.value, PresetFault):
            return as_text(excinfo.value.findings)
        if isinstance(excinfo.value, ChartkitError):
            return as_text(excinfo.value.diagnostics)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file and what stands above its failure."""
        return self.path, None, f"chartkit check {self.path.name}"


def _project(root: Path) -> _Project:
    """The presets and settings of the project at `root`. Raises `pytest.UsageError` where there are none to check."""
    from chartkit.check.caching.keeping import open_cache
    from chartkit.check.files.finder import find_presets
    from chartkit.check.run import Options
    from chartkit.check.settings.settings import read_settings
    from chartkit.diagnostics import ChartkitError, as_text
    from chartkit.presets.library import SUFFIXES

    try:
        settings = read_settings(root)
        found = find_presets(settings.presets or (root / "presets",))
    except ChartkitError as error:
        raise pytest.UsageError(as_text(error.diagnostics)) from None
    presets = frozenset(path.absolute() for path in found.presets)
    return _Project(presets, SUFFIXES, Options(settings, n_jobs=1), open_cache())
