"""The small values that every page is made of: badges, links, typed cells and fields."""

from datetime import date
from decimal import Decimal
from enum import Enum

from milepost.frozen import frozen


class Tone(Enum):
    """What a status means to the reader; each tone has a shape, so colour is never alone."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"


@frozen
class Badge:
    """A status in one word or two, with its tone."""

    text: str
    tone: Tone = Tone.NEUTRAL


@frozen
class RecordLink:
    """A reference to a record.

    Attributes:
        id: The record's id, which is also its anchor.
        title: The record's title; shown beside or behind the id.
        page: Path of the page that holds it (`registers/risks.md`), or empty when there is none.
        label: What is shown instead of the id, such as a person's name; empty shows the id.
    """

    id: str
    title: str = ""
    page: str = ""
    label: str = ""


@frozen
class PageLink:
    """A link to a page or a file of the site, by its path in the tree (`plan.md`, `data/report.json`)."""

    text: str
    path: str
    anchor: str = ""


@frozen
class SourceRef:
    """Where a record or a figure is written, for the reader who wants to see or edit it.

    Attributes:
        file: Path relative to the project folder.
        line: Line, counted from 1.
        url: Address of that line on the git host, or empty.
    """

    file: str
    line: int
    url: str = ""


@frozen
class Text:
    """Plain text."""

    text: str


@frozen
class Html:
    """Ready HTML; only `portal.markup` makes it out of anything a user wrote."""

    html: str


@frozen
class Day:
    """A calendar day."""

    day: date


@frozen
class Money:
    """An amount with its ISO 4217 currency."""

    amount: Decimal
    currency: str


@frozen
class Number:
    """A number with the digits it was given with and, behind it, a unit such as `%`, `d` or `h`."""

    value: Decimal | int
    unit: str = ""


@frozen
class Links:
    """References to records, in order."""

    links: tuple[RecordLink, ...]


@frozen
class Url:
    """An address that the user wrote; it becomes a link only when its scheme is safe."""

    url: str
    text: str = ""


Cell = Text | Html | Day | Money | Number | Badge | Links | RecordLink | Url | None
"""What can stand in a cell of a table or behind the label of a field; None is an empty cell."""


@frozen
class Field:
    """A label and a value in a record's detail; `hint` explains the label."""

    label: str
    value: Cell
    hint: str = ""


@frozen
class Provenance:
    """What a page states about where it came from.

    Attributes:
        status_date: The day everything is computed for.
        commit: Abbreviated commit of the project's files, or empty outside git.
        dirty: Whether the files had changes that are not in the commit.
        version: Version of Milepost.
        commit_url: Address of the commit on the git host, or empty.
    """

    status_date: date
    commit: str
    dirty: bool
    version: str
    commit_url: str = ""
