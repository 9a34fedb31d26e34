"""One honest status: every dimension by written tolerances, all by a policy, overrides shown as such."""

from collections.abc import Iterator, Mapping
from datetime import date

from milepost.budget.baseline import Baseline
from milepost.budget.model import Budget
from milepost.control import computed_rules as rules
from milepost.control.dimensions import DIMENSIONS, Facts, by_severity
from milepost.control.rag import Rag, Reason, worst
from milepost.control.status_model import Dimension, Override, Status
from milepost.control.tolerances import Tolerances
from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.risk.compute import RiskRegister
from milepost.schedule.calendar import Calendar
from milepost.schedule.load_plan import Load
from milepost.schedule.model import Schedule

_POLICIES = {
    "worst": "the worst dimension decides",
    "majority": "red when three dimensions or both schedule and cost are red, amber when any is not green",
}


def compute_status(
    project: Project,
    calendar: Calendar,
    schedule: Schedule | None,
    baseline: Baseline | None,
    *,
    load: Load | None,
    budget: Budget | None,
    risk: RiskRegister,
) -> tuple[Status, list[Diagnostic]]:
    """Judge a project at its status date.

    Args:
        project: The project.
        calendar: Its calendar.
        schedule: Its schedule; None when the plan gives none.
        baseline: The baseline in force, or None.
        load: The load of its people, or None.
        budget: Its computed budget, or None.
        risk: Its computed risks.
    """
    tolerances = Tolerances(project.settings.section("tolerances"), calendar)
    facts = Facts(project, schedule, baseline, load, budget, risk, tolerances)
    overrides = _overrides(project)
    dimensions: dict[str, Dimension] = {}
    for name, judge in DIMENSIONS:
        reasons = by_severity(tuple(judge(facts)))
        computed = worst(reason.rag for reason in reasons)
        override = overrides.get(name)
        shown = computed if override is None else override.rag
        dimensions[name] = Dimension(name, shown, computed, reasons, override)
    policy = project.settings.section("status").text("overall")
    policy = policy if policy in _POLICIES else "worst"
    status = Status(_overall(dimensions, policy), policy, dimensions)
    return status, list(_declared_better(project, status))


def _overall(dimensions: Mapping[str, Dimension], policy: str) -> Dimension:
    shown = _together({name: one.rag for name, one in dimensions.items()}, policy)
    computed = _together({name: one.computed for name, one in dimensions.items()}, policy)
    reasons = []
    for rag in (Rag.RED, Rag.AMBER):
        names = [name for name, one in dimensions.items() if one.rag is rag]
        if names:
            reasons.append(Reason(f"{_listed(names)} {_is(names)} {rag.value}.", rag, _POLICIES[policy]))
    known = [name for name, one in dimensions.items() if one.rag is not Rag.UNKNOWN]
    if known and not reasons:
        reasons.append(Reason(f"{_listed(known)} {_is(known)} green.", Rag.GREEN, _POLICIES[policy]))
    grey = [name for name, one in dimensions.items() if one.rag is Rag.UNKNOWN]
    if grey:
        reasons.append(Reason(f"Nothing can be said about {_listed(grey).lower()}.", Rag.UNKNOWN))
    return Dimension("overall", shown, computed, tuple(reasons))


def _together(rags: Mapping[str, Rag], policy: str) -> Rag:
    """All colours as one; what is unknown does not count."""
    overall = worst(rags.values())
    if policy == "worst" or overall is not Rag.RED:
        return overall
    red = [name for name, rag in rags.items() if rag is Rag.RED]
    return Rag.RED if len(red) >= 3 or {"schedule", "cost"} <= set(red) else Rag.AMBER


def _overrides(project: Project) -> dict[str, Override]:
    """The overrides in force: complete and not expired. The others have a finding and change nothing."""
    written = project.settings.section("status").part("overrides")
    found: dict[str, Override] = {}
    for name, _ in DIMENSIONS:
        entry = None if written is None else written.part(name)
        if entry is None:
            continue
        reason, approver, expires = entry.text("reason"), entry.text("approver"), entry.date("expires")
        rag = _rag(entry.text("rag"))
        if rag is not None and reason and approver and _holds(expires, project) and expires is not None:
            found[name] = Override(rag, reason, approver, expires)
    return found


def _holds(expires: date | None, project: Project) -> bool:
    return expires is not None and expires >= project.settings.status_date


def _rag(text: str) -> Rag | None:
    return next((rag for rag in (Rag.GREEN, Rag.AMBER, Rag.RED) if rag.value == text), None)


def _declared_better(project: Project, status: Status) -> Iterator[Diagnostic]:
    declared = project.settings.section("status").part("declared")
    for name, dimension in status.dimensions.items():
        said = None if declared is None else _rag(declared.text(name))
        if declared is None or said is None or said.rank >= dimension.computed.rank:
            continue
        why = dimension.reasons[0].text
        message = f"{name} is declared {said.value} and computed {dimension.computed.value}: {why}"
        project_id = project.settings.text("id") or None
        yield rules.DECLARED_BETTER.at(declared.span(name), message, record=project_id)


def _listed(names: list[str]) -> str:
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{text[:1].upper()}{text[1:]}"


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
