"""Schedule: calendars, network, critical path and what follows from them."""

from milepost.schedule.calendar import CONTINUOUS, NEVER, Calendar, Shifts, Week, shift
from milepost.schedule.calendar_algebra import intersect, unite, with_days_off, with_exceptions
from milepost.schedule.cpm import calculate
from milepost.schedule.edges import Edge
from milepost.schedule.forward_pass import Reason
from milepost.schedule.instants import (
    Day,
    Instant,
    date_of,
    datetime_of,
    day_number,
    day_of,
    instant_of,
    instant_text,
    parse_instant,
    start_of_day,
)
from milepost.schedule.network import (
    Activity,
    ActivityKind,
    AsLateAsPossible,
    Constraint,
    ConstraintType,
    DurationUnit,
    LagCalendar,
    LagUnit,
    LateLimits,
    Link,
    LinkType,
    Network,
    Options,
    OutOfSequence,
    Progress,
)
from milepost.schedule.problems import Problem, ProblemKind
from milepost.schedule.progress import State, percent_of, remaining_of, state_of
from milepost.schedule.result import Row, Schedule
from milepost.schedule.rollup import roll_up_percent, summary_duration, weighted_percent

__all__ = [
    "CONTINUOUS",
    "NEVER",
    "Activity",
    "ActivityKind",
    "AsLateAsPossible",
    "Calendar",
    "Constraint",
    "ConstraintType",
    "Day",
    "DurationUnit",
    "Edge",
    "Instant",
    "LagCalendar",
    "LagUnit",
    "LateLimits",
    "Link",
    "LinkType",
    "Network",
    "Options",
    "OutOfSequence",
    "Problem",
    "ProblemKind",
    "Progress",
    "Reason",
    "Row",
    "Schedule",
    "Shifts",
    "State",
    "Week",
    "calculate",
    "date_of",
    "datetime_of",
    "day_number",
    "day_of",
    "instant_of",
    "instant_text",
    "intersect",
    "parse_instant",
    "percent_of",
    "remaining_of",
    "roll_up_percent",
    "shift",
    "start_of_day",
    "state_of",
    "summary_duration",
    "unite",
    "weighted_percent",
    "with_days_off",
    "with_exceptions",
]
