"""The tolerances of project.yaml as limits, and the usual ones where a project writes none."""

from decimal import Decimal

from milepost.control.rag import Limits
from milepost.frozen import frozen
from milepost.risk.model import working_days
from milepost.schedule.calendar import Calendar
from milepost.source.data import Map
from milepost.source.fields import Fields

_USUAL = {
    "schedule": ("5d", "10d"),
    "cost": ("5%", "10%"),
    "scope": ("2%", "5%"),
    "quality": ("95%", "80%"),
    "risk": ("80%", "100%"),
    "resources": ("110%", "130%"),
    "stakeholders": ("1", "3"),
    "benefits": ("10%", "25%"),
}
"""Amber and red of a dimension without limits in project.yaml; the words say that they are the usual ones."""

HIGH_RISKS = ("1", "3")
"""The usual limits of the number of high risks, where there is no contingency to hold exposure against."""


@frozen
class Tolerances:
    """Reads limits.

    Attributes:
        written: The section `tolerances` of project.yaml.
        calendar: The project's calendar, for limits in days.
    """

    written: Fields
    calendar: Calendar

    def of(self, dimension: str, verb: str = "from") -> Limits:
        """The main limits of a dimension: as written, else the usual ones.

        Args:
            dimension: Its name.
            verb: How the limits read: "from" for figures that should stay low, "below" for the others.
        """
        section = self.written.part(dimension)
        if section is not None and (section.has("amber") or section.has("red")):
            return self._limits(section, verb)
        amber, red = _USUAL[dimension]
        words = f"{_words(amber, red, verb)} (the usual limits; project.yaml has none)"
        return Limits(self._value(amber), self._value(red), words)

    def further(self, dimension: str, key: str, verb: str = "from") -> Limits | None:
        """Further limits of a dimension; None when they are not written."""
        section = self.written.part(dimension)
        limits = None if section is None else section.part(key)
        return None if limits is None else self._limits(limits, verb)

    def usual_high_risks(self) -> Limits:
        """Limits of the number of high risks for a project that writes none."""
        amber, red = HIGH_RISKS
        return Limits(Decimal(amber), Decimal(red), f"{_words(amber, red, 'from')} (the usual limits)")

    def _limits(self, section: Fields, verb: str) -> Limits:
        amber, red = (_text(section, key) for key in ("amber", "red"))
        return Limits(self._value(amber), self._value(red), _words(amber, red, verb))

    def _value(self, text: str) -> Decimal | None:
        """A limit as a figure: working days, a share, an amount or a number."""
        if not text:
            return None
        entry = Map()
        entry["limit"] = text
        fields = Fields(entry, self.written.document)
        duration, money = fields.duration("limit"), fields.money("limit")
        if duration is not None:
            return working_days(duration, self.calendar)
        if money is not None:
            return money.amount
        share = fields.percentage("limit")
        return fields.decimal("limit") if share is None else share


def _text(section: Fields, key: str) -> str:
    value = section.raw(key)
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _words(amber: str, red: str, verb: str) -> str:
    parts = [f"{name} {verb} {limit}" for name, limit in (("amber", amber), ("red", red)) if limit]
    return ", ".join(parts)
