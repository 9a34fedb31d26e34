"""The pages of direction: objectives, benefits with the business case, phases with their gates."""

from milepost.checking import Checked
from milepost.portal.compose.business_case import benefit_table, case_lead, case_of, case_tables
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.life_cycle import gates_of, life_cycle_lead, life_cycle_tables
from milepost.portal.compose.objectives import objective_tables, objectives_lead
from milepost.portal.compose.registers import register_view
from milepost.portal.page import Page, Section
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.source.schemas import RegisterSchema


def objectives_page(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    """Where the project is going, and the objectives in full."""
    tables = [render.table(view) for view in objective_tables(checked.report) if view.rows]
    return _page(checked, register, cells, render, objectives_lead(checked.report), tables)


def benefits_page(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    """Whether the project is still worth it, what comes of the benefits, and both in full."""
    case = case_of(checked.report)
    tables = [] if case is None else [render.table(view) for view in case_tables(case)]
    forecast = benefit_table(checked.project)
    if forecast.rows:
        tables.append(render.table(forecast))
    lead = "" if case is None else case_lead(case, render.formats)
    return _page(checked, register, cells, render, lead, tables)


def phases_page(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    """How ready the gates are, the artefacts, the end, and phases and gates in full."""
    gates = gates_of(checked)
    tables = [render.table(view) for view in life_cycle_tables(checked, gates)]
    return _page(checked, register, cells, render, life_cycle_lead(gates), tables)


def _page(  # noqa: PLR0917 - the parts of a page, in their order
    checked: Checked,
    register: RegisterSchema,
    cells: Cells,
    render: Renderer,
    lead: str,
    before: list[Section],
) -> Page:
    made = render.register(register_view(checked.project, register, cells), before=before)
    said = f'<p class="mp-lead">{escape(lead)}</p>' if lead else ""
    return Page(made.title, said + made.lead, made.sections, made.hide, made.description)
