"""The earliest finish of a small problem by trying all starts, minute by minute; it shares only calendars."""

from fractions import Fraction
from types import SimpleNamespace

from tests.schedule.levelling.plans import bound_of, holds, span_of


class TooManyError(Exception):
    """There is more to try than is worth the wait."""


def earliest_finish(problem, limit, steps=200_000):
    """The earliest finish before `limit` at which all jobs can end; `limit` if there is none.

    Raises TooManyError where that takes more than some steps.
    """
    return _Search(problem, limit, steps).run()


class _Search:
    def __init__(self, problem, limit, steps):
        self.problem, self.best, self.steps = problem, limit, steps
        self.dates = SimpleNamespace(starts=[0] * len(problem.jobs), finishes=[0] * len(problem.jobs))
        self.used = [{} for _ in problem.resources]
        self.movable = []
        self.last_fixed = problem.start
        for at, job in enumerate(problem.jobs):
            if job.fixed is None:
                self.movable.append(at)
                continue
            self.dates.starts[at], self.dates.finishes[at] = job.fixed.start, job.fixed.finish
            self.last_fixed = max(self.last_fixed, job.fixed.finish)
            begun = job.fixed.start if job.fixed.resume is None else job.fixed.resume
            for resource, minute, units in self.uses(job, begun):
                self.used[resource][minute] = self.used[resource].get(minute, 0) + units
        self.choices = [list(self.choices_of(problem.jobs[at])) for at in self.movable]

    def uses(self, job, t):
        for share in job.shares:
            for minute in range(*span_of(share, t)):
                if share.calendar.is_working(minute):
                    for demand in share.demands:
                        if self.problem.resources[demand.resource].calendar.is_working(minute):
                            yield demand.resource, minute, Fraction(demand.units)

    def choices_of(self, job):
        """All starts of a job with its finish and what it uses: only those at which it really begins."""
        since = max(self.problem.start, job.release or self.problem.start)
        for t in range(since, self.best):
            spans = [span_of(share, t) for share in job.shares]
            start = min((begin for begin, _ in spans), default=t)
            finish = max((end for _, end in spans), default=t)
            if start == t and finish < self.best and (spans or job.calendar.rests_at(t)):
                yield t, finish, list(self.uses(job, t))

    def run(self):
        self.place(0, self.last_fixed)
        return self.best

    def place(self, place, finish):
        if finish >= self.best:
            return
        if place == len(self.movable):
            self.best = finish
            return
        at = self.movable[place]
        for t, end, uses in self.choices[place]:
            if end >= self.best:
                break
            self.steps -= 1
            if not self.steps:
                raise TooManyError
            self.dates.starts[at], self.dates.finishes[at] = t, end
            if self.linked(place) and self.take(uses):
                self.place(place + 1, max(finish, end))
                self.give(uses)

    def linked(self, place):
        """Whether the links between jobs placed so far are kept."""
        at, open_ = self.movable[place], set(self.movable[place + 1 :])
        return all(
            self.kept(tie)
            for tie in self.problem.precedences
            if at in (tie.predecessor, tie.successor) and not {tie.predecessor, tie.successor} & open_
        )

    def kept(self, tie):
        """Whether a link is kept; a milestone is no sooner than it says, even where nobody works meanwhile."""
        job = self.problem.jobs[tie.successor]
        if job.fixed is not None:
            return True
        in_time = self.dates.finishes[tie.successor] >= bound_of(tie, self.dates)
        return holds(tie, job, self.dates) and (in_time or bool(job.shares))

    def take(self, uses):
        for resource, minute, units in uses:
            self.used[resource][minute] = self.used[resource].get(minute, 0) + units
        if all(
            self.used[resource][minute] <= self.problem.resources[resource].capacity
            for resource, minute, _ in uses
        ):
            return True
        self.give(uses)
        return False

    def give(self, uses):
        for resource, minute, units in uses:
            self.used[resource][minute] -= units
