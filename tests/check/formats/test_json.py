"""The format `json`: exact objects, and any text at all comes back from a parser."""

import json

from chartkit.check.formats import FORMATS
from chartkit.check.report import Report


def test_each_finding_is_an_object(report: Report) -> None:
    assert json.loads(FORMATS["json"](report)) == [
        {
            "file": "presets/loss.yaml",
            "line": 22,
            "column": 5,
            "code": "CK301",
            "severity": "error",
            "message": "encoding has no channel 'colr'.",
            "help": "did you mean 'color'?",
            "path": ["spec", "encoding", "colr"],
            "end_column": 9,
        },
        {
            "file": "presets/loss.yaml",
            "line": 4,
            "column": 3,
            "code": "CK703",
            "severity": "warning",
            "message": "the field slot 'hue' is declared and used nowhere in the spec.",
            "help": None,
            "end_column": 6,
            "fix": {
                "words": 'write "${field:y}"',
                "edits": [
                    {
                        "file": "presets/loss.yaml",
                        "line": 4,
                        "column": 10,
                        "end_line": 4,
                        "end_column": 20,
                        "text": '"${field:y}"',
                    }
                ],
            },
        },
        {
            "file": None,
            "line": None,
            "column": None,
            "code": "CK301",
            "severity": "error",
            "message": "mark is not a mark.",
            "help": None,
            "path": ["layer", 0, "mark"],
        },
        {
            "file": None,
            "line": None,
            "column": None,
            "code": "CK707",
            "severity": "info",
            "message": "the example draws nothing.",
            "help": None,
        },
    ]


def test_without_findings_it_is_an_empty_list() -> None:
    assert FORMATS["json"](Report()) == "[]\n"


def test_hostile_texts_come_back(hostile: Report) -> None:
    text = FORMATS["json"](hostile)
    text.encode("utf-8")
    for found, finding in zip(json.loads(text), hostile.findings, strict=True):
        assert found["message"] == found["help"] == _held(finding.message)
        assert found["file"] == _held(finding.location.file)
        assert found["path"] == ["spec", _held(finding.message), 3]


def _held(text: str) -> str:
    return "".join("\ufffd" if 0xD800 <= ord(character) < 0xE000 else character for character in text)
