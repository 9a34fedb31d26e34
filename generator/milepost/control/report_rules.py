"""The rules of written status reports against the computed status."""

from milepost.diagnostics import Rule, Severity

_PROJECT = (
    "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\n"
    "target_finish: 2026-02-13\nstatus_date: 2026-02-06\ncalendar: std\ncurrency: EUR\n"
    "tolerances: {schedule: {amber: 1d, red: 5d}}\n"
)
_HEAD = "---\nid: REP-1\ntitle: Week 6\nperiod: {from: 2026-01-30, to: 2026-02-06}\ndate: 2026-02-06\nauthor: mara\n"

REPORT_CONTRADICTS_STATUS = Rule(
    "control/report-contradicts-status",
    Severity.WARNING,
    "A report on the status date says that something is better than its computed status.",
    "Readers believe the sentence, not the figure behind it; and the next report has to take it back.",
    "Write what the figures say, or correct the registers they come from. `milepost report` drafts one.",
    {
        "project.yaml": _PROJECT,
        "reports/week-6.md": _HEAD
        + "---\nThe project is on schedule.  # <-- control/report-contradicts-status\n",
    },
    {
        "project.yaml": _PROJECT,
        "reports/week-6.md": _HEAD
        + "rag: {schedule: red}\ncommentary: {schedule: The load takes a month longer.}\n"
        "recovery_actions: [A-1]\n---\nThe project is not on schedule.\n",
        "actions.yaml": "actions:\n  - {id: A-1, title: Split the load, owner: mara, due: 2026-02-20}\n",
    },
)
RED_NOT_REPORTED = Rule(
    "control/red-not-reported",
    Severity.WARNING,
    "A dimension is red, and the report on that day has no comment on it, or no action that brings it back.",
    "Red means that somebody above has to decide; a report that leaves it out takes the decision from them.",
    "Write `commentary` for the dimension, and name under `recovery_actions` what is done.",
    {
        "project.yaml": _PROJECT,
        "reports/week-6.md": _HEAD.replace("id: REP-1", "id: REP-1  # <-- control/red-not-reported")
        + "---\nThe load has begun.\n",
    },
    {
        "project.yaml": _PROJECT,
        "reports/week-6.md": _HEAD + "commentary: {schedule: The load takes a month longer.}\n"
        "recovery_actions: [A-1]\n---\nThe load has begun.\n",
        "actions.yaml": "actions:\n  - {id: A-1, title: Split the load, owner: mara, due: 2026-02-20}\n",
    },
)

RULES = (REPORT_CONTRADICTS_STATUS, RED_NOT_REPORTED)
