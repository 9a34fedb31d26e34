"""What makes schedules: the same few operations for plans on one calendar and on many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from milepost.schedule.instants import Instant

Order: TypeAlias = Sequence[int]
"""Job numbers, each after those it has to wait for."""


class Placement(NamedTuple):
    """Starts and finishes by job number, in the time of a kernel."""

    starts: list[int]
    finishes: list[int]


class Kernel(Protocol):
    """Places jobs in time; a time is whatever whole number the kernel counts."""

    @property
    def lengths(self) -> Sequence[int]:
        """How long each job takes, for comparison."""

    @property
    def ordered_starts(self) -> bool:
        """Whether no job can start before one it waits for, so that starts in turn are an order."""

    @property
    def ordered_finishes(self) -> bool:
        """Whether no job can finish before one it waits for."""

    @property
    def fixed_finish(self) -> int:
        """The last finish of the jobs that are not moved."""

    def early(self) -> Placement:
        """Place every job as early as links allow, capacity aside."""

    def settled(self, floors: Sequence[int]) -> Placement:
        """Place every job as early as links and some earliest starts, no less than releases, allow."""

    def late(self, limit: int) -> Placement:
        """Place every job as late as links and a common latest finish allow, capacity aside."""

    def forward(self, order: Order) -> Placement:
        """Place job by job, each as early as links and capacity allow: the serial scheme."""

    def backward(self, order: Order, limit: int) -> Placement:
        """Place job by job, successors first, each as late as links, capacity and the limit allow.

        Releases are not looked at.
        """

    def clear(self) -> None:
        """Take every job away, for `earliest` and `put`."""

    def earliest(self, job: int, floor: int) -> int:
        """Give the earliest time, `floor` or later, at which capacity allows a job; links aside."""

    def moment(self, job: int, t: int) -> int:
        """Give when a job put at `t` begins, alike for all times between which it has nothing to work."""

    def allowed(self, job: int) -> int:
        """Give the earliest start that release and links from the jobs put so far allow."""

    def put(self, job: int, t: int) -> None:
        """Place a job at a time that `earliest` gave."""

    def placed(self) -> Placement:
        """Give where the jobs were put."""

    def shortfall(self, placement: Placement) -> int:
        """Give by how much a placement would have to move for every job to start after its release."""

    def slack(self, job: int, start: int, late_start: int) -> int:
        """Give the working time between two starts of a job."""

    def worked_off(self, resource: int, t: int, minutes: int) -> int:
        """Give when a resource that begins at `t` has worked for some minutes."""

    def tail(self, finish: int, limit: int) -> int:
        """Give how much time there is at least between a late finish and the limit it was made for."""

    def dates(self, placement: Placement) -> tuple[list[Instant], list[Instant]]:
        """Give the instants of a placement made by `early`, `forward` or `put`."""

    def finish_date(self, finish: int) -> Instant:
        """Give the instant of a finish."""
