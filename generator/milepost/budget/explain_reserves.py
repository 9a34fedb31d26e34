"""What is left of the reserves, and what was drawn from them for whom."""

from decimal import Decimal

from milepost.budget.compute import Books
from milepost.budget.model import Budget, Reserve
from milepost.budget.phasing import exact
from milepost.diagnostics import Span
from milepost.frozen import frozen
from milepost.project import Record
from milepost.schedule.instants import day_number

ZERO = Decimal(0)
TYPES = ("contingency", "management", "undistributed")
"""What reserves can be asked for by type."""


@frozen
class Draw:
    """Money taken out of a reserve.

    Attributes:
        amount: How much, in the project's currency; negative when money was put back.
        what: Date, account, change or risk, and reason, as people read it.
        counted: Whether it had happened by the status date.
        place: Where it is written.
    """

    amount: Decimal
    what: str
    counted: bool
    place: Span


@frozen
class ExplainedReserve:
    """A reserve with its draws.

    Attributes:
        reserve: The reserve.
        draws: What was taken out, in the order of the file.
        place: Where its amount is written.
    """

    reserve: Reserve
    draws: tuple[Draw, ...]
    place: Span


def explain_reserves(books: Books, budget: Budget, name: str) -> tuple[ExplainedReserve, ...]:
    """The reserves of a type, or the one with an id.

    Args:
        books: What the figures are made of.
        budget: The computed budget.
        name: One of TYPES, or an id.
    """
    return tuple(
        ExplainedReserve(reserve, _draws(record, books), record.span("amount"))
        for id_, reserve in budget.reserves.items()
        if name in (id_, reserve.type) and (record := books.project.get(id_, "reserve")) is not None
    )


def _draws(record: Record, books: Books) -> tuple[Draw, ...]:
    found = []
    status = day_number(books.project.settings.status_date)
    for draw in record.parts("draws"):
        money, on = draw.money("amount"), draw.date("date")
        amount = None if money is None else books.rates.at_baseline(money)
        if amount is None:
            continue
        words = (draw.text(key) for key in ("date", "account", "change", "risk", "reason"))
        counted = on is not None and day_number(on) <= status
        found.append(Draw(exact(amount), " ".join(filter(None, words)), counted, draw.span("amount")))
    return tuple(found)
