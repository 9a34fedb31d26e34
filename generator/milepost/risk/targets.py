"""What a risk hits, as written under `impact.targets`: tasks and accounts, each with its part."""

from collections.abc import Container, Iterator
from decimal import Decimal
from typing import NamedTuple

from milepost.budget.currency import Rates
from milepost.project import Record
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields
from milepost.source.units import Duration


class Target(NamedTuple):
    """One target of a risk.

    Attributes:
        task: Id of the task that takes longer, or empty.
        account: Id of the account that is charged, or empty.
        days: Its own delay, or None.
        days_share: Its own delay as a share of the remaining duration, or None.
        cost: Its own cost in the project's currency, or None.
        cost_share: Its own cost as a share of what remains on the task or account, or None.
    """

    task: str
    account: str
    days: Duration | None = None
    days_share: Decimal | None = None
    cost: Decimal | None = None
    cost_share: Decimal | None = None

    @property
    def bare(self) -> bool:
        """Whether it names no part of its own."""
        return all(part is None for part in (self.days, self.days_share, self.cost, self.cost_share))


def read_targets(risk: Record, tasks: Container[str], rates: Rates) -> Iterator[Target]:
    """Give the targets of a risk in the order of the file.

    Args:
        risk: The risk.
        tasks: Ids of the tasks; any other id alone is taken for an account.
        rates: The exchange rates.
    """
    impact = risk.part("impact")
    listed = None if impact is None else impact.raw("targets")
    for item in listed if isinstance(listed, Seq) else ():
        if isinstance(item, str):
            yield Target(item, "") if item in tasks else Target("", item)
        elif isinstance(item, Map):
            fields = Fields(item, risk.document)
            money = fields.money("cost")
            yield Target(
                fields.text("task"),
                fields.text("account"),
                fields.duration("days"),
                fields.percentage("days_percent"),
                None if money is None else rates.at_baseline(money),
                fields.percentage("cost_percent"),
            )
