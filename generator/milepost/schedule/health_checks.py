"""What the schedule assessment finds beyond its limits, as findings with a place in the files."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note, Span
from milepost.project import Project, Record
from milepost.schedule import health_rules as rules
from milepost.schedule.health_model import Health, Metric, Sense, Tie
from milepost.schedule.health_plan import must_follow
from milepost.schedule.model import Schedule
from milepost.source.data import Map, Seq

ENOUGH = 10
"""Tasks, links or days from which on a share or an index says something."""
_NOTES = 10


def check_health(project: Project, schedule: Schedule, health: Health) -> Iterator[Diagnostic]:
    """A finding for each point that is beyond its limit.

    Shares of fewer than ten are passed over, unless the limit is zero, and so are the indices of a plan with
    fewer than ten open tasks; tasks without people where nobody is assigned at all; and actual dates after
    the status date, which have findings of their own. The critical path test is only run where the links
    leave its result open.

    Args:
        project: The project.
        schedule: Its schedule.
        health: The assessment of its plan.
    """
    for metric in health.figures.values():
        if metric.passed is False and _says_something(metric, schedule, health):
            yield _finding(project, health, metric)
    metric = health.figures["resources"]
    if metric.of >= ENOUGH and 0 < metric.count < metric.of:
        yield _finding(project, health, metric)
    yield from _broken_path(project, schedule, health)


def _says_something(metric: Metric, schedule: Schedule, health: Health) -> bool:
    if metric.key == "invalid_dates":
        return any(schedule.tasks[id_].actual_start is None for id_ in metric.offenders)
    if metric.unit != "%":
        return health.tasks >= ENOUGH
    return metric.of >= ENOUGH or not metric.limit


_POINTS = {
    "logic": (rules.MISSING_LOGIC, "id", "open tasks lack a predecessor or a successor"),
    "leads": (rules.LEADS, "", "links have a negative lag"),
    "lags": (rules.LAGS, "", "links have a lag"),
    "relationship_types": (rules.RELATIONSHIP_TYPES, "", "links lead from a finish to a start"),
    "hard_constraints": (rules.HARD_CONSTRAINTS, "constraint", "open tasks are held by a constraint"),
    "high_float": (rules.HIGH_FLOAT, "id", "open tasks have a very high total float"),
    "negative_float": (rules.NEGATIVE_FLOAT, "id", "open tasks have negative float"),
    "high_duration": (rules.HIGH_DURATION, "duration", "open tasks are very long"),
    "invalid_dates": (
        rules.INVALID_DATES,
        "progress",
        "open tasks have dates on the wrong side of the status date",
    ),
    "resources": (rules.UNRESOURCED, "id", "open tasks have neither people nor cost"),
    "missed_tasks": (rules.MISSED_TASKS, "id", "tasks due finish later than in the baseline"),
    "cpli": (rules.CPLI, "id", "the critical path length index"),
    "bei": (rules.BEI, "id", "the baseline execution index"),
}
"""The rule of each point, the field at which its finding stands, and what it counts."""


def _message(metric: Metric, what: str) -> str:
    side = "at most" if metric.sense is Sense.AT_MOST else "at least"
    if metric.unit == "%":
        if metric.limit is None:
            return f"{metric.count} of {metric.of} {what}"
        share = f"{_short(metric.value)}%"
        return f"{metric.count} of {metric.of} {what} ({share}; {side} {_short(metric.limit)}% are wanted)"
    return f"{what} is {metric.value:.2f}; {side} {_short(metric.limit)} is wanted"


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _finding(project: Project, health: Health, metric: Metric) -> Diagnostic:
    """A finding at the first that counts against a point, with the others as notes."""
    rule, key, what = _POINTS[metric.key]
    shown = _NOTES + 1
    if metric.links:
        count = len(metric.links)
        places = [
            (_link_span(project, tie), f"{tie.successor} after {tie.predecessor}")
            for tie in metric.links[:shown]
        ]
    else:
        names = metric.offenders or ((health.completion,) if health.completion else ())
        count = len(names)
        places = [
            (project.by_id[name].span(key), f"{name} {project.by_id[name].title}") for name in names[:shown]
        ]
    notes = [Note(span, text) for span, text in places[1:]]
    if count > shown:
        notes.append(Note(None, f"and {count - shown} more"))
    return rule.at(places[0][0], _message(metric, what), notes=tuple(notes))


def _link_span(project: Project, tie: Tie) -> Span:
    """Where a link is written."""
    record = project.by_id[tie.successor]
    return record.item_span("predecessors", _place(record, tie))


def _place(record: Record, tie: Tie) -> int:
    listed = record.data.get("predecessors")
    for place, item in enumerate(listed if isinstance(listed, Seq) else ()):
        name = item.get("task") if isinstance(item, Map) else str(item).partition(" ")[0]
        if name == tie.predecessor:
            return place
    return 0


def _broken_path(project: Project, schedule: Schedule, health: Health) -> Iterator[Diagnostic]:
    if health.tasks < ENOUGH or must_follow(project, schedule, health.completion):
        return
    test = health.test
    if test is None or test.passed:
        return
    end = "the last task" if test.completion is None else f"{test.completion}, the end of the project,"
    message = f"{_short(test.slip)} days more of {test.delayed} move {end} by {_short(test.moved)}"
    note = Note(project.by_id[test.delayed].span("id"), "the critical task")
    span = project.by_id[test.completion or test.delayed].span("id")
    yield rules.CRITICAL_PATH_BROKEN.at(span, message, notes=(note,))
