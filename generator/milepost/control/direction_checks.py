"""What is wrong with objectives, benefits, phases, gates and the end of the project."""

from collections.abc import Iterator
from itertools import pairwise

from milepost.control import direction_rules as rules
from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.source.fields import Fields
from milepost.states import is_open, status

_PHASES = ("initiating", "planning", "executing", "closing")
_PASSED = frozenset({"go", "conditional"})
HANDED_OVER = ("risk", "issue", "change", "action", "deliverable")
"""Kinds whose open records have to be handed over when a project is closed."""


def objectives(project: Project) -> Iterator[Diagnostic]:
    """Objectives that cannot be measured, and a project that serves no strategic one."""
    found = project.all("objective")
    for objective in found:
        measured = objective.has("measure") or objective.has("key_results")
        lacking = [key for key in ("date", "owner") if not objective.has(key)]
        lacking = lacking if measured else ["measure", *lacking]
        own = (objective.text("level") or "project") == "project"
        if own and lacking and status(objective) == "active":
            message = f"{objective.id} has no {' and no '.join(lacking)}"
            yield rules.OBJECTIVE_WITHOUT_MEASURE.at(objective.span(), message, record=objective.id)
    if found and not any(one.text("level") == "strategic" or one.has("parent") for one in found):
        message = "no objective of the project serves a strategic one"
        yield rules.NO_STRATEGIC_OBJECTIVE.at(found[0].span(), message, record=found[0].id)


def benefits(project: Project) -> Iterator[Diagnostic]:
    """Benefits that nobody owns or that cannot be measured."""
    for benefit in project.all("benefit"):
        if status(benefit) == "withdrawn":
            continue
        if not benefit.has("owner"):
            message = f"{benefit.id} has no owner"
            yield rules.BENEFIT_WITHOUT_OWNER.at(benefit.span(), message, record=benefit.id)
        if not benefit.has("measure"):
            message = f"{benefit.id} has no measure"
            yield rules.BENEFIT_WITHOUT_MEASURE.at(benefit.span(), message, record=benefit.id)


def phases_out_of_order(project: Project) -> Iterator[Diagnostic]:
    """Phases that begin before the one in front of them, or whose type does."""
    found = project.all("phase")
    for before, phase in pairwise(found):
        note = Note(before.span("id"), f"{before.id} stands in front of it")
        kinds = [one.text("type") for one in (before, phase)]
        if all(kind in _PHASES for kind in kinds) and _PHASES.index(kinds[1]) < _PHASES.index(kinds[0]):
            message = f"{phase.id} is {kinds[1]} and follows {before.id}, which is {kinds[0]}"
            span = phase.span("type")
            yield rules.PHASES_OUT_OF_ORDER.at(span, message, notes=(note,), record=phase.id)
        for key in ("planned_start", "actual_start"):
            first, second = before.date(key), phase.date(key)
            if first is not None and second is not None and second < first:
                message = f"{phase.id} starts on {second}, before {before.id} on {first}"
                span = phase.span(key)
                yield rules.PHASES_OUT_OF_ORDER.at(span, message, notes=(note,), record=phase.id)


def phase_before_gate(project: Project) -> Iterator[Diagnostic]:
    """Phases that began without a release."""
    for gate in project.all("gate"):
        phase = _released_by(gate, project)
        started = phase.date("actual_start") if phase is not None else None
        if phase is None or started is None:
            continue
        decided = gate.date("decided")
        if gate.text("decision") not in _PASSED:
            problem = f"{gate.id} is not passed"
        elif decided is not None and started < decided:
            problem = f"{gate.id} was passed on {decided}"
        else:
            continue
        note = Note(gate.span("decision"), "the gate")
        message = f"{phase.id} started on {started}, and {problem}"
        span = phase.span("actual_start")
        yield rules.PHASE_BEFORE_GATE.at(span, message, notes=(note,), record=phase.id)


