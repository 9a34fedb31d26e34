"""The rules of the schedule assessment: one for each of its 14 points.

A share or an index is told from ten tasks or links on, because below that a single one decides; where the limit
is zero, each one counts and is told at once. There is one finding for a point, at the first that counts
against it, with the others as notes; it concerns the project, and a waiver names the project's id.
"""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING
_TASKS = 12


def _project(*lines: str) -> str:
    return (
        "milepost: 1\nid: P-1\nname: Catalogue migration\npurpose: Readers find every book from home.\n"
        "start: 2026-01-05\nstatus_date: 2026-02-06\ncalendar: std\ncurrency: EUR\n"
        + "".join(f"{line}\n" for line in lines)
    )


def _plan(changes: dict[int, str], marked: int = 0, rule: str = "") -> str:
    """A chain of twelve tasks and a milestone, some of them changed.

    Args:
        changes: Number of a task to what stands instead of its duration and its predecessor.
        marked: Number of the task at whose line the finding stands.
        rule: The rule that finds it.
    """
    lines = ["tasks:"]
    for number in range(1, _TASKS + 1):
        usual = "duration: 3d" + (f", predecessors: [T-{number - 1}]" if number > 1 else "")
        what = changes.get(number, usual)
        end = f"  # <-- schedule/{rule}" if number == marked else ""
        lines.append(
            f"  - {{id: T-{number}, name: Shelf {number}, owner: mara, assignments: [mara], {what}}}{end}"
        )
    end = f"  # <-- schedule/{rule}" if marked > _TASKS else ""
    lines.append(
        f"  - {{id: M-1, name: Catalogue live, milestone: true, owner: mara, "
        f"{changes.get(_TASKS + 1, f'predecessors: [T-{_TASKS}]')}}}{end}"
    )
    return "\n".join(lines) + "\n"


def _files(plan: str, project: str = "", baseline: str = "") -> dict[str, str]:
    files = {"project.yaml": project or _project(), "plan.yaml": plan}
    return {**files, "baselines/B1.yaml": baseline} if baseline else files


_GOOD = _files(_plan({}))
_IN_FORCE = _project("baseline: {name: B1}")


def _baseline(finish: str, of_completion: str = "2026-03-31") -> str:
    """A baseline in which all tasks finish on one day."""
    tasks = "".join(
        f"  T-{number}: {{start: 2026-01-05, finish: {finish}, duration: 3d}}\n"
        for number in range(1, _TASKS + 1)
    )
    milestone = f"  M-1: {{start: {of_completion}, finish: {of_completion}, milestone: true}}\n"
    return f"id: B1\nname: Approved plan\ncreated: 2026-01-05\ncurrency: EUR\ntasks:\n{tasks}{milestone}"


_ON_TIME = _files(_plan({}), _IN_FORCE, _baseline("2026-04-30"))

