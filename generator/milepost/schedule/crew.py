"""People who work off one task together: each their own part in their own time, done when the last is."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.frozen import frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.capacity import SCALE, Pace
from milepost.schedule.instants import Instant


@frozen
class Member:
    """One of a crew.

    Attributes:
        pace: their time, with the share of it that goes into the task.
        work: minutes of work that are theirs.
    """

    pace: Pace
    work: int

    def begin(self, t: Instant) -> Instant:
        """Give when they begin, if they may from `t` on."""
        return self.pace.start_at(self.pace.work(t))

    def end(self, t: Instant) -> Instant:
        """Give when they are done, if they may begin at `t`."""
        return self.pace.finish_at(self.pace.work(t) + self.work * SCALE)

    def latest(self, finish: Instant) -> Instant:
        """Give the latest begin with which they are done by `finish`."""
        return self.pace.start_at(self.pace.work(finish) - self.work * SCALE)


@frozen
class Crew:
    """Everybody who works on a task.

    All of them may begin with the task. With whole minutes and never-falling functions the answers are exact:
    a start no later than `latest_start(t)` ends by `t`, and any later one does not.

    Attributes:
        members: those with work to do, in the order of the assignments; at least one.
    """

    members: tuple[Member, ...]

    def rest(self, remaining: int, whole: int) -> Crew | None:
        """Give the crew with the part of its work that is left; None when nothing is.

        Args:
            remaining: how much of the duration is left.
            whole: the duration.
        """
        if remaining == whole:
            return self
        if remaining <= 0 or whole <= 0:
            return None
        return Crew(tuple(Member(one.pace, -(-one.work * remaining // whole)) for one in self.members))

    def done_by(self, remaining: int, whole: int) -> Crew | None:
        """Give the crew with the part of its work that is done."""
        return self.rest(whole - remaining, whole)

    def start(self, t: Instant) -> Instant:
        """Give when the first of them begins, from `t` on."""
        return min(one.begin(t) for one in self.members)

    def finish(self, t: Instant) -> Instant:
        """Give when the last of them is done, if they may begin at `t`."""
        return max(one.end(t) for one in self.members)

    def latest_start(self, finish: Instant) -> Instant:
        """Give the latest start with which all are done by `finish`."""
        return min(one.latest(finish) for one in self.members)

    def earliest_start(self, finish: Instant, calendar: Calendar) -> Instant:
        """Give the earliest start with which the last is not done before `finish`.

        Args:
            finish: an instant; when nobody works before it, the last end of work before it.
            calendar: the time in which any of them works.
        """
        end = calendar.prev_finish(finish)
        return min(one.pace.finish_at(one.pace.work(end - 1) - one.work * SCALE + 1) for one in self.members)

    def idle_since(self, t: Instant) -> Instant:
        """Give since when nobody has done anything at `t`: a start from there on is the same as at `t`."""
        return max(one.pace.finish_at(one.pace.work(t)) for one in self.members)

    def full_pace(self) -> int:
        """Give the minutes that the longest part takes at its first rate: a duration by name only."""
        return max(-(-one.work * SCALE // (one.pace.first or SCALE)) for one in self.members)


def crew_of(members: Iterable[Member]) -> Crew | None:
    """Give a crew of those who have work to do; None when nobody has."""
    busy = tuple(one for one in members if one.work > 0)
    return Crew(busy) if busy else None
