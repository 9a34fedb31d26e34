"""Time counted hour by hour: slow, and nothing in common with the engine's calendars but the hours."""

from milepost.schedule import parse_instant

ORIGIN = parse_instant("2026-03-01T00:00")


class Hours:
    """A calendar as a list of hours, worked or not; moments are hours since ORIGIN."""

    def __init__(self, calendar):
        self.worked = [calendar.is_working(ORIGIN + hour * 60) for hour in range(24 * 240)]

    def add(self, hour, amount):
        step = 1 if amount > 0 else -1
        while amount:
            hour += step
            amount -= step * self.worked[hour - (step > 0)]
        return hour

    def begin(self, hour):
        while not self.worked[hour]:
            hour += 1
        return hour

    def end(self, hour):
        while not self.worked[hour - 1]:
            hour -= 1
        return hour

    def rests(self, hour):
        return self.worked[hour] or self.worked[hour - 1]

    def between(self, start, finish):
        sign = 1 if finish >= start else -1
        return sign * sum(self.worked[min(start, finish) : max(start, finish)])


def settled(values, step):
    """Repeat a step over all positions until nothing changes."""
    while True:
        fresh = [step(position, values) for position in range(len(values))]
        if fresh == values:
            return values
        values = fresh


def hour(instant):
    return (instant - ORIGIN) // 60
