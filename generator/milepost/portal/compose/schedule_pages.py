"""The pages about the schedule beside the plan: critical path, look-ahead, resources, schedule health."""

from milepost.checking import Checked
from milepost.portal.compose import pages
from milepost.portal.compose.critical_path import critical_path_tables
from milepost.portal.compose.health import health_view
from milepost.portal.compose.outlook import look_ahead_lead, look_ahead_tables
from milepost.portal.compose.plan import path_sentence
from milepost.portal.compose.resources import (
    levelling_sentence,
    levelling_table,
    load_chart,
    load_map,
    load_sentence,
    overload_table,
    people_table,
)
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.project import Project
from milepost.schedule.load_plan import Load
from milepost.schedule.model import Schedule
from milepost.schedule.plan import levelling_of


def schedule_pages(checked: Checked, render: Renderer) -> dict[str, Page]:
    """The pages by path, in the order of the navigation; none where the plan gives no dates."""
    report = checked.report
    project, schedule = report.project, report.schedule
    if schedule is None:
        return {}
    paths = [render.table(view) for view in critical_path_tables(project, schedule)]
    ahead = [render.table(view) for view in look_ahead_tables(project, schedule, report.baseline)]
    made = {
        pages.CRITICAL_PATH: render.plan("Critical path", _lead(path_sentence(project, schedule)), paths),
        pages.LOOK_AHEAD: render.plan("Look-ahead", _lead(look_ahead_lead(project, schedule)), ahead),
    }
    if report.load is not None and report.load.people:
        made[pages.RESOURCES] = _resources(project, schedule, report.load, render)
    if report.health is not None:
        made[pages.HEALTH] = render.health(health_view(project, report.health))
    return made


def _resources(project: Project, schedule: Schedule, load: Load, render: Renderer) -> Page:
    heat, chart = load_map(project, load), load_chart(project, schedule, load)
    sections = [] if heat is None else [render.load_map(heat)]
    sections.append(render.table(overload_table(project, load)))
    if chart is not None:
        sections.append(render.load_chart(chart))
    lead = _lead(load_sentence(project, load))
    if schedule.levelled is not None or any(person.overloads for person in load.people.values()):
        levelled = levelling_of(project, schedule)
        if levelled is not None:
            lead += f"<p>{escape(levelling_sentence(schedule, levelled))}</p>"
            sections.append(render.table(levelling_table(project, schedule, levelled)))
    sections.append(render.table(people_table(project, schedule, load)))
    return render.plan("Resources", lead, sections)


def _lead(sentence: str) -> str:
    return f'<p class="mp-lead">{escape(sentence)}</p>'
