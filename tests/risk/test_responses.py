"""How risks are answered and looked after: what has a finding and, as much, what has none."""

import pytest

from milepost.diagnostics.example import laid_over_base
from milepost.risk.response_checks import USUAL_LIMIT
from tests.rule_examples import check, write


def risk(*fields, id_="R-1"):
    known = (
        f"id: {id_}",
        "title: Late",
        "type: threat",
        "status: approved",
        "cause: A",
        "event: B",
        "effect: C",
        "owner: mara",
    )
    kinds = {field.partition(":")[0] for field in fields}
    rest = [field for field in known if field.partition(":")[0] not in kinds]
    return "  - " + "\n    ".join((*rest, *fields)) + "\n"


def found(folder, *risks, **files):
    written = {
        "risks.yaml": "risks:\n" + "".join(risks),
        **{f"{name}.yaml": text for name, text in files.items()},
    }
    write(folder, laid_over_base(written))
    return {one.rule.partition("/")[2]: one for one in check(folder).findings if one.rule.startswith("risk/")}


HIGH = ("likelihood: 5", "impact_score: 5")
READY = ("triggers: [Silence.]", "contingency_plan: Load from files.")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (HIGH, "no contingency plan and no triggers"),
        ((*HIGH, READY[0]), "no contingency plan"),
        ((*HIGH, READY[1]), "no triggers"),
        ((*HIGH, *READY), None),
        (("likelihood: 2", "impact_score: 2"), None),
        ((*HIGH, "type: opportunity"), None),
        ((*HIGH, "status: closed", "closed: 2026-02-02", "closure_reason: Over."), None),
    ],
)
def test_what_a_high_threat_has_to_have(tmp_path, fields, words):
    finding = found(tmp_path, risk(*fields)).get("high-without-contingency")
    assert (finding is None) == (words is None)
    assert words is None or finding.message.endswith(words)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("status: decided, decided_by: raj", None),
        ("status: decided, decided_by: mara", "nobody but its owner has decided D-1"),
        ("status: pending, decider: raj", "nobody but its owner has decided D-1"),
    ],
)
def test_who_may_accept_a_high_threat(tmp_path, decision, words):
    decisions = f"decisions:\n  - {{id: D-1, title: Carry it, {decision}, date: 2026-02-02, decision: It is carried.}}\n"
    text = risk(*HIGH, *READY, "strategy: accept", "decision: D-1")
    finding = found(tmp_path, text, decisions=decisions).get("high-accepted-without-decision")
    assert (finding is None) == (words is None)
    assert words is None or words in finding.message


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (("next_review: 2026-02-05",), "due on 2026-02-05"),
        (("next_review: 2026-02-06",), None),
        (("identified: 2026-01-05", "likelihood: 5", "impact_score: 5"), "by the rhythm of its band"),
        (("identified: 2026-01-10", "likelihood: 1", "impact_score: 1"), None),
        (
            ("identified: 2026-01-05", "likelihood: 1", "impact_score: 1", "review_cadence: 2w"),
            "by its rhythm",
        ),
        (("identified: 2026-01-05", "likelihood: 5", "impact_score: 5", "reviewed: 2026-02-04"), None),
        (
            (
                "identified: 2026-01-05",
                "likelihood: 5",
                "impact_score: 5",
                "history: [{date: 2026-02-03, likelihood: 4}]",
            ),
            None,
        ),
        (("likelihood: 5", "impact_score: 5"), None),
    ],
)
def test_when_a_review_is_overdue(tmp_path, fields, words):
    finding = found(tmp_path, risk(*fields)).get("review-overdue")
    assert (finding is None) == (words is None)
    assert words is None or words in finding.message


@pytest.mark.parametrize(
    ("action", "only_watched"),
    [
        ("Monitor the vendor", True),
        ("Keep an eye on the queue", True),
        ("watching the rate weekly", True),
        ("Build a simulator and watch it", False),
        ("Agree on a penalty", False),
    ],
)
def test_what_counts_as_watching(tmp_path, action, only_watched):
    response = f"response: [{{action: {action}, due: 2026-02-20}}]"
    assert ("only-watched" in found(tmp_path, risk("strategy: reduce", response))) == only_watched
    assert "only-watched" not in found(tmp_path, risk("strategy: accept", response))


def test_a_response_that_is_a_task_is_late_by_the_plan(tmp_path):
    late = found(
        tmp_path,
        risk(
            "strategy: reduce",
            "response: [{task: T-3}, {action: Call, due: 2026-03-30}, {action: Write, due: 2026-01-09}]",
            "proximity: {from: 2026-02-10}",
        ),
    )["response-after-window"]
    assert late.message.startswith("T-3 (and 1 more) is done on 2026-")
    assert [note.span.line for note in late.notes] == [late.span.line]


def test_what_is_done_or_has_no_window_is_not_late(tmp_path):
    done = "response: [{task: T-2}, {action: Call, due: 2026-03-30, done: 2026-01-20}]"
    window = "proximity: {from: 2026-02-10}"
    assert "response-after-window" not in found(tmp_path, risk("strategy: reduce", done, window))
    open_ = "response: [{action: Call, due: 2026-03-30}]"
    assert "response-after-window" not in found(tmp_path, risk("strategy: reduce", open_))


def test_a_response_that_makes_the_threat_dearer(tmp_path):
    fields = (
        "probability: 20%",
        "impact: {cost: 10000 EUR, targets: [T-3]}",
        "strategy: reduce",
        "response: [{action: Build a simulator, due: 2026-02-20}]",
    )
    worse = found(
        tmp_path, risk(*fields, "residual: {likelihood: 1, impact: 2, probability: 15%, cost: 20000 EUR}")
    )
    assert "3000.00 is above the 2000.00 of today" in worse["residual-above-current"].message
    better = found(tmp_path, risk(*fields, "residual: {probability: 15%, cost: 10000 EUR}"))
    assert "residual-above-current" not in better


def test_an_owner_may_hold_eight_unless_the_project_says_otherwise(tmp_path):
    risks = [risk(id_=f"R-{k}") for k in range(1, USUAL_LIMIT + 2)]
    assert "too-many-for-one-owner" not in found(tmp_path, *risks[:-1])
    finding = found(tmp_path, *risks)["too-many-for-one-owner"]
    assert finding.record == f"R-{USUAL_LIMIT + 1}"


def test_three_assessments_with_the_same_score(tmp_path):
    def unchanged(*scores):
        history = [
            f"  - {{date: 2026-01-{9 + k:02}, likelihood: {one}, impact: 3}}" for k, one in enumerate(scores)
        ]
        text = risk("likelihood: 3", "impact_score: 3", "history:", *history)
        return "score-unchanged" in found(tmp_path, text)

    assert unchanged(3, 3, 3)
    assert unchanged(5, 3, 3, 3)
    assert not unchanged(3, 3)
    assert not unchanged(3, 3, 3, 4)
    assert not unchanged(4, 4, 4)
