"""Boards of cards by status, and the waterfall from an original figure to the current one."""

from decimal import Decimal

from milepost.frozen import frozen
from milepost.portal.views.values import Badge, RecordLink


@frozen
class Card:
    """A record on a board.

    Attributes:
        link: The record.
        title: What it is called.
        note: What there is to know, in a few words; empty for nothing.
        badge: How it stands, or None.
    """

    link: RecordLink
    title: str
    note: str = ""
    badge: Badge | None = None


@frozen
class Lane:
    """The records of one status: the first of them, and how many more there are."""

    title: str
    cards: tuple[Card, ...]
    more: int = 0


@frozen
class BoardView:
    """Records by status, in the order in which they go through it."""

    title: str
    lanes: tuple[Lane, ...]
    empty: str


@frozen
class WaterfallBar:
    """A bar of a waterfall.

    Attributes:
        label: What it is.
        start: Where it begins.
        end: Where it ends.
        kind: total, more or less.
    """

    label: str
    start: Decimal
    end: Decimal
    kind: str


@frozen
class WaterfallView:
    """From an original figure over what moved it to the current one.

    Attributes:
        title: What the chart says, as its heading.
        unit: Unit of the figures.
        bars: The bars, in order; the first and the last are totals.
    """

    title: str
    unit: str
    bars: tuple[WaterfallBar, ...]
