"""Two computed states of a project compared by id: what changes, in the order in which it matters."""

from collections.abc import Iterator

from milepost.checking import Checked
from milepost.frozen import frozen, replace
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
from milepost.history.snapshot import Snapshot, snapshot_of
from milepost.risk.simulation.result import Percentiles


@frozen
class Side:
    """A state to compare.

    Attributes:
        label: What the user calls it.
        commit: The hash of its commit, or nothing.
        checked: What is computed.
        percentiles: P50 and P80; None where they were not simulated.
    """

    label: str
    commit: str
    checked: Checked
    percentiles: Percentiles | None = None


def impact_of(base: Side, head: Side) -> Impact:
    """What the edits between two states do.

    Swapping the two gives the same lines with their signs turned.
    """
    before, after = base.checked, head.checked
    if _unread(before) or _unread(after):
        return _of_unread_files(base, head)
    edits = edits_between(before.project, after.project)
    drivers = Drivers(edits, before.report, after.report)
    figures = (snapshot_of(before, base.percentiles), snapshot_of(after, head.percentiles))
    lines = tuple(_lines(before, after, figures, drivers))
    return Impact(
        name=after.project.settings.name,
        base=_state(base, figures[0]),
        head=_state(head, figures[1]),
        edits=edits,
        lines=lines,
        approvals=approvals_for(after, edits, lines),
        currency=after.project.settings.currency,
        baseline_without_change=unapproved_moves(before.project, after.project),
        illegal_steps=illegal_steps(before.project, after.project),
        implemented_without_plan=implemented_without_plan(before.project, after.project),
    )


def _of_unread_files(base: Side, head: Side) -> Impact:
    """Nothing but what is wrong with files that cannot be read: without them every figure would mislead."""
    before, after = (_only_unread(side.checked) for side in (base, head))
    settings = after.project.settings
    return Impact(
        name=settings.name,
        base=_state(base, snapshot_of(before)),
        head=_state(head, snapshot_of(after)),
        edits=(),
        lines=tuple(findings_lines(before, after, Drivers(()))),
        approvals=(),
        currency=settings.currency,
        unread=_unread(after),
    )


def _unread(checked: Checked) -> tuple[str, ...]:
    return tuple(sorted(one.path for one in checked.project.documents if one.broken))


def _only_unread(checked: Checked) -> Checked:
    files = _unread(checked)
    findings = (one for one in checked.verdict.findings if one.span is not None and one.span.file in files)
    return replace(checked, verdict=replace(checked.verdict, findings=tuple(findings)))


def with_nothing_before(base: Side, head: Side) -> Impact:
    """The impact of a project that is not there in the state before: nothing can be said of it.

    Args:
        base: The name of the state before; what is computed in it does not count.
        head: The state with the project.
    """
    found = impact_of(Side(base.label, base.commit, head.checked), head)
    return replace(found, base=replace(found.base, broken="the project is not there yet"))


def _state(side: Side, figures: Snapshot) -> State:
    return State(side.label, side.commit, figures.status_date, figures.broken, figures.iterations)


def _lines(
    before: Checked, after: Checked, figures: tuple[Snapshot, Snapshot], drivers: Drivers
) -> Iterator[Line]:
    yield from plan.finish_lines(before.report, after.report, figures, drivers)
    yield from plan.milestone_lines(before.report, after.report, drivers)
    yield from plan.path_lines(before.report, after.report, drivers)
    yield from money.cost_lines(figures, drivers)
    yield from money.risk_lines(before.report, after.report, figures, drivers)
    yield from plan.load_lines(before.report, after.report, drivers)
    yield from scope_lines(before.project, after.project, drivers)
    yield from status_lines(before.report, after.report, drivers)
    yield from findings_lines(before, after, drivers)
