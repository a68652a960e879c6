"""The format `sarif`: valid by its published schema, exact in its places, and free of this machine's folders."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from chartkit.check.formats import FORMATS
from chartkit.check.page import pages
from chartkit.check.report import Report
from chartkit.diagnostics import CODES, Diagnostic, Location

ROOT = Path(__file__).parents[3]
PUBLISHED = "https://json.schemastore.org/sarif-2.1.0.json"


@pytest.fixture
def validator(published_schema: Callable[[str], dict[str, Any]]) -> jsonschema.Draft7Validator:
    """OASIS's own schema, which SchemaStore serves under its address."""
    schema = published_schema(PUBLISHED)
    assert schema["$id"].startswith("https://raw.githubusercontent.com/oasis-tcs/sarif-spec/")
    return jsonschema.Draft7Validator(schema)


def run_of(report: Report) -> dict[str, Any]:
    return json.loads(FORMATS["sarif"](report))["runs"][0]


@pytest.mark.parametrize("name", ["report", "hostile", "empty"])
def test_it_is_valid(name: str, validator: jsonschema.Draft7Validator, request: pytest.FixtureRequest) -> None:
    report = Report() if name == "empty" else request.getfixturevalue(name)
    log = json.loads(FORMATS["sarif"](report))
    assert [error.message for error in validator.iter_errors(log)] == []
    assert log["version"] == "2.1.0"


def test_the_schema_refuses_what_is_none(validator: jsonschema.Draft7Validator, report: Report) -> None:
    log = json.loads(FORMATS["sarif"](report))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not validator.is_valid(log)


def test_each_finding_is_a_result(report: Report) -> None:
    first, second, third, fourth = run_of(report)["results"]
    artifact = {"uri": "charts/presets/loss.yaml", "uriBaseId": "%SRCROOT%"}
    assert first == {
        "ruleId": "CK301",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "encoding has no channel 'colr'.\nhelp: did you mean 'color'?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {"startLine": 22, "startColumn": 5, "endColumn": 9},
                },
                "logicalLocations": [{"fullyQualifiedName": "$.spec.encoding.colr"}],
            }
        ],
    }
    assert second["level"] == "warning"
    assert second["fixes"] == [
        {
            "description": {"text": 'write "${field:y}"'},
            "artifactChanges": [
                {
                    "artifactLocation": artifact,
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 20},
                            "insertedContent": {"text": '"${field:y}"'},
                        }
                    ],
                }
            ],
        }
    ]
    assert third["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "$.layer[0].mark"}]}]
    assert (fourth["level"], "locations" in fourth) == ("note", False)


def test_each_code_is_a_rule_with_its_page(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CK301", "CK703", "CK707"]
    unused = rules[1]
    assert unused["name"] == "unused-slot"
    assert unused["shortDescription"] == {"text": "A slot is declared, and nothing in the spec uses it."}
    assert "## Failing\n```yaml\n" in unused["help"]["markdown"]
    assert unused["helpUri"] == "https://github.com/chartkit/chartkit/blob/main/docs/rules/CK703.md"
    assert unused["defaultConfiguration"] == {"level": "warning"}


def test_the_same_report_is_the_same_bytes_in_every_folder(
    report: Report, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = FORMATS["sarif"](report)
    (repository / "elsewhere" / "charts").mkdir(parents=True)
    (repository / "elsewhere" / ".git").mkdir()
    monkeypatch.chdir(repository / "elsewhere" / "charts")
    assert FORMATS["sarif"](report) == here


def test_a_file_outside_the_repository_is_an_absolute_address(repository: Path) -> None:
    report = Report((Diagnostic("CK101", "no.", location=Location("/else where/a.yaml")),))
    (result,) = run_of(report)["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "file:///else%20where/a.yaml"}}}]


def test_hostile_names_come_back_byte_by_byte(hostile: Report) -> None:
    for result, finding in zip(run_of(hostile)["results"], hostile.findings, strict=True):
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert unquote_to_bytes(artifact["uri"]) == b"charts/" + os.fsencode(finding.location.file)


def test_words_that_look_like_a_link_are_no_link(repository: Path) -> None:
    report = Report((Diagnostic("CK101", "found [x](http://a.b) and [1, 2]."),))
    (result,) = run_of(report)["results"]
    assert result["message"]["text"] == r"found \[x\](http://a.b) and [1, 2]."


def test_every_code_makes_a_valid_rule_whose_page_is_there(
    validator: jsonschema.Draft7Validator, repository: Path
) -> None:
    report = Report(tuple(Diagnostic(code, "no.") for code in CODES))
    log = json.loads(FORMATS["sarif"](report))
    assert [error.message for error in validator.iter_errors(log)] == []
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == set(CODES)
    addresses = [rule["helpUri"] for rule in rules if "helpUri" in rule]
    assert len(addresses) == len(pages())
    for address in addresses:
        assert (ROOT / address.removeprefix("https://github.com/chartkit/chartkit/blob/main/")).is_file(), address
