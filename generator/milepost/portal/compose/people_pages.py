"""The pages of people and words: what is computed about them, before the tables of their registers."""

from milepost.checking import Checked
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.communication import (
    agreed_table,
    colours_matrix,
    coverage_matrix,
    feedback_sentence,
    meeting_fields,
    meeting_time_table,
    report_sentence,
    said_and_done,
    sending_table,
)
from milepost.portal.compose.engagement import (
    contact_table,
    engagement_matrix,
    expectation_table,
    stakeholder_fields,
    stakeholder_grid,
)
from milepost.portal.compose.registers import register_view
from milepost.portal.compose.team import (
    absence_calendar,
    absence_table,
    duties_table,
    give_and_get_table,
    handover_table,
    owners_table,
    person_fields,
    raci_matrix,
    single_points_table,
    skill_matrix,
)
from milepost.portal.page import Page, Section
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.letters import MatrixView
from milepost.source.schemas import RegisterSchema


def _stakeholders(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    grid = stakeholder_grid(project)
    sections = [
        *(() if grid is None else (render.stakeholder_grid(grid),)),
        *_matrix(engagement_matrix(project, people), render),
        render.table(contact_table(project, people)),
        render.table(expectation_table(project, people)),
    ]
    view = register_view(project, register, cells, stakeholder_fields(project, people))
    return render.register(view, before=sections)


def _people(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    view = register_view(project, register, cells, person_fields(project, people))
    sections = [
        *_matrix(skill_matrix(project, people), render),
        render.table(single_points_table(project, people)),
        *_matrix(absence_calendar(project, people), render),
        render.table(absence_table(project, people)),
    ]
    return render.register(view, before=sections)


def _raci(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    sections = [
        *_matrix(raci_matrix(project, people), render),
        render.table(duties_table(project, people)),
        *(render.table(view) for view in (owners_table(project),) if view.rows),
    ]
    return render.register(register_view(project, register, cells), before=sections)


def _dependencies(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    sections = [
        render.table(handover_table(project, people)),
        render.table(give_and_get_table(project, people)),
    ]
    return render.register(register_view(project, register, cells), before=sections)


def _communications(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    sections = [
        render.table(sending_table(project, people)),
        *_matrix(coverage_matrix(project, people), render),
    ]
    return render.register(register_view(project, register, cells), before=sections)


def _feedback(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    section = render.said_and_done(said_and_done(project), feedback_sentence(people))
    return render.register(register_view(project, register, cells), before=(section,))


def _meetings(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    sections = (
        render.table(agreed_table(project, people)),
        render.table(meeting_time_table(project, people)),
    )
    return render.register(register_view(project, register, cells, meeting_fields(project)), before=sections)


def _reports(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    project = checked.project
    people = checked.report.people()
    sections = _matrix(colours_matrix(project, checked.report.status), render)
    page = render.register(register_view(project, register, cells), before=sections)
    lead = f'<p class="mp-lead">{escape(report_sentence(project, people))}</p>'
    return Page(page.title, lead + page.lead, page.sections, page.hide, page.description)


def _matrix(view: MatrixView | None, render: Renderer) -> tuple[Section, ...]:
    return () if view is None else (render.matrix(view),)


PEOPLE = {
    "stakeholders": _stakeholders,
    "people": _people,
    "raci": _raci,
    "dependencies": _dependencies,
    "communications": _communications,
    "feedback": _feedback,
    "meetings": _meetings,
    "reports": _reports,
}
"""The page of each register about people, by the register's name."""
