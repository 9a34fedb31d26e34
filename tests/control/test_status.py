"""The computed status: what colour each dimension has and why, overrides, and all dimensions together."""

from decimal import Decimal
from pathlib import Path

import pytest

from milepost.budget.baseline import baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.control.computed_rules import RULES
from milepost.control.rag import Limits, Rag, worst
from milepost.control.status import compute_status
from milepost.control.status_model import Dimension, Status
from milepost.diagnostics import Diagnostic, Rule, Severity
from milepost.diagnostics.example import BASE, laid_over_base
from milepost.report import compute
from milepost.risk.compute import compute_risk
from milepost.schedule.load_plan import load_of_project
from tests.budget.written import PROJECT, load, schedule_of
from tests.rule_examples import check, marked

PLAN = """\
tasks:
  - {id: T-1, name: Build, duration: 10d, cost: 1000 EUR, progress: {actual_start: 2026-06-01, percent: 20}}
  - {id: M-1, name: Live, milestone: true, predecessors: [T-1]}
"""
BASELINE = """\
id: B1
created: 2026-05-29
tasks:
  T-1: {start: 2026-06-01, finish: 2026-06-05, budget: 1000 EUR}
  M-1: {start: 2026-06-05, finish: 2026-06-05, milestone: true}
"""
IN_FORCE = "baseline: {name: B1}\n"


def judged(folder: Path, files: dict[str, str]) -> tuple[Status, list[Diagnostic]]:
    loaded = load(folder, files)
    project, schedule, baseline = loaded.project, schedule_of(loaded), baseline_in_force(loaded.project)
    budget, _ = compute_budget(project, schedule, baseline)
    risk, _ = compute_risk(project, schedule.calendar, schedule, budget.performance.bac)
    work = load_of_project(project, schedule)
    return compute_status(project, schedule.calendar, schedule, baseline, load=work, budget=budget, risk=risk)


def dimension(folder: Path, name: str, project: str = "", **files: str) -> Dimension:
    named = {f"{key.replace('__', '/')}.yaml": text for key, text in files.items()}
    status, _ = judged(folder, {"project.yaml": PROJECT + project, "plan.yaml": PLAN, **named})
    return status.dimensions[name]


def told(found: Dimension) -> list[tuple[str, str, str]]:
    return [(reason.rag.value, reason.text, reason.rule) for reason in found.reasons]


# -- schedule --------------------------------------------------------------------------------------------------


def test_the_forecast_finish_against_the_baseline(tmp_path: Path) -> None:
    tolerances = (
        "tolerances: {schedule: {amber: 5d, red: 8d, milestone: {amber: 1d}, spi: {amber: 0.9, red: 0.3}}}\n"
    )
    found = dimension(tmp_path, "schedule", IN_FORCE + tolerances, baselines__B1=BASELINE)
    assert found.rag is Rag.RED
    assert told(found) == [
        ("red", "SPI is 0.25.", "amber at 0.9, red at 0.3 or less"),
        (
            "amber",
            "The forecast finish 2026-06-15 is 6 working days after the finish of baseline B1 2026-06-05.",
            "amber from 5d, red from 8d",
        ),
        (
            "amber",
            "1 milestone ahead is later than in the baseline, M-1 most: 6 working days.",
            "amber from 1d",
        ),
    ]


def test_without_a_baseline_the_target_counts(tmp_path: Path) -> None:
    found = dimension(tmp_path, "schedule", "target_finish: 2026-06-15\n")
    assert told(found) == [
        (
            "green",
            "The forecast finish 2026-06-15 is on the target finish 2026-06-15.",
            "amber from 5d, red from 10d (the usual limits; project.yaml has none)",
        )
    ]


def test_a_missed_required_finish_is_red(tmp_path: Path) -> None:
    found = dimension(tmp_path, "schedule", "target_finish: 2026-07-01\nrequired_finish: 2026-06-12\n")
    assert found.rag is Rag.RED
    assert told(found)[0] == (
        "red",
        "The forecast finish 2026-06-15 is 1 working day after the required finish 2026-06-12.",
        "red when the required finish is missed",
    )


def test_with_nothing_to_compare_with_it_is_unknown(tmp_path: Path) -> None:
    found = dimension(tmp_path, "schedule")
    assert found.rag is Rag.UNKNOWN
    assert (
        found.reasons[0].text
        == "There is neither a baseline nor a target finish to compare the forecast with."
    )


# -- cost ------------------------------------------------------------------------------------------------------

AS_SO_FAR = "what remains is expected to cost as what was done so far"
COSTS = "entries:\n  - {document: 1, date: 2026-06-03, task: T-1, amount: 212 EUR}\n"


