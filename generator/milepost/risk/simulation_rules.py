"""The rules of what a simulation is given: risks that hit nothing, spreads out of order, correlations at odds."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_PROJECT = (
    "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
    "calendar: std\ncurrency: EUR\n"
)
_PLAN = """\
tasks:
  - {id: T-1, name: Map the fields, owner: mara, duration: 10d}
  - {id: T-2, name: Load the records, owner: mara, duration: 20d, predecessors: [T-1]}
  - {id: T-3, name: Compare the records, owner: mara, duration: 5d, predecessors: [T-2]}
"""


def _risk(*fields: str) -> dict[str, str]:
    lines = (
        "id: R-1",
        "title: Late interface",
        "type: threat",
        "status: assessing",
        "cause: The contract was signed late.",
        "event: The interface comes after integration has begun.",
        "effect: The go-live moves.",
        "owner: mara",
        "probability: 0.3",
        *fields,
    )
    return {"risks.yaml": "risks:\n  - " + "\n    ".join(lines) + "\n", "plan.yaml": _PLAN}


def _simulation(*lines: str) -> dict[str, str]:
    text = _PROJECT + "risk:\n  simulation:\n    " + "\n    ".join(lines) + "\n"
    return {"project.yaml": text, "plan.yaml": _PLAN}


HITS_NOTHING = Rule(
    "risk/hits-nothing",
    _WARNING,
    "An open risk would cost time or money, and hits no task and no account that is still open.",
    "The simulation cannot tell where the time is lost, so it leaves the risk out and promises too much.",
    "Name the tasks or accounts under `impact.targets`.",
    _risk("impact: {days: 10d}  # <-- risk/hits-nothing"),
    _risk("impact: {days: 10d, targets: [T-2]}"),
)
SPREAD_OUT_OF_ORDER = Rule(
    "risk/spread-out-of-order",
    _ERROR,
    "A spread or the factor of a driver is not optimistic <= most likely <= pessimistic.",
    "No distribution has these values; the simulation leaves the spread out.",
    "Swap the values; most likely is 100% where it is left out.",
    _simulation("spread: {optimistic: 90%, pessimistic: 95%}  # <-- risk/spread-out-of-order"),
    _simulation("spread: {optimistic: 90%, pessimistic: 130%}"),
)
CORRELATIONS_CONTRADICT = Rule(
    "risk/correlations-contradict",
    _ERROR,
    "Coefficients of correlation cannot hold together: their matrix is not positive semidefinite, or a pair has two.",
    "Two tasks that both go with a third one cannot go against each other; the simulation leaves all coefficients out.",
    "Write each pair once. Bring the coefficients nearer to each other or to 0, or say with a driver why the tasks move together.",
    _simulation(
        "correlations:",
        "  - {tasks: [T-1, T-2], coefficient: 0.9}",
        "  - {tasks: [T-1, T-3], coefficient: 0.9}",
        "  - {tasks: [T-2, T-3], coefficient: -0.9}  # <-- risk/correlations-contradict",
    ),
    _simulation(
        "correlations:",
        "  - {tasks: [T-1, T-2], coefficient: 0.9}",
        "  - {tasks: [T-1, T-3], coefficient: 0.9}",
        "  - {tasks: [T-2, T-3], coefficient: 0.8}",
    ),
)
DRIVER_TWICE = Rule(
    "risk/driver-twice",
    _ERROR,
    "Two drivers of the simulation have the same id.",
    "A driver's random numbers are found by its id: the two would always be drawn alike.",
    "Give each driver an id of its own.",
    _simulation(
        "drivers:",
        "  - {id: vendor, optimistic: 90%, pessimistic: 130%, tasks: [T-1]}",
        "  - {id: vendor, optimistic: 95%, pessimistic: 110%, tasks: [T-2]}  # <-- risk/driver-twice",
    ),
    _simulation(
        "drivers:",
        "  - {id: vendor, optimistic: 90%, pessimistic: 130%, tasks: [T-1]}",
        "  - {id: testers, optimistic: 95%, pessimistic: 110%, tasks: [T-2]}",
    ),
)
ABOUT_NOTHING = Rule(
    "risk/about-nothing",
    _WARNING,
    "A spread, a driver or a correlation of the simulation is about no open task.",
    "It changes nothing, and the tasks that were meant stay certain; most often a tag is misspelt or the work is done.",
    "Correct the tag, the phase, the account or the tasks, or take the entry out.",
    _simulation(
        "spreads:", "  - {tag: suplier, optimistic: 90%, pessimistic: 130%}  # <-- risk/about-nothing"
    ),
    _simulation("spreads:", "  - {optimistic: 90%, pessimistic: 130%}"),
)

RULES = (HITS_NOTHING, SPREAD_OUT_OF_ORDER, CORRELATIONS_CONTRADICT, DRIVER_TWICE, ABOUT_NOTHING)
