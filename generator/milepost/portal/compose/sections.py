"""The page of each register: the table of its records, and before it what its duty computes."""

from collections.abc import Callable

from milepost.checking import Checked
from milepost.frozen import replace
from milepost.portal.compose.baselines import baseline_table
from milepost.portal.compose.budget import budget_view
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.changes import change_sections
from milepost.portal.compose.decisions import decision_sections
from milepost.portal.compose.direction_pages import benefits_page, objectives_page, phases_page
from milepost.portal.compose.issues import action_sections, issue_sections
from milepost.portal.compose.money import cash_flow_page
from milepost.portal.compose.people_pages import PEOPLE
from milepost.portal.compose.plan_pages import plan_page
from milepost.portal.compose.quality import acceptance_sections, quality_sections
from milepost.portal.compose.registers import register_view
from milepost.portal.compose.risks import risk_sections, with_figures
from milepost.portal.compose.scope import scope_sections
from milepost.portal.compose.working_time import calendar_sections
from milepost.portal.page import Page, Section
from milepost.portal.render import Renderer
from milepost.source.schemas import RegisterSchema

_Special = Callable[[Checked, RegisterSchema, Cells, Renderer], Page]


def register_page(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    """The page of a register."""
    special = _SPECIAL.get(register.name)
    if special is not None:
        return special(checked, register, cells, render)
    return render.register(register_view(checked.project, register, cells))


def _budget(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    written = register_view(checked.project, register, cells)
    if checked.report.budget is None:
        page = render.register(written)
        return replace(page, lead=page.lead + _NO_FIGURES)
    risk = checked.report.risk
    exposure = None if not risk.risks else risk.residual.threats
    view = budget_view(checked.project, checked.report.budget, render.formats, exposure)
    page = render.budget(view)
    records = tuple(render.table(table) for table in written.tables)
    return Page(page.title, page.lead, (*page.sections, *records), page.hide, page.description)


_NO_FIGURES = (
    '<p class="mp-empty">Money is not added up yet: planned and earned value, forecast and cash flow follow '
    "the dates of tasks, so plan.yaml needs tasks and project.yaml a <code>start</code>.</p>"
)


def cash_flow(checked: Checked, render: Renderer) -> Page | None:
    """The page about money over time; None before anything is planned or spent."""
    budget = checked.report.budget
    view = None if budget is None else cash_flow_page(checked.project, budget, render.formats)
    return None if view is None else render.cash_flow(view)


def _baselines(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    view = register_view(checked.project, register, cells)
    schedule = checked.report.schedule
    table = None if schedule is None else baseline_table(checked.report, schedule)
    return render.register(view, before=() if table is None else (render.table(table),))


def _risks(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    view = register_view(checked.project, register, cells)
    view = replace(view, tables=with_figures(checked.report, view.tables))
    return render.register(view, before=risk_sections(checked, render))


def _before(sections: Callable[[Checked, Renderer], list[Section]]) -> _Special:
    """A page with sections of its duty before the tables of its register."""

    def page(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
        view = register_view(checked.project, register, cells)
        return render.register(view, before=sections(checked, render))

    return page


_SPECIAL: dict[str, _Special] = {
    "plan": plan_page,
    "budget": _budget,
    "baselines": _baselines,
    "risks": _risks,
    "calendars": _before(calendar_sections),
    "scope": _before(scope_sections),
    "deliverables": _before(acceptance_sections),
    "quality": _before(quality_sections),
    "changes": _before(change_sections),
    "decisions": _before(decision_sections),
    "issues": _before(issue_sections),
    "actions": _before(action_sections),
    "objectives": objectives_page,
    "benefits": benefits_page,
    "phases": phases_page,
    **PEOPLE,
}
