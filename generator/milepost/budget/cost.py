"""Costs as the budget counts them: by column, because a ledger has a hundred thousand of them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from milepost.frozen import frozen
from milepost.schedule.instants import Day

ZERO = Decimal(0)
Key = TypeVar("Key", bound=Hashable)


class Cost(NamedTuple):
    """A cost in the project's currency.

    Attributes:
        day: The day of booking.
        task: Id of the task that caused it, or None.
        account: Id of the account that carries it.
        amount: At the rate of the day.
        at_baseline: At the baseline rate.
    """

    day: Day
    task: str | None
    account: str
    amount: Decimal
    at_baseline: Decimal


@frozen
class Costs:
    """Many costs, a list for each of their attributes."""

    days: Sequence[Day]
    tasks: Sequence[str | None]
    accounts: Sequence[str]
    amounts: Sequence[Decimal]
    at_baseline: Sequence[Decimal]

    @classmethod
    def of(cls, costs: Iterable[Cost]) -> "Costs":
        """The costs one by one, by column."""
        rows = tuple(costs)
        return cls(*zip(*rows, strict=True)) if rows else NO_COSTS

    @classmethod
    def joined(cls, parts: Sequence["Costs"]) -> "Costs":
        """All costs of several lists, in order."""
        some = [part for part in parts if part.amounts]
        if len(some) <= 1:
            return some[0] if some else NO_COSTS
        return cls(
            [day for part in some for day in part.days],
            [task for part in some for task in part.tasks],
            [account for part in some for account in part.accounts],
            [amount for part in some for amount in part.amounts],
            [amount for part in some for amount in part.at_baseline],
        )

    def __iter__(self) -> Iterator[Cost]:
        columns = (self.days, self.tasks, self.accounts, self.amounts, self.at_baseline)
        return map(Cost._make, zip(*columns, strict=True))

    def by(self, keys: Iterable[Key]) -> Mapping[Key, Decimal]:
        """The sum of the amounts for each key.

        Args:
            keys: What each cost is counted under.
        """
        found: dict[Key, Decimal] = {}
        for key, amount in zip(keys, self.amounts, strict=True):
            found[key] = found.get(key, ZERO) + amount
        return found


NO_COSTS = Costs((), (), (), (), ())
