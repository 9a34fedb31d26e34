"""Everything that is computed about a project, in one frozen value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.budget.baseline import Baseline, baseline_in_force
from milepost.budget.compute import compute_budget
from milepost.budget.model import Budget
from milepost.budget.threshold_checks import check_reserve
from milepost.control.change_computed_checks import check_impacts
from milepost.control.computed_checks import check_course
from milepost.control.report_checks import check_reports
from milepost.control.status import compute_status
from milepost.control.status_model import Status
from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen
from milepost.people.computed_checks import check_team
from milepost.project import Project
from milepost.risk.compute import RiskRegister, compute_risk
from milepost.risk.issue_checks import check_issues
from milepost.risk.response_checks import response_findings
from milepost.risk.simulation_checks import simulation_findings
from milepost.schedule.calendars import HolidaySource
from milepost.schedule.health_checks import check_health
from milepost.schedule.health_model import Health
from milepost.schedule.health_plan import assess_project
from milepost.schedule.load_checks import check_load
from milepost.schedule.load_plan import Load, load_of_project
from milepost.schedule.model import Schedule
from milepost.schedule.plan import compute_schedule, project_calendar
from milepost.scope.computed_checks import check_scope

if TYPE_CHECKING:
    from milepost.control.change_ledger import ChangeLedger
    from milepost.control.decision_log import DecisionLog
    from milepost.people.model import People
    from milepost.quality.figures import Quality
    from milepost.risk.issues import IssueLog
    from milepost.risk.simulation.result import Simulation
    from milepost.scope.movement import ScopeMovement
    from milepost.scope.trace import Traceability


@frozen
class Report:
    """A project, computed as of its status date.

    What only pages and exports show is computed when it is asked for; a check does not wait for it.

    Attributes:
        project: What is written.
        baseline: The baseline in force, or None.
        schedule: Dates and floats; None when the plan permits none.
        health: The 14-point assessment of the plan; None without a schedule.
        load: What people are asked to do in each week, and what they can; None without a schedule.
        budget: Cost and earned value; None without a schedule.
        risk: Scores and exposure.
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
    risk: RiskRegister
    status: Status
    simulation: Simulation | None = None

    def traceability(self) -> Traceability:
        """What was asked for, what is handed over and what is done for it."""
        from milepost.scope.trace import trace

        return trace(self.project, self.schedule)

    def scope(self) -> ScopeMovement:
        """How the scope moved since the first baseline, and how much of it is done."""
        from milepost.scope.movement import scope_movement

        return scope_movement(self.project)

    def changes(self) -> ChangeLedger:
        """What changes did to finish and budget."""
        from milepost.control.change_ledger import change_ledger

        return change_ledger(self.project, self.schedule, self.budget)

    def decisions(self) -> DecisionLog:
        """What is pending and on whom, and who was told of what was decided."""
        from milepost.control.decision_log import decision_log

        return decision_log(self.project, self.schedule)

    def issues(self) -> IssueLog:
        """Issues and actions: priority, age, float at stake."""
        from milepost.risk.issues import issue_log

        return issue_log(self.project, self.schedule, self.baseline)

    def people(self) -> People:
        """Engagement, communication, responsibilities, skills, promises between teams and absences."""
        from milepost.people.compute import compute_people

        return compute_people(self.project, self.schedule)

    def quality(self) -> Quality:
        """Criteria met, reviews passed, acceptance, defects, metrics and what quality costs."""
        from milepost.quality.figures import assess_quality

        return assess_quality(self.project)


def compute(project: Project, holidays: HolidaySource) -> tuple[Report, list[Diagnostic]]:
    """Compute everything.

    Args:
        project: The project.
        holidays: Where public holidays come from.
    """
    baseline = baseline_in_force(project)
    schedule, findings = compute_schedule(project, holidays)
    calendar = project_calendar(project, holidays) if schedule is None else schedule.calendar
    findings += check_team(project, schedule)
    health, load, budget = None, None, None
    if schedule is not None:
        health = assess_project(project, schedule, None if baseline is None else baseline.tasks)
        load = load_of_project(project, schedule)
        findings += [*check_health(project, schedule, health), *check_load(project, schedule, load)]
        budget, of_budget = compute_budget(project, schedule, baseline)
        findings += of_budget
    bac = None if budget is None else budget.performance.bac
    risk, of_risk = compute_risk(project, calendar, schedule, bac)
    findings += [*of_risk, *response_findings(project, schedule, risk)]
    if schedule is not None and budget is not None:
        findings += simulation_findings(project, schedule, risk)
        findings += check_scope(project, schedule)
        findings += [*check_issues(project, schedule), *check_impacts(project, schedule, budget)]
        findings += check_reserve(project, budget, risk.residual.threats)
    status, of_status = compute_status(
        project, calendar, schedule, baseline, load=load, budget=budget, risk=risk
    )
    findings += check_reports(project, status)
    findings += [*of_status, *check_course(project, schedule, baseline, budget, status)]
    return Report(project, baseline, schedule, health, load, budget, risk, status), findings
