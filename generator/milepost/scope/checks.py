"""What is wrong with deliverables, requirements and scope before anything is computed from them."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic
from milepost.project import Project, Record
from milepost.scope import frozen_checks, rules, trace_checks
from milepost.states import status

_HANDED_IN = frozenset({"submitted", "accepted", "rejected"})
_APPROVED = frozenset({"approved", "implemented", "verified"})
_AT_WORK = frozenset({"executing", "closing"})


def accepted(project: Project) -> Iterator[Diagnostic]:
    """Accepted deliverables without date, acceptor, evidence, or with a mandatory criterion not met."""
    for deliverable in project.all("deliverable"):
        if status(deliverable) != "accepted":
            continue
        span, name = deliverable.span("status"), deliverable.id
        if not deliverable.has("accepted"):
            yield rules.ACCEPTED_WITHOUT_DATE.at(span, f"{name} is accepted without a date", record=name)
        if not deliverable.has("accepted_by"):
            message = f"{name} is accepted, and nothing says by whom"
            yield rules.ACCEPTED_WITHOUT_ACCEPTOR.at(span, message, record=name)
        if not _has_evidence(deliverable):
            yield rules.ACCEPTED_WITHOUT_EVIDENCE.at(
                span, f"{name} is accepted without evidence", record=name
            )
        for criterion in deliverable.parts("acceptance_criteria"):
            if criterion.flag("mandatory") is not False and criterion.flag("met") is not True:
                message = f"{name} is accepted, and a mandatory criterion is not met"
                place = criterion.span("met" if criterion.has("met") else "text")
                yield rules.ACCEPTED_WITH_UNMET_CRITERION.at(place, message, record=name)


def ready_for_acceptance(project: Project) -> Iterator[Diagnostic]:
    """Deliverables that nobody can accept, once they are handed in or the project is executing."""
    phase = project.get(project.settings.text("phase"), "phase")
    executing = phase is not None and phase.text("type") in _AT_WORK
    judged = {criterion.text("deliverable") for criterion in project.all("criterion")}
    for deliverable in project.all("deliverable"):
        state = status(deliverable)
        if state == "cancelled" or not (executing or state in _HANDED_IN):
            continue
        span = deliverable.span("status")
        if not deliverable.has("acceptor") and not deliverable.has("accepted_by"):
            message = f"{deliverable.id} has no acceptor"
            yield rules.DELIVERABLE_WITHOUT_ACCEPTOR.at(span, message, record=deliverable.id)
        if not tuple(deliverable.parts("acceptance_criteria")) and deliverable.id not in judged:
            message = f"{deliverable.id} has no acceptance criterion"
            yield rules.DELIVERABLE_WITHOUT_CRITERIA.at(span, message, record=deliverable.id)


def requirements(project: Project) -> Iterator[Diagnostic]:
    """Approved requirements that nobody asked for, that cannot be measured, or that nothing tests."""
    judged = {criterion.text("requirement") for criterion in project.all("criterion")}
    for requirement in project.all("requirement"):
        state = status(requirement)
        if state not in _APPROVED:
            continue
        span, name = requirement.span("status"), requirement.id
        if not requirement.has("source"):
            yield rules.REQUIREMENT_WITHOUT_SOURCE.at(
                span, f"{name} is {state} and has no source", record=name
            )
        if not requirement.has("fit_criterion"):
            message = f"{name} is {state} and has no fit criterion"
            yield rules.REQUIREMENT_WITHOUT_FIT_CRITERION.at(span, message, record=name)
        tests = tuple(requirement.parts("tests"))
        passed = any(test.text("result") == "passed" for test in tests)
        if not tests and name not in judged and requirement.text("verification") in ("", "test"):
            yield rules.REQUIREMENT_WITHOUT_TEST.at(span, f"{name} has no test", record=name)
        if state == "verified" and not passed and not requirement.has("evidence"):
            message = f"{name} is verified, and no test has passed"
            yield rules.VERIFIED_WITHOUT_EVIDENCE.at(span, message, record=name)


def removed_without_change(project: Project) -> Iterator[Diagnostic]:
    """Scope that went without a change request."""
    for item in project.all("scope_item"):
        if status(item) == "removed" and not item.has("removed_by"):
            message = f"{item.id} is removed without a change request"
            yield rules.REMOVED_WITHOUT_CHANGE.at(item.span("status"), message, record=item.id)


def _has_evidence(deliverable: Record) -> bool:
    return bool(deliverable.raw("evidence")) or any(
        part.text("result") in ("accepted", "conditional") and part.raw("evidence")
        for part in deliverable.parts("submissions")
    )


CHECKS = (
    accepted,
    ready_for_acceptance,
    requirements,
    removed_without_change,
    *frozen_checks.CHECKS,
    *trace_checks.CHECKS,
)