def test_the_forecast_against_the_budget(tmp_path: Path) -> None:
    tolerances = "tolerances: {cost: {amber: 5%, red: 10%, amount: {amber: 20 EUR, red: 50 EUR}, cpi: {amber: 0.9, red: 0.8}}}\n"
    found = dimension(tmp_path, "cost", tolerances, actuals__june=COSTS)
    assert told(found) == [
        ("red", "The forecast differs from the budget by 60 EUR.", "amber from 20 EUR, red from 50 EUR"),
        (
            "amber",
            f"The forecast at completion 1,060 EUR is 6% above the budget 1,000 EUR: {AS_SO_FAR}.",
            "amber from 5%, red from 10%",
        ),
        ("green", "CPI is 0.94.", "amber at 0.9, red at 0.8 or less"),
    ]


def test_no_budget_is_unknown(tmp_path: Path) -> None:
    found = dimension(tmp_path, "cost", plan=PLAN.replace(", cost: 1000 EUR", ""))
    assert told(found) == [("unknown", "There is no budget to compare a forecast with.", "")]


# -- scope, quality, risk, people, benefits --------------------------------------------------------------------

SCOPED = BASELINE + "scope: {deliverables: [DL-1, DL-2, DL-3], requirements: [REQ-1]}\n"
DELIVERABLES = """\
deliverables:
  - {id: DL-1, title: One, status: rejected}
  - {id: DL-2, title: Two, status: cancelled}
  - {id: DL-4, title: Four}
  - {id: DL-5, title: Five, change: CR-1}
"""
CHANGES = """\
changes:
  - {id: CR-1, title: More, status: approved, links: {deliverables: [DL-3]}}
"""


def test_scope_without_an_approved_change(tmp_path: Path) -> None:
    files = {"baselines__B1": SCOPED, "deliverables": DELIVERABLES, "changes": CHANGES}
    found = dimension(tmp_path, "scope", IN_FORCE, **files)
    text = "1 added and 2 removed without an approved change since baseline B1, 75% of 4 entries."
    assert (found.rag, found.reasons[0].text) == (Rag.RED, text)
    assert found.reasons[0].records == ("DL-4", "DL-2", "REQ-1")


def test_a_baseline_without_scope_says_nothing_about_it(tmp_path: Path) -> None:
    found = dimension(tmp_path, "scope", IN_FORCE, baselines__B1=BASELINE, deliverables=DELIVERABLES)
    assert told(found) == [("unknown", "The baseline B1 does not say what was in scope.", "")]


QUALITY = """\
criteria:
  - {id: Q-1, title: One, status: met}
  - {id: Q-2, title: Two, status: not-met}
  - {id: Q-3, title: Three, status: waived}
  - {id: Q-4, title: Four, status: not-checked, deliverable: DL-1}
  - {id: Q-5, title: Five, status: not-checked, deliverable: DL-2}
defects:
  - {id: DF-1, title: Crash, severity: critical, status: open}
  - {id: DF-2, title: Typo, severity: low, status: open}
  - {id: DF-3, title: Loss, severity: high, status: closed}
"""


def test_quality_criteria_that_are_due(tmp_path: Path) -> None:
    found = dimension(
        tmp_path,
        "quality",
        "tolerances: {quality: {amber: 50%, red: 40%, severe_defects: {amber: 1, red: 2}}}\n",
        quality=QUALITY,
        deliverables="deliverables:\n  - {id: DL-1, title: A, due: 2026-06-04}\n  - {id: DL-2, title: B, due: 2026-06-05}\n",
    )
    assert told(found) == [
        ("amber", "1 severe defect is open.", "amber from 1, red from 2"),
        ("green", "2 of 4 quality criteria due are met.", "amber below 50%, red below 40%"),
    ]
    assert found.reasons[1].records == ("Q-2", "Q-4")


def risks(probability: str) -> str:
    return (
        "risks:\n  - {id: R-1, title: Late, type: threat, status: approved, cause: A, event: B, effect: C,"
        f" probability: {probability}, impact_score: 5, impact: {{cost: 1000 EUR}}}}\n"
    )


RESERVE = "reserves:\n  - {id: RES-1, name: Contingency, type: contingency, amount: 1000 EUR}\n"


@pytest.mark.parametrize(("probability", "rag"), [("0.5", Rag.GREEN), ("0.8", Rag.AMBER), ("1", Rag.RED)])
def test_exposure_against_the_contingency_left(tmp_path: Path, probability: str, rag: Rag) -> None:
    found = dimension(tmp_path, "risk", risks=risks(probability), budget=RESERVE)
    assert found.rag is rag
    exposure = round(1000 * float(probability))
    words = (
        f"The residual exposure is {exposure:,} EUR, {exposure // 10}% of the 1,000 EUR of contingency left."
    )
    assert found.reasons[0].text == words


