"""A day of lag is a day of the calendar that the lag runs on."""

import pytest

from tests.schedule.written import HOURS, PROJECT, dates, schedule_of

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
CALENDARS = f"""\
calendars:
  - {{id: std, name: Standard, hours_per_day: 8, week: {{{", ".join(f"{day}: {HOURS}" for day in DAYS)}}}}}
  - id: short
    name: Mornings
    hours_per_day: 4
    week: {{{", ".join(f'{day}: ["08:00-12:00"]' for day in DAYS)}}}
"""
PLAN = """\
tasks:
  - {id: T-1, name: Write, duration: 1d}
  - {id: T-2, name: Read, duration: 1d, calendar: short, predecessors: [T-1 FS+2d]}
"""


@pytest.mark.parametrize(
    ("lag_calendar", "start"),
    [
        ("successor", "2026-06-04T08:00"),  # two mornings
        ("predecessor", "2026-06-04T08:00"),  # two whole days
        ("project", "2026-06-04T08:00"),
        ("24h", "2026-06-02T08:00"),  # the eight hours of two mornings, by the clock
    ],
)
def test_two_days_on_each_calendar(tmp_path, lag_calendar, start):
    project = f"{PROJECT}schedule: {{lag_calendar: {lag_calendar}}}\n"
    schedule = schedule_of(
        tmp_path, {"project.yaml": project, "calendars.yaml": CALENDARS, "plan.yaml": PLAN}
    )
    assert dates(schedule.tasks["T-2"])[0] == start