MISSING_LOGIC = Rule(
    "schedule/missing-logic",
    _WARNING,
    "Too many open tasks have no predecessor or no successor.",
    "A delay of such a task moves nothing, and nothing moves it: the finish that is computed is too early.",
    "Link each task to what it waits for and to what waits for it; a link of its summary counts too.",
    _files(_plan({1: "duration: 3d", 5: "duration: 3d"}, 1, "missing-logic")),
    _files(_plan({1: "duration: 3d, predecessors: [M-0]"}).replace(
        "tasks:\n", "tasks:\n  - {id: M-0, name: Decided, milestone: true, owner: mara}\n")),
)  # fmt: skip
LEADS = Rule(
    "schedule/leads",
    _WARNING,
    "Links have a negative lag.",
    "The successor begins before what it waits for: the plan counts on the end of work that is not done.",
    "Divide the predecessor where its result is really needed, or link the starts (SS with a lag).",
    _files(_plan({4: 'duration: 3d, predecessors: ["T-3 FS-1d"]'}, 4, "leads")),
    _GOOD,
)
LAGS = Rule(
    "schedule/lags",
    _WARNING,
    "Too many links have a lag.",
    "A lag is time in which nobody can see what happens; often it hides work.",
    "Plan the waiting as a task with an owner, or drop the lag.",
    _files(_plan({n: f'duration: 3d, predecessors: ["T-{n - 1} FS+2d"]' for n in (4, 7)}, 4, "lags")),
    _GOOD,
)
RELATIONSHIP_TYPES = Rule(
    "schedule/relationship-types",
    _WARNING,
    "Too few links lead from a finish to a start.",
    "Links between starts or finishes leave one end of the work free, and hide where the path really runs.",
    "Divide the tasks so that one can wait for the end of the other.",
    _files(
        _plan({n: f'duration: 3d, predecessors: ["T-{n - 1} SS"]' for n in (4, 7)}, 4, "relationship-types")
    ),
    _GOOD,
)
HARD_CONSTRAINTS = Rule(
    "schedule/hard-constraints",
    _WARNING,
    "Too many open tasks are held by a constraint.",
    "A date that must be kept stops a delay from being seen: the plan shows what was wished for.",
    "Use a deadline, which warns and moves nothing, or start-no-earlier-than.",
    _files(
        _plan(
            {
                4: "duration: 3d, predecessors: [T-3], "
                "constraint: {type: finish-no-later-than, date: 2026-04-30}"
            },
            4,
            "hard-constraints",
        )
    ),
    _GOOD,
)
HIGH_FLOAT = Rule(
    "schedule/high-float",
    _WARNING,
    "Too many open tasks have a very high total float.",
    "Work that may slip for months usually lacks a successor that it really has.",
    "Look for the missing successor; `schedule.high_float` in project.yaml says what counts as high.",
    _files(_plan({5: "duration: 3d, predecessors: [T-4]", 6: "duration: 60d, predecessors: [T-4]",
                  13: "predecessors: [T-5, T-12]"}, 5, "high-float")),
    _GOOD,
)  # fmt: skip
NEGATIVE_FLOAT = Rule(
    "schedule/negative-float",
    _WARNING,
    "Open tasks have negative total float.",
    "By its own logic the plan cannot keep a date that it promises.",
    "Shorten the path to that date, or agree on another date.",
    _files(_plan({}, 1, "negative-float"), _project("required_finish: 2026-03-02")),
    _GOOD,
)
HIGH_DURATION = Rule(
    "schedule/high-duration",
    _WARNING,
    "Too many open tasks are very long.",
    "Nobody can tell for months whether a long task is on time.",
    "Divide it into steps with a result, or tag work of a later wave `planning-package`.",
    _files(_plan({4: "duration: 50d, predecessors: [T-3]"}, 4, "high-duration")),
    _GOOD,
)
INVALID_DATES = Rule(
    "schedule/invalid-dates",
    _WARNING,
    "Work is planned before the status date, or reported as done after it.",
    "What is past and not done lies ahead, and what lies ahead is not done: the forecast is worth nothing.",
    "Report the actual dates, or let the rest of the work be planned from the status date on.",
    _files(_plan({}, 1, "invalid-dates"), _project("schedule: {unstarted_work: as-planned}")),
    _GOOD,
)
UNRESOURCED = Rule(
    "schedule/unresourced",
    Severity.INFO,
    "Open tasks of a day or more have neither people nor cost, while others have.",
    "Their work is in no load and in no budget.",
    "Assign somebody, or write the cost at the task.",
    _files(
        _plan({4: "duration: 3d, predecessors: [T-3]"}, 4, "unresourced").replace(
            "id: T-4, name: Shelf 4, owner: mara, assignments: [mara]", "id: T-4, name: Shelf 4, owner: mara"
        )
    ),
    _GOOD,
)
MISSED_TASKS = Rule(
    "schedule/missed-tasks",
    _WARNING,
    "Too many tasks that are due finish later than in the baseline.",
    "What was late so far says more about the rest than the plan does.",
    "Find the common cause, and let the forecast of what remains follow from it.",
    _files(_plan({}, 1, "missed-tasks"), _IN_FORCE, _baseline("2026-01-30")),
    _ON_TIME,
)
CRITICAL_PATH_BROKEN = Rule(
    "schedule/critical-path-broken",
    _WARNING,
    "A long delay of a critical task does not move the completion of the project.",
    "Links are missing, or an imposed date hides the delay: the computed finish cannot be believed.",
    "Link the critical tasks through to the milestone that completes the project; replace must-finish-on there.",
    _files(
        _plan(
            {13: "predecessors: [T-12], constraint: {type: must-finish-on, date: 2026-04-30}"},
            13,
            "critical-path-broken",
        )
    ),
    _GOOD,
)
CPLI = Rule(
    "schedule/cpli",
    _WARNING,
    "The critical path length index is below its limit.",
    "The path that is left is longer than the time that is left: the rest must go faster than ever planned.",
    "Shorten the critical path, or agree on a later finish.",
    _files(_plan({}, 13, "cpli"), _project("target_finish: 2026-03-16")),
    _files(_plan({}), _project("target_finish: 2026-04-17")),
)
BEI = Rule(
    "schedule/bei",
    _WARNING,
    "The baseline execution index is below its limit.",
    "Fewer tasks are done than the baseline says, whatever their order.",
    "Finish what is due first, and take work that was added into the baseline by an approved change.",
    _files(_plan({}, 1, "bei"), _IN_FORCE, _baseline("2026-01-30")),
    _ON_TIME,
)

RULES = (
    MISSING_LOGIC,
    LEADS,
    LAGS,
    RELATIONSHIP_TYPES,
    HARD_CONSTRAINTS,
    HIGH_FLOAT,
    NEGATIVE_FLOAT,
    HIGH_DURATION,
    INVALID_DATES,
    UNRESOURCED,
    MISSED_TASKS,
    CRITICAL_PATH_BROKEN,
    CPLI,
    BEI,
)
