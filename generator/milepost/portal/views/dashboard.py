"""The first screen: what state the project is in, why, what comes next and what needs a decision."""

from datetime import date
from enum import Enum

from milepost.frozen import frozen
from milepost.portal.views.values import Badge, Cell, Field, PageLink, RecordLink, SourceRef


@frozen
class Reason:
    """One reason for a status, in plain words, with the records it speaks of."""

    text: str
    links: tuple[RecordLink, ...] = ()


@frozen
class DimensionStatus:
    """The status of one dimension (schedule, cost, scope, risk, …) with its reasons.

    Attributes:
        name: The dimension.
        badge: Its status.
        reasons: Why, most important first.
        page: The page that shows more, or None.
    """

    name: str
    badge: Badge
    reasons: tuple[Reason, ...]
    page: PageLink | None = None


@frozen
class KeyFigure:
    """A figure with its name and what it is compared with.

    Attributes:
        label: Name of the figure.
        value: The figure; None prints as "not defined".
        comparison: What it is measured against, in words ("budget €1.2 M").
        badge: How it stands, or None.
        formula: How it is computed, shown on demand, or empty.
        page: The page that shows more, or None.
        notes: More that is said about it, such as how sure it is.
        inputs: What the formula takes, shown with it.
        sources: Where the inputs are written.
        headline: Whether it is one of the two that are shown large.
    """

    label: str
    value: Cell
    comparison: str = ""
    badge: Badge | None = None
    formula: str = ""
    page: PageLink | None = None
    notes: tuple[str, ...] = ()
    inputs: tuple[Field, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    headline: bool = False


@frozen
class MilestoneItem:
    """A milestone ahead: when it was promised, when it is expected, and how it stands."""

    link: RecordLink
    expected: date
    baseline: date | None
    movement: str
    badge: Badge


@frozen
class DecisionItem:
    """A decision that someone has to take.

    Attributes:
        link: The change, decision or issue record.
        question: What is to be decided.
        who: Who decides.
        due: Until when, or None.
        consequence: What hangs on it.
        late: Whether the day has passed at the status date.
    """

    link: RecordLink
    question: str
    who: str
    due: date | None
    consequence: str = ""
    late: bool = False


class PhaseState(Enum):
    """Where a phase stands at the status date."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@frozen
class PhaseStep:
    """A phase in the ribbon, with its dates."""

    name: str
    state: PhaseState
    start: date | None = None
    finish: date | None = None
    link: RecordLink | None = None


@frozen
class FindingCounts:
    """How many findings the checks have by severity, and the page that lists them."""

    errors: int
    warnings: int
    infos: int
    page: str = "findings.md"


@frozen
class SinceItem:
    """Records that one kind of thing happened to: what, how many, and links to the first ones."""

    title: str
    count: int
    links: tuple[RecordLink, ...]


@frozen
class SinceView:
    """What happened since the last status report: the report's day, and what, the most important first."""

    day: date
    items: tuple[SinceItem, ...]


@frozen
class DashboardView:
    """The first page of a portal.

    Attributes:
        name: The project's name.
        purpose: What it is for, as sanitised HTML.
        people: Sponsor, manager and the like: role and name.
        status_date: The day everything is computed for.
        overall: The project's status as a whole.
        phases: The phases in order.
        dimensions: The status of each dimension with reasons.
        figures: The key figures.
        milestones: The next milestones.
        decisions: The decisions wanted.
        findings: Counts of the checks' findings.
        since: What happened since the last status report; None when there was none.
        trusted: Whether the data behind the status is good enough for its colour to count.
    """

    name: str
    purpose: str
    people: tuple[tuple[str, str], ...]
    status_date: date
    overall: DimensionStatus
    phases: tuple[PhaseStep, ...]
    dimensions: tuple[DimensionStatus, ...]
    figures: tuple[KeyFigure, ...]
    milestones: tuple[MilestoneItem, ...]
    decisions: tuple[DecisionItem, ...]
    findings: FindingCounts
    since: SinceView | None = None
    trusted: bool = True
