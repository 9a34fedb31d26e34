"""The cost at completion of every iteration: what is fixed, what grows with time, what risks cost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from milepost.frozen import frozen
from milepost.risk.simulation.arrays import Flags, Floats, Ints, picked
from milepost.risk.simulation.model import Costs, RiskEvent
from milepost.risk.simulation.rerun import Rerun
from milepost.risk.simulation.spans import effort_spans
from milepost.risk.simulation.wave import Wave
from milepost.schedule.graph import Role


@frozen
class Pricing:
    """What changes the cost.

    Attributes:
        fixed: What no draw changes.
        timed: Position of a task to what is still to be spent and its planned remaining minutes.
        efforts: The same of levels of effort, with their planned remaining spans.
        risks: What each risk costs of itself.
    """

    fixed: float
    timed: Mapping[int, tuple[float, float]]
    efforts: Mapping[int, tuple[float, float]]
    risks: tuple[float, ...]

    @classmethod
    def of(cls, costs: Costs, risks: tuple[RiskEvent, ...], planned: Wave) -> Pricing:
        """Split costs by what changes them.

        Args:
            costs: The cost at completion by the plan.
            risks: The risks.
            planned: The dates by the plan.
        """
        graph = planned.layout.graph
        fixed, timed, efforts = costs.fixed, {}, {}
        spans = remaining_spans(planned)
        for node, amount in costs.timed.items():
            if graph.roles[node] is Role.LEVEL_OF_EFFORT:
                span = float(spans[node][0])
                if span > 0:
                    efforts[node] = (amount, span)
                else:
                    fixed += amount
            elif graph.roles[node] is Role.ACTIVITY and graph.remaining[node] > 0:
                timed[node] = (amount, float(graph.remaining[node]))
            else:
                fixed += amount
        return cls(fixed, timed, efforts, tuple(risk.cost for risk in risks))

    def planned(self) -> float:
        """Give the cost by the plan alone."""
        total = self.fixed
        for amount, _ in (*self.timed.values(), *self.efforts.values()):
            total += amount
        return total

    def of_wave(self, wave: Wave, happened: tuple[Flags, ...], count: int) -> Floats:
        """Give the cost of each of `count` iterations."""
        total = np.full(count, float(self.fixed))
        for node, (amount, minutes) in self.timed.items():
            need = wave.needs.get(node)
            total += amount if need is None else amount * (need / minutes)
        if self.efforts:
            spans = remaining_spans(wave)
            for node, (amount, minutes) in self.efforts.items():
                total += amount * (spans[node] / minutes)
        for cost, flags in zip(self.risks, happened, strict=True):
            if cost:
                total += cost * flags
        return total

    def of_rerun(self, rerun: Rerun, before: Floats, base_spans: Mapping[int, Ints]) -> Floats:
        """Give the cost of the iterations of a rerun, but for what risks cost of themselves.

        Args:
            rerun: The rerun.
            before: The cost of its iterations in the wave that it is a rerun of.
            base_spans: The remaining spans of levels of effort in that wave.
        """
        total = before.copy()
        for node, need in rerun.needs.items():
            if node in self.timed:
                amount, minutes = self.timed[node]
                total += amount * ((need - picked(rerun.base.need(node), rerun.rows)) / minutes)
        if self.efforts:
            spans = remaining_spans(rerun)
            for node, (amount, minutes) in self.efforts.items():
                total += amount * ((spans[node] - picked(base_spans[node], rerun.rows)) / minutes)
        return total


def remaining_spans(wave: Wave) -> dict[int, Ints]:
    """Give the working minutes of levels of effort that lie behind the status date."""
    graph = wave.layout.graph
    status = graph.network.status_date
    found = {}
    for node, (start, finish) in effort_spans(wave).items():
        line = wave.layout.lines.of(graph.calendars[node])
        begin = start if status is None else np.maximum(start, status)
        found[node] = np.maximum(line.work(finish) - line.work(begin), 0)
    return found
