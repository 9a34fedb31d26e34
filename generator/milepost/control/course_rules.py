"""The rules of whether the project is on its course: objectives, business case, tolerances, pulse, artefacts."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_HEAD = (
    "milepost: 1", "id: P-1", "name: Catalogue migration", "manager: mara", "start: 2026-01-05",
    "status_date: 2026-02-06", "calendar: std", "currency: EUR",
)  # fmt: skip


def _project(*lines: str) -> dict[str, str]:
    return {"project.yaml": "\n".join((*_HEAD, *lines)) + "\n"}


def _objectives(*milestones: str) -> dict[str, str]:
    return {
        "objectives.yaml": "objectives:\n"
        "  - {id: OBJ-9, title: Readers are served from home, level: strategic, measure: Loans, owner: mara, date: 2027-12-31}\n"
        "  - id: OBJ-1\n    title: Search from home\n    parent: OBJ-9\n    owner: mara\n    measure: Searches from home\n"
        f"    date: 2026-12-31\n    milestones: [{', '.join(milestones)}]\n"
    }


def _plan(work: str, mark: str = "") -> dict[str, str]:
    return {
        "plan.yaml": f"tasks:\n  - id: T-1{mark}\n    name: Load the records\n    duration: 25d\n    assignments: [raj]\n{work}"
        "  - id: M-1\n    name: Catalogue live\n    milestone: true\n    owner: mara\n    predecessors: [T-1]\n"
    }


def _case(*lines: str) -> dict[str, str]:
    return {"benefits.yaml": "business_case:\n  " + "\n  ".join(lines) + "\n"}


def _pulse(*lines: str) -> dict[str, str]:
    return {
        "people.yaml": "people:\n  - {id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}\n  - {id: raj, name: Raj Okafor}\n"
        "pulse:\n" + "".join(f"  - {line}\n" for line in lines)
    }


MILESTONE_WITHOUT_OBJECTIVE = Rule(
    "control/milestone-without-objective",
    _WARNING,
    "A milestone serves no objective of the project.",
    "Nobody can say what is lost when it slips, so it will.",
    "Name it under `milestones` of the objective that needs it, or make it a task.",
    {
        **_objectives(),
        "plan.yaml": "tasks:\n  - {id: T-1, name: Load the records, duration: 25d, objectives: [OBJ-1], assignments: [raj]}\n"
        "  - id: M-1  # <-- control/milestone-without-objective\n    name: Catalogue live\n    milestone: true\n    owner: mara\n    predecessors: [T-1]\n",
    },
    {**_objectives("M-1"), **_plan("    objectives: [OBJ-1]\n")},
)
UNALIGNED_WORK = Rule(
    "control/unaligned-work",
    _WARNING,
    "More than a quarter of the planned cost is for tasks that lead to no objective.",
    "A quarter is enough for managing the project; what is beyond it is work that nobody asked for, or a missing link.",
    "Say which `objectives`, `deliverable` or `requirements` the task is for, or take it out of the plan.",
    {**_objectives("M-1"), **_plan("    cost: 5000 EUR\n", "  # <-- control/unaligned-work")},
    {**_objectives("M-1"), **_plan("    cost: 5000 EUR\n    objectives: [OBJ-1]\n")},
)
OBJECTIVE_LATE = Rule(
    "control/objective-late",
    _WARNING,
    "The last milestone of an objective is expected after the objective's date.",
    "The goal is missed on paper already; better to say so while something can be done.",
    "Bring the milestone forward, or agree on a later date with the owner of the objective.",
    {
        **_objectives("M-1"),
        "objectives.yaml": _objectives("M-1")["objectives.yaml"].replace(
            "    date: 2026-12-31", "    date: 2026-02-13  # <-- control/objective-late"
        ),
        **_plan("    objectives: [OBJ-1]\n"),
    },
    {**_objectives("M-1"), **_plan("    objectives: [OBJ-1]\n")},
)
CASE_NOT_REVIEWED = Rule(
    "control/business-case-not-reviewed",
    _WARNING,
    "The business case was not looked at again when the last gate was passed, or its next review is overdue.",
    "A gate asks whether the project is still worth it; that cannot be answered by a case that nobody opened.",
    "Review the case with today's forecast and set `last_reviewed` (and `next_review`).",
    {
        **_case("owner: mara", "last_reviewed: 2026-01-08  # <-- control/business-case-not-reviewed"),
        "phases.yaml": "phases:\n  - {id: PH-1, name: Planning, type: planning}\n  - {id: PH-2, name: Executing, type: executing}\n"
        "gates:\n  - {id: G-1, name: Ready for executing, phase: PH-1, decision: go, decided_by: mara, decided: 2026-02-02}\n",
    },
    {
        **_case("owner: mara", "last_reviewed: 2026-01-30"),
        "phases.yaml": "phases:\n  - {id: PH-1, name: Planning, type: planning}\n  - {id: PH-2, name: Executing, type: executing}\n"
        "gates:\n  - {id: G-1, name: Ready for executing, phase: PH-1, decision: go, decided_by: mara, decided: 2026-02-02}\n",
    },
)
_FLOWS = (
    "discount_rate: 5%",
    "hurdle_rate: 10%",
    "cash_flows:",
    "  - {date: 2026-06-30, amount: -6000 EUR, kind: project-cost}",
)
CASE_FAILS = Rule(
    "control/business-case-fails",
    _WARNING,
    "With today's forecasts the business case misses what it promised: net present value, hurdle rate or payback.",
    "A project that is not worth its money should be stopped or changed by those who gave it, not finished out of habit.",
    "Put it before the sponsor: cut cost, win back benefits, or stop.",
    _case(
        *_FLOWS[:2],
        "cash_flows:  # <-- control/business-case-fails",
        *_FLOWS[3:],
        "  - {date: 2027-12-31, amount: 3000 EUR, kind: benefit, yearly_until: 2028-12-31}",
    ),
    _case(*_FLOWS, "  - {date: 2027-12-31, amount: 3000 EUR, kind: benefit, yearly_until: 2031-12-31}"),
)
TOLERANCE_WITHOUT_ESCALATION = Rule(
    "control/tolerance-without-escalation",
    _WARNING,
    "A dimension is beyond the red limit of its tolerance, and nobody was told who could decide about it.",
    "A tolerance is the manager's authority; beyond it the matter belongs to somebody else.",
    "Write an exception report with this dimension under `rag`, or hand up an issue or change with `escalation` and the name of the dimension among its `tags`.",
    _project(
        "target_finish: 2026-02-13",
        "tolerances:",
        "  schedule: {amber: 2d, red: 5d}  # <-- control/tolerance-without-escalation",
    ),
    {
        **_project("target_finish: 2026-02-13", "tolerances:", "  schedule: {amber: 2d, red: 5d}"),
        "issues.yaml": "issues:\n  - id: I-1\n    title: The load takes twice as long\n    owner: raj\n    target_date: 2026-02-20\n"
        "    tags: [schedule]\n    escalation: {to: mara, date: 2026-02-05}\n",
    },
)
_PROMISED = {
    "baselines/B1.yaml": "id: B1\ncreated: 2026-01-05\ntasks:\n"
    "  T-1: {start: 2026-01-12, finish: 2026-01-23}\n  M-1: {start: 2026-01-23, finish: 2026-01-23, milestone: true}\n"
}
_SLIPPED = (
    "target_finish: 2026-03-31",
    "baseline: {name: B1}",
    "tolerances:",
    "  schedule: {amber: 30d, red: 60d, milestone: {amber: 3d, red: 60d}}",
)
_LATE_WORK = "    progress: {actual_start: 2026-01-12, percent: 40}\n"
SLIP_UNEXPLAINED = Rule(
    "control/slip-unexplained",
    _WARNING,
    "A milestone is later than in the baseline by more than its tolerance, and no issue or change says why.",
    "Readers see the new date and have to guess; who could help does not know of it.",
    "Write the issue or the change that moved it, and name the task under `blocks` or `links.tasks`.",
    {
        **_project(*_SLIPPED),
        **_PROMISED,
        "plan.yaml": _plan(_LATE_WORK)["plan.yaml"].replace(
            "  - id: M-1\n", "  - id: M-1  # <-- control/slip-unexplained\n"
        ),
    },
    {
        **_project(*_SLIPPED),
        **_PROMISED,
        **_plan(_LATE_WORK),
        "issues.yaml": "issues:\n  - id: I-1\n    title: The load takes twice as long\n    owner: raj\n    target_date: 2026-02-20\n"
        "    created: 2026-02-02\n    blocks: [T-1]\n",
    },
)
BLOCKED_WITHOUT_DECISION = Rule(
    "control/blocked-without-decision",
    _WARNING,
    "A decision that tasks wait for has been pending for more than two weeks.",
    "The tasks stand still for as long, and nothing in the plan shows it.",
    "Get it decided, hand it up with `escalation`, or go on without it.",
    {
        "decisions.yaml": "decisions:\n  - id: D-1\n    title: Load at night\n    owner: mara\n"
        "    created: 2026-01-12  # <-- control/blocked-without-decision\n    needed_by: 2026-02-13\n    blocks: [T-3]\n"
    },
    {
        "decisions.yaml": "decisions:\n  - id: D-1\n    title: Load at night\n    owner: mara\n"
        "    created: 2026-02-02\n    needed_by: 2026-02-13\n    blocks: [T-3]\n"
    },
)
PULSE_MISSING = Rule(
    "control/pulse-missing",
    _WARNING,
    "The team's pulse is kept and was not taken for more than three months.",
    "Trouble in a team shows there months before it shows in dates.",
    "Ask the team again and add the answer under `pulse`.",
    _pulse("{id: P-2025-10, date: 2025-10-10, score: 4}  # <-- control/pulse-missing"),
    _pulse("{id: P-2026-01, date: 2026-01-30, score: 4}"),
)
PULSE_DECLINED = Rule(
    "control/pulse-declined",
    _WARNING,
    "The team's pulse fell by a tenth or more, and no action or issue answers it.",
    "A team that is asked and sees nothing happen stops to answer.",
    "Link an action or an issue under `links` of the pulse.",
    _pulse(
        "{id: P-2026-01, date: 2026-01-09, score: 4.2}",
        "{id: P-2026-02, date: 2026-02-06, score: 3.1}  # <-- control/pulse-declined",
    ),
    _pulse("{id: P-2026-01, date: 2026-01-09, score: 4.2}", "{id: P-2026-02, date: 2026-02-06, score: 4.1}"),
)
MISSING_ARTEFACT = Rule(
    "control/missing-artefact",
    _ERROR,
    "A finished phase left out an artefact that a project of this size needs.",
    "What was skipped is missed later, by whoever has to work with what the phase left behind.",
    "Write it and list it under `artefacts` of the phase, or correct `size` in project.yaml.",
    {
        **_project("size: small"),
        "phases.yaml": "phases:\n  - id: PH-1\n    name: Initiating\n    type: initiating\n    actual_start: 2026-01-05\n"
        "    actual_finish: 2026-01-16  # <-- control/missing-artefact\n",
        "lessons.yaml": "lessons:\n  - {id: LL-1, title: Ask early, phase: PH-1}\n",
    },
    {
        **_project("size: small"),
        "phases.yaml": "phases:\n  - id: PH-1\n    name: Initiating\n    type: initiating\n    actual_start: 2026-01-05\n"
        "    actual_finish: 2026-01-16\n    artefacts: [{name: Project charter, done: 2026-01-14}]\n",
        "lessons.yaml": "lessons:\n  - {id: LL-1, title: Ask early, phase: PH-1}\n",
    },
)
PHASE_WITHOUT_LESSONS = Rule(
    "control/phase-without-lessons",
    _WARNING,
    "A phase is finished and nothing was learned in it.",
    "What is not written down at the end of a phase is forgotten by the end of the project.",
    "Ask the team for one thing to keep and one to improve: `milepost add lesson`.",
    {
        "phases.yaml": "phases:\n  - id: PH-1\n    name: Initiating\n    type: initiating\n    actual_start: 2026-01-05\n"
        "    actual_finish: 2026-01-16  # <-- control/phase-without-lessons\n",
    },
    {
        "phases.yaml": "phases:\n  - id: PH-1\n    name: Initiating\n    type: initiating\n    actual_start: 2026-01-05\n"
        "    actual_finish: 2026-01-16\n",
        "lessons.yaml": "lessons:\n  - {id: LL-1, title: Ask early, phase: PH-1}\n",
    },
)
_DONE = {
    "plan.yaml": "tasks:\n  - id: T-1\n    name: Load the records\n    duration: 5d\n    owner: raj\n"
    "    progress: {actual_start: 2026-01-12, actual_finish: 2026-01-16, percent: 100}\n"
}
CLOSING_INCOMPLETE = Rule(
    "control/closing-incomplete",
    _WARNING,
    "The project is closed, and contracts, people or records are not.",
    "Contracts that nobody ended are paid, and records that nobody archived are lost.",
    "Say it under `closure`: `contracts_closed`, `resources_released` and `archive_tag`.",
    {
        **_DONE,
        **_project(
            "state: closed",
            "closure:  # <-- control/closing-incomplete",
            "  date: 2026-02-06",
            "  accepted_by: mara",
        ),
    },
    {
        **_DONE,
        **_project(
            "state: closed", "closure:", "  date: 2026-02-06", "  accepted_by: mara", "  contracts_closed: true",
            "  resources_released: true", "  archive_tag: closed/2026",
        ),
    },
)  # fmt: skip

RULES = (
    MILESTONE_WITHOUT_OBJECTIVE,
    UNALIGNED_WORK,
    OBJECTIVE_LATE,
    CASE_NOT_REVIEWED,
    CASE_FAILS,
    TOLERANCE_WITHOUT_ESCALATION,
    SLIP_UNEXPLAINED,
    BLOCKED_WITHOUT_DECISION,
    PULSE_MISSING,
    PULSE_DECLINED,
    MISSING_ARTEFACT,
    PHASE_WITHOUT_LESSONS,
    CLOSING_INCOMPLETE,
)
