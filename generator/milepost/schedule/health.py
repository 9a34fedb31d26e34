"""The 14-point schedule assessment: what a plan must have before its dates are worth believing.

DCMA-EA PAM 200.1 (October 2012), section 4. The population is the incomplete normal tasks: no milestones,
summaries or levels of effort. The links are those whose successor is one of them. The checks are indicators,
not verdicts; every limit can be changed in project.yaml.
"""

from collections.abc import Iterable

from milepost.schedule.health_model import (
    CriticalPath,
    Health,
    Limits,
    Metric,
    Population,
    Sense,
    Subject,
    Tie,
)

SHORT_TASK = 1.0
"""Days below which a task needs no resources."""


def assess(plan: Population, limits: Limits) -> Health:
    """Assess a plan.

    Args:
        plan: Its tasks, links and dates.
        limits: The limits to hold it against.
    """
    normal = [task for task in plan.tasks if task.normal]
    open_ = [task for task in normal if not task.done]
    ids = {task.id for task in open_}
    ties = [tie for tie in plan.ties if tie.successor in ids]
    due = [
        task for task in normal if task.planned_finish is not None and task.planned_finish <= plan.reported_to
    ]
    starts, finishes = _dangling(open_, plan)
    found = (
        *_logic(plan, open_, ties, limits),
        *_float(open_, limits),
        _high_duration(plan, open_, limits),
        _invalid_dates(plan, normal, open_, limits),
        _resources(open_),
        _missed(due, limits),
        _cpli(plan.path, limits),
        _bei(plan, normal, due, limits),
    )
    return Health(
        figures={metric.key: metric for metric in found},
        tasks=len(open_),
        links=len(ties),
        dangling_starts=starts,
        dangling_finishes=finishes,
        hit_percent=100 * sum(not _is_late(task) and task.done for task in due) / len(due) if due else None,
        completion=plan.completion,
        make_test=plan.make_test,
    )


def _share(number: int, key: str, offenders: Iterable[Subject], of: int, limit: float) -> Metric:
    """A share of the tasks that should not exceed its limit."""
    names = tuple([task.id for task in offenders])
    value = 100 * len(names) / of if of else None
    passed = None if value is None else value <= limit
    return Metric(number, key, value, "%", limit, Sense.AT_MOST, passed, len(names), of, names)


def _share_of_links(number: int, key: str, ties: list[Tie], limit: float, bad: list[Tie]) -> Metric:
    links = tuple(bad)
    value = 100 * len(links) / len(ties) if ties else None
    passed = None if value is None else value <= limit
    return Metric(number, key, value, "%", limit, Sense.AT_MOST, passed, len(links), len(ties), (), links)


def _logic(plan: Population, open_: list[Subject], ties: list[Tie], limits: Limits) -> tuple[Metric, ...]:
    """Points 1 to 4: missing logic, leads, lags, types of links."""
    waiting = {tie.successor for tie in plan.ties} | plan.preceded
    awaited = {tie.predecessor for tie in plan.ties} | plan.succeeded
    missing = [task for task in open_ if task.id not in waiting or task.id not in awaited]
    others = tuple([tie for tie in ties if tie.type != "FS"])
    finish_to_start = len(ties) - len(others)
    value = 100 * finish_to_start / len(ties) if ties else None
    floor = limits.finish_to_start
    passed = None if value is None else value >= floor
    return (
        _share(1, "logic", missing, len(open_), limits.logic),
        _share_of_links(2, "leads", ties, limits.leads, [tie for tie in ties if tie.lag < 0]),
        _share_of_links(3, "lags", ties, limits.lags, [tie for tie in ties if tie.lag > 0]),
        Metric(4, "relationship_types", value, "%", floor, Sense.AT_LEAST, passed, finish_to_start,
               len(ties), (), others),
    )  # fmt: skip


