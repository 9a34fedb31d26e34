"""Some iterations played again with other needs, as far as that makes a difference."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from milepost.risk.simulation.arrays import Flags, Ints, picked, single
from milepost.risk.simulation.layout import Manner
from milepost.risk.simulation.wave import Wave
from milepost.schedule.calendar import NEVER


class Rerun(Wave):
    """A wave over some iterations of another one, in which some needs differ.

    Args:
        base: The other wave.
        rows: The iterations.
        needs: What differs.
    """

    def __init__(self, base: Wave, rows: Ints, needs: Mapping[int, Ints]) -> None:
        super().__init__(base.layout, needs)
        self.base, self.rows = base, rows
        self._own: set[int] = set()
        self._changed: set[int] = set()

    def play(self) -> Ints:
        """Place what differs and what waits for it, as far as that makes a difference.

        Returns:
            The latest finish of all activities.
        """
        graph, due = self.layout.graph, set(self.needs)
        for node in graph.order:
            if node not in due:
                continue
            self._own.add(node)
            self.run((node,))
            if node in self.needs or self._differs(node):
                self._changed.add(node)
                due.update(edge.successor for edge in graph.outgoing[node])
        return self.project_finish()

    def _differs(self, node: int) -> bool:
        """Whether any date of a node is another one than in the other wave."""
        base, rows = self.base, self.rows
        if self.layout.places[node].manner is Manner.PLAIN:
            return bool((self.end_work(node) != picked(base.end_work(node), rows)).any())
        return bool(
            (self.end(node) != picked(base.end(node), rows)).any()
            or (self.start(node) != picked(base.start(node), rows)).any()
            or (self.still_open(node) != _picked_flags(base.still_open(node), rows)).any()
        )

    def project_finish(self) -> Ints:
        """Give the latest finish of all activities.

        Ends that are never later than the earliest finish of an unaffected one need not be looked at.
        """
        ranges = self.base.end_ranges()
        untouched = [node for node in self.layout.ends if node not in self._changed]
        bound = max((ranges[node][0] for node in untouched), default=-NEVER)
        latest = single(bound)
        for node in untouched:
            if ranges[node][1] > bound:
                latest = np.maximum(latest, self.finish(node))
        worked: dict[int, int] = {}
        for node in self.layout.ends:
            if node not in self._changed:
                continue
            line = self.layout.places[node].line
            if id(line) not in worked:
                worked[id(line)] = int(line.work(single(bound))[0])
            if node in self._ends or np.maximum.reduce(self.end_work(node)) > worked[id(line)]:
                latest = np.maximum(latest, self.finish(node))
        return latest

    def need(self, node: int) -> Ints:
        """Give the remaining minutes of an activity."""
        found = self.needs.get(node)
        return picked(self.base.need(node), self.rows) if found is None else found

    def start(self, node: int) -> Ints:
        """Give the start of an activity."""
        if node in self._own or node in self._starts:
            return super().start(node)
        found = self._starts[node] = picked(self.base.start(node), self.rows)
        return found

    def end(self, node: int) -> Ints:
        """Give what finish links count from."""
        if node in self._own or node in self._ends:
            return super().end(node)
        found = self._ends[node] = picked(self.base.end(node), self.rows)
        return found

    def start_work(self, node: int) -> Ints:
        """Give the working minutes before the start."""
        if node in self._own:
            return super().start_work(node)
        found = self._start_work.get(node)
        if found is None:
            found = self._start_work[node] = picked(self.base.start_work(node), self.rows)
        return found

    def end_work(self, node: int) -> Ints:
        """Give the working minutes before the end."""
        found = self._end_work.get(node)
        if found is None:
            found = self._end_work[node] = picked(self.base.end_work(node), self.rows)
        return found

    def still_open(self, node: int) -> Flags:
        """Tell whether anything is left that successors wait for."""
        if node in self._own:
            return super().still_open(node)
        return _picked_flags(self.base.still_open(node), self.rows)


def _picked_flags(flags: Flags, rows: Ints) -> Flags:
    return flags if flags.shape[0] == 1 else flags.take(rows)
