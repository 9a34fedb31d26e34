"""The rules of traceability: from what was asked for to the work that is planned, and back."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING


def _plan(extra: str = "", mark: str = "") -> str:
    """The base project's plan; T-3 works on DL-1, and `extra` stands at T-2."""
    return f"""\
tasks:
  - id: T-1
    name: Migrate the catalogue
    owner: mara
    tasks:
      - id: T-2{mark}
        name: Map the fields{extra}
        duration: 10d
        assignments: [mara]
        progress: {{actual_start: 2026-01-12, actual_finish: 2026-01-23, percent: 100}}
      - id: T-3
        name: Load the records
        deliverable: DL-1
        duration: 25d
        predecessors: [T-2]
        assignments: [raj]
        progress: {{actual_start: 2026-01-26, percent: 40}}
  - id: T-4
    name: Catalogue live
    milestone: true
    owner: mara
    predecessors: [T-3]
"""


def _requirement(*lines: str, id_: str = "REQ-1") -> str:
    written = (
        f"id: {id_}",
        "title: Search by number",
        "source: mara",
        "fit_criterion: Found within a second.",
        "tests: [{name: Search by number}]",
        *lines,
    )
    return "requirements:\n  - " + "\n    ".join(written) + "\n"


_BOTH = "\n        deliverable: DL-1"
_DELIVERABLE = "deliverables:\n  - {id: DL-1, title: Searchable catalogue, owner: raj}\n"
_PROJECT = (
    "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\ncalendar: std\n"
    "currency: EUR\ntarget_finish: 2026-03-31\nstatus_date: 2026-02-06\n"
)


def _priorities(first: str, second: str, mark: str = "") -> str:
    one = _requirement(f"priority: {first}{mark}", "tasks: [T-3]", "status: approved")
    two = _requirement(f"priority: {second}", "tasks: [T-2]", "status: approved", id_="REQ-2")
    return one + two.removeprefix("requirements:\n")


REQUIREMENT_WITHOUT_TASK = Rule(
    "scope/requirement-without-task",
    _WARNING,
    "An approved requirement has no task, and none of its deliverables has one.",
    "It was promised, and nobody is going to do it.",
    "Name the work under `tasks`, or the deliverable that tasks work on under `deliverables`.",
    {"requirements.yaml": _requirement("status: approved  # <-- scope/requirement-without-task")},
    {"requirements.yaml": _requirement("tasks: [T-3]", "status: approved")},
)
DELIVERABLE_WITHOUT_REQUIREMENT = Rule(
    "scope/deliverable-without-requirement",
    _WARNING,
    "No requirement and no objective asks for a deliverable.",
    "Work that nobody asked for is paid for all the same, and is the first that could be left out.",
    "Name what it fulfils under `requirements`, or the goal it serves under `objective`.",
    {
        "requirements.yaml": _requirement("tasks: [T-3]", "status: approved"),
        "deliverables.yaml": "deliverables:\n  - id: DL-1  # <-- scope/deliverable-without-requirement\n"
        "    title: Searchable catalogue\n    owner: raj\n",
    },
    {
        "requirements.yaml": _requirement("deliverables: [DL-1]", "tasks: [T-3]", "status: approved"),
        "deliverables.yaml": _DELIVERABLE,
    },
)
DELIVERABLE_WITHOUT_TASK = Rule(
    "scope/deliverable-without-task",
    _WARNING,
    "No task works on a deliverable, although tasks work on others.",
    "It is to be handed over, and nothing in the plan leads there.",
    "Name it as the `deliverable` of the tasks, or of the summary above them.",
    {
        "plan.yaml": _plan(_BOTH),
        "deliverables.yaml": _DELIVERABLE
        + "  - id: DL-2  # <-- scope/deliverable-without-task\n    title: Manual\n    owner: raj\n",
    },
    {"plan.yaml": _plan(_BOTH), "deliverables.yaml": _DELIVERABLE},
)
TASK_WITHOUT_DELIVERABLE = Rule(
    "scope/task-without-deliverable",
    Severity.INFO,
    "Tasks lead to no deliverable and no requirement, although others do.",
    "Some of it is needed to run the project; some of it may be gold plating.",
    "Name the `deliverable` at the task or a summary above it, or ask what the task is for.",
    {
        "plan.yaml": _plan(mark="  # <-- scope/task-without-deliverable"),
        "deliverables.yaml": _DELIVERABLE,
    },
    {"plan.yaml": _plan(_BOTH), "deliverables.yaml": _DELIVERABLE},
)
MUST_AFTER_DEADLINE = Rule(
    "scope/must-after-deadline",
    _WARNING,
    "A requirement of priority must is planned to be done after the project has to be.",
    "What must be there is not there when it is needed.",
    "Plan its tasks earlier, agree on a later finish, or ask whether it is a must.",
    {
        "project.yaml": _PROJECT + "required_finish: 2026-02-20\n",
        "requirements.yaml": _requirement(
            "tasks: [T-3]", "status: approved", "priority: must  # <-- scope/must-after-deadline"
        ),
    },
    {
        "project.yaml": _PROJECT,
        "requirements.yaml": _requirement("tasks: [T-3]", "status: approved", "priority: must"),
    },
)
TOO_MUCH_MUST = Rule(
    "scope/too-much-must",
    _WARNING,
    "More than 60% of the effort on requirements goes into those of priority must.",
    "When nearly everything is a must, nothing can be left out, and time or money has to give instead (MoSCoW).",
    "Ask of every must what happens without it; what has a way round is a should.",
    {
        "requirements.yaml": _priorities("must", "should", "  # <-- scope/too-much-must"),
    },
    {
        "requirements.yaml": _priorities("should", "must"),
    },
)

RULES = (
    REQUIREMENT_WITHOUT_TASK,
    DELIVERABLE_WITHOUT_REQUIREMENT,
    DELIVERABLE_WITHOUT_TASK,
    TASK_WITHOUT_DELIVERABLE,
    MUST_AFTER_DEADLINE,
    TOO_MUCH_MUST,
)
