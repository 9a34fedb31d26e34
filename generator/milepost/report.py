"""Everything that is computed about a project, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from milepost.budget.baseline import Baseline, baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.budget.model import Budget
from milepost.control.computed_checks import check_course
from milepost.control.status import compute_status
from milepost.control.status_model import Status
from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.risk.compute import RiskRegister, compute_risk
from milepost.risk.simulation_checks import simulation_findings
from milepost.schedule.calendars import HolidaySource
from milepost.schedule.health_checks import check_health
from milepost.schedule.health_model import Health
from milepost.schedule.health_plan import assess_project
from milepost.schedule.load_checks import check_load
from milepost.schedule.load_plan import Load, load_of_project
from milepost.schedule.model import Schedule
from milepost.schedule.plan import compute_schedule

if TYPE_CHECKING:
    from milepost.risk.simulation.result import Simulation


@dataclass(frozen=True, slots=True)
class Report:
    """A project, computed as of its status date.

    Attributes:
        project: What is written.
        baseline: The baseline in force, or None.
        schedule: Dates and floats; None when the plan permits none.
        health: The 14-point assessment of the plan; None without a schedule.
        load: What people are asked to do in each week, and what they can; None without a schedule.
        budget: Cost and earned value; None without a schedule.
        risk: Scores and exposure; None without a schedule.
        status: Every dimension with its colour and the reasons, and all of them together.
        simulation: What may become of finish and cost; None until it is asked for (`milepost.simulating`),
            and where nothing is uncertain.
    """

    project: Project
    baseline: Baseline | None
    schedule: Schedule | None
    health: Health | None
    load: Load | None
    budget: Budget | None
    risk: RiskRegister | None
    status: Status
    simulation: Simulation | None = None


def compute(project: Project, holidays: HolidaySource) -> tuple[Report, list[Diagnostic]]:
    """Compute everything.

    Args:
        project: The project.
        holidays: Where public holidays come from.
    """
    baseline = baseline_in_force(project)
    schedule, findings = compute_schedule(project, holidays)
    health, load, budget, risk = None, None, None, None
    if schedule is not None:
        health = assess_project(project, schedule, None if baseline is None else baseline.tasks)
        load = load_of_project(project, schedule)
        findings += [*check_health(project, schedule, health), *check_load(project, schedule, load)]
        budget, of_budget = compute_budget(project, schedule, baseline)
        risk, of_risk = compute_risk(project, schedule, budget.performance.bac)
        findings += [*of_budget, *of_risk, *simulation_findings(project, schedule, risk)]
    status, of_status = compute_status(project, schedule, baseline, load=load, budget=budget, risk=risk)
    findings += [*of_status, *check_course(project, schedule, budget, status)]
    return Report(project, baseline, schedule, health, load, budget, risk, status), findings
