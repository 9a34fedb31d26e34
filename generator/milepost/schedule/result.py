"""The computed schedule: one column per date or float, one row per activity."""

from __future__ import annotations

from typing import NamedTuple

from milepost.frozen import frozen
from milepost.schedule.edges import Edge
from milepost.schedule.float_paths import FloatPath
from milepost.schedule.forward_pass import Reason
from milepost.schedule.instants import Instant


class Row(NamedTuple):
    """What was computed for one activity; the fields are the columns of `Schedule`."""

    start: Instant
    finish: Instant
    late_start: Instant
    late_finish: Instant
    remaining_start: Instant
    total_float: int | None
    start_float: int | None
    finish_float: int | None
    free_float: int | None
    longest_path: bool
    critical: bool
    critical_by_float: bool
    start_reason: Reason
    finish_reason: Reason
    driving: tuple[Edge, ...]


@frozen
class Schedule:
    """Dates, floats and their reasons, by position of the activity in the network.

    Instants are minutes since 1970; floats are working minutes on the activity's own calendar. Summaries have
    the earliest and latest dates of what lies below them and its least total float.

    Attributes:
        project_start: the earliest start.
        project_finish: the latest finish.
        start: early start, or the actual one. The start of an as-late-as-possible activity is where it was
            moved to.
        finish: early finish, or the actual one.
        late_start: late start (of the remaining work); of what is complete or a level of effort the start.
        late_finish: late finish; of what is complete or a level of effort the finish.
        remaining_start: where the remaining work starts; the start of what has not started.
        total_float: the smaller of start and finish float; None for what is complete or a level of effort.
        start_float: what the start may slip before the finish of the project does; None once started. Of a
            summary from its start to its late start, on the project's calendar.
        finish_float: what the finish may slip, likewise.
        free_float: what the activity may slip before any successor moves; None as above, and for summaries.
        longest_path: on a path of driving links to the project's finish, completed activities included.
        critical: on the longest path and not complete; a summary with anything critical below it.
        critical_by_float: total float of zero or less, Microsoft Project's notion.
        start_reason: what set the start, or of started work where it goes on.
        finish_reason: what set the finish.
        driving: the links that set the start (or by their type the finish), all that tie; each tells its
            position among the links and the activity it acts from (below the summary it may name; of
            several there that tie, the first).
        float_paths: as many chains to the finish as the options ask for, the tightest first.
    """

    project_start: Instant
    project_finish: Instant
    start: tuple[Instant, ...]
    finish: tuple[Instant, ...]
    late_start: tuple[Instant, ...]
    late_finish: tuple[Instant, ...]
    remaining_start: tuple[Instant, ...]
    total_float: tuple[int | None, ...]
    start_float: tuple[int | None, ...]
    finish_float: tuple[int | None, ...]
    free_float: tuple[int | None, ...]
    longest_path: tuple[bool, ...]
    critical: tuple[bool, ...]
    critical_by_float: tuple[bool, ...]
    start_reason: tuple[Reason, ...]
    finish_reason: tuple[Reason, ...]
    driving: tuple[tuple[Edge, ...], ...]
    float_paths: tuple[FloatPath, ...]

    def row(self, position: int) -> Row:
        """Give everything about one activity."""
        return Row(
            self.start[position],
            self.finish[position],
            self.late_start[position],
            self.late_finish[position],
            self.remaining_start[position],
            self.total_float[position],
            self.start_float[position],
            self.finish_float[position],
            self.free_float[position],
            self.longest_path[position],
            self.critical[position],
            self.critical_by_float[position],
            self.start_reason[position],
            self.finish_reason[position],
            self.driving[position],
        )

    def chain_to(self, position: int) -> tuple[Edge, ...]:
        """Give the driving links that lead to an activity, from the root of its start date on.

        Of links that tie, the first in the order of the file is followed. What set the start of the root
        is its `start_reason`.
        """
        chain: list[Edge] = []
        seen = {position}
        while self.driving[position]:
            edge = min(self.driving[position], key=lambda driver: driver.link)
            if edge.predecessor in seen:
                break
            chain.append(edge)
            position = edge.predecessor
            seen.add(position)
        return tuple(reversed(chain))
