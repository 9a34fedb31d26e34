"""Levelling a problem: the one entry, which tries what the options ask for and keeps the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from milepost.frozen import frozen, replace
from milepost.schedule.instants import Instant
from milepost.schedule.levelling.bounds import least_finish
from milepost.schedule.levelling.generation import finish_of, justified, parallel, serial
from milepost.schedule.levelling.improver import Improver
from milepost.schedule.levelling.kernel import Kernel, Placement
from milepost.schedule.levelling.many_calendars import ManyCalendars
from milepost.schedule.levelling.model import Model, model_of
from milepost.schedule.levelling.one_calendar import OneCalendar
from milepost.schedule.levelling.options import Levelling, Options, Rule, Scheme
from milepost.schedule.levelling.priorities import priority_values
from milepost.schedule.levelling.problem import Problem
from milepost.schedule.levelling.result import Levelled
from milepost.schedule.levelling.sequence import Sequencer
from milepost.schedule.levelling.smoothing import smooth

FOUNDING_RULES = (Rule.LATEST_FINISH, Rule.LATEST_START, Rule.MOST_SUCCESSORS, Rule.GREATEST_RANK)
"""The rules whose schedules the improver begins with."""


def level(problem: Problem, options: Options | None = None) -> Levelled:
    """Level a problem; the same problem and options always give the same schedule.

    Args:
        problem: what is to be levelled; sound as the critical path method has found it.
        options: what may move and how hard to try; by default serial and parallel schemes by latest finish
            with forward-backward improvement.

    Raises:
        ValueError: the precedences form a cycle.
        SolverMissingError: the options ask for the solver, and it is not installed.
    """
    options = Options() if options is None else options
    if options.solver_effort:
        from milepost.schedule.levelling.solver import require_solver

        require_solver()
    model = model_of(problem)
    if options.levelling is Levelling.SMOOTHING:
        found = smooth(model, options)
        levelled = _levelled(model, *found.placement)
        told = "; not by the solver, which only looks for an earlier finish" if options.solver_effort else ""
        overloaded = {*levelled.overloaded, *(model.positions[job] for job in found.squeezed)}
        return replace(
            levelled,
            method=found.method + told,
            schedules=found.schedules,
            overloaded=tuple(sorted(overloaded)),
        )
    search = _Search(model, options)
    search.run()
    levelled = _levelled(model, *search.kernel.dates(search.best.placement))
    return replace(levelled, method=search.best.method, schedules=search.tried, bound=search.bound_date())


@frozen
class _Found:
    """A schedule with what it is compared by: an earlier finish first, then earlier starts."""

    placement: Placement
    finish: int
    starts: int
    method: str

    @property
    def cost(self) -> tuple[int, int]:
        return self.finish, self.starts


class _Search:
    """One search for the shortest schedule."""

    def __init__(self, model: Model, options: Options) -> None:
        self.model, self.options = model, options
        calendar = model.common_calendar()
        self.kernel: Kernel = ManyCalendars(model) if calendar is None else OneCalendar(model, calendar)
        self.sequencer = Sequencer(model, self.kernel)
        self.early = self.kernel.early()
        self.early_finish = finish_of(self.kernel, self.early)
        self.late = self.kernel.late(self.early_finish)
        self.bound = least_finish(model, self.kernel, self.early, self.late)
        self.tried = 0
        self.best = self._found(self.early, "as early as possible")

    def _found(self, placement: Placement, method: str) -> _Found:
        return _Found(placement, finish_of(self.kernel, placement), sum(placement.starts), method)

    def run(self) -> None:
        """Try the rules, then the improver, then the solver, until nothing better is possible."""
        unlevelled = self.kernel.forward(range(self.model.count))
        if unlevelled.starts == self.early.starts:
            return  # no conflict anywhere
        candidates = [self._justified(found) for found in self._by_rules(self.options.rules)]
        self.best = min(candidates, key=lambda found: found.cost)
        if self.options.schedules > self.tried and self.best.finish > self.bound:
            self._improve(candidates)
        if self.options.solver_effort and self.best.finish > self.bound:
            self._solve()

    def _by_rules(self, rules: tuple[Rule, ...]) -> Iterator[_Found]:
        for rule in rules:
            values = priority_values(rule, self.model, self.kernel, self.early, self.late)
            ranks = self.sequencer.ranks(values)
            for scheme in self.options.schemes:
                found = self._generated(scheme, ranks)
                if found is not None:
                    yield self._found(found, f"{scheme.value} {rule.value}")

    def _generated(self, scheme: Scheme, ranks: list[int]) -> Placement | None:
        self.tried += 1
        match scheme:
            case Scheme.SERIAL:
                return serial(self.kernel, self.sequencer, ranks)
            case Scheme.PARALLEL:
                return parallel(self.model, self.kernel, ranks)

    def _justified(self, found: _Found) -> _Found:
        if found.finish <= self.bound:
            return found
        rounds = self.options.justification
        placement, tried = justified(self.kernel, self.sequencer, found.placement, rounds)
        self.tried += tried
        shorter = self._found(placement, f"{found.method}, justified")
        return shorter if shorter.finish < found.finish else found

    def _improve(self, candidates: list[_Found]) -> None:
        more = tuple(rule for rule in FOUNDING_RULES if rule not in self.options.rules)
        founders = sorted((*candidates, *self._by_rules(more)), key=lambda found: found.cost)
        budget = max(self.options.schedules - self.tried, 0)
        improver = Improver(self.kernel, self.sequencer, self.options.seed, budget)
        placement = improver.improve([found.placement for found in founders], self.late.finishes, self.bound)
        self.tried += budget - improver.left
        self.best = min(
            founders[0], self._found(placement, "genetic algorithm"), key=lambda found: found.cost
        )

    def _solve(self) -> None:
        from milepost.schedule.levelling.program import TooLargeError
        from milepost.schedule.levelling.solver import solve

        try:
            solved = solve(self.model, self.kernel, self.best.placement, self.bound, self.options)
        except TooLargeError:
            told = f"{self.best.method}; not by the solver, for which the calendars differ too often"
            self.best = replace(self.best, method=told)
            return
        self.bound = max(self.bound, solved.bound)
        for placement in self._placements(solved.starts):
            found = self._found(placement, "constraint solver")
            if found.finish < self.best.finish:
                self.best = found

    def _placements(self, starts: Sequence[int] | None) -> Iterator[Placement]:
        """Yield what becomes of the solver's starts: put tightly by priority, tightly, and as they are."""
        if starts is not None:
            yield self.kernel.forward(self.sequencer.by_start(starts))
            yield self.kernel.forward(self.sequencer.in_time(starts))
            yield self.kernel.settled(starts)

    def bound_date(self) -> Instant:
        """Give the bound as an instant."""
        return self.kernel.finish_date(self.bound)


def _levelled(model: Model, starts: list[Instant], finishes: list[Instant]) -> Levelled:
    jobs = model.problem.jobs
    early = ManyCalendars(model).early()
    columns = tuple([0] * len(jobs) for _ in range(4))
    for position, job in enumerate(jobs):
        if job.fixed is not None:
            dates = job.fixed.start, job.fixed.finish, job.fixed.start, job.fixed.finish
            for column, date in zip(columns, dates, strict=True):
                column[position] = date
    for number, position in enumerate(model.positions):
        dates = starts[number], finishes[number], early.starts[number], early.finishes[number]
        for column, date in zip(columns, dates, strict=True):
            column[position] = date
    start, finish, early_start, early_finish = columns
    return Levelled(
        starts=tuple(start),
        finishes=tuple(finish),
        finish=max(finish, default=model.problem.start),
        method="",
        schedules=0,
        bound=None,
        delays=tuple(
            job.calendar.between(before, after)
            for job, before, after in zip(jobs, early_start, start, strict=True)
        ),
        early_starts=tuple(early_start),
        early_finish=max(early_finish, default=model.problem.start),
        overloaded=tuple(sorted(model.too_demanding)),
    )
