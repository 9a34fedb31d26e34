"""The plan without progress: the dates that the logic gave before anything happened.

They stand for a baseline in a project that has none, because a schedule that moves unfinished work behind the
status date can never be behind itself.
"""

from dataclasses import replace

from milepost.project import Project
from milepost.schedule.activities import activity_of, links_of
from milepost.schedule.cpm import calculate
from milepost.schedule.model import Schedule
from milepost.schedule.network import LagCalendar, Network, Options

_LAG_CALENDARS = {one.value: one for one in LagCalendar}


def without_progress(project: Project, schedule: Schedule) -> Schedule:
    """The same tasks at the dates they would have without actual dates, progress and status date.

    Args:
        project: The project.
        schedule: Its schedule.

    Returns:
        The schedule with those starts and finishes; floats and criticality are those of the schedule given.
    """
    start = project.settings.start("start")
    records = project.all("task")
    if start is None or not records:
        return schedule
    position = {record.id: index for index, record in reversed(list(enumerate(records)))}
    activities = tuple(
        replace(activity_of(record, position, schedule.calendars), progress=None) for record in records
    )
    links, _ = links_of(records, position, activities)
    lag = project.settings.section("schedule").text("lag_calendar")
    network = Network(
        start=start,
        calendar=schedule.calendar,
        activities=activities,
        links=tuple(links),
        options=Options(lag_calendar=_LAG_CALENDARS.get(lag, LagCalendar.SUCCESSOR)),
    )
    dates, _ = calculate(network)
    if dates is None:
        return schedule
    tasks = {
        id_: replace(task, start=dates.start[position[id_]], finish=dates.finish[position[id_]])
        for id_, task in schedule.tasks.items()
    }
    return replace(schedule, start=dates.project_start, finish=dates.project_finish, tasks=tasks)
