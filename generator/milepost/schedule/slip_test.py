"""The critical path test: a long delay of a critical task must reach the completion of the project.

DCMA-EA PAM 200.1, section 4.12: where it does not, links are missing or an imposed date hides the delay.
"""

from milepost.frozen import replace
from milepost.schedule.cpm import calculate
from milepost.schedule.health_model import SLIP_DAYS, SlipTest
from milepost.schedule.instants import Instant
from milepost.schedule.network import Activity, DurationUnit, Network, Progress
from milepost.schedule.progress import State, remaining_of, state_of


def run_slip_test(
    network: Network, delayed: int, completion: int | None, finishes: tuple[Instant, Instant]
) -> SlipTest | None:
    """Delay an activity by 600 days and see whether the completion follows.

    Args:
        network: The plan.
        delayed: Position of the activity to delay, one that is not done.
        completion: Position of what completes the project; None where it is complete when all is done.
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
    end = dates.project_finish if completion is None else dates.finish[completion]
    slip, moved = dates.finish[delayed] - before, end - ended
    if slip <= 0:
        return None
    name = None if completion is None else activities[completion].id
    return SlipTest(activities[delayed].id, name, SLIP_DAYS, SLIP_DAYS * moved / slip)


def _longer(activity: Activity) -> Activity:
    """The activity with more to do; a crew works the delay as one, on the time of all of them."""
    day = 1440 if activity.unit is DurationUnit.ELAPSED else activity.calendar.minutes_per_day
    extra = SLIP_DAYS * day
    progress = activity.progress
    if progress is not None and state_of(activity) is State.IN_PROGRESS:
        rest = remaining_of(activity) + extra
        progress = Progress(progress.actual_start, None, rest, None)
    return replace(activity, duration=activity.duration + extra, progress=progress, crew=None)