def test_no_contingency_left(tmp_path: Path) -> None:
    drawn = RESERVE.replace("1000 EUR", "1000 EUR, draws: [{date: 2026-06-02, amount: 1000 EUR}]")
    found = dimension(tmp_path, "risk", risks=risks("0.1"), budget=drawn)
    assert told(found)[0][:2] == ("red", "The residual exposure is 100 EUR, and no contingency is left.")


def test_without_a_reserve_the_high_risks_count(tmp_path: Path) -> None:
    found = dimension(tmp_path, "risk", risks=risks("0.8"))
    assert told(found) == [
        ("amber", "1 open threat is in the highest band.", "amber from 1, red from 3 (the usual limits)")
    ]
    assert dimension(tmp_path / "none", "risk").rag is Rag.UNKNOWN


def test_key_stakeholders_below_the_wanted_engagement(tmp_path: Path) -> None:
    listed = "".join(
        f"  - {{id: S-{number}, name: One, power: {power}, engagement: {{current: {now}, desired: {wanted}}}}}\n"
        for number, (power, now, wanted) in enumerate(
            [(5, "neutral", "supportive"), (4, "leading", "supportive"), (3, "resistant", "leading")]
        )
    )
    found = dimension(tmp_path, "stakeholders", stakeholders="stakeholders:\n" + listed)
    assert found.rag is Rag.AMBER
    text = "1 of 2 key stakeholders (power 4 or more) is below the engagement that is wanted."
    assert (found.reasons[0].text, found.reasons[0].records) == (text, ("S-0",))


def test_benefits_that_fall_short(tmp_path: Path) -> None:
    benefits = """\
benefits:
  - {id: BEN-1, title: Time, baseline: 10, target: 5, forecasts: [{date: 2026-06-01, value: 5}, {date: 2027-07-01, value: 8}]}
  - {id: BEN-2, title: Loans, target: 100, forecasts: [{date: 2026-06-01, value: 50}], actuals: [{date: 2026-06-03, value: 110}]}
  - {id: BEN-3, title: Trust, target: 4}
"""
    found = dimension(tmp_path, "benefits", benefits=benefits)
    text = "2 benefits with a forecast: 30% short of the target on average, BEN-1 most (60%)."
    assert (found.rag, found.reasons[0].text) == (Rag.RED, text)


PEOPLE = "people:\n  - {id: mara, name: Mara Lindqvist, capacity: 80%}\n  - {id: raj, name: Raj Okafor}\n"


def busy(units: str) -> str:
    """Two tasks of a week from 8 June; Mara works on both, Raj on the second."""
    of_task = "duration: 5d, constraint: {type: start-no-earlier-than, date: 2026-06-08}"
    return (
        "tasks:\n"
        f"  - {{id: T-1, name: Build, {of_task}, assignments: [{{who: mara, units: {units}}}]}}\n"
        f"  - {{id: T-2, name: Test, {of_task}, assignments: [{{who: mara, units: 40%}}, raj]}}\n"
    )


@pytest.mark.parametrize(
    ("units", "rag", "share", "who"),
    [
        ("40%", Rag.GREEN, "Mara Lindqvist has the highest load: 100%", ("mara",)),
        ("48%", Rag.AMBER, "Mara Lindqvist has the highest load: 110%", ("mara",)),
        ("64%", Rag.RED, "Mara Lindqvist has the highest load: 130%", ("mara",)),
    ],
)
def test_the_highest_load_of_a_week(
    tmp_path: Path, units: str, rag: Rag, share: str, who: tuple[str, ...]
) -> None:
    found = dimension(tmp_path, "resources", people=PEOPLE, plan=busy(units))
    assert found.rag is rag
    assert found.reasons[0].text == f"{share} of the capacity in the week from 2026-06-08."
    assert found.reasons[0].rule.startswith("amber from 110%, red from 130%")
    assert found.reasons[0].records == who


def test_limits_of_the_load_are_those_of_the_project(tmp_path: Path) -> None:
    limits = "tolerances: {resources: {amber: 90%, red: 100%}}\n"
    found = dimension(tmp_path, "resources", limits, people=PEOPLE, plan=busy("40%"))
    assert found.rag is Rag.RED
    assert found.reasons[0].text.endswith("in the week from 2026-06-08; 2 in all reach a limit.")
    assert set(found.reasons[0].records) == {"mara", "raj"}


def test_without_assignments_the_load_is_unknown(tmp_path: Path) -> None:
    assert told(dimension(tmp_path, "resources")) == [("unknown", "Nobody is assigned to a task.", "")]


# -- all together ----------------------------------------------------------------------------------------------

LATE = "target_finish: 2026-05-15\n"
OVER = "entries:\n  - {document: 1, date: 2026-06-03, task: T-1, amount: 900 EUR}\n"


