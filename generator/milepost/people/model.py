"""What is computed about people: engagement, words, responsibilities, skills, promises and absences."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from milepost.frozen import frozen


@frozen
class Expectation:
    """What a stakeholder expects.

    Attributes:
        text: The expectation, in their words.
        answers: Ids of the requirements, deliverables and decisions that answer it.
        met: Whether it was met; None while nobody knows.
    """

    text: str
    answers: tuple[str, ...]
    met: bool | None


@frozen
class Stance:
    """Where a stakeholder stands.

    Attributes:
        quadrant: "manage closely", "keep satisfied", "keep informed" or "monitor"; empty when power or
            interest is not written.
        salience: dormant, discretionary, demanding, dominant, dangerous, dependent, definitive or
            non-stakeholder; empty when legitimacy or urgency is not written.
        key: Whether their power can stop the project.
        current: Engagement now, or empty.
        desired: Engagement that the project needs, or empty.
        gap: Steps from the current up to the desired engagement; negative when less would do, or None.
        actions: Ids of open actions and tasks that are about them.
        last_contact: Day of the last contact, or None.
        next_contact: Until when they have to be spoken to again; None without a rhythm.
        contact_days_late: Calendar days after that day at the status date; 0 when there is time.
        communications: Ids of the active communications that reach them.
        expectations: What they expect.
        satisfaction: The last score from 1 to 5, or None.
        satisfaction_change: The last score less the one before it, or None.
        left: Whether they have left.
    """

    quadrant: str
    salience: str
    key: bool
    current: str
    desired: str
    gap: int | None
    actions: tuple[str, ...]
    last_contact: date | None
    next_contact: date | None
    contact_days_late: int
    communications: tuple[str, ...]
    expectations: tuple[Expectation, ...]
    satisfaction: int | None
    satisfaction_change: int | None
    left: bool


@frozen
class Sending:
    """An item of the communication plan.

    Attributes:
        audience: Ids of everybody it reaches, groups resolved.
        next_due: When it has to be sent next; None when no day follows.
        days_late: Calendar days after that day at the status date; 0 when there is time.
        sent: How often it was sent, of those with a day on which it was due.
        on_time: How often on that day or before it.
        timeliness: `on_time` as a share of `sent`; None before the first.
    """

    audience: tuple[str, ...]
    next_due: date | None
    days_late: int
    sent: int
    on_time: int
    timeliness: Decimal | None


@frozen
class FeedbackFigures:
    """The feedback log in figures.

    Attributes:
        received: Number of entries.
        open: Those that wait for an answer.
        overdue: Those of them whose day has passed, by id.
        answered: Those with an answer.
        median_days: Median of the calendar days from feedback to answer; None before the first.
    """

    received: int
    open: int
    overdue: tuple[str, ...]
    answered: int
    median_days: Decimal | None


@frozen
class MeetingFigures:
    """What meetings left behind.

    Attributes:
        held: Number of meetings held.
        decisions: Ids of the decisions taken in them.
        actions: Ids of the actions agreed in them.
        done: How many of those are done.
        closure: `done` as a share of those not cancelled; None without any.
        hours: Hours in meetings held by who was there, those with most first; only meetings with a duration.
    """

    held: int
    decisions: tuple[str, ...]
    actions: tuple[str, ...]
    done: int
    closure: Decimal | None
    hours: Mapping[str, Decimal]


@frozen
class Duties:
    """How many rows of the responsibility matrix somebody has with each letter."""

    responsible: int
    accountable: int
    support: int
    consulted: int
    informed: int


@frozen
class Skill:
    """A skill and who has it.

    Attributes:
        needed: Highest level that unfinished tasks and open roles ask for; 0 when none does.
        tasks: Ids of those tasks and roles.
        levels: Id of a person who is there to their level, the best first.
        gap: Levels missing between what is needed and the best there is; 0 when none is.
        only: The one person who can do it alone while it is needed; empty when there are more, or none.
    """

    needed: int
    tasks: tuple[str, ...]
    levels: Mapping[str, int]
    gap: int
    only: str


@frozen
class Handover:
    """A promise between two parties.

    Attributes:
        gap_days: Calendar days from the day it is needed to the day it is promised for or, once it came, to
            the day it came; negative when early, None when a day is not written.
        days_late: Calendar days it is overdue at the status date, while it has not come.
        agreed: Whether both sides have agreed.
        health: "done", "late", "at-risk" (promised too late, or needed soon and not agreed), "open" or
            "cancelled".
    """

    gap_days: int | None
    days_late: int
    agreed: bool
    health: str


@frozen
class Absence:
    """A leave of somebody.

    Attributes:
        who: Id of the person.
        first: First day away.
        last: Last day away.
        reason: What everybody may know, or empty.
        substitute: Who stands in, or empty.
        tasks: Ids of tasks that are planned for them then.
    """

    who: str
    first: date
    last: date
    reason: str
    substitute: str
    tasks: tuple[str, ...]


@frozen
class People:
    """Everything computed about people; mappings by id, in the order of the files.

    Attributes:
        stakeholders: Where each stakeholder stands.
        communications: Each item of the communication plan.
        feedback: The feedback log.
        meetings: The meetings.
        next_report: When the next status report is due; None without a rhythm.
        duties: Letters in the responsibility matrix by party.
        skills: Skills by name in lower case, in alphabetical order.
        single_points: Ids of people whom nobody can replace to the skills that only they have.
        handovers: Each dependency between teams.
        absences: Leave from the status date on, the first one first.
    """

    stakeholders: Mapping[str, Stance]
    communications: Mapping[str, Sending]
    feedback: FeedbackFigures
    meetings: MeetingFigures
    next_report: date | None
    duties: Mapping[str, Duties]
    skills: Mapping[str, Skill]
    single_points: Mapping[str, tuple[str, ...]]
    handovers: Mapping[str, Handover]
    absences: tuple[Absence, ...]
