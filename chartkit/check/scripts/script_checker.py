"""The check of one script, from file to diagnostics. Read this file first.

1. read     the file, as Python does; nothing of it is run             → `Script`
2. scope    which name is bound to what                                → `Values`
3. find     the calls of `plot_table` and `plot.…`, however imported   → `ChartCall`s
4. compare  each with the preset or function that it names             → faults, at the argument
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chartkit.check.scripts.calls import ChartCall, arguments, chart_calls
from chartkit.check.scripts.notebook import NOTEBOOK_SUFFIX, read_notebook
from chartkit.check.scripts.plot_call import argument_findings, column_findings, function_of, unknown_function
from chartkit.check.scripts.plot_table_call import plot_table_findings
from chartkit.check.scripts.script_presets import library_of
from chartkit.check.scripts.source import Script, read_script
from chartkit.check.scripts.values import Values
from chartkit.diagnostics import ChartkitError, Diagnostic, Location
from chartkit.presets import Library, default_library


def check_script(path: Path, library: Library | None = None) -> list[Diagnostic]:
    """Every fault of the script's calls of `plot_table` and `chartkit.plot`, in the order of its lines.

    Only what stands in the script literally is judged; what a run computes is left alone. A script that Python cannot
    read gives one finding. Costs some ms for 1,000 lines; the script is not run, nor what it imports.
    """
    try:
        script = read_any(path)
    except ChartkitError as error:
        return list(error.diagnostics)
    return script_findings(script, library or default_library())


def read_any(path: Path) -> Script:
    """The script or notebook in `path`. Raises `ChartkitError` with one CK880."""
    return read_notebook(path) if path.suffix == NOTEBOOK_SUFFIX else read_script(path)


def script_findings(script: Script, library: Library) -> list[Diagnostic]:
    """The faults of a script that could be read, each place and sentence once."""
    if not any("chartkit" in line.text or "wandb" in line.text for line in script.lines):
        return []
    calls, values = chart_calls(script)
    own = library_of(script.path, library) if calls else library
    found = [finding for call in calls for finding in _of_call(script, call, values, own)]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.location or Location()).order)


def _of_call(script: Script, call: ChartCall, values: Values, library: Library) -> Iterator[Diagnostic]:
    function = function_of(call)
    if function is None:
        yield from unknown_function(script, call)
        return
    given = arguments(call.node, function)
    yield from argument_findings(script, call, function)
    if call.function == "plot_table":
        yield from plot_table_findings(script, call, given, values, library)
    else:
        yield from column_findings(script, call, given, values, library)
