"""When a risk is to be looked at again: the day that is written, else the rhythm of its band."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from milepost.rhythm import Rhythm, rhythm_of

if TYPE_CHECKING:
    from milepost.risk.compute import AssessedRisk

_LOOKED_AT = ("reviewed", "updated", "created", "identified")


def rhythm_of_risk(one: AssessedRisk) -> Rhythm | None:
    """The rhythm of a risk: its own, else that of its band; None for one that is not scored."""
    own = rhythm_of(one.risk.record.text("review_cadence"))
    if own is not None:
        return own
    return None if one.current.band is None else rhythm_of(one.current.band.review_every)


def last_look(one: AssessedRisk) -> date | None:
    """The last day on which somebody is known to have looked at a risk."""
    record = one.risk.record
    days = [record.date(key) for key in _LOOKED_AT]
    days += [entry.date("date") for entry in record.parts("history")]
    days += [block.date("date") for key in ("current", "residual") if (block := record.part(key)) is not None]
    return max((day for day in days if day is not None), default=None)


def review_due(one: AssessedRisk) -> date | None:
    """The day of the next review; None where neither a day nor a last look with a rhythm is known."""
    if one.risk.next_review is not None:
        return one.risk.next_review
    rhythm, last = rhythm_of_risk(one), last_look(one)
    return None if rhythm is None or last is None else rhythm.after(last)
