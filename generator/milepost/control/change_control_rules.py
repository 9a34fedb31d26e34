"""The rules of what changes really cost, of waiting changes, and of decisions nobody was told of."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING
_PROJECT = """\
milepost: 1
id: P-1
name: Catalogue migration
manager: mara
start: 2026-01-05
target_finish: 2026-03-31
status_date: 2026-02-06
calendar: std
currency: EUR
baseline: {name: B2, original: B1}
"""


def _change(*lines: str) -> str:
    return "changes:\n  - " + "\n    ".join(("id: CR-1", "title: Newspapers too", *lines)) + "\n"


def _decision(*lines: str) -> dict[str, str]:
    written = ("id: D-1", "title: Load at night", "date: 2026-01-20", "decided_by: mara", "status: decided")
    return {"decisions.yaml": "decisions:\n  - " + "\n    ".join((*written, *lines)) + "\n"}


def _frozen(id_: str, finish: str, bac: str, *lines: str) -> str:
    written = (
        f"id: {id_}",
        "name: Plan",
        *lines,
        f"bac: {bac} EUR",
        "tasks:",
        f"  T-3: {{name: Load, start: 2026-01-26T08:00, finish: {finish}T17:00, budget: {bac} EUR}}",
    )
    return "\n".join(written) + "\n"


def _moved(schedule: str, cost: str) -> dict[str, str]:
    """A change and the baselines before and after it: five working days and 2,000 EUR apart."""
    return {
        "project.yaml": _PROJECT,
        "baselines/B1.yaml": _frozen("B1", "2026-02-27", "10000.00", "created: 2026-01-09"),
        "baselines/B2.yaml": _frozen(
            "B2", "2026-03-06", "12000.00", "created: 2026-01-30", "change: CR-1", "supersedes: B1"
        ),
        "changes.yaml": _change(
            "status: approved",
            "decided: 2026-01-30",
            "decided_by: mara",
            "impact:",
            f"  schedule: {schedule}",
            f"  cost: {cost}",
        ),
    }


IMPACT_NOT_AS_DECLARED = Rule(
    "control/impact-not-as-declared",
    _WARNING,
    "An approved change moves the finish or the budget by something else than it declared.",
    "It was approved for what it declared. Tolerated are 20%, and in any case a day and 0.2% of the budget.",
    "Correct the plan, or tell who approved it and correct `impact`.",
    _moved("1d  # <-- control/impact-not-as-declared", "2000 EUR"),
    _moved("5d", "1900 EUR"),
)
CHANGE_WAITING = Rule(
    "control/change-waiting",
    _WARNING,
    "A change request waits for its decision past its target date or, without one, for more than 14 days.",
    "Meanwhile the work goes on as if it were decided, one way or the other.",
    "Get it decided, postpone it, or agree on a new `target_date`.",
    {"changes.yaml": _change("submitted: 2026-01-12  # <-- control/change-waiting", "status: assessing")},
    {"changes.yaml": _change("submitted: 2026-01-30", "status: assessing")},
)
DECISION_NOT_COMMUNICATED = Rule(
    "control/decision-not-communicated",
    _WARNING,
    "Somebody should be told of a decision and was not, a week after it was taken.",
    "People go on working by what they know.",
    "Tell them, and write it under `communicated_to`.",
    _decision("communicate_to: [raj]  # <-- control/decision-not-communicated"),
    _decision("communicate_to: [raj]", "communicated_to: [{to: raj, date: 2026-01-21, channel: chat}]"),
)

RULES = (
    IMPACT_NOT_AS_DECLARED,
    CHANGE_WAITING,
    DECISION_NOT_COMMUNICATED,
)