def _released_by(gate: Record, project: Project) -> Record | None:
    """The phase that may begin after a gate: the one it names, or the next in the file."""
    named = project.get(gate.text("next_phase"), "phase")
    if named is not None:
        return named
    found = project.all("phase")
    ending = project.get(gate.text("phase"), "phase")
    at = next((index for index, phase in enumerate(found) if phase is ending), len(found))
    return found[at + 1] if at + 1 < len(found) else None


def phase_without_artefact(project: Project) -> Iterator[Diagnostic]:
    """Finished phases that did not leave behind what they had to."""
    for phase in project.all("phase"):
        if not phase.has("actual_finish"):
            continue
        for artefact in phase.parts("artefacts"):
            if not (artefact.has("done") or artefact.has("record") or artefact.has("evidence")):
                message = f"{phase.id} is finished without: {artefact.text('name')}"
                span = artefact.span("name")
                yield rules.PHASE_WITHOUT_ARTEFACT.at(span, message, record=phase.id)


def gates(project: Project) -> Iterator[Diagnostic]:
    """Gates decided by nobody, passed with gaps, or with conditions that are not fulfilled."""
    for gate in project.all("gate"):
        decision, span, name = gate.text("decision"), gate.span("decision"), gate.id
        if not decision:
            continue
        if not gate.has("decided_by"):
            message = f"{name} is decided, and nothing says by whom"
            yield rules.GATE_WITHOUT_APPROVER.at(span, message, record=name)
        if not gate.has("decided"):
            message = f"{name} is decided, and nothing says when"
            yield rules.GATE_WITHOUT_DATE.at(span, message, record=name)
        conditions = tuple(gate.parts("conditions"))
        unmet = next(filter(_is_unmet, gate.parts("criteria")), None)
        if decision == "go" and unmet is not None and not conditions:
            note = Note(unmet.span("text"), "the criterion")
            message = f"{name} was passed, and a mandatory criterion is not met"
            yield rules.GO_WITH_UNMET_CRITERION.at(span, message, notes=(note,), record=name)
        if decision == "conditional" and not conditions:
            message = f"{name} was passed on conditions that are not written down"
            yield rules.CONDITIONAL_WITHOUT_CONDITIONS.at(span, message, record=name)
        for condition in conditions:
            due = condition.date("due")
            if due is not None and due < project.settings.status_date and not condition.has("done"):
                message = f"{condition.text('what')!r} was due on {due}"
                yield rules.CONDITION_OVERDUE.at(condition.span("due"), message, record=name)


def _is_unmet(criterion: Fields) -> bool:
    """Whether a criterion is mandatory and nothing says that it is met: no word, no check, no evidence."""
    if criterion.flag("mandatory") is False or criterion.flag("met") is True:
        return False
    shown = criterion.has("check") or criterion.has("evidence") or criterion.has("record")
    return criterion.flag("met") is False or not shown


def closure(project: Project) -> Iterator[Diagnostic]:
    """A closed project that nobody accepted, or that left something open."""
    settings = project.settings
    if settings.text("state") != "closed":
        return
    end = settings.section("closure")
    lacking = [key for key in ("date", "accepted_by") if not end.has(key)]
    if lacking:
        message = f"the project is closed without `closure.{'` and `closure.'.join(lacking)}`"
        yield rules.CLOSED_WITHOUT_ACCEPTANCE.at(settings.span("state"), message)
    handed_over = {entry.text("record") for entry in end.parts("handover")}
    for kind in HANDED_OVER:
        for record in project.all(kind):
            if is_open(record) and record.id not in handed_over:
                state = status(record).replace("-", " ")
                message = f"the project is closed, and {record.id} is {state}"
                span = record.span("status")
                yield rules.CLOSED_WITH_OPEN_RECORDS.at(span, message, record=record.id)


CHECKS = (
    objectives,
    benefits,
    phases_out_of_order,
    phase_before_gate,
    phase_without_artefact,
    gates,
    closure,
)
