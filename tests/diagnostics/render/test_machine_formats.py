"""The formats that other programs read say what those programs need, in their own grammar."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from milepost.diagnostics import Severity, Span
from milepost.diagnostics.render import RENDERERS, Listing, default_format
from milepost.diagnostics.render.fingerprint import fingerprints
from tests.diagnostics.render.sample import CYCLE, FINDINGS, LISTING, PLAN, RISKS
from tests.diagnostics.render.test_text import listings

REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": False,
    "properties": {
        key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn", "endLine", "endColumn")
    },
}
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"pattern": "^[A-Za-z0-9._~/%-]+$"}},
                },
                "region": REGION,
            },
        }
    },
}
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "items": {
                "required": ["tool", "results", "columnKind"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "version", "rules"],
                                "properties": {
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": [
                                                "id",
                                                "shortDescription",
                                                "help",
                                                "defaultConfiguration",
                                            ],
                                            "properties": {
                                                "id": {"pattern": "^[a-z-]+/[a-z-]+$"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": {**TEXT, "required": ["text", "markdown"]},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "columnKind": {"const": "unicodeCodePoints"},
                    "results": {
                        "items": {
                            "required": ["ruleId", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {"minItems": 1, "items": LOCATION},
                                "relatedLocations": {"items": LOCATION},
                                "fixes": {"items": {"required": ["artifactChanges"]}},
                            },
                        }
                    },
                },
            },
        },
    },
}


def sarif(listing: Listing) -> dict:
    return json.loads(RENDERERS["sarif"](listing))


def test_sarif_has_the_shape_the_standard_asks_for() -> None:
    errors = [error.message for error in Draft202012Validator(SARIF).iter_errors(sarif(LISTING))]
    assert errors == []


def test_sarif_results_point_at_their_rule() -> None:
    run = sarif(LISTING)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [f.rule for f in FINDINGS]


def test_sarif_paths_are_encoded_from_the_repository_root() -> None:
    result = sarif(LISTING)["runs"][0]["results"][1]
    assert (
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "projects/a%2C%20b/plan.yaml"
    )
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 7


def test_sarif_carries_the_fix() -> None:
    change = sarif(LISTING)["runs"][0]["results"][2]["fixes"][0]["artifactChanges"][0]
    assert change["replacements"][0]["insertedContent"] == {"text": "open"}


def test_json_round_trips_positions() -> None:
    body = json.loads(RENDERERS["json"](LISTING))
    spans = [Span(**item["span"]) if item["span"] else None for item in body["diagnostics"]]
    assert spans == [finding.span for finding in FINDINGS]
    assert body["summary"] == {
        "errors": 2,
        "warnings": 1,
        "info": 1,
        "waived": 1,
        "files": 3,
        "records": 12,
    }


def parse_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command the way the runner does."""
    match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
    assert match is not None, line
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))

    def plain(text: str) -> str:
        for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, character)
        return text

    return match[1], {key: plain(value) for key, value in properties.items()}, plain(match[3])


def test_github_commands_survive_percent_comma_colon_and_line_breaks() -> None:
    lines = RENDERERS["github"](LISTING).splitlines()
    command, properties, message = parse_command(lines[3])
    assert command == "warning"
    assert properties["file"] == "projects/a, b/risks.yaml"
    assert properties["title"] == "structure/odd-title"
    assert "title has invisible characters:\\r\\n\\x1b[2J, 50%" in message
    assert "%25" in lines[3]


def test_github_gives_columns_only_within_one_line() -> None:
    finding = CYCLE.at(Span("plan.yaml", 2, 3, 4, 1), "long")
    line = RENDERERS["github"](replace(LISTING, diagnostics=(finding,))).splitlines()[0]
    assert set(parse_command(line)[1]) == {"title", "file", "line", "endLine"}


@given(listings)
def test_github_writes_one_well_formed_command_a_finding(listing: Listing) -> None:
    lines = RENDERERS["github"](listing).split("\n")
    assert len(lines) == len(listing.diagnostics) + 2
    for line in lines[:-2]:
        parse_command(line)


def test_gitlab_severities_and_places() -> None:
    issues = json.loads(RENDERERS["gitlab"](LISTING))
    assert [issue["severity"] for issue in issues] == ["info", "major", "major", "minor"]
    assert issues[1]["location"] == {
        "path": "projects/a, b/plan.yaml",
        "positions": {"begin": {"line": 4, "column": 20}, "end": {"line": 4, "column": 23}},
    }


def test_fingerprints_stay_when_lines_are_added_above() -> None:
    pushed = tuple(
        replace(finding, span=finding.span and replace(finding.span, line=finding.span.line + 2))
        for finding in FINDINGS
    )
    sources = {"plan.yaml": "# new\n# lines\n" + PLAN, "risks.yaml": "# new\n# lines\n" + RISKS}
    assert fingerprints(replace(LISTING, diagnostics=pushed, sources=sources)) == fingerprints(LISTING)


def test_fingerprints_differ_even_for_equal_findings() -> None:
    twice = replace(LISTING, diagnostics=FINDINGS + FINDINGS)
    assert len(set(fingerprints(twice))) == 2 * len(FINDINGS)


@pytest.mark.parametrize(
    ("fail_on", "failures"), [(Severity.ERROR, 2), (Severity.WARNING, 3), (Severity.INFO, 4)]
)
def test_junit_fails_what_the_run_fails_on(fail_on: Severity, failures: int) -> None:
    suites = ET.fromstring(RENDERERS["junit"](replace(LISTING, fail_on=fail_on)))
    assert suites.get("failures") == str(failures)
    assert len(suites.findall(".//failure")) == failures
    assert sum(int(suite.get("tests", "")) for suite in suites) == len(FINDINGS)


@given(listings)
def test_junit_is_always_xml(listing: Listing) -> None:
    assert ET.fromstring(RENDERERS["junit"](listing)).tag == "testsuites"


@pytest.mark.parametrize(
    ("environ", "output", "chosen"),
    [
        ({}, None, "text"),
        ({"GITHUB_ACTIONS": "true"}, None, "github"),
        ({"GITHUB_ACTIONS": "false"}, None, "text"),
        ({"GITLAB_CI": "true"}, None, "text"),
        ({"GITLAB_CI": "true"}, "gl-code-quality-report.json", "gitlab"),
        ({}, "out/findings.json", "json"),
        ({"GITHUB_ACTIONS": "true"}, "findings.sarif", "sarif"),
        ({}, "findings.XML", "junit"),
        ({}, "findings", "text"),
    ],
)
def test_the_format_follows_the_place(environ: dict[str, str], output: str | None, chosen: str) -> None:
    assert default_format(environ, output) == chosen
