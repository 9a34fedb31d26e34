"""The chain that sets a levelled finish: tasks that follow one another by a link, or by who is busy.

J. Wiest (1964) calls it the critical sequence, E. Goldratt (1997) the critical chain: where people can be
short, the tasks that matter are no longer those of the longest path alone.
"""

from collections.abc import Mapping, Sequence

from milepost.schedule.levelled_model import PathStep, Wait
from milepost.schedule.network import Activity
from milepost.schedule.progress import State, state_of
from milepost.schedule.result import Schedule as Dates


def resource_path(
    activities: Sequence[Activity], dates: Dates, waits: Mapping[str, Wait]
) -> tuple[PathStep, ...]:
    """Follow the levelled finish back, as far as one task waits for another.

    Args:
        activities: The tasks by position.
        dates: Their dates after levelling.
        waits: Id of a task to what levelling lets it wait for.

    Returns:
        The chain, the first task first. Of several ways that tie it is the first in the files.
    """
    places = {activity.id: place for place, activity in reversed(list(enumerate(activities)))}
    summaries = {activity.parent for activity in activities}
    last = [
        place
        for place, finish in enumerate(dates.finish)
        if finish == dates.project_finish and place not in summaries
    ]
    awaited = {edge.predecessor for place in last for edge in dates.driving[place]}
    place = next((place for place in last if place not in awaited), None)
    steps: list[PathStep] = []
    seen: set[int] = set()
    while place is not None and place not in seen:
        seen.add(place)
        activity = activities[place]
        wait = waits.get(activity.id)
        driving = dates.driving[place]
        after = who = None
        if state_of(activity) is not State.COMPLETE:
            if wait is not None and wait.after is not None:
                after, who = wait.after, wait.who
            elif driving:
                after = activities[driving[0].predecessor].id
        steps.append(PathStep(activity.id, dates.start[place], dates.finish[place], after, who))
        place = None if after is None else places.get(after)
    return tuple(reversed(steps))
