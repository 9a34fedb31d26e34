"""A levelling problem as a constraint program: exactly the links, calendars and capacities of the kernels.

Of each job there is one number: how much has been worked on its calendar before it starts. In working minutes
a job on its person's calendar has a fixed length, whatever nights and holidays it spans, and so capacity is
that of plain intervals. Where two calendars meet, at links and where a job's calendar is not its people's,
one number is a never-falling function of the other, in straight pieces with a literal for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from milepost.schedule.calendar import Calendar
from milepost.schedule.capacity import Pace
from milepost.schedule.levelling.cells import Cells, Layer
from milepost.schedule.levelling.kernel import Placement
from milepost.schedule.levelling.model import FINISHES, STARTS, Link, Model, Need, Share
from milepost.schedule.levelling.monotone import Function, Hours, Piece, composed, shifted
from milepost.schedule.spans import clipped, merged

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, Domain, IntervalVar, IntVar
    from ortools.sat.python.cp_model_helper import Literal

MOST_STEPS = 3_000_000
"""Beyond so many spans of working time to go through, a program takes too long to be made, and is not."""


class TooLargeError(RuntimeError):
    """The calendars of a plan differ too often, over too long a time, for a program of them."""


class Term(NamedTuple):
    """A variable and the range of its values."""

    variable: IntVar
    low: int
    high: int


class Part(NamedTuple):
    """A share of a job, and how its beginning on its own calendar follows from the job's number."""

    share: Share
    hours: Hours
    begun: Function
    amount: int


