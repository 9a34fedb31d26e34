"""The rules that speak while a schedule is computed: loops, calendars without work, dates out of reach."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR


def _plan(*tasks: str) -> dict[str, str]:
    return {"plan.yaml": "tasks:\n" + "".join(f"  - {task}\n" for task in tasks)}


def _calendar(*lines: str) -> dict[str, str]:
    return {"calendars.yaml": "calendars:\n  - id: std\n" + "".join(f"    {line}\n" for line in lines)}


_WEEK = 'week: {monday: ["08:00-12:00", "13:00-17:00"], tuesday: ["08:00-12:00", "13:00-17:00"]}'
_A = "{id: T-1, name: Write, duration: 2d, owner: mara}"
_B = "{id: T-2, name: Review, duration: 1d, owner: mara, predecessors: [T-1]}"
_PEOPLE = """people:
  - {{id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}}
  - {{id: raj, name: Raj Okafor, email: raj.okafor@example.org{}}}
"""
_WEEK_AND_NIGHTS = f"""calendars:
  - id: std
    name: Standard week
    {_WEEK}
  - id: nights
    name: Nights
    week: {{monday: ["22:00-06:00"], tuesday: ["22:00-06:00"]}}
"""

DEPENDENCY_CYCLE = Rule(
    "schedule/dependency-cycle",
    _ERROR,
    "Predecessors lead in a circle.",
    "Each task waits for the others, so none has a date; the whole schedule cannot be computed.",
    "Remove one of the links.",
    _plan(
        "{id: T-1, name: Write, duration: 2d, owner: mara, predecessors: [T-2]}  # <-- schedule/dependency-cycle",
        _B,
    ),
    _plan(_A, _B),
)
LINK_TO_OWN_SUMMARY = Rule(
    "schedule/link-to-own-summary",
    _ERROR,
    "A task is linked to a summary above it, or a summary to a task below it.",
    "A summary's dates are those of its tasks, so the task would wait for itself.",
    "Link the task to another task within the summary.",
    _plan(
        "id: T-1\n    name: Phase\n    tasks:\n      - {id: T-2, name: Write, duration: 2d, owner: mara, predecessors: [T-1]}"
        "  # <-- schedule/link-to-own-summary"
    ),
    _plan("id: T-1\n    name: Phase\n    tasks:\n      - {id: T-2, name: Write, duration: 2d, owner: mara}"),
)
CALENDAR_WITHOUT_WORK = Rule(
    "schedule/calendar-without-work",
    _ERROR,
    "A calendar has no working time in an ordinary week.",
    "A task on it would never end.",
    "Give it hours in `week`.",
    _calendar("name: Standard week", "week: {monday: []}  # <-- schedule/calendar-without-work"),
    _calendar("name: Standard week", _WEEK),
)
CALENDAR_LOOP = Rule(
    "schedule/calendar-loop",
    _ERROR,
    "A calendar is based on itself.",
    "Its hours cannot be known.",
    "Remove `based_on` from one of the calendars.",
    _calendar("name: Standard week", "based_on: std  # <-- schedule/calendar-loop", _WEEK),
    _calendar("name: Standard week", _WEEK),
)
UNKNOWN_HOLIDAY_REGION = Rule(
    "schedule/unknown-holiday-region",
    _ERROR,
    "No public holidays are known for a country or its subdivision.",
    "Work would be planned on days off.",
    "Use the ISO 3166 code of the country (DE) and of the subdivision (BY), or write the days as exceptions.",
    _calendar("name: Standard week", _WEEK, "holidays: {country: XX}  # <-- schedule/unknown-holiday-region"),
    _calendar("name: Standard week", _WEEK, "holidays: {country: DE, subdivision: BY}"),
)
BEYOND_HORIZON = Rule(
    "schedule/beyond-horizon",
    _ERROR,
    "A date lies more than 50 years from the start of the project.",
    "It is almost always a slip of the pen, and it distorts every chart.",
    "Correct the duration or the date.",
    _plan("{id: T-1, name: Write, duration: 20000d, owner: mara}  # <-- schedule/beyond-horizon"),
    _plan(_A),
)
CONSTRAINT_AGAINST_LOGIC = Rule(
    "schedule/constraint-against-logic",
    Severity.WARNING,
    "An imposed date puts a task before its predecessors allow.",
    "The task is shown on the date, but the work before it will not be done by then.",
    "Replace the constraint by a deadline, or bring the predecessors forward.",
    _plan(
        _A,
        "{id: T-2, name: Review, duration: 1d, owner: mara, predecessors: [T-1], constraint: {type: must-start-on, date: 2026-01-05}}"
        "  # <-- schedule/constraint-against-logic",
    ),
    _plan(_A, _B),
)
OUT_OF_SEQUENCE = Rule(
    "schedule/out-of-sequence",
    Severity.WARNING,
    "A task began before its predecessors allowed it.",
    "The logic of the plan and the way of working disagree; one of them is wrong, and forecasts depend on it.",
    "Correct the link, or the actual dates.",
    {
        "project.yaml": "milepost: 1\nid: P-1\nname: Demo\nstart: 2026-01-05\nstatus_date: 2026-01-06\n"
        "calendar: std\ncurrency: EUR\n",
        **_plan(
            _A,
            "{id: T-2, name: Review, duration: 1d, owner: mara, predecessors: [T-1], "
            "progress: {actual_start: 2026-01-05, percent: 50}}  # <-- schedule/out-of-sequence",
        ),
    },
    _plan(_A, _B),
)
IGNORED_CONSTRAINT = Rule(
    "schedule/ignored-constraint",
    Severity.WARNING,
    "A summary or a level of effort has a constraint that means nothing for it, or a constraint has a date "
    "it does not need.",
    "A summary's dates are those of the tasks below it, a level of effort's those of the work that it runs along "
    "with, and as soon or as late as possible is no date: what is written is not honoured.",
    "Put the constraint on the first or last task below it.",
    _plan(
        "id: T-1\n    name: Phase\n    constraint: {type: must-start-on, date: 2026-02-02}  # <-- schedule/ignored-constraint\n"
        "    tasks:\n      - {id: T-2, name: Write, duration: 2d, owner: mara}"
    ),
    _plan("id: T-1\n    name: Phase\n    tasks:\n      - {id: T-2, name: Write, duration: 2d, owner: mara}"),
)

DEADLINE_MISSED = Rule(
    "schedule/deadline-missed",
    Severity.WARNING,
    "By the computed dates, a task finishes after its deadline, or the project after its required finish.",
    "A deadline moves nothing: the plan says that the promise will be broken, and `milepost explain` of the task "
    "what its finish hangs on.",
    "Shorten what leads there, or agree on another date.",
    _plan(
        "{id: T-1, name: Write, duration: 25d, deadline: 2026-01-16, owner: mara}  # <-- schedule/deadline-missed"
    ),
    _plan("{id: T-1, name: Write, duration: 5d, deadline: 2026-06-30, owner: mara}"),
)

ASSIGNED_OUTSIDE_STAY = Rule(
    "schedule/assigned-outside-stay",
    _ERROR,
    "By the computed dates, somebody works on a task before they join or after they leave the project.",
    "Nobody is there to do the work, so the dates cannot hold.",
    "Assign somebody else, divide the task, or correct `joins` or `leaves`.",
    {
        "people.yaml": _PEOPLE.format(", leaves: 2026-03-06"),
        **_plan(
            "{id: T-1, name: Write, duration: 25d, assignments: [raj]}  # <-- schedule/assigned-outside-stay"
        ),
    },
    {
        "people.yaml": _PEOPLE.format(", leaves: 2026-03-13"),
        **_plan("{id: T-1, name: Write, duration: 25d, assignments: [raj]}"),
    },
)
WORK_WITHOUT_TIME = Rule(
    "schedule/work-without-time",
    _ERROR,
    "Somebody has work on a task and no time for it: a share or a capacity of 0%.",
    "The work would never be done; it is shown as if all of their time were there.",
    "Give the assignment `units` above 0%, the person a capacity, or the work to somebody else.",
    _plan(
        "{id: T-1, name: Write, effort: 2d, assignments: [{who: raj, units: 0%}]}"
        "  # <-- schedule/work-without-time"
    ),
    _plan("{id: T-1, name: Write, effort: 2d, assignments: [{who: raj, units: 50%}]}"),
)
NO_COMMON_TIME = Rule(
    "schedule/no-common-time",
    _ERROR,
    "Somebody's working time has nothing in common with the calendar of the task they work on.",
    "The work could never be done; it is shown in their own time.",
    "Correct one of the calendars, or assign somebody else.",
    {
        "calendars.yaml": _WEEK_AND_NIGHTS,
        **_plan(
            "{id: T-1, name: Move, effort: 2d, calendar: nights, assignments: [raj]}  # <-- schedule/no-common-time"
        ),
    },
    {
        "calendars.yaml": _WEEK_AND_NIGHTS,
        **_plan("{id: T-1, name: Move, duration: 2d, calendar: nights, assignments: [raj]}"),
    },
)

RULES = (
    DEPENDENCY_CYCLE,
    LINK_TO_OWN_SUMMARY,
    CALENDAR_WITHOUT_WORK,
    CALENDAR_LOOP,
    UNKNOWN_HOLIDAY_REGION,
    BEYOND_HORIZON,
    CONSTRAINT_AGAINST_LOGIC,
    OUT_OF_SEQUENCE,
    IGNORED_CONSTRAINT,
    DEADLINE_MISSED,
    ASSIGNED_OUTSIDE_STAY,
    WORK_WITHOUT_TIME,
    NO_COMMON_TIME,
)
