"""A levelled plan without its dates: people do one thing after another in the levelled order.

Where a task takes longer than planned, what its people do next begins later, and where it takes less,
earlier. That is how a levelled plan is played through with other durations; its dates alone would let people
be in two places at once.
"""

from collections.abc import Iterator

from milepost.frozen import replace
from milepost.schedule.cpm import calculate
from milepost.schedule.graph import build_graph
from milepost.schedule.level_plan import is_late, levelled_network
from milepost.schedule.levelled_model import LevelledPlan
from milepost.schedule.network import Link, Network
from milepost.schedule.problems import ProblemKind


def ordered_network(network: Network, levelled: LevelledPlan) -> Network:
    """A network with the dates of a levelled plan, made by links in place of dates wherever that gives them.

    A task that no order explains keeps its levelled start as a start-no-earlier-than: what waits for somebody
    who is done before their task is, and what is as late as possible.

    Args:
        network: The network as written.
        levelled: What levelling did to it.
    """
    late = {one.id for one in network.activities if is_late(one)}
    ordered = _without_circles(network, tuple(_links(network, levelled)))
    held = {id_: start for id_, start in levelled.starts.items() if id_ in late}
    dates, _ = calculate(levelled_network(ordered, held))
    if dates is None:
        return levelled_network(network, levelled.starts)
    reached = dict(zip((one.id for one in network.activities), dates.start, strict=True))
    held |= {id_: start for id_, start in levelled.starts.items() if reached[id_] < start}
    return levelled_network(ordered, held)


def _links(network: Network, levelled: LevelledPlan) -> Iterator[Link]:
    """The order as links from finish to start, without those that are written."""
    places = {one.id: place for place, one in reversed(list(enumerate(network.activities)))}
    written = set(network.links)
    for before, after in levelled.order:
        link = Link(places[before], places[after])
        if link not in written:
            yield link


def _without_circles(network: Network, added: tuple[Link, ...]) -> Network:
    """The network with more links, less those that lead in a circle with links that allow an overlap."""
    count = len(network.links)
    while True:
        ordered = replace(network, links=(*network.links, *added))
        _, problems = build_graph(ordered)
        circle = {link - count for one in problems if one.kind is ProblemKind.CYCLE for link in one.links}
        kept = tuple(link for place, link in enumerate(added) if place not in circle)
        if len(kept) == len(added):
            return ordered
        added = kept
