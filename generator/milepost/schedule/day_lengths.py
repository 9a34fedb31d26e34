"""What a day and a week of duration mean to each task, for durations compared before there are calendars."""

from decimal import Decimal

from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.source.units import Duration


@frozen
class DayLength:
    """What a day and a week of duration mean on a calendar."""

    minutes_per_day: int
    days_per_week: Decimal

    def minutes(self, written: Duration) -> int:
        """Give a duration in minutes."""
        return written.minutes(self.minutes_per_day, self.days_per_week)

    def is_longer(self, written: Duration, than: Duration) -> bool:
        """Whether one duration is longer than another."""
        if written.unit == than.unit and written.elapsed == than.elapsed:
            return written.amount > than.amount
        return self.minutes(written) > self.minutes(than)


class DayLengths:
    """Day lengths of the calendars, for durations that are compared before there is a schedule."""

    def __init__(self, project: Project) -> None:
        self._project = project
        calendars = project.all("calendar")
        self._usual = project.settings.text("calendar") or (calendars[0].id if calendars else "")
        self._known: dict[str, DayLength] = {}

    def of(self, task: Record) -> DayLength:
        """Give what a day means on the calendar of a task, or on the project's."""
        name = task.text("calendar") or self._usual
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> DayLength:
        hours: Decimal | None = None
        days: Decimal | None = None
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            calendar = self._project.get(name, "calendar")
            if calendar is None:
                break
            hours = hours or calendar.decimal("hours_per_day")
            days = days or calendar.decimal("days_per_week")
            name = calendar.text("based_on")
        return DayLength(int((hours or Decimal(8)) * 60), days or Decimal(5))
