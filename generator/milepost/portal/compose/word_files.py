"""The feed and the calendars of a site: what happened, and what is going to."""

from milepost.checking import Checked
from milepost.control.events import events_of
from milepost.exchange.atom import feed
from milepost.exchange.ical import calendar_files
from milepost.portal.compose.pages import CALENDARS, FEED, link_to
from milepost.portal.links import site_href


def word_files(checked: Checked) -> dict[str, bytes]:
    """The files by path."""
    report = checked.report
    project = report.project
    links = {
        record.id: site_href(found.page, record.id)
        for record in project.by_id.values()
        if (found := link_to(record)).page
    }
    events = events_of(project, report.schedule, report.baseline)
    calendars = calendar_files(project, events)
    return {
        FEED: feed(report, links),
        **{f"{CALENDARS}{name}": content for name, content in calendars.items()},
    }
