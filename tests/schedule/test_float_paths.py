"""Float paths: the chain that sets the finish, and those that come closest to it."""

from hypothesis import given

from milepost.schedule import Activity, Calendar, Link, LinkType, Network, Options, Progress, calculate
from milepost.schedule.instants import parse_instant
from tests.schedule.test_cpm_laws import networks

DAY = ((480, 720), (780, 1020))
FIVE = Calendar(week=(DAY,) * 5 + ((), ()))
START = parse_instant("2026-06-01T08:00")


def paths(days, links, count=10, parents=None, **fields):
    activities = tuple(
        Activity(str(place), FIVE, length * 480, parent=(parents or {}).get(place))
        for place, length in enumerate(days)
    )
    options = Options(float_paths=count)
    schedule, _ = calculate(Network(START, FIVE, activities, tuple(links), options=options, **fields))
    return [(path.slack / 480, path.activities) for path in schedule.float_paths]


def test_the_first_path_is_the_longest_and_the_next_come_closest():
    #  0 -> 1 -> 4, 0 -> 2 -> 4, 3 -> 4
    links = [Link(0, 1), Link(1, 4), Link(0, 2), Link(2, 4), Link(3, 4)]
    assert paths([2, 5, 3, 6, 1], links) == [(0, (0, 1, 4)), (1, (3,)), (2, (2,))]


def test_room_adds_up_along_the_paths_that_are_joined():
    #  0 -> 3, 1 -> 2 -> 3: 2 has 1 day to spare and 1 another one before 2, which is held back by a lag of 4
    links = [Link(0, 3), Link(2, 3), Link(1, 2), Link(4, 2)]
    assert paths([6, 2, 2, 1, 3], links) == [(0, (0, 3)), (1, (4, 2)), (2, (1,))]


def test_open_ends_have_the_room_to_the_finish():
    assert paths([5, 2, 4], []) == [(0, (0,)), (1, (2,)), (3, (1,))]


def test_ties_keep_the_order_of_the_links_and_all_of_them_get_a_number():
    links = [Link(1, 2), Link(0, 2)]
    assert paths([3, 3, 1], links) == [(0, (1, 2)), (0, (0,))]


def test_only_so_many_as_are_asked_for():
    assert len(paths([5, 2, 4], [], count=2)) == 2
    assert paths([5, 2, 4], [], count=0) == []


def test_summaries_are_seen_through():
    #  summary 0 of 1 and 2, before 3
    assert paths([0, 5, 3, 1], [Link(0, 3)], parents={1: 0, 2: 0}) == [(0, (1, 3)), (2, (2,))]


def test_links_from_starts_and_what_is_done_are_no_way_back():
    done = Progress(START, parse_instant("2026-06-02T17:00"))
    activities = (
        Activity("A", FIVE, 960, progress=done),
        Activity("B", FIVE, 4800),
        Activity("C", FIVE, 4800),
    )
    links = (Link(0, 1), Link(1, 2, LinkType.START_TO_START, 480))
    network = Network(START, FIVE, activities, links, options=Options(float_paths=5))
    schedule, _ = calculate(network)
    assert [path.activities for path in schedule.float_paths] == [(1, 2)]


@given(networks())
def test_every_open_activity_is_on_one_path_and_no_path_comes_before_a_tighter_one(network):
    count = len(network.activities)
    options = Options(float_paths=count)
    schedule, _ = calculate(
        Network(network.start, network.calendar, network.activities, network.links, options=options)
    )
    found = [one for path in schedule.float_paths for one in path.activities]
    assert sorted(found) == list(range(count))
    slacks = [path.slack for path in schedule.float_paths]
    assert slacks == sorted(slacks)
    assert slacks[0] == 0
    assert all(schedule.longest_path[one] for one in schedule.float_paths[0].activities)
