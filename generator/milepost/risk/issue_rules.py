"""The rules of issues that nobody moves on, and of those in the way of the finish."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING


def _issue(*lines: str) -> dict[str, str]:
    written = ("id: I-1", "title: Umlauts are lost", "owner: raj", "target_date: 2026-02-20", *lines)
    return {"issues.yaml": "issues:\n  - " + "\n    ".join(written) + "\n"}


_URGENT = ("urgency: 5", "impact: 4", "updated: 2026-02-05", "created: 2026-01-19")

ISSUE_NOT_ESCALATED = Rule(
    "risk/issue-not-escalated",
    _WARNING,
    "An urgent issue (urgency × impact of 15 or more) has been open for more than 7 days and is not escalated.",
    "Who could help does not know of it; this is what escalation is for.",
    "Write under `escalation` to whom it went and when, or lower its urgency or impact.",
    _issue(*_URGENT, "status: open  # <-- risk/issue-not-escalated"),
    _issue(
        *_URGENT, "escalation: {to: mara, date: 2026-01-27, reason: Nobody knows the cause.}", "status: open"
    ),
)
ISSUE_NOT_UPDATED = Rule(
    "risk/issue-not-updated",
    _WARNING,
    "Nothing was written about an open issue for more than 14 days.",
    "Either nobody works on it, or the log is not what people work with.",
    "Write what happened and set `updated`, resolve it, or set it to postponed.",
    _issue("created: 2026-01-12  # <-- risk/issue-not-updated"),
    _issue("created: 2026-01-12", "updated: 2026-02-03"),
)
ISSUE_BLOCKS_CRITICAL = Rule(
    "risk/issue-blocks-critical",
    _WARNING,
    "An open issue blocks a task on the critical path.",
    "Every day that it stays open is a day on the finish of the project.",
    "Solve it first, or find a way round and take the task out of `blocks`.",
    _issue("created: 2026-02-03", "blocks: [T-3]  # <-- risk/issue-blocks-critical"),
    _issue("created: 2026-02-03", "blocks: []"),
)

RULES = (ISSUE_NOT_ESCALATED, ISSUE_NOT_UPDATED, ISSUE_BLOCKS_CRITICAL)
