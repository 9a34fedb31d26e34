"""Policies: what an edit may not do, as `--fail-on` writes it."""

import re
from collections.abc import Callable
from decimal import Decimal

from milepost.diagnostics import Severity
from milepost.frozen import frozen
from milepost.history.impact.model import (
    COST,
    FINDINGS,
    FINISH,
    GAINED,
    MILESTONES,
    RESOURCES,
    RISK,
    SCOPE,
    STATUS,
    Impact,
    Line,
)

_LIMIT = re.compile(r"(finish|p80|milestone|cost|exposure)\+(\d+(?:\.\d+)?)(d|%|)")
_DAYS, _SHARE = "d", "%"
_DATES = frozenset({"finish", "p80", "milestone"})

PLAIN = {
    "baseline-without-change": "the baseline changes and names no approved change request",
    "scope-without-change": "scope comes in or goes out without an approved change request",
    "illegal-transition": "the status of a record takes a step that its kind does not have",
    "implemented-without-plan": "a change request is implemented and none of its tasks changes",
    "status-worse": "a dimension of the status turns to a worse colour",
    "new-errors": "there are errors that were not there before",
    "new-warnings": "there are warnings or errors that were not there before",
    "over-allocation": "somebody is asked for more than they can do who was not before",
    "no-dates": "the plan can no longer be computed",
}
"""Policies without a limit, and what they forbid."""

FORMS = "finish+5d, p80+5d, milestone+10d, cost+3%, cost+10000, exposure+20000, " + ", ".join(PLAIN)
"""Every form, for messages."""


@frozen
class Policy:
    """What may not happen.

    Attributes:
        text: As the user wrote it.
        broken_by: The lines of an impact that break it.
        simulated: Whether it asks for what only a simulation knows.
    """

    text: str
    broken_by: Callable[[Impact], tuple[str, ...]]
    simulated: bool = False


def policy(text: str) -> Policy | None:
    """Read a policy; None when it is none."""
    if text in PLAIN:
        return Policy(text, _closed(_PLAIN[text]))
    limit = _LIMIT.fullmatch(text)
    if limit is None:
        return None
    what, value, unit = limit[1], Decimal(limit[2]), limit[3]
    if (what in _DATES) != (unit == _DAYS):
        return None

    def broken_by(impact: Impact) -> tuple[str, ...]:
        return tuple(line.text for line in _measured(what, impact) if _passes(line, value, unit))

    return Policy(text, _closed(broken_by), what == "p80")


def _closed(broken_by: Callable[[Impact], tuple[str, ...]]) -> Callable[[Impact], tuple[str, ...]]:
    """Files that cannot be read break every policy: nobody can tell what the edit does."""

    def found(impact: Impact) -> tuple[str, ...]:
        return tuple(f"{one} cannot be read" for one in impact.unread) or broken_by(impact)

    return found


def _measured(what: str, impact: Impact) -> tuple[Line, ...]:
    if what == "milestone":
        return impact.of(MILESTONES)
    section, subject = {
        "finish": (FINISH, "finish"),
        "p80": (FINISH, "finish_p80"),
        "cost": (COST, "eac"),
        "exposure": (RISK, "threats"),
    }[what]
    line = impact.line(section, subject)
    return () if line is None else (line,)


def _passes(line: Line, limit: Decimal, unit: str) -> bool:
    """Whether a figure rises by the limit or more; a finish that can no longer be computed does."""
    if line.delta is None:
        return line.worse is True
    if unit != _SHARE:
        return line.delta > 0 and line.delta >= limit
    before = Decimal(line.before or 0)
    return line.delta > 0 and (not before or 100 * line.delta / before >= limit)


def _worse_in(section: str) -> Callable[[Impact], tuple[str, ...]]:
    return lambda impact: tuple(line.text for line in impact.of(section) if line.worse)


def _new_findings(least: Severity) -> Callable[[Impact], tuple[str, ...]]:
    def found(impact: Impact) -> tuple[str, ...]:
        return tuple(
            line.text
            for line in impact.of(FINDINGS)
            if line.action == GAINED and Severity(line.after).rank >= least.rank
        )

    return found


def _baseline(impact: Impact) -> tuple[str, ...]:
    return impact.baseline_without_change


def _no_dates(impact: Impact) -> tuple[str, ...]:
    line = impact.line(FINISH, "finish")
    return (line.text,) if line is not None and line.after is None else ()


_PLAIN: dict[str, Callable[[Impact], tuple[str, ...]]] = {
    "baseline-without-change": _baseline,
    "scope-without-change": _worse_in(SCOPE),
    "illegal-transition": lambda impact: impact.illegal_steps,
    "implemented-without-plan": lambda impact: impact.implemented_without_plan,
    "status-worse": _worse_in(STATUS),
    "new-errors": _new_findings(Severity.ERROR),
    "new-warnings": _new_findings(Severity.WARNING),
    "over-allocation": _worse_in(RESOURCES),
    "no-dates": _no_dates,
}
