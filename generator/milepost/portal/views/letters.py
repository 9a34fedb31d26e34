"""A matrix: records against anything, with a mark in words or letters in each cell."""

from milepost.frozen import frozen
from milepost.portal.views.values import Cell, RecordLink


@frozen
class MatrixCell:
    """A cell.

    Attributes:
        text: What stands in it: a letter, a number, a word; empty for nothing.
        style: Class of the style sheet that marks it beside its text, or empty.
        hint: What the text means here, for hover and screen readers, or empty.
    """

    text: str = ""
    style: str = ""
    hint: str = ""


@frozen
class MatrixRow:
    """A row: what it is about, a word behind it, and a cell for each column."""

    head: RecordLink
    cells: tuple[MatrixCell, ...]
    note: str = ""


@frozen
class MatrixView:
    """A matrix.

    Attributes:
        anchor: Id of its heading, unique on the page.
        title: What the matrix says, as its heading.
        corner: What the rows are.
        columns: What the columns are; records are links.
        rows: The rows.
        legend: Text of a cell, its style and what it means.
        upright: Whether the column heads stand on end, which many columns need.
        note: A sentence below it, or empty.
    """

    anchor: str
    title: str
    corner: str
    columns: tuple[Cell, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[str, str, str], ...] = ()
    upright: bool = False
    note: str = ""
