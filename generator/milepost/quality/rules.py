"""The rules of the quality register."""

from milepost.diagnostics import Rule, Severity
from milepost.quality import evidence_rules

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _quality(key: str, *lines: str) -> dict[str, str]:
    return {"quality.yaml": f"{key}:\n  - " + "\n    ".join(lines) + "\n"}


def _review(*lines: str) -> dict[str, str]:
    return _quality("reviews", "id: Q-1", "title: Review of the mapping", "owner: mara", *lines)


_DELIVERABLES = {
    "deliverables.yaml": "deliverables:\n  - id: DL-1\n    title: Field mapping\n    author: raj\n    acceptor: mara\n"
    "    status: accepted\n    accepted: 2026-02-03\n    accepted_by: mara\n    evidence: [evidence/acceptance-DL-1.pdf]\n"
}
_METRIC = ("id: QM-1", "title: Records that load", "unit: percent", "target: 99", "tolerance: 0.5")

ACCEPTED_WITHOUT_PASSED_CRITERIA = Rule(
    "quality/accepted-without-passed-criteria",
    _ERROR,
    "A mandatory criterion of an accepted deliverable is not met, or nothing shows that it is.",
    "Acceptance says that every mandatory criterion was checked and passed.",
    "Set the criterion to `met` with `evidence`, waive it with a reason, or take back the acceptance.",
    {
        **_DELIVERABLES,
        **_quality(
            "criteria",
            "id: QC-1",
            "title: Every field is mapped",
            "deliverable: DL-1",
            "status: not-met  # <-- quality/accepted-without-passed-criteria",
        ),
    },
    {
        **_DELIVERABLES,
        **_quality(
            "criteria",
            "id: QC-1",
            "title: Every field is mapped",
            "deliverable: DL-1",
            "status: met",
            "evidence: [evidence/mapping.csv]",
        ),
    },
)
REVIEWER_IS_AUTHOR = Rule(
    "quality/reviewer-is-author",
    _ERROR,
    "Somebody reviews their own work.",
    "Authors do not see their own mistakes; a review needs other eyes.",
    "Name another reviewer.",
    _review("planned: 2026-02-20", "author: raj", "reviewers: [mara, raj]  # <-- quality/reviewer-is-author"),
    _review("planned: 2026-02-20", "author: raj", "reviewers: [mara]"),
)
DONE_WITHOUT_RESULT = Rule(
    "quality/done-without-result",
    _ERROR,
    "A review is done and has no date or no result.",
    "A review without a result counts as neither passed nor failed.",
    "Add `actual` and `result`.",
    _review("planned: 2026-01-30", "actual: 2026-01-30", "status: done  # <-- quality/done-without-result"),
    _review("planned: 2026-01-30", "actual: 2026-01-30", "result: pass", "status: done"),
)
REVIEW_OVERDUE = Rule(
    "quality/review-overdue",
    _WARNING,
    "A planned review lies before the status date.",
    "What has not been reviewed is built upon all the same.",
    "Hold the review, or agree on a new date.",
    _review("planned: 2026-01-30  # <-- quality/review-overdue"),
    _review("planned: 2026-02-20"),
)
CONDITIONAL_WITHOUT_CONDITIONS = Rule(
    "quality/conditional-without-conditions",
    _ERROR,
    "A review passed on conditions, and nothing says on which.",
    "Nobody can fulfil conditions that are not written down.",
    "Add `conditions`.",
    _review(
        "actual: 2026-01-30",
        "status: done",
        "result: conditional  # <-- quality/conditional-without-conditions",
    ),
    _review(
        "actual: 2026-01-30", "status: done", "result: conditional", "conditions: The two dates are mapped."
    ),
)
METRIC_OFF_TARGET = Rule(
    "quality/metric-off-target",
    _WARNING,
    "The last measurement of a metric is outside its tolerance and there is no nonconformity about it.",
    "The result is known to be bad, and nobody has been asked to do anything about it.",
    "Open a nonconformity that names the metric under `against`.",
    _quality(
        "metrics",
        *_METRIC,
        "measurements:",
        "  - {date: 2026-02-02, value: 97.2}  # <-- quality/metric-off-target",
    ),
    {
        "quality.yaml": "metrics:\n  - "
        + "\n    ".join((*_METRIC, "measurements:", "  - {date: 2026-02-02, value: 97.2}"))
        + "\nnonconformities:\n  - {id: NC-1, title: Records are lost, against: [QM-1], owner: raj}\n"
    },
)
FIXED_WITHOUT_DATE = Rule(
    "quality/fixed-without-date",
    _ERROR,
    "A defect is fixed or closed and has no date of the fix.",
    "How fast defects are fixed, and how many are open, is computed from it.",
    "Add `fixed: 2026-02-03`.",
    _quality(
        "defects", "id: BUG-1", "title: Umlauts are lost", "status: fixed  # <-- quality/fixed-without-date"
    ),
    _quality("defects", "id: BUG-1", "title: Umlauts are lost", "status: fixed", "fixed: 2026-02-03"),
)
CLOSED_WITHOUT_VERIFICATION = Rule(
    "quality/closed-without-verification",
    _ERROR,
    "A nonconformity is closed and nobody has verified the correction.",
    "A correction that nobody has looked at may not have happened.",
    "Add `verified` and `verified_by`.",
    _quality(
        "nonconformities",
        "id: NC-1",
        "title: Records are lost",
        "status: closed  # <-- quality/closed-without-verification",
    ),
    _quality(
        "nonconformities",
        "id: NC-1",
        "title: Records are lost",
        "status: closed",
        "verified: 2026-02-03",
        "verified_by: mara",
    ),
)

RULES = (
    ACCEPTED_WITHOUT_PASSED_CRITERIA,
    REVIEWER_IS_AUTHOR,
    DONE_WITHOUT_RESULT,
    REVIEW_OVERDUE,
    CONDITIONAL_WITHOUT_CONDITIONS,
    METRIC_OFF_TARGET,
    FIXED_WITHOUT_DATE,
    CLOSED_WITHOUT_VERIFICATION,
    *evidence_rules.RULES,
)
