"""What one baseline changed against another: dates, money, tasks and scope."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from milepost.budget.baseline import Baseline, FrozenTask
from milepost.frozen import frozen
from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import Instant
from milepost.source.units import Money

ZERO = Decimal(0)


@frozen
class Moved:
    """A task whose dates or budget differ.

    Attributes:
        id: Its id.
        name: Its name in the later baseline.
        milestone: Whether it is a milestone.
        start: Start before and after.
        finish: Finish before and after.
        days: By how many working days it ends later; negative is earlier.
        redated: Whether it begins or ends at another time; Friday evening and Monday morning are the same.
        budget: Own budget before and after, in the later baseline's currency.
    """

    id: str
    name: str
    milestone: bool
    start: tuple[Instant, Instant]
    finish: tuple[Instant, Instant]
    days: Decimal
    redated: bool
    budget: tuple[Decimal, Decimal]


@frozen
class Comparison:
    """Two baselines side by side.

    Attributes:
        before: The earlier one.
        after: The later one.
        bac: Budget at completion before and after.
        days: By how many working days the project ends later.
        added: Tasks that only the later one has.
        removed: Tasks that only the earlier one has.
        moved: Tasks of both with other dates or another budget, in the order of the later one.
        accounts: Id of an account to its own budget before and after, where they differ.
        scope: Kind of scope to the ids that came and the ids that went.
    """

    before: Baseline
    after: Baseline
    bac: tuple[Decimal, Decimal]
    days: Decimal
    added: tuple[FrozenTask, ...]
    removed: tuple[FrozenTask, ...]
    moved: tuple[Moved, ...]
    accounts: Mapping[str, tuple[Decimal, Decimal]]
    scope: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.moved or self.accounts or self.scope) and (
            self.bac[0] == self.bac[1]
        )


def compare(
    before: Baseline, after: Baseline, calendar: Calendar, worth: Callable[[Money], Decimal | None]
) -> Comparison:
    """Compare two baselines.

    Args:
        before: The earlier one.
        after: The later one.
        calendar: On whose working days delays are counted.
        worth: What an amount is in the project's currency; what cannot be converted counts as nothing.
    """

    def amount(money: Money | None) -> Decimal:
        return ZERO if money is None else worth(money) or ZERO

    tasks = [(before.tasks[id_], task) for id_, task in after.tasks.items() if id_ in before.tasks]
    moved = [_moved(old, new, calendar, amount) for old, new in tasks]
    accounts = {
        id_: (amount(before.accounts.get(id_)), amount(after.accounts.get(id_)))
        for id_ in dict.fromkeys((*before.accounts, *after.accounts))
    }
    return Comparison(
        before=before,
        after=after,
        bac=(_bac(before, amount), _bac(after, amount)),
        days=_days(calendar, before.finish, after.finish),
        added=tuple(task for id_, task in after.tasks.items() if id_ not in before.tasks),
        removed=tuple(task for id_, task in before.tasks.items() if id_ not in after.tasks),
        moved=tuple(one for one in moved if one.redated or one.budget[0] != one.budget[1]),
        accounts={id_: both for id_, both in accounts.items() if both[0] != both[1]},
        scope=dict(_scope(before, after)),
    )


def _moved(
    old: FrozenTask, new: FrozenTask, calendar: Calendar, amount: Callable[[Money | None], Decimal]
) -> Moved:
    days = _days(calendar, old.finish, new.finish)
    return Moved(
        id=new.id,
        name=new.name,
        milestone=new.milestone,
        start=(old.start, new.start),
        finish=(old.finish, new.finish),
        days=days,
        redated=days != 0 or _days(calendar, old.start, new.start) != 0,
        budget=(amount(old.budget), amount(new.budget)),
    )


def _days(calendar: Calendar, before: Instant, after: Instant) -> Decimal:
    minutes = calendar.between(before, after) if after >= before else -calendar.between(after, before)
    return Decimal(minutes) / calendar.minutes_per_day


def _bac(baseline: Baseline, amount: Callable[[Money | None], Decimal]) -> Decimal:
    if baseline.bac is not None:
        return amount(baseline.bac)
    return sum(map(amount, baseline.accounts.values()), ZERO)


def _scope(
    before: Baseline, after: Baseline
) -> Iterator[tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    for kind in ("deliverables", "requirements", "in_scope", "out_of_scope"):
        old, new = getattr(before.scope, kind), getattr(after.scope, kind)
        if old is None or new is None:
            continue  # one of them does not say
        came = tuple(id_ for id_ in new if id_ not in set(old))
        went = tuple(id_ for id_ in old if id_ not in set(new))
        if came or went:
            yield kind, (came, went)
