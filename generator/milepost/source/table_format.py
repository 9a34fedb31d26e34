"""How a CSV file is written: as Milepost writes it, or as `actuals.mappings` in project.yaml says."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from fnmatch import fnmatchcase

from milepost.frozen import field, frozen
from milepost.source.data import Map
from milepost.source.fields import Fields

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
DECIMALS = {"point": ".", "comma": ","}
THOUSANDS = {"none": "", "point": ".", "comma": ",", "space": " ", "apostrophe": "'"}
UTF_8, ISO_DATES = "utf-8", "YYYY-MM-DD"
ENCODINGS = {
    "utf-8": UTF_8,
    "utf-16": "utf-16",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-1": "latin-1",
    "iso-8859-2": "iso8859-2",
    "iso-8859-15": "iso8859-15",
}
"""Encodings that a mapping may name, and what Python calls them."""

_SPACES = " \u00a0\u202f"
_PLAIN = re.compile(r"(?:-?+[0-9]++(?:\.[0-9]{1,4}+)?+\n)*+")
_PLAIN_ONE = re.compile(r"-?[0-9]+(?:\.[0-9]{1,4})?\Z")
_DATE_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<short>[0-9]{2})",
    "MM": "(?P<month>[0-9]{2})",
    "DD": "(?P<day>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "D": "(?P<day>[0-9]{1,2})",
    "hh": "[0-2][0-9]",
    "mm": "[0-5][0-9]",
    "ss": "[0-5][0-9]",
}
_PARTS = re.compile(r"YYYY|YY|MM|DD|M|D|hh|mm|ss|T")


class Sign(Enum):
    """Whether a cost is positive in the file, or negative as in a bank statement."""

    NORMAL = "normal"
    INVERTED = "inverted"


@frozen
class Skip:
    """Rows that are no records, such as sums: those with one of some texts in a column."""

    column: str
    values: frozenset[str]


@frozen
class TableFormat:
    """How a CSV file is written.

    Attributes:
        delimiter: The character between two cells.
        decimal: The character before the decimals.
        thousands: The character between groups of three digits; empty for none.
        dates: How dates are written: DD.MM.YYYY.
        encoding: Name of the encoding, as mappings write it.
        sign: Whether costs are positive.
        header_row: Number of the line with the names of the columns, counted from 1.
        key: The list that the lines belong to; empty to know it by the columns.
        columns: Field to the name of its column; empty when columns are named like fields.
        constants: Field to the text that it has on every line.
        values: Field to texts of the file and what they mean.
        skip: Rows that are left out.
        files: Pattern of the names of the files; empty for our own format.
        written: Where the mapping stands; None for our own format.
    """

    delimiter: str = ","
    decimal: str = "."
    thousands: str = ""
    dates: str = ISO_DATES
    encoding: str = UTF_8
    sign: Sign = Sign.NORMAL
    header_row: int = 1
    key: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skip: tuple[Skip, ...] = ()
    files: str = ""
    written: Fields | None = None

    def numbers(self, cells: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
        """Numbers as plain decimals, and the cells that are none; those become empty."""
        joined = "\n".join(cells) + "\n"
        if self.decimal == "." and joined.count("\n") == len(cells) and _PLAIN.fullmatch(joined):
            plain, bad = cells, frozenset[str]()
        elif joined.count("\n") == len(cells) and self._many().fullmatch(joined):
            joined = joined.replace(self.thousands, "") if self.thousands else joined
            plain, bad = tuple(joined.replace(self.decimal, ".").split("\n")[:-1]), frozenset[str]()
        else:
            known = {cell: self._number(cell) for cell in set(cells)}
            bad = frozenset(cell for cell, number in known.items() if number is None)
            plain = tuple(known[cell] or "" for cell in cells)
        return plain, bad

    def days(self, cells: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
        """Dates as year-month-day, and the cells that are none; those become empty."""
        if self.dates == ISO_DATES:
            return cells, frozenset()  # the schema says what is wrong with them
        pattern = date_pattern(self.dates)
        known = {cell: _iso(pattern, cell) if cell else "" for cell in set(cells)}
        bad = frozenset(cell for cell, day in known.items() if day is None)
        return tuple(known[cell] or "" for cell in cells), bad

    def negated(self, numbers: tuple[str, ...]) -> tuple[str, ...]:
        """Plain decimals with the sign that costs have here."""
        if self.sign is Sign.NORMAL:
            return numbers
        return tuple(
            text[1:] if text[:1] == "-" else f"-{text}" if text.strip("0.") else text for text in numbers
        )

    def _many(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._digits()}\n)*+")

    def _digits(self) -> str:
        decimals = rf"(?:{re.escape(self.decimal)}[0-9]{{1,4}}+)?+"
        if not self.thousands:
            return rf"-?+[0-9]++{decimals}"
        return rf"-?+(?>[0-9]{{1,3}}(?:{re.escape(self.thousands)}[0-9]{{3}})++|[0-9]++){decimals}"

    def _number(self, cell: str) -> str | None:
        """One number as a plain decimal; None when it is none. In mapped files the minus may stand behind."""
        if not cell:
            return ""
        text = cell
        if self.written is not None:
            if self.thousands == " ":
                text = text.translate(dict.fromkeys(map(ord, _SPACES), " "))
            text = text.replace("\u2212", "-").replace("’", "'").removeprefix("+")
            if text[:1] == "(" and text[-1:] == ")":
                text = f"-{text[1:-1]}"
            elif text[-1:] == "-" and text[:1] != "-":
                text = f"-{text[:-1].rstrip()}"
        if re.fullmatch(self._digits(), text) is None:
            return None
        text = text.replace(self.thousands, "") if self.thousands else text
        return text.replace(self.decimal, ".")


OWN = TableFormat()
"""The format that Milepost writes: UTF-8, commas, decimal point, ISO dates, columns named like fields."""


def is_plain(text: str) -> bool:
    """Whether a text is a plain decimal: 1250.50."""
    return _PLAIN_ONE.match(text) is not None


def date_pattern(written: str) -> re.Pattern[str]:
    """The pattern of a way to write dates: DD.MM.YYYY, M/D/YY, YYYY-MM-DD hh:mm."""
    parts: list[str] = []
    at = 0
    for match in _PARTS.finditer(written):
        parts += (re.escape(written[at : match.start()]), _DATE_PARTS.get(match[0], match[0]))
        at = match.end()
    return re.compile("".join((*parts, re.escape(written[at:]))) + r"\Z")


def _iso(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.match(text)
    if match is None:
        return None
    found = match.groupdict()
    year = int(found["year"]) if found.get("year") else 2000 + int(found.get("short") or 0)
    try:
        return date(year, int(found["month"]), int(found["day"])).isoformat()
    except (ValueError, KeyError):
        return None


def mapped_formats(settings: Fields) -> Iterator[TableFormat]:
    """The formats that `actuals.mappings` in project.yaml describes; what is malformed reads as absent."""
    section = settings.part("actuals")
    for entry in () if section is None else section.parts("mappings"):
        if entry.text("files") and entry.text("kind"):
            yield _format(entry)


def formats_for(formats: tuple[TableFormat, ...], name: str) -> tuple[TableFormat, ...]:
    """The formats whose pattern fits the name of a file."""
    return tuple(one for one in formats if fnmatchcase(name, one.files))


def _format(entry: Fields) -> TableFormat:
    dates = entry.text("dates") or ISO_DATES
    return TableFormat(
        delimiter=DELIMITERS.get(entry.text("delimiter"), ","),
        decimal=DECIMALS.get(entry.text("decimal"), "."),
        thousands=THOUSANDS.get(entry.text("thousands"), ""),
        dates=dates,
        encoding=entry.text("encoding") or UTF_8,
        sign=Sign.INVERTED if entry.text("sign") == Sign.INVERTED.value else Sign.NORMAL,
        header_row=max(entry.integer("header_row") or 1, 1),
        key=entry.text("kind"),
        columns=_texts(entry.part("columns")),
        constants=_texts(entry.part("constants")),
        values={name: _texts(inner) for name, inner in _parts(entry.part("values"))},
        skip=tuple(Skip(one.text("column"), frozenset(one.texts("values"))) for one in entry.parts("skip")),
        files=entry.text("files"),
        written=entry,
    )


def _texts(fields: Fields | None) -> dict[str, str]:
    data = Map() if fields is None else fields.data
    return {key: value for key, value in data.items() if isinstance(value, str)}


def _parts(fields: Fields | None) -> Iterator[tuple[str, Fields]]:
    for key in () if fields is None else fields.data:
        inner = None if fields is None else fields.part(key)
        if inner is not None:
            yield key, inner
