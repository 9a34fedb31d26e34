"""Risks as typed values: what is written about each, before and after its response."""

from datetime import date
from decimal import Decimal

from milepost.frozen import field, frozen
from milepost.project import Record
from milepost.schedule.calendar import Calendar
from milepost.source.fields import Fields
from milepost.source.units import Duration, Money

THREAT, OPPORTUNITY = "threat", "opportunity"


@frozen
class Assessment:
    """How likely a risk is and what it would do, as written; None for what is not.

    Attributes:
        likelihood: Score, 1 to 5.
        impact: Overall score, 1 to 5.
        probability: Chance that it happens, 0 to 1.
        cost: Cost if it happens, or benefit of an opportunity; positive.
        delay: Delay if it happens, or time gained by an opportunity.
    """

    likelihood: int | None
    impact: int | None
    probability: Decimal | None
    cost: Money | None
    delay: Duration | None

    @property
    def empty(self) -> bool:
        """Whether nothing is written."""
        return self == NOTHING_WRITTEN


NOTHING_WRITTEN = Assessment(None, None, None, None, None)


@frozen
class ObjectiveImpacts:
    """What a risk would do to objectives that are scored, 1 to 5; None where nothing is written."""

    quality: int | None
    scope: int | None
    benefits: int | None


@frozen
class Risk:
    """A threat or an opportunity.

    Attributes:
        id: Its id.
        title: Its title.
        type: "threat" or "opportunity".
        status: Where it stands in its life.
        category: Place in the risk breakdown structure, levels separated by a slash; or empty.
        owner: Who watches it, or empty.
        strategy: How it is answered, or empty.
        inherent: Assessment before any response.
        current: Assessment today.
        residual: Assessment expected after the response.
        target: Level that would be acceptable.
        objectives: Scores of quality, scope and benefits, as things are today.
        next_review: When it is looked at again, or None.
        proximity: First and last day on which it can happen; None where it is open.
        record: Where it is written.
    """

    id: str
    title: str
    type: str
    status: str
    category: str
    owner: str
    strategy: str
    inherent: Assessment
    current: Assessment
    residual: Assessment
    target: Assessment
    objectives: ObjectiveImpacts
    next_review: date | None
    proximity: tuple[date | None, date | None]
    record: Record = field(repr=False)

    @property
    def opportunity(self) -> bool:
        """Whether it would help instead of harm."""
        return self.type == OPPORTUNITY


def read_risk(record: Record) -> Risk:
    """A risk from its record.

    Today's assessment is the block `current` and, for what it leaves out, the fields of the risk itself.
    """
    empty = Fields(type(record.data)(), record.document)
    impact = record.part("impact") or empty
    current = record.part("current") or empty
    window = record.part("proximity") or empty
    own = Assessment(
        record.integer("likelihood"),
        record.integer("impact_score"),
        _probability(record),
        impact.money("cost"),
        impact.duration("days"),
    )
    return Risk(
        id=record.id,
        title=record.title,
        type=record.text("type"),
        status=record.text("status"),
        category=record.text("category"),
        owner=record.text("owner"),
        strategy=record.text("strategy"),
        inherent=_block(record.part("inherent") or empty),
        current=completed(_block(current), own),
        residual=_block(record.part("residual") or empty),
        target=_block(record.part("target") or empty),
        objectives=ObjectiveImpacts(
            impact.integer("quality"), impact.integer("scope"), impact.integer("benefits")
        ),
        next_review=record.date("next_review"),
        proximity=(window.date("from"), window.date("to")),
        record=record,
    )


def completed(assessment: Assessment, other: Assessment) -> Assessment:
    """An assessment with what it leaves out taken from another one."""
    return Assessment(
        other.likelihood if assessment.likelihood is None else assessment.likelihood,
        other.impact if assessment.impact is None else assessment.impact,
        other.probability if assessment.probability is None else assessment.probability,
        other.cost if assessment.cost is None else assessment.cost,
        other.delay if assessment.delay is None else assessment.delay,
    )


def working_days(duration: Duration, calendar: Calendar) -> Decimal:
    """A delay in working days of a calendar; elapsed time counts by the share of the week that is worked."""
    per_week = Decimal(str(calendar.days_per_week))
    minutes = Decimal(duration.minutes(calendar.minutes_per_day, per_week))
    if duration.elapsed:
        return minutes * per_week / (7 * 1440)
    return minutes / calendar.minutes_per_day


def _block(fields: Fields) -> Assessment:
    return Assessment(
        fields.integer("likelihood"),
        fields.integer("impact"),
        _probability(fields),
        fields.money("cost"),
        fields.duration("days"),
    )


def _probability(fields: Fields) -> Decimal | None:
    """The probability exactly as written: 0.4 or 40%."""
    written = fields.raw("probability")
    share = fields.percentage("probability") if isinstance(written, str) else fields.decimal("probability")
    return share if share is not None and 0 <= share <= 1 else None
