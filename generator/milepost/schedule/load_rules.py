"""The rules of the load: people with more work than time, and work while they are away."""

from milepost.diagnostics import Rule, Severity


def _plan(first: str, second: str, mark: str = "") -> dict[str, str]:
    return {
        "plan.yaml": "tasks:\n"
        f"  - {{id: T-1, name: Map the fields, duration: 5d, assignments: [{first}]}}\n"
        f"  - {{id: T-2, name: Load the records, {second}}}{mark}\n"
    }


def _people(leave: str = "", mark: str = "") -> dict[str, str]:
    return {
        "people.yaml": f"people:\n  - id: mara{mark}\n    name: Mara Lindqvist\n    email: mara.lindqvist@example.org\n    calendar: std\n{leave}"
        "  - {id: raj, name: Raj Okafor, calendar: std}\n"
    }


_LEAVE = "    leave: [{from: 2026-02-09, to: 2026-02-10}]\n"

OVER_ALLOCATED = Rule(
    "schedule/over-allocated",
    Severity.WARNING,
    "Somebody is planned with more than the time they give to the project.",
    "Not all of it will be done then; which part waits, and what waits for it, is left to chance.",
    "Move one of the tasks, give part of it to somebody else, or level the schedule.",
    {
        **_people(mark="  # <-- schedule/over-allocated"),
        **_plan("mara", "duration: 5d, assignments: [{who: mara, units: 50%}]"),
    },
    {**_people(), **_plan("{who: mara, units: 50%}", "duration: 5d, assignments: [{who: mara, units: 50%}]")},
)
WORK_DURING_LEAVE = Rule(
    "schedule/work-during-leave",
    Severity.WARNING,
    "Work is planned while the one who does it is away.",
    "The duration counts on days on which nobody works on the task, so it ends later than the plan says.",
    "Write `effort` instead of `duration`, so that the task waits; or move it, or name somebody else.",
    {
        **_people(_LEAVE),
        **_plan("raj", "duration: 5d, assignments: [mara]", "  # <-- schedule/work-during-leave"),
    },
    {**_people(_LEAVE), **_plan("raj", "effort: 5d, assignments: [mara]")},
)

RULES = (OVER_ALLOCATED, WORK_DURING_LEAVE)
