"""Early dates alone are those of the whole calculation."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from milepost.schedule import Activity, ActivityKind, Constraint, ConstraintType, Network, calculate
from milepost.schedule.early_dates import early_dates
from tests.schedule.test_cpm_laws import FIVE_DAYS, START, networks

_KINDS = st.sampled_from([*ActivityKind, ActivityKind.TASK, ActivityKind.TASK])
_CONSTRAINTS = st.one_of(st.none(), st.sampled_from(ConstraintType))


@given(networks(), st.data())
def test_early_dates_are_those_of_the_calculation(network, data):
    activities = list(network.activities)
    for index in data.draw(st.sets(st.integers(1, len(activities) - 1))):
        parent = data.draw(st.one_of(st.none(), st.integers(0, index - 1)))
        kind, constraint = data.draw(_KINDS), data.draw(_CONSTRAINTS)
        date = START + 1440 * data.draw(st.integers(-3, 20))
        activities[index] = replace(
            activities[index],
            parent=parent,
            kind=kind,
            constraints=() if constraint is None else (Constraint(constraint, date),),
        )
    network = replace(network, activities=tuple(activities))
    dates, _ = calculate(network)
    early = early_dates(network)
    if dates is None:
        assert early is None
        return
    found = (early.start, early.finish, early.project_start, early.project_finish)
    assert found == (dates.start, dates.finish, dates.project_start, dates.project_finish)


def test_dates_beyond_the_horizon_are_cut_alike():
    network = Network(START, FIVE_DAYS, (Activity("T-1", FIVE_DAYS, 480 * 40_000),))
    dates, _ = calculate(network)
    assert early_dates(network).finish == dates.finish
