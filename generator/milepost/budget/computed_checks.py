"""What is wrong with a budget once it is computed: changed baselines, accounts and forecasts out of line."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget import computed_rules as rules
from milepost.budget.baseline import Baseline, check_seals
from milepost.budget.currency import Rates
from milepost.budget.model import Budget
from milepost.budget.plan_costs import CENT
from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.source.fields import Fields

ZERO = Decimal(0)


def check_budget(
    project: Project, budget: Budget, baseline: Baseline | None, rates: Rates
) -> Iterator[Diagnostic]:
    """The findings of a computed budget.

    Args:
        project: The project.
        budget: What was computed.
        baseline: The baseline in force, or None.
        rates: The exchange rates.
    """
    yield from check_seals(project)
    yield from _no_baseline_rate(project, rates)
    yield from _accounts(project, budget)
    yield from _unbaselined(project, budget)
    if baseline is not None:
        yield from _baseline_total(baseline, budget, rates)
    yield from _funding(project, budget)


def _no_baseline_rate(project: Project, rates: Rates) -> Iterator[Diagnostic]:
    """One finding per currency that something is planned in, at the first rate that stands in."""
    planned = {
        money.currency
        for kind, key in (
            ("budget_line", "amount"),
            ("account", "budget"),
            ("task", "cost"),
            ("reserve", "amount"),
        )
        for record in project.all(kind)
        if (money := record.money(key)) is not None
    }
    for document in project.documents:
        if document.register not in {"budget", "project"}:
            continue
        for rate in Fields(document.data, document).parts("exchange_rates"):
            pair = {rate.text("from"), rate.text("to")} - {rates.currency}
            other = next(iter(pair), "")
            if other in planned and rates.stands_in(other):
                planned.discard(other)
                place = rate.span("kind" if rate.has("kind") else "rate")
                message = (
                    f"what is planned in {other} has no baseline rate to {rates.currency}; this stands in"
                )
                yield rules.NO_BASELINE_RATE.at(place, message)


def _accounts(project: Project, budget: Budget) -> Iterator[Diagnostic]:
    for account in budget.accounts.values():
        record = project.get(account.id, "account")
        if record is None:
            continue
        own = account.own
        if own.ev >= CENT and not own.ac and budget.performance.ac > 0:
            message = f"{account.id} has earned {own.ev:.2f} {budget.currency} and no cost is booked on it"
            yield rules.EARNED_WITHOUT_COST.at(record.span("id"), message, record=account.id)
        if own.ac >= CENT and not account.performance.bac:
            message = f"{own.ac:.2f} {budget.currency} are booked on {account.id}, which has no budget"
            yield rules.COST_WITHOUT_BUDGET.at(record.span("id"), message, record=account.id)


def _unbaselined(project: Project, budget: Budget) -> Iterator[Diagnostic]:
    for id_ in budget.unbaselined:
        record, task = project.get(id_, "task"), budget.tasks[id_]
        if record is None or not (task.planned_cost or task.performance.ac):
            continue
        sums = f"a budget of {task.planned_cost:.2f} and costs of {task.performance.ac:.2f} {budget.currency}"
        message = f"{id_} has {sums} and is not in the baseline {budget.baseline}"
        yield rules.UNBASELINED_COST.at(record.span("id"), message, record=id_)


def _baseline_total(baseline: Baseline, budget: Budget, rates: Rates) -> Iterator[Diagnostic]:
    said = None if baseline.bac is None else rates.at_baseline(baseline.bac)
    if said is not None and abs(said - budget.performance.bac) >= CENT:
        message = (
            f"{baseline.id} says a budget at completion of {baseline.bac}, and its tasks, accounts and "
            f"undistributed budget add up to {budget.performance.bac:.2f} {budget.currency}"
        )
        yield rules.BASELINE_INCONSISTENT.at(baseline.record.span("bac"), message, record=baseline.id)


def _funding(project: Project, budget: Budget) -> Iterator[Diagnostic]:
    expected = budget.forecast.selected
    if budget.funding is None or expected <= budget.funding:
        return
    record = project.all("funding")[-1]
    message = (
        f"the forecast at completion is {expected:.2f} {budget.currency}, "
        f"and {budget.funding:.2f} {budget.currency} of funding are confirmed"
    )
    yield rules.FORECAST_ABOVE_FUNDING.at(record.span("amount"), message, record=record.id)
