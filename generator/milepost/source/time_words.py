"""What is wrong with a date, a duration, a lag or a predecessor, and what to write instead."""

import re
from datetime import date

from milepost.source import units
from milepost.source.respelling import possible_days

TYPES = ("FS", "SS", "FF", "SF")
"""How links are written."""

_AMOUNT = re.compile(r"([+-]?) *([0-9]+(?:[.,][0-9]+)?) *(.*)\Z")
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9._-]*) +([A-Za-z]*) *(.*)\Z")
_JOINED = re.compile(r"([A-Za-z][A-Za-z0-9._-]*[0-9])([FS][FS])([+-].*)?\Z", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:T.*)?\Z")
_TWO_DIGITS = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}\Z")
_UNITS = "min, h, d, w of working time, or emin, eh, ed, ew by the clock"


def misread(text: str, kind: str) -> tuple[str, str] | None:
    """Say what is wrong, and what to do.

    Args:
        text: What is written.
        kind: What it should be: the `x-type` of its field.

    Returns:
        The end of a sentence that begins with the text, and the remedy; None where no part of it stands out.
    """
    if kind == "predecessor":
        return _link(text.strip())
    if kind in ("date", "instant"):
        return _date(text.strip())
    return _amount(text.strip(), kind) if kind in ("duration", "lag") else None


def _date(text: str) -> tuple[str, str] | None:
    days = possible_days(text)
    if len(days) > 1:
        told = " or ".join(f"{one} for {_in_words(one)}" for one in days)
        return "may be either of two days", f"Write {told}. --fix leaves it: only you know which."
    if _TWO_DIGITS.match(text):
        return "has a year of two digits", "Write year, month and day in full, as in 2026-07-01."
    match = _DAY.match(text)
    return None if match is None else _no_such_day(*(int(part) for part in match.groups()))


def _no_such_day(year: int, month: int, day: int) -> tuple[str, str] | None:
    if not units.FIRST_YEAR <= year <= units.LAST_YEAR:
        return f"lies outside the years {units.FIRST_YEAR} to {units.LAST_YEAR}", "Correct the year."
    if not 1 <= month <= 12:
        return f"does not exist: there is no month {month}", "Write year, month and day, as in 2026-07-01."
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    if not 1 <= day <= last:
        return f"does not exist: {date(year, month, 1):%B %Y} has {last} days", "Correct the day."
    return None


def _in_words(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B}"


def _amount(text: str, kind: str) -> tuple[str, str] | None:
    match = _AMOUNT.match(text)
    if match is None:
        return None
    sign, number, unit = match.groups()
    if not unit:
        return "lacks a unit", f"Write the unit too, as in `{sign}{number}d`."
    if units.lag(f"1{unit}") is None:
        more = "; % of the predecessor's duration" if kind == "lag" else ""
        return f"has the unit {unit!r}, which does not exist", f"Units: {_UNITS}{more}."
    if kind == "duration" and sign == "-":
        return "is negative", "A duration is 0 or more. An overlap belongs to the link: `T-1 FS-2d`."
    return None


def _link(text: str) -> tuple[str, str] | None:
    if "," in text:
        ids = ", ".join(part.strip() for part in text.split(",") if part.strip())
        return "names more than one task", f"Write each as an item of its own: [{ids}]."
    joined = _JOINED.match(text)
    if joined is not None:
        id_, link, lag = joined.groups()
        return "lacks a space before the link type", f"Write {id_} {link.upper()}{lag or ''}."
    match = _LINK.match(text)
    return None if match is None else _type_and_lag(*match.groups())


def _type_and_lag(id_: str, link: str, lag: str) -> tuple[str, str] | None:
    kind = link.upper() or TYPES[0]
    if kind not in TYPES:
        return f"has the link type {link!r}, which does not exist", f"One of: {', '.join(TYPES)}."
    wrong = _amount(lag, "lag") if lag else None
    if wrong is not None:
        return wrong
    if lag and lag[0] not in "+-" and units.lag(lag) is not None:
        told = f"Write {id_} {kind}+{lag} to wait, {id_} {kind}-{lag} to begin before."
        return "has a lag without a sign", told
    return None
