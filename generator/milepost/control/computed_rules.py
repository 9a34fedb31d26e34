"""The rules of control that need the computed status."""

from milepost.diagnostics import Rule, Severity

_PROJECT = (
    "milepost: 1\nid: P-1\nname: New catalogue\nmanager: mara\nstart: 2026-01-05\ntarget_finish: 2026-01-30\n"
    "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\n"
)

DECLARED_BETTER = Rule(
    "control/declared-better",
    Severity.WARNING,
    "The status that the project manager declares is better than the computed one.",
    "Readers see two colours for the same thing; the one with the figures is believed, and the other one asked about.",
    "Declare what the figures show, or have an override approved, with a reason and an end.",
    {"project.yaml": _PROJECT + "status:\n  declared:\n    schedule: green  # <-- control/declared-better\n"},
    {"project.yaml": _PROJECT + "status:\n  declared:\n    schedule: red\n"},
)

RULES = (DECLARED_BETTER,)
