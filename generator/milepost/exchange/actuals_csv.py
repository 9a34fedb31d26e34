"""Lines of costs and hours as CSV text, in the format that Milepost reads without a mapping."""

import csv
import io
from collections.abc import Sequence

from milepost.source.data import CURRENCY
from milepost.source.table import Table


class ColumnsError(Exception):
    """A file has no column for a field that the new lines have.

    Attributes:
        fields: The fields that have no column.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def new_file(lines: Table) -> str:
    """The text of a new file: the names of the columns, and the lines.

    Args:
        lines: The lines; every field that they have a column for gets one, also where it is empty.
    """
    names = _in_order(lines, set(lines.columns))
    return _text([names], "\n") + _text(_rows(lines, names, joined=False), "\n")


def appended(text: str, there: Table, lines: Table) -> str:
    """The text of a file with lines behind what it holds, of which not a character changes.

    Args:
        text: The whole file.
        there: What it was read as.
        lines: The lines to append.

    Raises:
        ColumnsError: The file lacks columns.
    """
    joined = CURRENCY in there.cells and there.cells[CURRENCY] == there.cells.get("amount")
    cells = {name: index for name, index in there.cells.items() if not (joined and name == CURRENCY)}
    names = sorted(cells, key=lambda name: cells[name])
    used = {name for name in lines.columns if any(lines.columns[name])}
    lacking = tuple(name for name in _in_order(lines, used) if name not in there.cells)
    if lacking:
        raise ColumnsError(lacking)
    end = "\r\n" if "\r\n" in text else "\n"
    finished = text if text.endswith(("\n", "\r")) else text + end
    return finished + _text(_rows(lines, names, joined=joined), end)


def _in_order(lines: Table, fields: set[str]) -> list[str]:
    """Fields in the order of the schema; the currency behind the amount."""
    names: list[str] = []
    for name in lines.kinds:
        if name in fields:
            names += [name, CURRENCY] if name == "amount" else [name]
    return names


def _rows(lines: Table, names: Sequence[str], *, joined: bool) -> Sequence[Sequence[str]]:
    columns = [lines.column(name) for name in names]
    if joined:
        at = list(names).index("amount")
        pairs = zip(lines.column("amount"), lines.column(CURRENCY), strict=True)
        columns[at] = [f"{amount} {currency}" for amount, currency in pairs]
    return list(zip(*columns, strict=True))


def _text(rows: Sequence[Sequence[str]], end: str) -> str:
    target = io.StringIO()
    written = ([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows)
    csv.writer(target, lineterminator=end).writerows(written)  # it leaves a bare CR without quotes
    return target.getvalue()