def _dangling(open_: list[Subject], plan: Population) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tasks that are linked on both sides, but whose start nothing holds, or whose finish nothing awaits."""
    odd = [tie for tie in plan.ties if tie.type != "FS"]  # every other link holds a start and awaits a finish
    late = {tie.successor for tie in odd if tie.type != "SS"} - plan.preceded
    early = {tie.predecessor for tie in odd if tie.type != "FF"} - plan.succeeded
    if late or early:
        late -= {tie.successor for tie in plan.ties if tie.type in ("FS", "SS")}
        early -= {tie.predecessor for tie in plan.ties if tie.type in ("FS", "FF")}
    starts = tuple([task.id for task in open_ if task.id in late])
    return starts, tuple([task.id for task in open_ if task.id in early])


def _float(open_: list[Subject], limits: Limits) -> tuple[Metric, ...]:
    """Points 5 to 7: hard constraints, high float, negative float."""
    high = [task for task in open_ if task.slack is not None and task.slack > limits.high_float_days]
    negative = [task for task in open_ if task.slack is not None and task.slack < 0]
    return (
        _share(
            5, "hard_constraints", [task for task in open_ if task.hard], len(open_), limits.hard_constraints
        ),
        _share(6, "high_float", high, len(open_), limits.high_float),
        _share(7, "negative_float", negative, len(open_), limits.negative_float),
    )


def _high_duration(plan: Population, open_: list[Subject], limits: Limits) -> Metric:
    """Point 8: long in the baseline; without a baseline, long in the plan."""
    long = []
    for task in open_:
        days = task.planned_days if plan.baselined else task.days
        if days is not None and days > limits.long_task_days and task.detailed:
            long.append(task)
    return _share(8, "high_duration", long, len(open_), limits.high_duration)


def _invalid_dates(plan: Population, normal: list[Subject], open_: list[Subject], limits: Limits) -> Metric:
    """Point 9: forecasts before the status date, or actual dates after it.

    What is reported as done after the status date is not done yet, and counts among the open tasks.
    """
    begin, end = plan.planned_from, plan.reported_to
    offenders = []
    early = 0
    for task in normal:
        done_later = task.done and task.finish is not None and task.finish > end
        begun_later = task.started and task.start is not None and task.start > end
        planned_before = not task.done and (
            (task.finish is not None and task.finish < begin)
            or (not task.started and task.start is not None and task.start < begin)
        )
        if done_later or begun_later or planned_before:
            offenders.append(task)
            early += task.done
    return _share(9, "invalid_dates", offenders, len(open_) + early, limits.invalid_dates)


def _resources(open_: list[Subject]) -> Metric:
    """Point 10: nobody and no cost on a task of a day or more; it has no limit."""
    names = tuple([task.id for task in open_ if task.days >= SHORT_TASK and not task.resourced])
    value = 100 * len(names) / len(open_) if open_ else None
    return Metric(10, "resources", value, "%", None, Sense.REPORTED, None, len(names), len(open_), names)


def _is_late(task: Subject) -> bool:
    return task.planned_finish is not None and task.finish is not None and task.finish > task.planned_finish


def _missed(due: list[Subject], limits: Limits) -> Metric:
    """Point 11: of the tasks that the baseline finishes by now, those that finish later."""
    return _share(11, "missed_tasks", filter(_is_late, due), len(due), limits.missed_tasks)


def _cpli(path: CriticalPath | None, limits: Limits) -> Metric:
    """Point 13: the critical path length index, (CPL + TF) / CPL."""
    key, sense = "cpli", Sense.AT_LEAST
    value = None if path is None else cpli(path)
    passed = None if value is None else round(value, 9) >= limits.cpli
    days = 0 if path is None else max(int(path.length), 0)
    return Metric(13, key, value, "", limits.cpli, sense, passed, days, days)


def cpli(path: CriticalPath) -> float | None:
    """The critical path length index, (CPL + TF) / CPL; None when the completion is not ahead."""
    return (path.length + path.slack) / path.length if path.length > 0 else None


def bei(completed: int, due: int, unplanned: int) -> float | None:
    """The baseline execution index; None when nothing was due.

    Args:
        completed: Tasks that are done.
        due: Tasks that the baseline finishes by now.
        unplanned: Tasks without a finish in the baseline.
    """
    return completed / (due + unplanned) if due + unplanned else None


def _bei(plan: Population, normal: list[Subject], due: list[Subject], limits: Limits) -> Metric:
    """Point 14: tasks done, of those due and those that are not in the baseline."""
    key, sense = "bei", Sense.AT_LEAST
    if not plan.baselined:
        return Metric(14, key, None, "", limits.bei, sense, None, 0, 0)
    end = plan.reported_to
    done = sum(task.done and (task.finish is None or task.finish <= end) for task in normal)
    unplanned = sum(task.planned_finish is None for task in normal)
    value = bei(done, len(due), unplanned)
    passed = None if value is None else round(value, 9) >= limits.bei
    behind = [
        task.id
        for task in normal
        if not task.done and (task.planned_finish is None or task.planned_finish <= end)
    ]
    return Metric(14, key, value, "", limits.bei, sense, passed, done, len(due) + unplanned, tuple(behind))
