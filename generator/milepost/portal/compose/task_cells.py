"""What several pages say of a task in the same words: its length, its float, and what sets its dates."""

from decimal import Decimal

from milepost.portal.compose.pages import link, register_page
from milepost.portal.formats import Formats
from milepost.portal.links import site_href
from milepost.portal.text import escape
from milepost.portal.views.values import Cell, Html, Number, Text
from milepost.project import Project
from milepost.schedule.calendar import CONTINUOUS, Calendar
from milepost.schedule.model import Driver, ScheduledTask
from milepost.source.data import Map, Seq

SET_BY = (
    "What its start follows from: a link, a constraint, a date; of work that has begun, what is left of it"
)


def days_of(minutes: int, calendar: Calendar) -> Decimal:
    """Working minutes as days of a calendar, to one decimal."""
    rounded = Decimal(str(round(minutes / calendar.minutes_per_day, 1)))
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded


def length(task: ScheduledTask, minutes: int) -> Number:
    """Minutes of a task in days of its calendar, or for a duration by the clock in such days."""
    if task.elapsed:
        return Number(days_of(minutes, CONTINUOUS), "ed")
    return Number(days_of(minutes, task.calendar), "d")


def total_float(task: ScheduledTask) -> Number | None:
    """The total float of a task; None where it has none."""
    return None if task.total_float is None else length(task, task.total_float)


def driver_cell(project: Project, task: ScheduledTask) -> Cell:
    """What sets the dates of a task: the tasks it waits for, with the type of the link, or a reason."""
    if not task.drivers:
        return Text(task.driver)
    formats = Formats()
    parts = (
        formats.html(link(project, driver.predecessor)) + escape(_tie(project, driver))
        for driver in task.drivers
    )
    return Html(", ".join(parts))


def driver_text(project: Project, task: ScheduledTask) -> str:
    """The same in plain words, of one link."""
    if not task.drivers:
        return task.driver
    return task.drivers[0].predecessor + _tie(project, task.drivers[0])


def chart_cell(task: ScheduledTask) -> Html:
    """A link to the row of a task in the chart."""
    return Html(f'<a href="{site_href(register_page("plan"), f"g-{task.id}")}">in the plan</a>')


def _tie(project: Project, driver: Driver) -> str:
    """Type and lag of a link as they are written; nothing where it is a plain finish-to-start."""
    lag = _lag(project, driver)
    if driver.type.value == "FS" and not lag:
        return ""
    return f" {driver.type.value}{lag}"


def _lag(project: Project, driver: Driver) -> str:
    record = project.by_id.get(driver.written_on)
    listed = None if record is None else record.raw("predecessors")
    if not isinstance(listed, Seq) or driver.place >= len(listed):
        return ""
    item = listed[driver.place]
    if isinstance(item, Map):
        lag = str(item.get("lag") or "")
        return lag if not lag or lag[0] in "+-" else f"+{lag}"
    return str(item).partition(" ")[2][2:]
