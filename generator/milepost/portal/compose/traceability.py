"""Traceability as a page: coverage, the matrix, both directions, and for everybody what they asked for."""

from collections.abc import Iterable
from decimal import Decimal

from milepost.checking import Checked
from milepost.portal.compose.pages import link
from milepost.portal.page import Page, Section
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.matrix import Bar, BarsView, Mark, MarkMatrixView, MarkRow
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Links, Number, Text, Tone
from milepost.project import Project
from milepost.scope.trace import Coverage, RequirementTrace, Traceability
from milepost.states import status

_GAPS_SHOWN = 12
_MOST_CELLS = 6000
_PASSED = Mark("✓", "tests passed", Tone.GOOD)
_FAILED = Mark("✗", "a test failed or is blocked", Tone.BAD)
_TESTED = Mark("●", "tests planned", Tone.INFO)
_UNTESTED = Mark("○", "no test", Tone.WATCH)
_OUT = Mark("–", "not in scope", Tone.NEUTRAL)
_STATES = {"verified": Tone.GOOD, "implemented": Tone.INFO, "approved": Tone.INFO, "rejected": Tone.NEUTRAL}


def traceability_page(checked: Checked, render: Renderer) -> Page:
    """The page, for projects that keep requirements or deliverables."""
    project, found = checked.project, checked.report.traceability()
    tables = [_forward(project, found), _backward(project, found), _asked(project, found)]
    if found.priorities:
        tables.append(_priorities(found))
    if found.orphan_tasks:
        tables.append(_orphans(project, found))
    sections = [render.bars(_bars(project, found), "coverage")]
    cells = len(found.requirements) * len(found.deliverable_tasks)
    if 0 < cells <= _MOST_CELLS:
        sections.append(render.mark_matrix(_matrix(project, found), "matrix"))
    elif cells:
        sections.append(Section("matrix", "Requirements and deliverables", _too_large(found)))
    sections += [render.table(table) for table in tables]
    lead = f'<p class="mp-lead">{escape(_lead(found))}</p>'
    return Page(
        "Traceability", lead, tuple(sections), description="From what was asked for to its acceptance."
    )


def _too_large(found: Traceability) -> str:
    size = f"{len(found.requirements):,} × {len(found.deliverable_tasks):,}"
    return f'<p class="mp-quiet">A matrix of {size} cells helps nobody; the tables below say the same.</p>'


def _lead(found: Traceability) -> str:
    gaps = [one for one in found.requirements if one.gaps]
    scope = [one for one in found.requirements if one.status not in ("proposed", "rejected")]
    verified = sum(one.status == "verified" for one in scope)
    if not found.requirements:
        return "No requirements are written down; deliverables are followed to the tasks that work on them."
    traced = (
        "Each of them leads to an objective, a deliverable, a task and a test."
        if not gaps
        else f"{len(gaps)} of them {'has a gap' if len(gaps) == 1 else 'have gaps'}: "
        + ", ".join(one.id for one in gaps[:5])
        + (" and more." if len(gaps) > 5 else ".")
    )
    return f"{len(scope)} requirements are in scope, {verified} of them verified. {traced}"


def _bars(project: Project, found: Traceability) -> BarsView:
    return BarsView(
        "How far everything is covered",
        tuple(_bar(project, one) for one in found.coverage),
        "No requirements, deliverables or tasks yet.",
    )


def _bar(project: Project, one: Coverage) -> Bar:
    result = one.key in ("requirement-verified", "requirement-passed", "deliverable-accepted")
    tone = Tone.GOOD if not one.gaps else Tone.INFO if result else Tone.WATCH
    shown = one.gaps[:_GAPS_SHOWN]
    return Bar(
        one.text,
        one.covered,
        one.of,
        Decimal(round(one.percent or 0)),
        tone,
        tuple(link(project, name) for name in shown),
        len(one.gaps) - len(shown),
        "not yet" if result else "without",
    )


def _mark(one: RequirementTrace) -> Mark:
    if one.status in ("proposed", "rejected"):
        return _OUT
    if one.failed:
        return _FAILED
    if one.passed and one.passed == one.tests:
        return _PASSED
    return _TESTED if one.tests else _UNTESTED


def _matrix(project: Project, found: Traceability) -> MarkMatrixView:
    """Requirements against deliverables; a mark says how the requirement's tests stand."""
    columns = [one.id for one in project.all("deliverable") if status(one) != "cancelled"]
    rows = tuple(
        MarkRow(
            link(project, one.id),
            one.title,
            tuple(_mark(one) if name in one.deliverables else None for name in columns),
        )
        for one in found.requirements
        if one.deliverables or one.gaps
    )
    used = [mark for row in rows for mark in row.marks if mark is not None]
    legend = [mark for mark in (_PASSED, _FAILED, _TESTED, _UNTESTED, _OUT) if mark in used]
    return MarkMatrixView(
        "Requirements and deliverables",
        "Requirement",
        tuple(link(project, name) for name in columns),
        rows,
        tuple(legend),
    )


def _links(project: Project, names: Iterable[str]) -> Cell:
    found = tuple(link(project, name) for name in names)
    return Links(found) if found else None


def _tests(one: RequirementTrace) -> Cell:
    if not one.tests:
        return None
    words = f"{one.passed} of {one.tests} passed" + (f", {one.failed} failed" if one.failed else "")
    tone = Tone.BAD if one.failed else Tone.GOOD if one.passed == one.tests else Tone.INFO
    return Badge(words, tone)


