"""The rules of change requests and decisions."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _change(*lines: str) -> dict[str, str]:
    return {
        "changes.yaml": "changes:\n  - "
        + "\n    ".join(("id: CR-1", "title: Load the newspapers too", *lines))
        + "\n"
    }


def _decisions(*decisions: tuple[str, ...]) -> dict[str, str]:
    return {
        "decisions.yaml": "decisions:\n"
        + "".join("  - " + "\n    ".join(lines) + "\n" for lines in decisions)
    }


_CHOICE = ("id: D-1", "title: Load at night", "decision: The records are loaded at night.")
_LATER = (
    "id: D-2",
    "title: Load at weekends",
    "decision: At weekends.",
    "date: 2026-02-03",
    "decided_by: mara",
)
_AUTHORITY = """\
people:
  - {id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}
  - {id: raj, name: Raj Okafor}
roles:
  - {id: manager, name: Project manager, held_by: [mara], authority: {change_size: 2}}
  - {id: board, name: Steering committee, held_by: [raj], authority: {change_size: 5}}
"""

CHANGE_WITHOUT_DECIDER = Rule(
    "control/change-without-decider",
    _ERROR,
    "A change is approved, rejected or implemented and nothing says who decided.",
    "An approval without a name is none: the baseline may not move on it.",
    "Add `decided_by`.",
    _change("decided: 2026-02-03", "status: approved  # <-- control/change-without-decider"),
    _change("decided: 2026-02-03", "decided_by: mara", "status: approved"),
)
CHANGE_WITHOUT_DATE = Rule(
    "control/change-without-date",
    _ERROR,
    "A change is approved, rejected or implemented and nothing says when it was decided.",
    "Lead time and the history of the baseline need the day.",
    "Add `decided: 2026-02-03`.",
    _change("decided_by: mara", "status: approved  # <-- control/change-without-date"),
    _change("decided_by: mara", "decided: 2026-02-03", "status: approved"),
)
DECIDER_WITHOUT_AUTHORITY = Rule(
    "control/decider-without-authority",
    _ERROR,
    "A change was decided by somebody whose authority does not reach that far.",
    "The roles in people.yaml say who may approve what; beyond that the approval is void.",
    "Have it decided by the role with the authority, or correct the `size` or the role's `authority`.",
    {
        "people.yaml": _AUTHORITY,
        **_change(
            "size: 4",
            "decided: 2026-02-03",
            "decided_by: mara  # <-- control/decider-without-authority",
            "status: approved",
        ),
    },
    {
        "people.yaml": _AUTHORITY,
        **_change("size: 4", "decided: 2026-02-03", "decided_by: raj", "status: approved"),
    },
)
IMPLEMENTED_WITHOUT_TASKS = Rule(
    "control/implemented-without-tasks",
    _ERROR,
    "A change is implemented and names no task of the plan.",
    "What it did to dates and money cannot be measured when nobody knows which work it was.",
    "Name the tasks under `links.tasks`.",
    _change(
        "decided: 2026-01-20",
        "decided_by: mara",
        "implemented: 2026-02-03",
        "status: implemented  # <-- control/implemented-without-tasks",
    ),
    _change(
        "decided: 2026-01-20",
        "decided_by: mara",
        "implemented: 2026-02-03",
        "status: implemented",
        "links: {tasks: [T-3]}",
    ),
)
MERGED_INTO_NOTHING = Rule(
    "control/merged-into-nothing",
    _ERROR,
    "A change is merged and nothing says into which.",
    "Whoever asked for it cannot follow what became of it.",
    "Add `merged_into`.",
    _change("status: merged  # <-- control/merged-into-nothing"),
    {
        "changes.yaml": "changes:\n  - {id: CR-1, title: Load the newspapers too, status: merged, merged_into: CR-2}\n"
        "  - {id: CR-2, title: Load all periodicals}\n"
    },
)
DECIDED_WITHOUT_DECIDER = Rule(
    "control/decided-without-decider",
    _ERROR,
    "A decision is decided and nothing says by whom.",
    "A decision that nobody took is opened again at the first occasion.",
    "Add `decided_by`.",
    _decisions((*_CHOICE, "date: 2026-02-03", "status: decided  # <-- control/decided-without-decider")),
    _decisions((*_CHOICE, "date: 2026-02-03", "decided_by: mara", "status: decided")),
)
DECIDED_WITHOUT_DATE = Rule(
    "control/decided-without-date",
    _ERROR,
    "A decision is decided and has no date.",
    "How long decisions take, and what was known at the time, depends on it.",
    "Add `date: 2026-02-03`.",
    _decisions((*_CHOICE, "decided_by: mara", "status: decided  # <-- control/decided-without-date")),
    _decisions((*_CHOICE, "decided_by: mara", "date: 2026-02-03", "status: decided")),
)
SUPERSEDED_ONE_WAY = Rule(
    "control/superseded-one-way",
    _ERROR,
    "One decision replaces another and the other does not say so.",
    "Who finds the old decision believes that it still holds.",
    "Write `supersedes` in the new one, `superseded_by` and `status: superseded` in the old one.",
    _decisions(
        (*_CHOICE, "date: 2026-01-12", "decided_by: mara", "status: decided"),
        (*_LATER, "status: decided", "supersedes: D-1  # <-- control/superseded-one-way"),
    ),
    _decisions(
        (*_CHOICE, "date: 2026-01-12", "decided_by: mara", "status: superseded", "superseded_by: D-2"),
        (*_LATER, "status: decided", "supersedes: D-1"),
    ),
)
DECISION_OVERDUE = Rule(
    "control/decision-overdue",
    _WARNING,
    "A decision was needed before the status date and is still pending.",
    "The work that waits for it does not wait in the plan.",
    "Get the decision, or escalate it.",
    _decisions(
        (
            "id: D-1",
            "title: Load at night",
            "owner: mara",
            "needed_by: 2026-01-30  # <-- control/decision-overdue",
        )
    ),
    _decisions(("id: D-1", "title: Load at night", "owner: mara", "needed_by: 2026-02-20")),
)

RULES = (
    CHANGE_WITHOUT_DECIDER,
    CHANGE_WITHOUT_DATE,
    DECIDER_WITHOUT_AUTHORITY,
    IMPLEMENTED_WITHOUT_TASKS,
    MERGED_INTO_NOTHING,
    DECIDED_WITHOUT_DECIDER,
    DECIDED_WITHOUT_DATE,
    SUPERSEDED_ONE_WAY,
    DECISION_OVERDUE,
)
