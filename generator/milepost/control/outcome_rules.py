"""The rules that look at what all the others find: readiness of gates and quality of the data."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING
_HEAD = "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\n"


def _gate(criterion: str) -> dict[str, str]:
    return {
        "phases.yaml": "phases:\n  - {id: PH-1, name: Planning, type: planning}\n  - {id: PH-2, name: Executing, type: executing}\n"
        "gates:\n  - id: G-1\n    name: Ready for executing\n    phase: PH-1\n"
        f"    date: 2026-02-13{criterion}\n"
    }


GATE_NOT_READY = Rule(
    "control/gate-not-ready",
    _WARNING,
    "A gate is at most two weeks away, or past, and a mandatory criterion does not hold.",
    "A gate that is prepared in its last days is passed on conditions, or on trust.",
    "See to the criterion, or move the gate.",
    _gate("  # <-- control/gate-not-ready\n    criteria: [{text: The budget is confirmed}]"),
    _gate(
        "\n    criteria: [{text: The budget is confirmed, met: true}, {text: No circles, check: schedule/dependency-cycle}]"
    ),
)
STALE_PROGRESS = Rule(
    "control/stale-progress",
    _WARNING,
    "A task is running, and its progress was reported longer ago than the status is due.",
    "Forecasts are made of it: what was true a month ago is not what is left today.",
    "Report it: `milepost progress T-3 60% --remaining 5d` writes the day beside it.",
    {
        "project.yaml": _HEAD
        + "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\nstatus: {cadence: 1w}\n",
        "plan.yaml": "tasks:\n  - id: T-3\n    name: Load the records\n    duration: 25d\n    assignments: [raj]\n"
        "    progress:  # <-- control/stale-progress\n      actual_start: 2026-01-12\n      percent: 40\n",
    },
    {
        "project.yaml": _HEAD
        + "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\nstatus: {cadence: 1w}\n",
        "plan.yaml": "tasks:\n  - id: T-3\n    name: Load the records\n    duration: 25d\n    assignments: [raj]\n"
        "    progress:\n      actual_start: 2026-01-12\n      percent: 40\n      as_of: 2026-02-05\n",
    },
)
NOTHING_UPDATED = Rule(
    "control/nothing-updated",
    _WARNING,
    "No record of the project carries a date within a month before the status date.",
    "The status date was moved and nothing else; every figure is of another month.",
    "Report progress, actual costs and what became of risks and issues, or set `status_date` back.",
    {
        "project.yaml": _HEAD
        + "status_date: 2026-04-30  # <-- control/nothing-updated\ncalendar: std\ncurrency: EUR\n",
    },
    {
        "project.yaml": _HEAD + "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\n",
    },
)
DATA_QUALITY_BELOW_FLOOR = Rule(
    "control/data-quality-below-floor",
    _WARNING,
    "The quality of the data is below the floor that the project sets itself.",
    "The colours of the status are made of this data; a green made of old data is a grey.",
    "Bring the plan and the registers up to date; the status page lists what lowers the score.",
    {
        "project.yaml": _HEAD + "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\n"
        "status:\n  data_quality_floor: 95%  # <-- control/data-quality-below-floor\n",
    },
    {
        "project.yaml": _HEAD
        + "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\nstatus: {data_quality_floor: 50%}\n",
    },
)

RULES = (GATE_NOT_READY, STALE_PROGRESS, NOTHING_UPDATED, DATA_QUALITY_BELOW_FLOOR)
