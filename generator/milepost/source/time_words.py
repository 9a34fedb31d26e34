"""What is wrong with a duration, a lag or a predecessor that cannot be read, and what to write instead."""

import re

from milepost.source import units

TYPES = ("FS", "SS", "FF", "SF")
"""How links are written."""

_AMOUNT = re.compile(r"([+-]?) *([0-9]+(?:[.,][0-9]+)?) *(.*)\Z")
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9._-]*) +([A-Za-z]*) *(.*)\Z")
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
    return _amount(text.strip(), kind) if kind in ("duration", "lag") else None


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
        return "is negative", "A duration is 0 or more."
    return None


def _link(text: str) -> tuple[str, str] | None:
    match = _LINK.match(text)
    if match is None:
        return None
    id_, link, lag = match.groups()
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
