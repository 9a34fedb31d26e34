"""The rules of the plan and its calendars; those that speak while dates are computed are engine_rules."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _task(*lines: str) -> str:
    """One task of an example, from its fields."""
    return "  - " + "\n    ".join(lines) + "\n"


def _map(*lines: str) -> str:
    return _task("id: T-1", "name: Map the fields", "owner: mara", *lines)


def _load(*lines: str) -> str:
    return _task("id: T-2", "name: Load the records", "owner: raj", *lines)


def _plan(*tasks: str) -> dict[str, str]:
    return {"plan.yaml": "tasks:\n" + "".join(tasks)}


def _calendar(*lines: str) -> dict[str, str]:
    return {"calendars.yaml": "calendars:\n  - " + "\n    ".join(("id: std", "name: Week", *lines)) + "\n"}


_MONDAY = 'week: {monday: ["08:00-12:00", "13:00-17:00"]}'

DUPLICATE_PREDECESSOR = Rule(
    "schedule/duplicate-predecessor",
    _ERROR,
    "A task names the same predecessor twice with the same type of link.",
    "Only the stricter of the two lags counts, and a reader cannot see which one was meant.",
    "Keep one of the two.",
    _plan(
        _map("duration: 5d"),
        _load(
            "duration: 5d", "predecessors:", "  - T-1", "  - T-1 FS+2d  # <-- schedule/duplicate-predecessor"
        ),
    ),
    _plan(_map("duration: 5d"), _load("duration: 5d", "predecessors: [T-1 SS+2d, T-1 FF]")),
)
DUPLICATE_ASSIGNMENT = Rule(
    "schedule/duplicate-assignment",
    _ERROR,
    "The same person is assigned twice to one task.",
    "The hours would be counted twice, in the effort and in the cost.",
    "Make it one assignment with the sum of the units.",
    _plan(
        _map(
            "duration: 5d",
            "assignments:",
            "  - {who: raj, units: 50%}",
            "  - raj  # <-- schedule/duplicate-assignment",
        )
    ),
    _plan(_map("duration: 5d", "assignments: [mara, {who: raj, units: 50%}]")),
)
MORE_THAN_WHOLE_PERSON = Rule(
    "schedule/more-than-whole-person",
    _WARNING,
    "A person is assigned with more than 100%.",
    "A day has no more hours for that; the task will end later than the plan says.",
    "Write at most 100%, or assign a second person.",
    _plan(
        _map(
            "duration: 5d",
            "assignments:",
            "  - {who: raj, units: 150%}  # <-- schedule/more-than-whole-person",
        )
    ),
    _plan(_map("duration: 5d", "assignments:", "  - {who: raj, units: 100%}", "  - {who: mara, units: 50%}")),
)
MILESTONE_WITH_DURATION = Rule(
    "schedule/milestone-with-duration",
    _ERROR,
    "A milestone has a duration, an effort or an estimate, or lasts in another way.",
    "A milestone is an event; time planned on it is invisible in the Gantt and in the load.",
    "Delete it, or make the milestone a task with a milestone behind it.",
    _plan(_map("milestone: true", "duration: 2d  # <-- schedule/milestone-with-duration")),
    _plan(_map("milestone: true")),
)
MILESTONE_WITH_TASKS = Rule(
    "schedule/milestone-with-tasks",
    _ERROR,
    "A milestone has tasks below it.",
    "A summary lasts from its first task to its last and so is no event.",
    "Delete `milestone: true`, or put the tasks beside the milestone.",
    _plan(
        _map(
            "milestone: true  # <-- schedule/milestone-with-tasks",
            "tasks:",
            "  - {id: T-2, name: Draft, duration: 2d}",
        )
    ),
    _plan(
        _map(
            "tasks:",
            "  - {id: T-2, name: Draft, duration: 2d}",
            "  - {id: T-3, name: Mapped, milestone: true}",
        )
    ),
)
SUMMARY_WITH_OWN_WORK = Rule(
    "schedule/summary-with-own-work",
    _ERROR,
    "A task with tasks below it has a duration, an effort, an estimate, a type or progress of its own.",
    "All of it follows from the tasks below; a second value would contradict them or be ignored.",
    "Move it to a task below, or delete it.",
    _plan(
        _map(
            "duration: 9d  # <-- schedule/summary-with-own-work",
            "tasks:",
            "  - {id: T-2, name: Draft, duration: 2d}",
        )
    ),
    _plan(_map("tasks:", "  - {id: T-2, name: Draft, duration: 2d}")),
)
TASK_WITHOUT_DURATION = Rule(
    "schedule/task-without-duration",
    _ERROR,
    "A task has neither a duration nor an effort nor an estimate, or a level of effort nothing to last with.",
    "It would take no time, and everything behind it would come out too early.",
    "Add `duration: 5d`, or `milestone: true` when it is an event.",
    _plan(_task("id: T-1  # <-- schedule/task-without-duration", "name: Map the fields", "owner: mara")),
    _plan(_map("duration: 5d")),
)
EFFORT_BEYOND_DURATION = Rule(
    "schedule/effort-beyond-duration",
    _ERROR,
    "The effort does not fit into the duration with the people assigned.",
    "Duration and effort contradict each other: nobody can do 20 days of work in 10 days.",
    "Correct one of the two, assign more people, or leave the duration out and let it follow from the effort.",
    _plan(_map("duration: 10d", "effort: 20d  # <-- schedule/effort-beyond-duration", "assignments: [raj]")),
    _plan(_map("duration: 10d", "effort: 20d", "assignments: [raj, mara]")),
)
PARTS_NOT_THE_EFFORT = Rule(
    "schedule/parts-not-the-effort",
    _ERROR,
    "The efforts of the people assigned do not make up the effort of the task.",
    "Two figures for the same work contradict each other: dates, load and cost would rest on different ones.",
    "Correct one of them, or leave the effort of one person out: the rest is theirs.",
    _plan(
        _map(
            "effort: 10d  # <-- schedule/parts-not-the-effort",
            "assignments: [{who: raj, effort: 4d}, {who: mara, effort: 5d}]",
        )
    ),
    _plan(_map("effort: 10d", "assignments: [{who: raj, effort: 4d}, mara]")),
)
ESTIMATE_OUT_OF_ORDER = Rule(
    "schedule/estimate-out-of-order",
    _ERROR,
    "An estimate is not optimistic <= most likely <= pessimistic.",
    "Mean, deviation and simulation are only defined for values in this order.",
    "Swap the values.",
    _plan(
        _map(
            "estimate:",
            "  optimistic: 8d",
            "  most_likely: 10d",
            "  pessimistic: 9d  # <-- schedule/estimate-out-of-order",
        )
    ),
    _plan(_map("estimate:", "  optimistic: 8d", "  most_likely: 10d", "  pessimistic: 3w")),
)
FINISH_BEFORE_START = Rule(
    "schedule/finish-before-start",
    _ERROR,
    "A task finished before it started.",
    "One of the two dates is wrong, and with it the actual duration and the forecast.",
    "Correct whichever of the two dates is wrong.",
    _plan(
        _map(
            "duration: 5d",
            "progress:",
            "  actual_start: 2026-01-12",
            "  actual_finish: 2026-01-09  # <-- schedule/finish-before-start",
            "  percent: 100",
        )
    ),
    _plan(
        _map(
            "duration: 5d",
            "progress:",
            "  actual_start: 2026-01-12",
            "  actual_finish: 2026-01-16",
            "  percent: 100",
        )
    ),
)
ACTUAL_AFTER_STATUS_DATE = Rule(
    "schedule/actual-after-status-date",
    _ERROR,
    "Something is said to have happened after the status date.",
    "Everything is computed as of the status date; what lies behind it is a plan and no fact.",
    "Move the status date in project.yaml forward, or correct the date.",
    _plan(
        _map(
            "duration: 5d",
            "progress: {actual_start: 2026-02-09, percent: 10}  # <-- schedule/actual-after-status-date",
        )
    ),
    _plan(_map("duration: 5d", "progress: {actual_start: 2026-02-05, percent: 10}")),
)
COMPLETE_WITHOUT_FINISH = Rule(
    "schedule/complete-without-finish",
    _ERROR,
    "A task is 100 % complete, or nothing of it remains, and it has no actual finish.",
    "Without the date, variances and earned schedule would be computed from a guess.",
    "Add `actual_finish`, or lower the percentage when something is left to do.",
    _plan(
        _map(
            "duration: 5d",
            "progress:",
            "  actual_start: 2026-01-12",
            "  percent: 100  # <-- schedule/complete-without-finish",
        )
    ),
    _plan(
        _map(
            "duration: 5d",
            "progress:",
            "  actual_start: 2026-01-12",
            "  percent: 100",
            "  actual_finish: 2026-01-16",
        )
    ),
)
FINISHED_BUT_INCOMPLETE = Rule(
    "schedule/finished-but-incomplete",
    _ERROR,
    "A task has an actual finish and less than 100%, or work remaining.",
    "It is either done or not; the schedule and the earned value would answer differently.",
    "Set the percentage to 100 and delete what remains, or delete the actual finish.",
    _plan(
        _map(
            "duration: 5d",
            "progress:",
            "  actual_start: 2026-01-12",
            "  actual_finish: 2026-01-16",
            "  percent: 80  # <-- schedule/finished-but-incomplete",
        )
    ),
    _plan(
        _map(
            "duration: 5d",
            "progress:",
            "  actual_start: 2026-01-12",
            "  actual_finish: 2026-01-16",
            "  percent: 100",
        )
    ),
)
PROGRESS_WITHOUT_START = Rule(
    "schedule/progress-without-start",
    _ERROR,
    "A task has progress and no actual start.",
    "Work in progress is planned from the day it began; without it the forecast begins too late.",
    "Add `actual_start`.",
    _plan(_map("duration: 5d", "progress:", "  percent: 40  # <-- schedule/progress-without-start")),
    _plan(_map("duration: 5d", "progress:", "  actual_start: 2026-02-02", "  percent: 40")),
)
BEFORE_PROJECT_START = Rule(
    "schedule/before-project-start",
    _ERROR,
    "A task starts, or must start or finish, before the project starts.",
    "Nothing is planned before the project's start, so the date can never hold.",
    "Move `start` in project.yaml back, or correct the date.",
    _plan(
        _map(
            "duration: 5d",
            "constraint:",
            "  type: must-start-on",
            "  date: 2025-12-01  # <-- schedule/before-project-start",
        )
    ),
    _plan(_map("duration: 5d", "constraint:", "  type: must-start-on", "  date: 2026-03-02")),
)
MILESTONE_WEIGHTS = Rule(
    "schedule/milestone-weights",
    _ERROR,
    "The weights of a task's milestones do not add up to 100.",
    "The task would earn less or more than its budget when all of them are reached.",
    "Correct the weights.",
    _plan(
        _map(
            "duration: 5d",
            "earning: milestones",
            "weighted_milestones:  # <-- schedule/milestone-weights",
            "  - {name: Signed, weight: 30}",
            "  - {name: Tested, weight: 60}",
        )
    ),
    _plan(
        _map(
            "duration: 5d",
            "earning: milestones",
            "weighted_milestones:",
            "  - {name: Signed, weight: 30}",
            "  - {name: Tested, weight: 70}",
        )
    ),
)
UNITS_BEYOND_TOTAL = Rule(
    "schedule/units-beyond-total",
    _ERROR,
    "More units are done than there are.",
    "The task would earn more than its budget.",
    "Raise the total, or correct what is done.",
    _plan(
        _map(
            "duration: 5d",
            "earning: units",
            "units: {done: 420, total: 400}  # <-- schedule/units-beyond-total",
        )
    ),
    _plan(_map("duration: 5d", "earning: units", "units: {done: 120, total: 400}")),
)
TASK_WITHOUT_OWNER = Rule(
    "schedule/task-without-owner",
    _WARNING,
    "A task has neither an owner nor anybody assigned.",
    "What belongs to nobody is done by nobody.",
    "Add `owner` or `assignments`.",
    _plan(_task("id: T-1  # <-- schedule/task-without-owner", "name: Map the fields", "duration: 5d")),
    _plan(_map("duration: 5d")),
)
LONG_TASK = Rule(
    "schedule/long-task",
    _WARNING,
    "A task is longer than a task should be: 44 working days unless project.yaml says otherwise.",
    "Progress on a task of months is an opinion; smaller tasks show in time when something is late "
    "(DCMA 14-point assessment: high duration).",
    "Divide it; `schedule.long_task` in project.yaml sets the limit.",
    _plan(_map("duration: 60d  # <-- schedule/long-task")),
    _plan(_map("duration: 30d"), _load("duration: 30d", "predecessors: [T-1]")),
)
OVERLAPPING_HOURS = Rule(
    "schedule/overlapping-hours",
    _ERROR,
    "The working hours of a day overlap, or run past midnight into those of the next.",
    "The overlap is worked once only; probably a time is mistyped.",
    "Correct the hours.",
    _calendar('week: {monday: ["08:00-13:00", "12:00-17:00"]}  # <-- schedule/overlapping-hours'),
    _calendar(_MONDAY),
)
UNSTATED_DAY = Rule(
    "schedule/unstated-day",
    _WARNING,
    "A calendar does not say what 1d means, and has no working day of eight hours.",
    "1d of duration or effort is then eight hours, so that a task of one day ends on another day than it began.",
    "Write `hours_per_day`.",
    _calendar('week: {monday: ["08:00-12:00", "12:30-14:30"]}  # <-- schedule/unstated-day'),
    _calendar("hours_per_day: 6", 'week: {monday: ["08:00-12:00", "12:30-14:30"]}'),
)
DAY_LONGER_THAN_ANY = Rule(
    "schedule/day-longer-than-any",
    _WARNING,
    "What a calendar calls a day has more hours than any of its days.",
    "A task of 1d then never ends on the day on which it begins, and floats in days come out too small.",
    "Make `hours_per_day` the hours of a usual day, or add the hours that are missing to `week`.",
    _calendar("hours_per_day: 8  # <-- schedule/day-longer-than-any", 'week: {monday: ["08:00-14:00"]}'),
    _calendar("hours_per_day: 6", 'week: {monday: ["08:00-14:00"]}'),
)

RULES = (
    DUPLICATE_PREDECESSOR,
    DUPLICATE_ASSIGNMENT,
    MORE_THAN_WHOLE_PERSON,
    MILESTONE_WITH_DURATION,
    MILESTONE_WITH_TASKS,
    SUMMARY_WITH_OWN_WORK,
    TASK_WITHOUT_DURATION,
    EFFORT_BEYOND_DURATION,
    PARTS_NOT_THE_EFFORT,
    ESTIMATE_OUT_OF_ORDER,
    FINISH_BEFORE_START,
    ACTUAL_AFTER_STATUS_DATE,
    COMPLETE_WITHOUT_FINISH,
    FINISHED_BUT_INCOMPLETE,
    PROGRESS_WITHOUT_START,
    BEFORE_PROJECT_START,
    MILESTONE_WEIGHTS,
    UNITS_BEYOND_TOTAL,
    TASK_WITHOUT_OWNER,
    LONG_TASK,
    OVERLAPPING_HOURS,
    UNSTATED_DAY,
    DAY_LONGER_THAN_ANY,
)
