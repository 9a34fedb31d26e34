"""What becomes of findings: the severities of project.yaml, waivers and their end, one finding for one mistake."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.budget.currencies import CURRENCIES
from milepost.checks import Verdict
from milepost.diagnostics import Diagnostic, sort_key
from milepost.diagnostics.example import BASE, laid_over_base
from tests.rule_examples import check, write

LONG = {"plan.yaml": "tasks:\n  - {id: T-1, name: Load, duration: 60d, owner: raj}\n"}
STATUS = date(2026, 2, 6)


def _settings(*lines: str) -> dict[str, str]:
    return {"project.yaml": BASE["project.yaml"] + "".join(f"{line}\n" for line in lines)}


def _waiver(
    rule: str = "schedule/long-task", record: str = "T-1", expires: date = date(2026, 12, 31)
) -> dict[str, str]:
    text = f"waivers:\n  - id: W-1\n    rule: {rule}\n    record: {record}\n    reason: One file.\n    approver: mara\n"
    return {"waivers.yaml": f"{text}    expires: {expires}\n"}


def _verdict(folder: Path, *parts: dict[str, str]) -> Verdict:
    files = dict(BASE)
    for part in parts:
        files.update(part)
    write(folder, files)
    return check(folder)


def _rules(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.value) for finding in findings]


def test_a_finding_has_the_severity_of_its_rule(tmp_path: Path) -> None:
    assert _rules(_verdict(tmp_path, LONG).findings) == [("schedule/long-task", "warning")]


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_the_project_sets_the_severity(tmp_path: Path, severity: str) -> None:
    verdict = _verdict(tmp_path, LONG, _settings("checks:", f"  schedule/long-task: {severity}"))
    assert _rules(verdict.findings) == [("schedule/long-task", severity)]


def test_off_silences_a_rule(tmp_path: Path) -> None:
    assert _verdict(tmp_path, LONG, _settings("checks:", "  schedule/long-task: off")).findings == ()


def test_severities_hold_for_findings_about_waivers_too(tmp_path: Path) -> None:
    verdict = _verdict(tmp_path, _waiver(), _settings("checks:", "  control/unused-waiver: error"))
    assert _rules(verdict.findings) == [("control/unused-waiver", "error")]


def test_a_waiver_sets_one_finding_aside_and_is_named(tmp_path: Path) -> None:
    verdict = _verdict(tmp_path, LONG, _waiver())
    assert verdict.findings == ()
    assert [(one.diagnostic.rule, one.diagnostic.record, one.waiver) for one in verdict.waived] == [
        ("schedule/long-task", "T-1", "W-1")
    ]


def test_a_waiver_is_for_its_record_only(tmp_path: Path) -> None:
    two = {"plan.yaml": LONG["plan.yaml"] + "  - {id: T-2, name: Check, duration: 60d, owner: raj}\n"}
    verdict = _verdict(tmp_path, two, _waiver())
    assert [(finding.rule, finding.record) for finding in verdict.findings] == [("schedule/long-task", "T-2")]


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True)])
def test_a_waiver_holds_to_the_end_of_its_last_day(tmp_path: Path, days: int, holds: bool) -> None:
    verdict = _verdict(tmp_path, LONG, _waiver(expires=STATUS + timedelta(days=days)))
    assert bool(verdict.waived) == holds
    expected = [] if holds else [("schedule/long-task", "warning"), ("control/expired-waiver", "error")]
    assert _rules(verdict.findings) == expected


def test_a_waiver_that_waives_nothing_is_told(tmp_path: Path) -> None:
    assert _rules(_verdict(tmp_path, _waiver(record="T-3")).findings) == [("control/unused-waiver", "info")]


@pytest.mark.parametrize(
    "rule", ["schema/unknown-field", "source/alias", "control/expired-waiver", "control/unknown-rule"]
)
def test_some_rules_cannot_be_waived(tmp_path: Path, rule: str) -> None:
    assert _rules(_verdict(tmp_path, _waiver(rule)).findings) == [("control/rule-not-waivable", "error")]


def test_a_finding_about_a_file_is_not_waived_by_its_record(tmp_path: Path) -> None:
    wrong = {
        "actions.yaml": "actions:\n  - {id: A-1, title: Call, owner: mara, due: 2026-02-20, colour: red}\n"
    }
    verdict = _verdict(tmp_path, wrong, _waiver("schema/unknown-field", "A-1"))
    assert ("schema/unknown-field", "error") in _rules(verdict.findings)
    assert verdict.waived == ()


def test_a_finding_about_the_project_is_waived_by_its_id(tmp_path: Path) -> None:
    closed = {"project.yaml": BASE["project.yaml"] + "state: closed\n"}
    verdict = _verdict(tmp_path, closed, _waiver("control/closed-without-acceptance", "P-1"))
    assert verdict.findings == ()
    assert [one.diagnostic.rule for one in verdict.waived] == ["control/closed-without-acceptance"]


def test_an_unknown_rule_is_told_with_what_was_meant(tmp_path: Path) -> None:
    verdict = _verdict(tmp_path, _settings("checks:", "  schedule/long-tasks: off"))
    assert _rules(verdict.findings) == [("control/unknown-rule", "error")]
    assert "Did you mean schedule/long-task" in verdict.findings[0].remedy
    assert str(verdict.findings[0].span) == "project.yaml:12:3"


def test_a_name_in_place_of_an_id_is_one_finding_that_knows_the_id(tmp_path: Path) -> None:
    verdict = _verdict(
        tmp_path,
        {"actions.yaml": "actions:\n  - {id: A-1, title: Call, due: 2026-02-20, owner: Raj Okafor}\n"},
    )
    assert _rules(verdict.findings) == [("project/unknown-reference", "error")]
    assert verdict.findings[0].remedy == "Did you mean raj?"


def test_a_malformed_id_that_means_nobody_is_one_finding_that_explains_ids(tmp_path: Path) -> None:
    verdict = _verdict(
        tmp_path,
        {"actions.yaml": "actions:\n  - {id: A-1, title: Call, due: 2026-02-20, owner: The Vendor}\n"},
    )
    assert _rules(verdict.findings) == [("schema/malformed-value", "error")]


def test_findings_are_in_the_order_of_the_files(tmp_path: Path) -> None:
    verdict = _verdict(
        tmp_path,
        {
            "zebra.yaml": "a: 1\n",
            "actions.yaml": "actions:\n  - {id: A-2, title: Two}\n  - {id: A-1, title: One, owner: x}\n",
        },
        LONG,
    )
    assert list(verdict.findings) == sorted(verdict.findings, key=sort_key)
    places = [str(finding.span) for finding in verdict.findings]
    assert places == [
        "actions.yaml:2:10",
        "actions.yaml:3:10",
        "actions.yaml:3:34",
        "plan.yaml:2:37",
        "zebra.yaml:1:1",
    ]


def test_the_status_date_may_be_moved(tmp_path: Path) -> None:
    from milepost.checks import check_records, settle
    from milepost.load import load_project

    write(
        tmp_path,
        laid_over_base(
            {"actions.yaml": "actions:\n  - {id: A-1, title: Call, owner: mara, due: 2026-02-20}\n"}
        ),
    )
    for day, expected in ((None, []), (date(2026, 2, 21), ["risk/action-overdue"])):
        loaded = load_project(tmp_path, day)
        verdict = settle([*loaded.findings, *check_records(loaded.project)], loaded.project)
        assert [finding.rule for finding in verdict.findings] == expected


def test_an_empty_project_has_findings_and_no_exception(tmp_path: Path) -> None:
    write(tmp_path, {"project.yaml": ""})
    assert {finding.rule for finding in check(tmp_path).findings} == {"schema/missing-field"}


_SHAPES = [
    "5",
    "[]",
    "{}",
    "~",
    "[1]",
    "[{}]",
    "{a: 1}",
    "[[x]]",
    "text",
    "2026-01-01",
    "[{id: 5}]",
    "true",
    "'5 EUR'",
    "[{from: 1, to: 2}]",
]


@settings(deadline=None)  # each example is a whole check, and the machine may be busy
@given(st.data())
def test_checks_survive_values_of_any_shape(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever stands in a field, the finding is the schema's; no check stumbles over it."""
    from milepost.load import load_schemas

    schemas = load_schemas()[0]
    entry = data.draw(st.sampled_from([one for one in schemas.kinds.values() if one.key]))
    properties = entry.schema["properties"]
    assert isinstance(properties, dict)
    names = data.draw(st.lists(st.sampled_from(sorted(properties)), unique=True, max_size=8))
    lines = [f"{name}: {data.draw(st.sampled_from(_SHAPES))}" for name in names]
    folder = tmp_path_factory.mktemp("shapes")
    write(
        folder,
        laid_over_base(
            {f"{entry.register}.yaml": f"{entry.key}:\n  - " + "\n    ".join(lines or ["{}"]) + "\n"}
        ),
    )
    check(folder)


def test_currency_codes_are_those_that_the_world_knows() -> None:
    from babel.numbers import list_currencies

    known = list_currencies()
    assert len(set(CURRENCIES)) == len(CURRENCIES)
    assert set(CURRENCIES) - known <= {"XCG", "ZWG"}  # younger than some releases of the data
    assert {"EUR", "USD", "GBP", "CHF", "JPY"} <= set(CURRENCIES)