def _state(one: RequirementTrace) -> Badge:
    return Badge(one.status, _STATES.get(one.status, Tone.NEUTRAL))


def _forward(project: Project, found: Traceability) -> TableView:
    rows = tuple(
        Row((
            link(project, one.id),
            Text(one.title),
            Text(one.priority) if one.priority else None,
            _links(project, (one.objective,) if one.objective else ()),
            _links(project, one.deliverables),
            _links(project, one.tasks),
            None if one.percent is None else Number(round(one.percent), "%"),
            None if one.finish is None else Day(one.finish),
            _tests(one),
            _state(one),
            Badge(f"no {', no '.join(one.gaps)}", Tone.WATCH) if one.gaps else None,
        ))
        for one in found.requirements
    )  # fmt: skip
    return TableView(
        "forward",
        "From requirement to acceptance",
        (
            Column("Id", ColumnKind.ID),
            Column("Requirement"),
            Column("Priority", ColumnKind.BADGE),
            Column("Objective", ColumnKind.LINKS),
            Column("Deliverables", ColumnKind.LINKS),
            Column("Tasks", ColumnKind.LINKS, "Its own; without any, those of its deliverables"),
            Column("Work done", ColumnKind.NUMBER, "Percent of the planned work, by duration"),
            Column("Expected", ColumnKind.DATE, "When the last of its tasks is expected to be done"),
            Column("Tests", ColumnKind.BADGE),
            Column("Status", ColumnKind.BADGE),
            Column("Missing", ColumnKind.BADGE),
        ),
        rows,
        "No requirements yet. They belong in requirements.yaml under `requirements`.",
    )


def _backward(project: Project, found: Traceability) -> TableView:
    traced = {one.id: one for one in found.requirements}
    rows = []
    for record in project.all("deliverable"):
        names = found.deliverable_requirements[record.id]
        objectives = [traced[name].objective for name in names if traced[name].objective]
        served = dict.fromkeys([*objectives, *record.texts("objective")])
        asked = dict.fromkeys(traced[name].source for name in names if traced[name].source)
        rows.append(
            Row((
                link(project, record.id),
                Text(record.title),
                _links(project, found.deliverable_tasks[record.id]),
                _links(project, names),
                _links(project, asked),
                _links(project, served),
            ))
        )  # fmt: skip
    return TableView(
        "backward",
        "From deliverable back to who asked for it",
        (
            Column("Id", ColumnKind.ID),
            Column("Deliverable"),
            Column("Tasks", ColumnKind.LINKS),
            Column("Requirements", ColumnKind.LINKS),
            Column("Asked for by", ColumnKind.LINKS),
            Column("Objectives", ColumnKind.LINKS),
        ),
        tuple(rows),
        "No deliverables yet. They belong in deliverables.yaml under `deliverables`.",
    )


def _asked(project: Project, found: Traceability) -> TableView:
    """What everybody asked for, and where it is; people in the order of their first requirement."""
    by_source: dict[str, list[RequirementTrace]] = {}
    for one in found.requirements:
        if one.source:
            by_source.setdefault(one.source, []).append(one)
    rows = tuple(
        Row((
            link(project, source),
            link(project, one.id),
            Text(one.title),
            Text(one.priority) if one.priority else None,
            _state(one),
            None if one.percent is None else Number(round(one.percent), "%"),
            None if one.finish is None else Day(one.finish),
        ))
        for source, asked in by_source.items()
        for one in asked
    )  # fmt: skip
    return TableView(
        "asked",
        "What was asked for, by whom, and where it is",
        (
            Column("Asked for by", ColumnKind.LINKS),
            Column("Id", ColumnKind.ID),
            Column("Requirement"),
            Column("Priority", ColumnKind.BADGE),
            Column("Status", ColumnKind.BADGE),
            Column("Work done", ColumnKind.NUMBER),
            Column("Expected", ColumnKind.DATE),
        ),
        rows,
        "No requirement names its `source`.",
    )


def _priorities(found: Traceability) -> TableView:
    return TableView(
        "priorities",
        "Effort by priority",
        (
            Column("Priority", ColumnKind.BADGE),
            Column("Requirements", ColumnKind.NUMBER),
            Column("Verified", ColumnKind.NUMBER),
            Column(
                "Effort", ColumnKind.NUMBER, "Days of work on their tasks; shared ones count in equal parts"
            ),
            Column("Share", ColumnKind.NUMBER, "Above 60% for musts there is nothing left to give (MoSCoW)"),
        ),
        tuple(
            Row(
                (
                    Text(one.priority),
                    Number(one.requirements),
                    Number(one.verified),
                    Number(round(Decimal(str(one.effort_days)), 1), "d"),
                    None if one.percent is None else Number(round(one.percent), "%"),
                )
            )
            for one in found.priorities
        ),
    )


def _orphans(project: Project, found: Traceability) -> TableView:
    return TableView(
        "orphans",
        "Tasks that work on nothing that was asked for",
        (Column("Id", ColumnKind.ID), Column("Task"), Column("Owner", ColumnKind.LINKS)),
        tuple(
            Row(
                (
                    link(project, name),
                    Text(project.by_id[name].title),
                    _links(project, project.by_id[name].texts("owner")),
                )
            )
            for name in found.orphan_tasks
        ),
    )
