"""The life cycle on its page: how ready each gate is and why, its conditions, the artefacts, the end."""

from collections.abc import Iterator

from milepost.checking import Checked
from milepost.control.artefacts import artefacts
from milepost.control.closing import closing_checks
from milepost.control.gates import Gate
from milepost.control.outcome import assess
from milepost.portal.compose.pages import id_link, links
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Day, Number, Text, Tone
from milepost.project import Project

_DECIDED = {"go": Tone.GOOD, "conditional": Tone.WATCH, "hold": Tone.BAD, "stop": Tone.BAD}


def gates_of(checked: Checked) -> tuple[Gate, ...]:
    """The gates as things stand."""
    return assess(checked.project, checked.report.schedule, checked.verdict.findings).gates


def life_cycle_lead(gates: tuple[Gate, ...]) -> str:
    """Which gate is next and how ready it is."""
    ahead = next((gate for gate in gates if not gate.decision), None)
    if ahead is None:
        return "Every gate is decided." if gates else "The project has phases and no gates."
    record, share = ahead.record, ahead.readiness
    when = "" if ahead.date is None else f" on {ahead.date}"
    said = f"The next gate is {record.id} {record.title}{when}"
    if share is not None:
        mandatory = sum(one.mandatory for one in ahead.criteria)
        hold = mandatory - len(ahead.open)
        said += f": {hold} of {mandatory} mandatory criteria hold ({100 * share:.0f}% ready)"
    late = [one for gate in gates for one in gate.conditions if one.days_late and one.done is None]
    if late:
        days = max(one.days_late for one in late)
        count = f"{len(late)} condition{' is' if len(late) == 1 else 's are'}"
        said += f". {count} overdue from earlier gates, up to {days} days"
    return f"{said}."


def life_cycle_tables(checked: Checked, gates: tuple[Gate, ...]) -> Iterator[TableView]:
    """Gates, the criteria of those ahead, conditions, artefacts and what is left to do at the end."""
    project = checked.project
    if gates:
        yield _gates(project, gates)
        for gate in gates:
            if not gate.decision and gate.criteria:
                yield _criteria(project, gate)
        if any(gate.conditions for gate in gates):
            yield _conditions(project, gates)
    if project.all("phase"):
        yield _artefacts(project)
        yield closing_table(project)


def _gates(project: Project, gates: tuple[Gate, ...]) -> TableView:
    rows = tuple(
        Row(
            (
                id_link(project, gate.record.id),
                Text(gate.record.title),
                Badge(gate.decision, _DECIDED.get(gate.decision, Tone.NEUTRAL))
                if gate.decision
                else Badge("ahead", Tone.INFO),
                None if gate.readiness is None else Number(round(100 * gate.readiness), "%"),
                Text(f"{len(gate.open)} of {sum(one.mandatory for one in gate.criteria)}")
                if gate.criteria
                else None,
                None if gate.date is None else Day(gate.date),
                None if gate.forecast is None else Day(gate.forecast),
                links(project, gate.record.texts("decided_by") or gate.record.texts("approvers")),
            )
        )
        for gate in gates
    )
    columns = (
        Column("Gate", ColumnKind.ID),
        Column("Name"),
        Column("Decision", ColumnKind.BADGE),
        Column("Ready", ColumnKind.NUMBER, "Mandatory criteria that hold as things stand today"),
        Column("Open criteria", ColumnKind.TEXT, "Mandatory criteria that do not hold, of all"),
        Column("Planned", ColumnKind.DATE),
        Column("Expected", ColumnKind.DATE, "When its task is reached by the plan"),
        Column("Decides", ColumnKind.LINKS),
    )
    return TableView("readiness", "Gates", columns, rows)


