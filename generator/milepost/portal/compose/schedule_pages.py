"""The pages about the schedule beside the plan: critical path, look-ahead, resources, schedule health."""

from milepost.checking import Checked
from milepost.portal.compose.critical_path import critical_path_tables, float_sentence
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
    resource_path_table,
)
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.project import Project
from milepost.schedule.load_plan import Load
from milepost.schedule.model import Schedule
from milepost.schedule.plan import levelling_of

_HOW_TO_LEVEL = (
    " To have work wait for its people, write <code>levelling: resource-limited</code> "
    "under <code>schedule</code> in <code>project.yaml</code>."
)


def critical_path_page(checked: Checked, render: Renderer) -> Page | None:
    """What holds the finish; None where the plan gives no dates."""
    schedule = checked.report.schedule
    if schedule is None:
        return None
    paths = [render.table(view) for view in critical_path_tables(checked.project, schedule)]
    if schedule.levelled is not None:
        view = resource_path_table(checked.project, schedule, schedule.levelled)
        paths.insert(1, render.table(view))
    lead = _lead(path_sentence(checked.project, schedule))
    if why := float_sentence(schedule):
        lead += f"<p>{escape(why)}</p>"
    return render.plan("Critical path", lead, paths)


def look_ahead_page(checked: Checked, render: Renderer) -> Page | None:
    """What comes in the next weeks; None where the plan gives no dates."""
    schedule = checked.report.schedule
    if schedule is None:
        return None
    views = look_ahead_tables(checked.project, schedule, checked.report.baseline)
    lead = _lead(look_ahead_lead(checked.project, schedule))
    return render.plan("Look-ahead", lead, [render.table(view) for view in views])


def resources_page(checked: Checked, render: Renderer) -> Page | None:
    """What people are asked to do and can; None where nobody has work."""
    schedule, load = checked.report.schedule, checked.report.load
    if schedule is None or load is None or not load.people:
        return None
    return _resources(checked.project, schedule, load, render)


def health_page(checked: Checked, render: Renderer) -> Page | None:
    """How well the plan is made; None where it gives no dates."""
    health = checked.report.health
    return None if health is None else render.health(health_view(checked.project, health))


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
            how = "" if schedule.levelled is not None else _HOW_TO_LEVEL
            lead += f'<p class="mp-lead">{escape(levelling_sentence(schedule, levelled))}{how}</p>'
            sections.append(render.table(resource_path_table(project, schedule, levelled)))
            sections.append(render.table(levelling_table(project, schedule, levelled)))
    sections.append(render.table(people_table(project, schedule, load)))
    return render.plan("Resources", lead, sections)


def _lead(sentence: str) -> str:
    return f'<p class="mp-lead">{escape(sentence)}</p>'
