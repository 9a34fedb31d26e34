"""The critical path test: a long delay of a critical task must reach the completion of the project.

DCMA-EA PAM 200.1, section 4.12: where it does not, links are missing or an imposed date hides the delay.
"""

from collections.abc import Sequence

from milepost.frozen import replace
from milepost.schedule.cpm import calculate
from milepost.schedule.health_model import SLIP_DAYS, SlipTest
from milepost.schedule.instants import Instant
from milepost.schedule.network import Activity, ActivityKind, DurationUnit, Network, Progress
from milepost.schedule.progress import State, remaining_of, state_of


def run_slip_test(
    network: Network, delayed: int, completion: Sequence[int], finishes: tuple[Instant, Instant]
) -> SlipTest | None:
    """Delay an activity by 600 days and see whether the completion follows.

    Args:
        network: The plan.
        delayed: Position of the activity to delay, one that is not done.
        completion: Positions of what completes the project: it is complete when all of them are done.
        finishes: Finish of the two before the delay.

    Returns:
        The result, None when there is no schedule with the delay. The two are compared in clock time, because
        they may be on different calendars: the days of the completion are 600 where it moves as far.
    """
    activities = list(network.activities)
    activities[delayed] = _longer(activities[delayed])
    dates, _ = calculate(replace(network, activities=tuple(activities)))
    if dates is None:
        return None
    before, ended = finishes
    end = max(dates.finish[position] for position in completion)
    slip, moved = dates.finish[delayed] - before, end - ended
    if slip <= 0:
        return None
    name = activities[completion[0]].id if len(completion) == 1 else None
    return SlipTest(activities[delayed].id, name, SLIP_DAYS, SLIP_DAYS * moved / slip)


def open_ends(network: Network) -> list[int]:
    """Give the activities that nothing waits for: not for them and not for a summary above them."""
    activities = network.activities
    efforts = {i for i, one in enumerate(activities) if one.kind is ActivityKind.LEVEL_OF_EFFORT}
    awaited = {link.predecessor for link in network.links if link.successor not in efforts}
    passed = efforts | {activity.parent for activity in activities}
    ends = []
    for position in range(len(activities)):
        above: int | None = position
        while above is not None and above not in awaited:
            above = activities[above].parent
        if above is None and position not in passed:
            ends.append(position)
    return ends


def _longer(activity: Activity) -> Activity:
    """The activity with more to do; a crew works the delay as one, on the time of all of them."""
    day = 1440 if activity.unit is DurationUnit.ELAPSED else activity.calendar.minutes_per_day
    extra = SLIP_DAYS * day
    progress = activity.progress
    if progress is not None and state_of(activity) is State.IN_PROGRESS:
        rest = remaining_of(activity) + extra
        progress = Progress(progress.actual_start, None, rest, None)
    return replace(activity, duration=activity.duration + extra, progress=progress, crew=None)
