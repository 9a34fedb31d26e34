"""Risks of the register as events: which tasks they hit, by how much, and what they cost.

A target that is an id alone takes the whole delay; so does an object that names a task and no part. The cost
of a risk counts once: it is the sum of the parts that targets name, and where none names a part, the risk's
own. A delay of a summary falls on the open tasks below it, in proportion to what remains of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from milepost.budget.currency import Rates
from milepost.frozen import frozen
from milepost.risk.compute import AssessedRisk
from milepost.risk.model import Assessment, working_days
from milepost.risk.simulation.model import Impact, RiskEvent
from milepost.risk.simulation.remaining import RemainingCost
from milepost.risk.targets import Target, read_targets
from milepost.schedule.instants import MINUTES_PER_DAY
from milepost.schedule.network import Activity, ActivityKind, DurationUnit
from milepost.schedule.progress import State, remaining_of, state_of
from milepost.source.units import Duration

ZERO = Decimal(0)


@frozen
class EventReader:
    """Reads risks as events.

    Attributes:
        activities: The tasks as the engine takes them.
        children: Position of a summary to those directly below it.
        positions: Id of a task to its position.
        accounts: Ids of the accounts.
        costs: What remains; None when no cost is simulated.
        rates: The exchange rates.
    """

    activities: Sequence[Activity]
    children: Mapping[int, Sequence[int]]
    positions: Mapping[str, int]
    accounts: frozenset[str]
    costs: RemainingCost | None
    rates: Rates

    def event(self, assessed: AssessedRisk) -> RiskEvent | None:
        """Read a risk as it stands today; None when it is over, uncertain in nothing, or hits nothing."""
        risk, scored = assessed.risk, assessed.current
        if not assessed.open or scored.probability is None:
            return None
        targets = tuple(read_targets(risk.record, self.positions, self.rates))
        sign = -1 if risk.opportunity else 1
        impacts = tuple(self._impacts(targets, risk.current, sign))
        cost = self._cost(targets, scored.cost) if any(self._is_known(one) for one in targets) else ZERO
        if not impacts and not cost:
            return None
        return RiskEvent(risk.id, float(scored.probability), impacts, sign * float(cost))

    def _is_known(self, target: Target) -> bool:
        return target.task in self.positions or target.account in self.accounts

    # -- time ------------------------------------------------------------------------------------------------

    def _impacts(self, targets: Sequence[Target], written: Assessment, sign: int) -> Iterator[Impact]:
        for target in targets:
            position = self.positions.get(target.task)
            if position is None:
                continue
            days = written.delay if target.bare else target.days
            leaves = list(self._leaves(position))
            whole = sum(remaining_of(self.activities[leaf]) for leaf in leaves)
            for leaf in leaves:
                part = remaining_of(self.activities[leaf]) / whole if whole else 1 / len(leaves)
                minutes = 0.0 if days is None else sign * part * self._minutes(days, self.activities[leaf])
                share = sign * float(target.days_share or ZERO)
                if minutes or share:
                    yield Impact(leaf, minutes, share)

    def _leaves(self, position: int) -> Iterator[int]:
        """The open tasks and milestones at or below a position."""
        stack = [position]
        while stack:
            node = stack.pop()
            below = self.children.get(node)
            if below is not None:
                stack.extend(reversed(below))
            elif (
                state_of(self.activities[node]) is not State.COMPLETE
                and self.activities[node].kind is not ActivityKind.LEVEL_OF_EFFORT
            ):
                yield node

    def _minutes(self, delay: Duration, activity: Activity) -> float:
        """A delay in minutes of the kind that the task's duration counts."""
        calendar = activity.calendar
        elapsed = activity.unit is DurationUnit.ELAPSED
        if delay.elapsed is elapsed:
            return float(delay.minutes(calendar.minutes_per_day, Decimal(str(calendar.days_per_week))))
        days = float(working_days(delay, calendar))
        if elapsed:
            return days * MINUTES_PER_DAY * 7 / calendar.days_per_week
        return days * calendar.minutes_per_day

    # -- money -----------------------------------------------------------------------------------------------

    def _cost(self, targets: Sequence[Target], own: Decimal | None) -> Decimal:
        parts = [self._part(target) for target in targets]
        named = [part for part in parts if part is not None]
        return sum(named, ZERO) if named else own or ZERO

    def _part(self, target: Target) -> Decimal | None:
        if target.cost is not None:
            return target.cost
        if target.cost_share is None or self.costs is None:
            return None
        if target.account:
            return target.cost_share * self.costs.by_account.get(target.account, ZERO)
        return target.cost_share * self.costs.by_task.get(target.task, ZERO)