class Program:
    """The program of one model.

    Attributes:
        program: the constraint program; its objective is the finish, in cells.
        starts: by job number, the variable of its start: how many cells of its calendar come before.
        own: by job number, the calendar that its start is counted on.
    """

    def __init__(
        self, model: Model, cells: Cells, early: Placement, known: Placement, finish: tuple[int, int]
    ) -> None:
        """Make the program.

        Args:
            model: what is to be levelled.
            cells: its time in cells.
            early: the dates by links alone.
            known: a schedule to begin with.
            finish: the least and the last finish looked for, in cells.

        Raises:
            TooLargeError: it would take too long to make.
        """
        from ortools.sat.python import cp_model

        self.program: CpModel = cp_model.CpModel()
        self._model, self._cells = model, cells
        self._least_finish, self._limit = finish
        self._literals: dict[tuple[int, int], IntVar] = {}
        self.own: list[Hours] = []
        self._parts: list[tuple[Part, ...]] = []
        for job in range(model.count):
            self._prepare(job)
        self._terms: list[Term] = []
        windows = self._windows(early)
        if self._steps(windows) > MOST_STEPS:
            raise TooLargeError
        for job, (low, high) in enumerate(windows):
            start = self.program.new_int_var(low, high, f"start {job}")
            self.program.add_hint(start, self.own[job].work(cells.at(known.starts[job])))
            self._terms.append(Term(start, low, high))
        self.starts = tuple(term.variable for term in self._terms)
        self._ends = [[self._paced_end(job, part) for part in parts] for job, parts in enumerate(self._parts)]
        self._link()
        self._limit_capacity()
        self._minimise()

    # -- what is known of a job ------------------------------------------------------------------------------

    def _prepare(self, job: int) -> None:
        cells, shares = self._cells, self._model.shares[job]
        if not shares:
            self.own.append(cells.rests(self._model.job_calendars[job]))
            self._parts.append(())
            return
        only = shares[0].clock if len(shares) == 1 else None
        own = cells.hours(only) if isinstance(only, Calendar) else cells.starts(shares)
        self.own.append(own)
        parts = []
        for share in shares:
            hours = cells.hours(share.calendar)
            if own is hours:
                begun = shifted(0)
            elif isinstance(share.clock, Calendar):
                begun = composed(own.opened, hours.worked)
            else:
                paid = cells.paid(share)
                begun = composed(own.opened, paid.worked, paid.opened, hours.worked)
            parts.append(Part(share, hours, begun, share.amount // cells.size))
        self._parts.append(tuple(parts))

    def _ends_of(self, job: int) -> Iterator[tuple[Term, Function]]:
        """Yield what a job's finish is the last of: a variable, and the finish as a function of it."""
        term = self._terms[job]
        if not self._parts[job]:
            yield term, self.own[job].opened
        for part, end in zip(self._parts[job], self._ends[job], strict=True):
            if end is None:
                yield term, _finish_of(part)
            else:
                yield end, part.hours.closed

    def _windows(self, early: Placement) -> list[tuple[int, int]]:
        """Give the first and the last start of each job: by links forwards, by the last finish backwards."""
        windows = [(0, 0)] * self._model.count
        for job in range(self._model.count - 1, -1, -1):
            own = self.own[job]
            low = own.work(self._cells.at(early.starts[job]))
            high = own.total - 1
            parts = [part for part in self._parts[job] if isinstance(part.share.clock, Calendar)]
            ends = [_finish_of(part) for part in parts] or [own.opened]
            for end in ends:
                high = _highest(end, low, high, self._limit)
            for link in self._model.outgoing[job]:
                ends_linked = [own.opened] if link.type in STARTS else ends
                for base in ends_linked:
                    for function in self._led_to(link, base):
                        high = _highest(function, low, high, windows[link.other][1])
            windows[job] = low, high
        return windows

    def _steps(self, windows: Sequence[tuple[int, int]]) -> int:
        """Count the spans of working time in which jobs may start, once for each function of their starts."""
        return sum(
            own.count(low, high) * (1 + len(links) + sum(len(part.share.needs) for part in parts))
            for own, (low, high), links, parts in zip(
                self.own, windows, self._model.outgoing, self._parts, strict=True
            )
        )

    # -- links -----------------------------------------------------------------------------------------------

    def _led_to(self, link: Link, base: Function) -> Iterator[Function]:
        """Yield what a link makes of a date of its predecessor: the least start of its successor.

        There is none where a finish is held back that several people make together.
        """
        job, hours = link.other, self.own[link.other]
        to = composed(base, self._lagging(link))
        if link.type not in FINISHES or not self._parts[job]:
            yield composed(to, hours.worked)
        elif self._alone(job):
            yield composed(to, hours.worked, shifted(-self._parts[job][0].amount))

    def _alone(self, job: int) -> bool:
        parts = self._parts[job]
        return len(parts) == 1 and isinstance(parts[0].share.clock, Calendar)

    def _lagging(self, link: Link) -> Function:
        lag = link.lag // self._cells.size
        if not lag or link.calendar is None:
            return shifted(lag)
        hours = self._cells.hours(link.calendar)
        return composed(hours.worked, shifted(lag), hours.closed if lag > 0 else hours.opened)

    def _link(self) -> None:
        for job, links in enumerate(self._model.outgoing):
            for link in links:
                begins: tuple[Term, Function] = self._terms[job], self.own[job].opened
                for term, base in (begins,) if link.type in STARTS else self._ends_of(job):
                    if link.type in FINISHES and self._parts[link.other] and not self._alone(link.other):
                        self._hold_back(term, composed(base, self._lagging(link)), link.other)
                    for function in self._led_to(link, base):
                        self._no_less(self._terms[link.other], term, function)

    def _hold_back(self, term: Term, bound: Function, job: int) -> None:
        """Let one of those who work on a job be busy at the last working time before a bound, or later."""
        hours = self._cells.hours(self._model.job_calendars[job])
        chosen = []
        for part, end in zip(self._parts[job], self._ends[job], strict=True):
            if end is None:
                done = self._equal(self._terms[job], part.begun).variable + part.amount
            else:
                done = end.variable
            last = composed(bound, hours.worked, hours.closed, shifted(-1), part.hours.worked, shifted(1))
            literal = self.program.new_bool_var("")
            chosen.append(literal)
            for piece in last(term.low, term.high):
                inside = [literal, *(self._inside(term, piece.low, piece.high) or [])]
                least = term.variable + (piece.value - piece.low) if piece.rises else piece.value
                self.program.add(done >= least).only_enforce_if(inside)
        self.program.add_bool_or(chosen)

    # -- work at a changing pace -----------------------------------------------------------------------------

    def _paced_end(self, job: int, part: Part) -> Term | None:
        """Make the end of work whose pace changes; None where it is its beginning and a number of cells."""
        clock = part.share.clock
        if isinstance(clock, Calendar):
            return None
        begun = self._equal(self._terms[job], part.begun)
        end = Term(self.program.new_int_var(1, part.hours.total, ""), 1, part.hours.total)
        stages = _stages(clock, part.hours, self._cells)
        for first in stages:
            begins = self._inside(begun, first.since, first.until - 1)
            for last in stages:
                ends = self._inside(end, last.since + 1, last.until)
                if begins is None or ends is None:
                    continue
                both = [*begins, *ends]
                if not last.rate or last.until <= first.since:
                    self.program.add_bool_or([~one for one in both])
                    continue
                done = first.rate * (begun.variable - first.at) + first.done + part.share.amount
                able = last.rate * (end.variable - last.at) + last.done
                self.program.add(able >= done).only_enforce_if(both)
                self.program.add(able - last.rate <= done - 1).only_enforce_if(both)
        return end

    # -- capacity --------------------------------------------------------------------------------------------

    def _limit_capacity(self) -> None:
        uses: dict[int, list[tuple[int, int, Need]]] = {}
        for job, parts in enumerate(self._parts):
            for place, part in enumerate(parts):
                for need in part.share.needs:
                    uses.setdefault(need.resource, []).append((job, place, need))
        for resource, of in uses.items():
            for layer in self._cells.layers(resource):
                self._limit_layer(resource, layer, of)

    def _limit_layer(self, resource: int, layer: Layer, uses: Sequence[tuple[int, int, Need]]) -> None:
        program = self.program
        intervals, demands = [], []
        for job, place, need in uses:
            part = self._parts[job][place]
            if id(part.share.calendar) in layer.calendars:
                intervals.append(self._use(job, place, layer.hours))
                demands.append(need.units)
        if not intervals:
            return
        for since, length, units in self._cells.fixed(resource, layer):
            intervals.append(program.new_fixed_size_interval_var(since, length, ""))
            demands.append(units)
        program.add_cumulative(intervals, demands, self._model.capacities[resource])

    def _use(self, job: int, place: int, within: Hours) -> IntervalVar:
        """Make the interval in which a share uses a resource, in the time of a layer."""
        term, part, end = self._terms[job], self._parts[job][place], self._ends[job][place]
        if within is part.hours and end is None:
            begun = self._equal(term, part.begun).variable
            return self.program.new_fixed_size_interval_var(begun, part.amount, "")
        start = self._equal(term, composed(part.begun, part.hours.opened, within.worked))
        if end is None:
            stop = self._equal(term, composed(_finish_of(part), within.worked))
        else:
            stop = self._equal(end, composed(part.hours.closed, within.worked))
        size = self.program.new_int_var(0, max(stop.high - start.low, 0), "")
        return self.program.new_interval_var(start.variable, size, stop.variable, "")

    # -- the finish ------------------------------------------------------------------------------------------

    def _minimise(self) -> None:
        finish = self.program.new_int_var_from_domain(self._finishes(), "finish")
        for job in range(self._model.count):
            for term, end in self._ends_of(job):
                self._no_less(Term(finish, self._least_finish, self._limit), term, end)
        self.program.minimize(finish)

    def _finishes(self) -> Domain:
        """Give when something can end, so that no bound lies in a night; jobs not moved end at the least."""
        from ortools.sat.python import cp_model

        worked = {id(hours): hours for hours in self.own}
        worked |= {id(part.hours): part.hours for parts in self._parts for part in parts}
        least = self._least_finish
        spans = [(start, end + 1) for hours in worked.values() for start, end in hours.spans]
        within = clipped(merged([(least, least + 1), *spans]), least, self._limit + 1)
        return cp_model.Domain.from_intervals([[start, end - 1] for start, end in within])

    # -- functions of variables ------------------------------------------------------------------------------

    def _no_less(self, target: Term, term: Term, function: Function) -> None:
        """Let a variable be no less than a function of another."""
        least = _highest(function, term.low - 1, term.high, target.low) + 1  # from here on it says something
        if least > term.high:
            return
        for piece in function(least, term.high):
            self.program.add(target.variable >= piece.value).only_enforce_if(self._reached(term, piece.low))
            if piece.rises:
                inside = self._inside(term, piece.low, piece.high) or []
                value = term.variable + (piece.value - piece.low)
                self.program.add(target.variable >= value).only_enforce_if(inside)

    def _equal(self, term: Term, function: Function) -> Term:
        """Give a variable that is a function of another; itself if the function changes nothing."""
        pieces = list(function(term.low, term.high))
        if pieces == [Piece(term.low, term.high, term.low, rises=True)]:
            return term
        low, high = pieces[0].value, pieces[-1].last
        variable = self.program.new_int_var(low, high, "")
        for piece in pieces:
            value = term.variable + (piece.value - piece.low) if piece.rises else piece.value
            inside = self._inside(term, piece.low, piece.high) or []
            self.program.add(variable == value).only_enforce_if(inside)
        return Term(variable, low, high)

    def _inside(self, term: Term, low: int, high: int) -> list[Literal] | None:
        """Give the literals that say that a variable lies between two numbers; None if it never does."""
        if low > term.high or high < term.low:
            return None
        return [*self._reached(term, low), *(~one for one in self._reached(term, high + 1))]

    def _reached(self, term: Term, low: int) -> list[Literal]:
        """Give the literal that says that a variable is no less than a number; none if that is known."""
        if low <= term.low or low > term.high:
            return []
        key = term.variable.index, low
        literal = self._literals.get(key)
        if literal is None:
            literal = self._literals[key] = self.program.new_bool_var("")
            self.program.add(term.variable >= low).only_enforce_if(literal)
            self.program.add(term.variable < low).only_enforce_if(~literal)
        return [literal]


class Stage(NamedTuple):
    """Cells worked on a calendar between two changes of a pace, and the work done at one of them."""

    since: int
    until: int
    at: int
    done: int
    rate: int


def _stages(pace: Pace, hours: Hours, cells: Cells) -> list[Stage]:
    calendar, before = pace.calendar, pace.calendar.work(cells.time(0))
    at = [calendar.work(t) - before for t, _ in pace.changes]
    done = [pace.work(t) for t, _ in pace.changes]
    edges = [min(0, at[0]) - 1, *at, max(hours.total, at[-1]) + 1]
    rates = [pace.first, *(rate for _, rate in pace.changes)]
    anchors = zip([at[0], *at], [done[0], *done], strict=True)
    return [
        Stage(since, until, anchor, worked, rate)
        for since, until, (anchor, worked), rate in zip(edges, edges[1:], anchors, rates, strict=False)
        if since < until
    ]


def _finish_of(part: Part) -> Function:
    return composed(part.begun, shifted(part.amount), part.hours.closed)


def _highest(function: Function, low: int, high: int, limit: int) -> int:
    """Give the highest number up to `high` at which a function is at most a limit; `low` if there is none."""
    while low < high:
        middle = (low + high + 1) // 2
        (piece,) = function(middle, middle)
        if piece.value <= limit:
            low = middle
        else:
            high = middle - 1
    return low
