"""What levelling did to a plan: the finish with it and without, and what waits for whom."""

from collections.abc import Mapping
from typing import NamedTuple

from milepost.schedule.instants import Instant


class Wait(NamedTuple):
    """Why levelling moved a task.

    Attributes:
        minutes: By how much, in working minutes of the task's calendar.
        who: Id of the person, piece of equipment or role it waits for; None where several share the blame.
        after: Id of the task they are busy with until then; None likewise.
    """

    minutes: int
    who: str | None
    after: str | None


class PathStep(NamedTuple):
    """A task of the chain that sets the levelled finish.

    Attributes:
        task: Its id.
        start: Its start after levelling.
        finish: Its finish after levelling.
        after: Id of the task before it in the chain; None for the first.
        who: Id of who is busy with that until then; None where the two are linked.
    """

    task: str
    start: Instant
    finish: Instant
    after: str | None
    who: str | None


class LevelledPlan(NamedTuple):
    """The levelled plan.

    Attributes:
        kind: "resource-limited" or "smoothing".
        unlevelled_finish: The finish by links alone.
        finish: The finish with everybody doing only what they can.
        bound: A finish that no order of work can beat; None where it is not known.
        method: What found it, in words.
        schedules: How many schedules were tried.
        starts: Id of a task to the start it is held to: what waits, and what is as late as possible.
        waits: Id of such a task, to what it waits for.
        overloaded: Ids of the tasks that ask for more than there is all the same.
        path: The chain of tasks, by links and by people, that sets the levelled finish.
        order: Pairs of ids: people go on with the second task when the first is done.
    """

    kind: str
    unlevelled_finish: Instant
    finish: Instant
    bound: Instant | None
    method: str
    schedules: int
    starts: Mapping[str, Instant]
    waits: Mapping[str, Wait]
    overloaded: tuple[str, ...]
    path: tuple[PathStep, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