def whole(folder: Path, project: str, **files: str) -> Status:
    named = {f"{key.replace('__', '/')}.yaml": text for key, text in files.items()}
    return judged(folder, {"project.yaml": PROJECT + project, "plan.yaml": PLAN, **named})[0]


def test_the_worst_dimension_decides(tmp_path: Path) -> None:
    found = whole(tmp_path, LATE)
    assert (found.overall.rag, found.policy) == (Rag.RED, "worst")
    assert [reason.text for reason in found.overall.reasons] == [
        "Schedule is red.",
        "Nothing can be said about scope, quality, risk, resources, stakeholders and benefits.",
    ]


def test_the_majority_policy(tmp_path: Path) -> None:
    policy = "status: {overall: majority}\n"
    assert whole(tmp_path / "one", LATE + policy).overall.rag is Rag.AMBER
    assert whole(tmp_path / "both", LATE + policy, actuals__june=OVER).overall.rag is Rag.RED


def test_nothing_known_is_unknown(tmp_path: Path) -> None:
    assert whole(tmp_path, "", plan=PLAN.replace(", cost: 1000 EUR", "")).overall.rag is Rag.UNKNOWN


def override(*fields: str) -> str:
    return LATE + "status: {overrides: {schedule: {rag: amber, " + ", ".join(fields) + "}}}\n"


def test_an_override_is_shown_as_such(tmp_path: Path) -> None:
    found = whole(tmp_path, override("reason: Not needed", "approver: S-1", "expires: 2026-06-04"))
    schedule = found.dimensions["schedule"]
    assert (schedule.rag, schedule.computed) == (Rag.AMBER, Rag.RED)
    assert schedule.override is not None
    assert (schedule.override.reason, schedule.override.approver) == ("Not needed", "S-1")
    assert (found.overall.rag, found.overall.computed) == (Rag.AMBER, Rag.RED)


@pytest.mark.parametrize(
    "fields",
    [
        ("reason: Not needed", "approver: S-1", "expires: 2026-06-03"),
        ("approver: S-1", "expires: 2026-12-31"),
        ("reason: Not needed", "expires: 2026-12-31"),
        ("reason: Not needed", "approver: S-1"),
    ],
)
def test_an_override_that_is_expired_or_incomplete_changes_nothing(
    tmp_path: Path, fields: tuple[str, ...]
) -> None:
    found = whole(tmp_path, override(*fields)).dimensions["schedule"]
    assert (found.rag, found.override) == (Rag.RED, None)


def test_without_a_schedule_nothing_is_judged(tmp_path: Path) -> None:
    report, findings = compute(load(tmp_path, {}).project, lambda *_: {})
    assert {one.rag for one in report.status.dimensions.values()} == {Rag.UNKNOWN}
    assert findings == []


def test_risks_are_judged_before_there_is_a_plan(tmp_path: Path) -> None:
    risks = (
        "risks:\n  - {id: R-1, title: Late, cause: A, event: B, effect: C, likelihood: 5, impact_score: 5}\n"
    )
    report, _ = compute(load(tmp_path, {"risks.yaml": risks}).project, lambda *_: {})
    assert report.schedule is None
    assert report.risk.risks["R-1"].current.score == 25
    assert report.status.dimensions["risk"].rag is Rag.AMBER


def test_limits_belong_to_the_worse_colour() -> None:
    limits = Limits(Decimal(5), Decimal(10), "")
    assert [limits.high(Decimal(value)) for value in (4, 5, 10)] == [Rag.GREEN, Rag.AMBER, Rag.RED]
    falling = Limits(Decimal(10), Decimal(5), "")
    assert [falling.low(Decimal(value)) for value in (11, 10, 5)] == [Rag.GREEN, Rag.AMBER, Rag.RED]
    assert [falling.short_of(Decimal(value)) for value in (10, 9, 5, 4)] == [
        Rag.GREEN,
        Rag.AMBER,
        Rag.AMBER,
        Rag.RED,
    ]
    assert worst(()) is Rag.UNKNOWN
    assert worst((Rag.UNKNOWN, Rag.GREEN)) is Rag.GREEN


# -- findings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_bad_example_has_the_finding_at_its_mark(rule: Rule, tmp_path: Path) -> None:
    _, findings = judged(tmp_path, laid_over_base(rule.bad))
    found = {(one.rule, one.span.file, one.span.line) for one in findings if one.span is not None}
    assert found == marked(rule.bad)


@pytest.mark.parametrize("files", [BASE, *(rule.good for rule in RULES)])
def test_the_good_example_has_no_finding(files: dict[str, str], tmp_path: Path) -> None:
    assert judged(tmp_path, laid_over_base(files))[1] == []
    assert marked(files) == set()
    assert [one for one in check(tmp_path).findings if one.severity is Severity.ERROR] == []
