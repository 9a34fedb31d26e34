"""Working weeks, and a Monday, that the tests of the engine share."""

from milepost.schedule import Calendar, parse_instant

DAY = ((480, 720), (780, 1020))
FIVE = Calendar(week=(DAY,) * 5 + ((), ()))
SEVEN = Calendar(week=(DAY,) * 7)
NIGHTS = Calendar(week=(((1320, 1800),),) * 5 + ((), ()))
START = parse_instant("2026-06-01T08:00")
"""A Monday."""
