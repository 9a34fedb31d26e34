"""Files to take away: CSV that a spreadsheet opens without running anything, and JSON."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from milepost.portal.text import clean

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?")


def safe_cell(text: str) -> str:
    """Make a cell inert in a spreadsheet.

    A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return could run as a formula when the
    file is opened; it gets a leading apostrophe, unless it is a plain number (OWASP, "CSV Injection").
    """
    if text.lstrip(" \n").startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + clean(text)
    return clean(text)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV (RFC 4180), every cell safe to open.

    Args:
        header: The names of the columns.
        rows: The cells of each row, as text; numbers with a decimal point, dates as `2026-07-01`.

    Returns:
        The file's text, with a byte order mark, which spreadsheets need to read it as UTF-8.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + target.getvalue()
