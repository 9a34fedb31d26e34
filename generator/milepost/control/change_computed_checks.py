"""What is wrong with changes once their effect can be measured."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget.model import Budget
from milepost.control import change_control_rules as rules
from milepost.control.change_impact import read_impacts
from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.schedule.model import Schedule

_SHARE = Decimal("0.2")
_LEAST_DAYS, _LEAST_OF_BAC = Decimal(1), Decimal("0.002")


def check_impacts(project: Project, schedule: Schedule, budget: Budget) -> Iterator[Diagnostic]:
    """Changes that cost something else than they said.

    Tolerated are 20% of what was declared, and in any case a day and 0.2% of the budget.
    """
    for id_, (declared, measured) in read_impacts(project, schedule, budget).items():
        change = project.get(id_, "change")
        impact = None if change is None else change.part("impact")
        if declared.days is not None and measured.days is not None:
            apart = abs(measured.days - declared.days)
            if impact is not None and apart > max(_LEAST_DAYS, _SHARE * abs(declared.days)):
                said, found = _number(declared.days), _number(measured.days)
                message = f"{id_} declares {said} working days, and the baselines differ by {found}"
                yield rules.IMPACT_NOT_AS_DECLARED.at(impact.span("schedule"), message, record=id_)
        if declared.cost is not None and measured.cost is not None:
            apart = abs(measured.cost - declared.cost)
            least = _LEAST_OF_BAC * budget.performance.bac
            if impact is not None and apart > max(least, _SHARE * abs(declared.cost)):
                said, found = f"{declared.cost:.0f}", f"{measured.cost:.0f} {budget.currency}"
                message = f"{id_} declares a cost of {said} {budget.currency}, and the plan says {found}"
                yield rules.IMPACT_NOT_AS_DECLARED.at(impact.span("cost"), message, record=id_)


def _number(days: Decimal) -> str:
    return f"{days:.1f}".removesuffix(".0")
