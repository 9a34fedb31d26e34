"""The schedule within the report: dates, floats and criticality of every task."""

from milepost.budget.baseline import Baseline
from milepost.exchange.scalars_json import days, instant
from milepost.project import Project
from milepost.schedule.model import Schedule, ScheduledTask
from milepost.source.schemas import Json


def schedule_value(schedule: Schedule, baseline: Baseline | None, project: Project) -> dict[str, Json]:
    """The schedule as plain JSON values.

    Args:
        schedule: The schedule.
        baseline: The baseline in force, or None.
        project: The project, for what it promised.
    """
    return {
        "start": instant(schedule.start),
        "finish": instant(schedule.finish),
        "target_finish": instant(project.settings.finish("target_finish")),
        "required_finish": instant(project.settings.finish("required_finish")),
        "baseline": None if baseline is None else baseline.id,
        "baseline_start": None if baseline is None else instant(baseline.start),
        "baseline_finish": None if baseline is None else instant(baseline.finish),
        "levelling": _levelling(schedule),
        "critical_path": list(schedule.critical_path),
        "tasks": {id_: _task(task, baseline) for id_, task in schedule.tasks.items()},
    }


def _levelling(schedule: Schedule) -> dict[str, Json] | None:
    levelled = schedule.levelled
    if levelled is None:
        return None
    waits: dict[str, Json] = {}
    for id_, wait in levelled.waits.items():
        day = schedule.tasks[id_].minutes_per_day
        waits[id_] = {"delay_days": days(wait.minutes, day), "who": wait.who, "after": wait.after}
    return {
        "kind": levelled.kind,
        "unlevelled_finish": instant(levelled.unlevelled_finish),
        "levelled_finish": instant(levelled.finish),
        "bound": instant(levelled.bound),
        "method": levelled.method,
        "schedules": levelled.schedules,
        "moved": waits,
        "overloaded": list(levelled.overloaded),
        "path": [{"task": one.task, "after": one.after, "who": one.who} for one in levelled.path],
    }


def _task(task: ScheduledTask, baseline: Baseline | None) -> dict[str, Json]:
    day = task.minutes_per_day
    frozen = None if baseline is None else baseline.tasks.get(task.id)
    return {
        "name": task.name,
        "type": task.type,
        "parent": task.parent,
        "start": instant(task.start),
        "finish": instant(task.finish),
        "early_start": instant(task.start),
        "early_finish": instant(task.finish),
        "late_start": instant(task.late_start),
        "late_finish": instant(task.late_finish),
        "baseline_start": None if frozen is None else instant(frozen.start),
        "baseline_finish": None if frozen is None else instant(frozen.finish),
        "elapsed": task.elapsed,
        "minutes_per_day": day,
        "duration_days": days(task.duration, day),
        "total_float_days": days(task.total_float, day),
        "total_float_minutes": task.total_float,
        "start_float_days": days(task.start_float, day),
        "finish_float_days": days(task.finish_float, day),
        "free_float_days": days(task.free_float, day),
        "free_float_minutes": task.free_float,
        "critical": task.critical,
        "critical_by_float": task.critical_by_float,
        "percent_complete": round(task.percent_complete, 4),
        "actual_start": instant(task.actual_start),
        "actual_finish": instant(task.actual_finish),
        "deadline": instant(task.deadline),
        "remaining_start": instant(task.remaining_start),
        "driver": task.driver,
        "driving_predecessors": list(dict.fromkeys(one.predecessor for one in task.drivers)),
    }
