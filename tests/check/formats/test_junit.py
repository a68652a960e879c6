"""The format `junit`: valid by Jenkins' and Ant's schemas, and any text at all comes back from an XML parser.

`jenkins-junit-10.xsd` is of github.com/jenkinsci/xunit-plugin (MIT, (c) Gregory Boissinot), `ant-junit.xsd` of
github.com/windyroad/JUnit-Schema (Apache-2.0, (c) Windy Road Technology); each has its licence inside.
"""

import re
from pathlib import Path

import pytest
from lxml import etree

from chartkit.check.formats import FORMATS
from chartkit.check.report import Report

SCHEMAS = sorted(Path(__file__).parent.glob("*.xsd"))


def read(report: Report) -> etree._Element:
    return etree.fromstring(FORMATS["junit"](report).encode("utf-8"))


@pytest.mark.parametrize("schema", SCHEMAS, ids=[path.stem for path in SCHEMAS])
@pytest.mark.parametrize("name", ["report", "hostile", "empty"])
def test_it_is_valid(schema: Path, name: str, request: pytest.FixtureRequest) -> None:
    report = Report() if name == "empty" else request.getfixturevalue(name)
    etree.XMLSchema(etree.parse(schema)).assertValid(read(report))


def test_each_file_is_a_test(report: Report, repository: Path) -> None:
    preset = Path("presets/loss.yaml")
    preset.parent.mkdir()
    preset.write_text("\n" * 3 + "  hue: {}\n" + "\n" * 17 + "    colr: {field: hue}\n")
    (suite,) = read(report)
    assert {key: suite.get(key) for key in ("name", "tests", "failures", "errors", "time")} == {
        "name": "chartkit check",
        "tests": "3",
        "failures": "2",
        "errors": "0",
        "time": "1.250",
    }
    passed, failed, without_file = suite.findall("testcase")
    assert (passed.get("name"), len(passed)) == ("presets/bar.yaml", 0)
    assert failed.get("name") == "presets/loss.yaml"
    assert failed[0].attrib == {
        "type": "error",
        "message": "CK301 encoding has no channel 'colr'. (and 1 more finding)",
    }
    assert failed[0].text == (
        "presets/loss.yaml:22:5: CK301 encoding has no channel 'colr'.\n"
        "   22 |     colr: {field: hue}\n"
        "      |     ^^^^\n"
        "help: did you mean 'color'?\n"
        "\n"
        "presets/loss.yaml:4:3: CK703 the field slot 'hue' is declared and used nowhere in the spec.\n"
        "    4 |   hue: {}\n"
        "      |   ^^^"
    )
    assert without_file.get("name") == "chartkit"
    assert without_file[0].text == "$.layer[0].mark: CK301 mark is not a mark."
    assert suite.findtext("system-out") == "CK707 the example draws nothing."


def test_the_headline_is_the_gravest_finding(report: Report) -> None:
    (suite,) = read(report._replace(findings=report.findings[1::-1]))
    failure = suite.findall("testcase")[1][0]
    assert failure.get("type") == "error"
    assert failure.get("message") == "CK301 encoding has no channel 'colr'. (and 1 more finding)"
    assert failure.text.startswith("presets/loss.yaml:4:3: CK703 ")


def test_hostile_texts_come_back_with_pictures_of_what_xml_cannot_hold(hostile: Report) -> None:
    (suite,) = read(hostile)
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [_held_by_xml(str(file)) for file in hostile.files]
    for case in cases:
        for finding in hostile.findings[:8]:
            assert _held(finding.message) in case[0].text


def test_a_control_character_is_seen() -> None:
    assert _held("\x00\x1b\x07") == "␀␛␇"


def _held(text: str) -> str:
    """What is seen of a finding: no carriage return, delete, separator or turn of direction either."""
    return re.sub("[\x85\u2028\u202e]", "\ufffd", _held_by_xml(text).replace("\r", "␍").replace("\x7f", "␡"))


def _held_by_xml(text: str) -> str:
    def one(character: str) -> str:
        if character < " " and character not in "\t\n\r":
            return chr(0x2400 + ord(character))
        return "\ufffd" if "\ud800" <= character < "\ue000" or character in "\ufffe\uffff" else character

    return "".join(map(one, text))
