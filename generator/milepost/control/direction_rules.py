"""The rules of objectives, benefits, phases, gates and the end of the project."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _objective(*lines: str) -> dict[str, str]:
    return {"objectives.yaml": "objectives:\n  - " + "\n    ".join(lines) + "\n"}


def _benefit(*lines: str) -> dict[str, str]:
    return {"benefits.yaml": "benefits:\n  - " + "\n    ".join(lines) + "\n"}


def _phases(*phases: str) -> dict[str, str]:
    return {"phases.yaml": "phases:\n" + "".join(f"  - {phase}\n" for phase in phases)}


def _gate(*lines: str) -> dict[str, str]:
    """Two phases and the gate between them."""
    head = (
        "phases:\n  - {id: PH-1, name: Planning, type: planning}\n  - {id: PH-2, name: Executing, type: executing}\n"
        "gates:\n  - "
    )
    return {
        "phases.yaml": head
        + "\n    ".join(("id: G-1", "name: Ready for executing", "phase: PH-1", *lines))
        + "\n"
    }


def _project(*lines: str) -> str:
    head = (
        "milepost: 1", "id: P-1", "name: Catalogue migration", "manager: mara", "start: 2026-01-05",
        "status_date: 2026-02-06", "calendar: std", "currency: EUR",
    )  # fmt: skip
    return "\n".join((*head, *lines)) + "\n"


_STRATEGIC = "  - {id: OBJ-9, title: Every reader is served from home, level: strategic, measure: Loans, owner: mara, date: 2027-12-31}\n"
_STARTED = "phases:\n  - {id: PH-1, name: Planning, type: planning, actual_start: 2026-01-05}\n"
_DONE_PLAN = (
    "tasks:\n  - id: T-1\n    name: Load the records\n    duration: 5d\n    owner: raj\n"
    "    progress: {actual_start: 2026-01-12, actual_finish: 2026-01-16, percent: 100}\n"
)
_CLOSED = ("state: closed", "closure:", "  date: 2026-02-06", "  accepted_by: mara")
_OPEN_ISSUE = {
    "plan.yaml": _DONE_PLAN,
    "issues.yaml": "issues:\n  - {id: I-1, title: Umlauts are lost, owner: raj, target_date: 2026-02-20}\n",
}

OBJECTIVE_WITHOUT_MEASURE = Rule(
    "control/objective-without-measure",
    _WARNING,
    "An active objective of the project has no measure, no date or no owner.",
    "Nobody can tell whether it has been reached.",
    "Add `measure` (or `key_results`), `date` and `owner`.",
    {
        "objectives.yaml": "objectives:\n"
        + _STRATEGIC
        + "  - id: OBJ-1  # <-- control/objective-without-measure\n    title: Search from home\n    parent: OBJ-9\n    owner: mara\n"
    },
    {
        "objectives.yaml": "objectives:\n"
        + _STRATEGIC
        + "  - id: OBJ-1\n    title: Search from home\n    parent: OBJ-9\n    owner: mara\n    measure: Searches from home\n    date: 2026-12-31\n"
    },
)
NO_STRATEGIC_OBJECTIVE = Rule(
    "control/no-strategic-objective",
    _ERROR,
    "The project has objectives and contributes to no strategic one.",
    "A project that serves no goal of the organisation is the first to be stopped, and rightly.",
    "Add an objective with `level: strategic` and name it as the `parent` of the project's.",
    _objective(
        "id: OBJ-1  # <-- control/no-strategic-objective",
        "title: Search from home",
        "owner: mara",
        "measure: Searches from home",
        "date: 2026-12-31",
    ),
    {
        "objectives.yaml": "objectives:\n"
        + _STRATEGIC
        + "  - {id: OBJ-1, title: Search from home, parent: OBJ-9, owner: mara, measure: Searches, date: 2026-12-31}\n"
    },
)
BENEFIT_WITHOUT_OWNER = Rule(
    "control/benefit-without-owner",
    _ERROR,
    "A benefit has no owner.",
    "Benefits come after the project has ended; without an owner nobody collects them.",
    "Add `owner`: somebody who will still be there.",
    _benefit(
        "id: BEN-1  # <-- control/benefit-without-owner", "title: Fewer visits", "measure: Visits per day"
    ),
    _benefit("id: BEN-1", "title: Fewer visits", "measure: Visits per day", "owner: mara"),
)
BENEFIT_WITHOUT_MEASURE = Rule(
    "control/benefit-without-measure",
    _ERROR,
    "A benefit has no measure.",
    "A benefit that cannot be measured can be promised for ever.",
    "Add `measure`, with `baseline` and `target`.",
    _benefit("id: BEN-1  # <-- control/benefit-without-measure", "title: Fewer visits", "owner: mara"),
    _benefit("id: BEN-1", "title: Fewer visits", "owner: mara", "measure: Visits per day"),
)
PHASES_OUT_OF_ORDER = Rule(
    "control/phases-out-of-order",
    _ERROR,
    "A phase begins before the one in front of it, or its type comes too late.",
    "Phases follow each other in the order of the file: initiating, planning, executing, closing.",
    "Move the phase, or correct its dates.",
    _phases(
        "{id: PH-1, name: Planning, type: planning, planned_start: 2026-02-02, planned_finish: 2026-02-27}",
        "{id: PH-2, name: Executing, type: executing, planned_start: 2026-01-12, planned_finish: 2026-03-31}  # <-- control/phases-out-of-order",
    ),
    _phases(
        "{id: PH-1, name: Planning, type: planning, planned_start: 2026-01-05, planned_finish: 2026-01-30}",
        "{id: PH-2, name: Executing, type: executing, planned_start: 2026-02-02, planned_finish: 2026-03-31}",
    ),
)
PHASE_BEFORE_GATE = Rule(
    "control/phase-before-gate",
    _ERROR,
    "A phase has started before the gate in front of it was passed.",
    "Work was begun that nobody had released.",
    "Record the decision of the gate, or correct `actual_start`.",
    {
        "phases.yaml": _STARTED
        + "  - id: PH-2\n    name: Executing\n    type: executing\n"
        + "    actual_start: 2026-01-26  # <-- control/phase-before-gate\n"
        + "gates:\n  - {id: G-1, name: Ready for executing, phase: PH-1, next_phase: PH-2, date: 2026-01-23}\n"
    },
    {
        "phases.yaml": _STARTED
        + "  - id: PH-2\n    name: Executing\n    type: executing\n    actual_start: 2026-01-26\n"
        + "gates:\n  - {id: G-1, name: Ready for executing, phase: PH-1, next_phase: PH-2, decision: go,"
        + " decided_by: mara, decided: 2026-01-23}\n"
    },
)
PHASE_WITHOUT_ARTEFACT = Rule(
    "control/phase-without-artefact",
    _ERROR,
    "A phase is finished and one of its artefacts is not.",
    "What the phase had to leave behind is missing in the next one.",
    "Add `done`, the `record` or the `evidence`, or drop the artefact from the list.",
    {
        "phases.yaml": "phases:\n  - id: PH-1\n    name: Initiating\n    type: initiating\n    actual_start: 2026-01-05\n"
        "    actual_finish: 2026-01-16\n    artefacts:\n      - {name: Project charter}  # <-- control/phase-without-artefact\n"
    },
    {
        "phases.yaml": "phases:\n  - id: PH-1\n    name: Initiating\n    type: initiating\n    actual_start: 2026-01-05\n"
        "    actual_finish: 2026-01-16\n    artefacts:\n      - {name: Project charter, done: 2026-01-14}\n"
    },
)
GATE_WITHOUT_APPROVER = Rule(
    "control/gate-without-approver",
    _ERROR,
    "A gate is decided and nothing says by whom.",
    "A release that nobody gave protects nobody.",
    "Add `decided_by`.",
    _gate("decided: 2026-02-03", "decision: go  # <-- control/gate-without-approver"),
    _gate("decided: 2026-02-03", "decided_by: mara", "decision: go"),
)
GATE_WITHOUT_DATE = Rule(
    "control/gate-without-date",
    _ERROR,
    "A gate is decided and nothing says when.",
    "Whether work began before or after the release depends on the day.",
    "Add `decided: 2026-02-03`.",
    _gate("decided_by: mara", "decision: go  # <-- control/gate-without-date"),
    _gate("decided_by: mara", "decided: 2026-02-03", "decision: go"),
)
GO_WITH_UNMET_CRITERION = Rule(
    "control/go-with-unmet-criterion",
    _ERROR,
    "A gate was passed although a mandatory criterion is not met and there is no condition.",
    "The gap is forgotten as soon as the next phase begins.",
    "Make the decision `conditional` with `conditions`, or set the criterion to `met: true` with its evidence.",
    _gate(
        "decided_by: mara",
        "decided: 2026-02-03",
        "decision: go  # <-- control/go-with-unmet-criterion",
        "criteria: [{text: The budget is confirmed, met: false}]",
    ),
    _gate(
        "decided_by: mara",
        "decided: 2026-02-03",
        "decision: conditional",
        "criteria: [{text: The budget is confirmed, met: false}]",
        "conditions: [{what: Confirm the budget, owner: mara, due: 2026-02-20}]",
    ),
)
CONDITIONAL_WITHOUT_CONDITIONS = Rule(
    "control/conditional-without-conditions",
    _ERROR,
    "A gate was passed on conditions, and none is written down.",
    "Nobody can fulfil what nobody wrote.",
    "Add `conditions` with who and by when.",
    _gate(
        "decided_by: mara",
        "decided: 2026-02-03",
        "decision: conditional  # <-- control/conditional-without-conditions",
    ),
    _gate(
        "decided_by: mara",
        "decided: 2026-02-03",
        "decision: conditional",
        "conditions: [{what: Confirm the budget, owner: mara, due: 2026-02-20}]",
    ),
)
CONDITION_OVERDUE = Rule(
    "control/condition-overdue",
    _WARNING,
    "A condition of a gate was due before the status date and is not done.",
    "The gate was passed on a promise that has not been kept.",
    "Fulfil it and set `done`, or go back to who decided.",
    _gate(
        "decided_by: mara",
        "decided: 2026-01-16",
        "decision: conditional",
        "conditions:",
        "  - {what: Confirm the budget, owner: mara, due: 2026-01-30}  # <-- control/condition-overdue",
    ),
    _gate(
        "decided_by: mara",
        "decided: 2026-01-16",
        "decision: conditional",
        "conditions:",
        "  - {what: Confirm the budget, owner: mara, due: 2026-01-30, done: 2026-01-29}",
    ),
)
CLOSED_WITHOUT_ACCEPTANCE = Rule(
    "control/closed-without-acceptance",
    _ERROR,
    "The project is closed and nothing says when, or who accepted it.",
    "Without an acceptance the project is not over, whoever has gone home.",
    "Add `closure` with `date` and `accepted_by`.",
    {
        "project.yaml": _project("state: closed  # <-- control/closed-without-acceptance"),
        "plan.yaml": _DONE_PLAN,
    },
    {"project.yaml": _project(*_CLOSED), "plan.yaml": _DONE_PLAN},
)
CLOSED_WITH_OPEN_RECORDS = Rule(
    "control/closed-with-open-records",
    _ERROR,
    "The project is closed and something in it is open and handed over to nobody.",
    "Nobody looks into the registers of a closed project.",
    "Close the record, or name who takes it over under `closure.handover`.",
    {
        **_OPEN_ISSUE,
        "issues.yaml": _OPEN_ISSUE["issues.yaml"].rstrip() + "  # <-- control/closed-with-open-records\n",
        "project.yaml": _project(*_CLOSED),
    },
    {
        **_OPEN_ISSUE,
        "project.yaml": _project(*_CLOSED, "  handover:", "    - {record: I-1, to: Library operations}"),
    },
)

RULES = (
    OBJECTIVE_WITHOUT_MEASURE,
    NO_STRATEGIC_OBJECTIVE,
    BENEFIT_WITHOUT_OWNER,
    BENEFIT_WITHOUT_MEASURE,
    PHASES_OUT_OF_ORDER,
    PHASE_BEFORE_GATE,
    PHASE_WITHOUT_ARTEFACT,
    GATE_WITHOUT_APPROVER,
    GATE_WITHOUT_DATE,
    GO_WITH_UNMET_CRITERION,
    CONDITIONAL_WITHOUT_CONDITIONS,
    CONDITION_OVERDUE,
    CLOSED_WITHOUT_ACCEPTANCE,
    CLOSED_WITH_OPEN_RECORDS,
)
