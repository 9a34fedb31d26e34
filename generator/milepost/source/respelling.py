"""Values as they are written elsewhere, in the spelling of these files, where they mean only one thing."""

import re
from collections.abc import Callable

from milepost.source import units

_DATE = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::00)?)?\Z")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})\Z")
_DURATION = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?(e(?:lapsed )?)?([a-z]+)\Z")
_UNITS = {
    "min": ("min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "day", "days"),
    "w": ("w", "wk", "wks", "week", "weeks"),
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words}
_PERCENT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))? ?(?:%|percent|per cent|pct)\Z", re.IGNORECASE)
_CURRENCY = r"([A-Za-z]{3}|€|£)"
_SIGNS = {"€": "EUR", "£": "GBP"}
_MONEY = re.compile(rf"(?:{_CURRENCY} ?)?(-?)([0-9][0-9.,' _\u00a0\u2009\u202f]*?)(?: ?{_CURRENCY})?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,' _\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*\Z")
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9._-]*)(?: +([FS][FS]))? *(?:([+-]) *([0-9].*))?\Z", re.IGNORECASE)
_JOINED = re.compile(r"[0-9][FS][FS]\Z", re.IGNORECASE)


def respelled(text: str, kind: str) -> str | None:
    """The same value as these files write it: `2026/7/1` is 2026-07-01, `5 days` 5d, `€ 1 200` 1200 EUR.

    Args:
        text: What is written.
        kind: What it should be: the `x-type` of its field.

    Returns:
        The right spelling; None where there is none, or where the text could mean something else (12/07/2026
        is one of two days, 1,200 EUR may be a little more than one euro).
    """
    spell = _SPELLINGS.get(kind)
    found = None if spell is None else spell(text.strip())
    return None if found == text else found


def possible_days(text: str) -> tuple[str, ...]:
    """The days that a date with its year last may mean: 11.12.2026 one of two, 24.12.2026 that day only."""
    match = _YEAR_LAST.match(text)
    if match is None:
        return ()
    one, _, other, year = match.groups()
    read = (f"{year}-{month:0>2}-{day:0>2}" for day, month in ((one, other), (other, one)))
    return tuple(dict.fromkeys(written for written in read if units.is_date(written)))


def _instant(text: str) -> str | None:
    days = possible_days(text)
    if len(days) == 1:
        return days[0]
    match = _DATE.match(text)
    if match is None:
        return None
    year, separator, month, day, hour, minute = match.groups()
    if not separator and len(month + day) != 4:
        return None
    written = f"{year}-{month:0>2}-{day:0>2}" + ("" if hour is None else f"T{hour:0>2}:{minute}")
    return written if units.is_instant(written) else None


def _date(text: str) -> str | None:
    written = _instant(text)
    return written if written is not None and units.is_date(written) else None


def _duration(text: str) -> str | None:
    match = _DURATION.match(text.lower())
    unit = None if match is None else _UNIT.get(match[3])
    if match is None or unit is None or re.search(r",[0-9]{3}\b", match[1]):
        return None
    return f"{match[1].replace(',', '.')}{'e' if match[2] else ''}{unit}"


def _lag(text: str) -> str | None:
    sign = text[:1] if text[:1] in "+-" else ""
    rest = text[len(sign) :].strip()
    written = _duration(rest) or _percentage(rest)
    return None if written is None else sign + written


def _percentage(text: str) -> str | None:
    match = _PERCENT.match(text)
    if match is None:
        return None
    return f"{match[1]}.{match[2]}%" if match[2] else f"{match[1]}%"


def _money(text: str) -> str | None:
    match = _MONEY.match(text)
    if match is None:
        return None
    before, sign, amount, behind = match.groups()
    number = _number(amount)
    if number is None or bool(before) == bool(behind):
        return None
    letters = before or behind
    written = f"{sign}{number} {_SIGNS.get(letters, letters.upper())}"
    return written if units.money(written) is not None else None


def _number(text: str) -> str | None:
    """A number without marks between its thousands; None where a mark may be that or the decimal one."""
    marks = [character for character in text if not character.isdigit()]
    if not marks:
        return text
    whole, last, part = text.rpartition(marks[-1])
    if last not in ".," or marks.count(last) > 1:
        return _ungrouped(text)
    if len(marks) == 1:
        return None if len(part) == 3 or not part else f"{whole}.{part}"
    ungrouped = _ungrouped(whole)
    return None if ungrouped is None or not part else f"{ungrouped}.{part}"


def _ungrouped(text: str) -> str | None:
    return "".join(filter(str.isdigit, text)) if _GROUPED.match(text) else None


def _predecessor(text: str) -> str | None:
    match = _LINK.match(text)
    if match is None:
        return None
    id_, link, sign, rest = match.groups()
    if link is None and _JOINED.search(id_):  # T-1FS+2d: the link type may be meant, or the id end so
        return None
    lag = None if rest is None else _duration(rest) or _percentage(rest)
    if rest is not None and lag is None:
        return None
    if link is None and lag is None:
        return id_
    return f"{id_} {(link or 'FS').upper()}{sign or ''}{lag or ''}"


_SPELLINGS: dict[str, Callable[[str], str | None]] = {
    "date": _date,
    "instant": _instant,
    "duration": _duration,
    "lag": _lag,
    "money": _money,
    "percentage": _percentage,
    "predecessor": _predecessor,
}
