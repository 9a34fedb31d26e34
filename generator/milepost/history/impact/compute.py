"""Two computed states of a project compared by id: what changes, in the order in which it matters."""

from collections.abc import Iterator
from dataclasses import replace

from milepost.checking import Checked
from milepost.frozen import frozen
from milepost.history.impact import money, plan
from milepost.history.impact.approvals import approvals_for
from milepost.history.impact.baselines import unapproved_moves
from milepost.history.impact.drivers import Drivers
from milepost.history.impact.edits import edits_between
from milepost.history.impact.findings import findings_lines
from milepost.history.impact.life_cycle import illegal_steps, implemented_without_plan
from milepost.history.impact.model import Impact, Line, State
from milepost.history.impact.scope import scope_lines
from milepost.history.impact.status import status_lines
from milepost.history.snapshot import snapshot_of


@frozen
class Side:
    """A state to compare: what the user calls it, the hash of its commit or nothing, and what is computed."""

    label: str
    commit: str
    checked: Checked


def impact_of(base: Side, head: Side) -> Impact:
    """What the edits between two states do.

    Swapping the two gives the same lines with their signs turned.
    """
    before, after = base.checked, head.checked
    edits = edits_between(before.project, after.project)
    drivers = Drivers(edits, before.report, after.report)
    lines = tuple(_lines(before, after, drivers))
    return Impact(
        name=after.project.settings.name,
        base=_state(base),
        head=_state(head),
        edits=edits,
        lines=lines,
        approvals=approvals_for(after, edits, lines),
        currency=after.project.settings.currency,
        baseline_without_change=unapproved_moves(before.project, after.project),
        illegal_steps=illegal_steps(before.project, after.project),
        implemented_without_plan=implemented_without_plan(before.project, after.project),
    )


def with_nothing_before(base: Side, head: Side) -> Impact:
    """The impact of a project that is not there in the state before: nothing can be said of it.

    Args:
        base: The name of the state before; what is computed in it does not count.
        head: The state with the project.
    """
    found = impact_of(Side(base.label, base.commit, head.checked), head)
    return replace(found, base=replace(found.base, broken="the project is not there yet"))


def _state(side: Side) -> State:
    snapshot = snapshot_of(side.checked)
    return State(side.label, side.commit, snapshot.status_date, snapshot.broken)


def _lines(before: Checked, after: Checked, drivers: Drivers) -> Iterator[Line]:
    yield from plan.finish_lines(before.report, after.report, drivers)
    yield from plan.milestone_lines(before.report, after.report, drivers)
    yield from plan.path_lines(before.report, after.report, drivers)
    yield from money.cost_lines(before, after, drivers)
    yield from money.risk_lines(before, after, drivers)
    yield from plan.load_lines(before.report, after.report, drivers)
    yield from scope_lines(before.project, after.project, drivers)
    yield from status_lines(before.report, after.report, drivers)
    yield from findings_lines(before, after, drivers)