def _criteria(project: Project, gate: Gate) -> TableView:
    order = sorted(gate.criteria, key=lambda one: (one.met, not one.mandatory))
    rows = tuple(
        Row(
            (
                Text(one.text),
                Badge("holds", Tone.GOOD)
                if one.met
                else Badge("open", Tone.BAD if one.mandatory else Tone.WATCH),
                Text("mandatory" if one.mandatory else "optional"),
                Text(one.basis),
                links(project, (one.record,)),
                links(project, (one.who,)),
            )
        )
        for one in order
    )
    columns = (
        Column("Criterion"),
        Column("State", ColumnKind.BADGE),
        Column("Kind"),
        Column("How that is known"),
        Column("Record", ColumnKind.LINKS),
        Column("Who", ColumnKind.LINKS),
    )
    share = gate.readiness
    ready = "" if share is None else f": {100 * share:.0f}% ready"
    return TableView(
        f"criteria-{gate.record.id}", f"{gate.record.title} ({gate.record.id}){ready}", columns, rows
    )


def _conditions(project: Project, gates: tuple[Gate, ...]) -> TableView:
    rows = tuple(
        Row(
            (
                id_link(project, gate.record.id),
                Text(one.text),
                links(project, (one.who,)),
                Badge("done", Tone.GOOD)
                if one.done is not None
                else Badge("overdue", Tone.BAD)
                if one.days_late
                else Badge("open", Tone.WATCH),
                None if one.due is None else Day(one.due),
                None if one.done is None else Day(one.done),
                Number(one.days_late) if one.days_late else None,
                None if one.age_days is None else Number(one.age_days),
            )
        )
        for gate in gates
        for one in gate.conditions
    )
    columns = (
        Column("Gate", ColumnKind.ID),
        Column("Condition"),
        Column("Who", ColumnKind.LINKS),
        Column("State", ColumnKind.BADGE),
        Column("Due", ColumnKind.DATE),
        Column("Done", ColumnKind.DATE),
        Column("Days late", ColumnKind.NUMBER, "Calendar days, up to the day it was done or the status date"),
        Column("Age", ColumnKind.NUMBER, "Calendar days since the gate was passed, likewise"),
    )
    return TableView("conditions", "Conditions", columns, rows)


def _artefacts(project: Project) -> TableView:
    finished = {phase.id for phase in project.all("phase") if phase.has("actual_finish")}
    rows = tuple(
        Row(
            (
                Text(one.name),
                links(project, (one.phase,)),
                Badge("there", Tone.GOOD)
                if one.there
                else Badge("missing", Tone.BAD)
                if one.phase in finished
                else Badge("to come", Tone.NEUTRAL),
                Text(one.required) if one.required else None,
                Text(one.basis),
                links(project, (one.record,)),
            )
        )
        for one in artefacts(project)
    )
    size = project.settings.text("size")
    said = f" of a {size} project" if size else ""
    columns = (
        Column("Artefact"),
        Column("Phase", ColumnKind.LINKS),
        Column("State", ColumnKind.BADGE),
        Column(
            "From size",
            ColumnKind.TEXT,
            "The smallest project that needs it; empty when only the phase lists it",
        ),
        Column("How that is known"),
        Column("Record", ColumnKind.LINKS),
    )
    return TableView("artefacts", f"Artefacts{said}", columns, rows)


def closing_table(project: Project) -> TableView:
    """What has to be true before the project can be closed."""
    found = closing_checks(project)
    rows = tuple(
        Row(
            (
                Text(one.text),
                Badge("yes", Tone.GOOD) if one.holds else Badge("not yet", Tone.WATCH),
                Text(one.detail),
                links(project, one.records[:12]),
            )
        )
        for one in found
    )
    columns = (
        Column("Before the project is closed"),
        Column("True", ColumnKind.BADGE),
        Column("What is known"),
        Column("In the way", ColumnKind.LINKS, "The first twelve"),
    )
    title = f"Closing checklist: {sum(one.holds for one in found)} of {len(found)}"
    return TableView("closing", title, columns, rows)
