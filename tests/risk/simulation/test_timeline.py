"""Calendars and paces on arrays answer as those of the schedule do, one instant at a time."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from milepost.risk.simulation.timeline import Flow, Grid, Pieces, timeline
from milepost.schedule import CONTINUOUS, Calendar, day_number, day_of, parse_instant
from milepost.schedule.capacity import Capacity, Pace
from tests.risk.simulation.networks import FIVE_DAYS, ODD, SEVEN_DAYS

IRREGULAR = Calendar(
    (((1320, 1800),),) * 5 + ((), ()),
    {day_number(date(2026, 6, 4)): (), day_number(date(2026, 6, 9)): ((600, 900),)},
)
LOW, HIGH = parse_instant("2025-06-01"), parse_instant("2028-01-01")
FIRST = parse_instant("2026-05-30")
T = np.concatenate((np.arange(FIRST, FIRST + 15_000, 7), np.arange(FIRST, HIGH, 9973)))


@pytest.mark.parametrize("calendar", [FIVE_DAYS, SEVEN_DAYS, IRREGULAR, ODD, CONTINUOUS])
@pytest.mark.parametrize(("largest", "kind"), [(2**30, Grid), (10, Pieces)])
def test_working_time(calendar, largest, kind):
    line = timeline(calendar, LOW, HIGH, largest)
    assert isinstance(line, kind)
    worked = line.work(T)
    assert worked.tolist() == [calendar.work(t) for t in T.tolist()]
    around = np.concatenate((worked, worked + 1, worked - 1))
    assert line.start_at(around).tolist() == [calendar.start_at(w) for w in around.tolist()]
    assert line.finish_at(around).tolist() == [calendar.finish_at(w) for w in around.tolist()]


@pytest.mark.parametrize("largest", [2**18, 10])
def test_every_minute_behind_the_horizon_is_worked(largest):
    line = timeline(FIVE_DAYS, LOW, HIGH, largest)
    end = (day_of(HIGH) + 1) * 1440
    t = np.arange(end, end + 50_000, 777)
    worked = line.work(t)
    assert (np.diff(worked) == 777).all()
    assert np.array_equal(line.start_at(worked), t)
    assert np.array_equal(line.finish_at(worked[1:]), t[1:])


@pytest.mark.parametrize(
    "pace",
    [
        Pace.of(FIVE_DAYS, Decimal("0.3"), Capacity()),
        Pace.of(IRREGULAR, Decimal(1), Capacity(Decimal(1), ((FIRST + 9000, Decimal("0.5")),))),
        Pace.of(
            ODD,
            Decimal(1),
            Capacity(
                Decimal(0), ((FIRST, Decimal("0.5")), (FIRST + 5000, Decimal(0)), (FIRST + 9000, Decimal(1)))
            ),
        ),
    ],
)
def test_paces(pace):
    flow = Flow.of(pace, timeline(pace.calendar, LOW, HIGH))
    done = flow.work(T)
    assert done.tolist() == [pace.work(t) for t in T.tolist()]
    around = np.concatenate((done, done + 1, done + 345_678))
    assert flow.start_at(around).tolist() == [pace.start_at(w) for w in around.tolist()]
    assert flow.finish_at(around).tolist() == [pace.finish_at(w) for w in around.tolist()]
