"""The page of a register: sortable tables, and below them every record in full."""

from enum import Enum

from milepost.frozen import frozen
from milepost.portal.views.values import Badge, Cell, Field, Html, SourceRef


class ColumnKind(Enum):
    """How a column sorts and aligns."""

    ID = "id"
    TEXT = "text"
    LINKS = "links"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    BADGE = "badge"
    HTML = "html"


@frozen
class Column:
    """A column of a table; `hint` explains it on hover and to screen readers."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    hint: str = ""


@frozen
class RecordDetail:
    """A record in full.

    Attributes:
        id: The record's id; the anchor of its detail.
        title: Its title or name.
        badges: Status and other marks shown beside the title.
        fields: Everything else, in the schema's order, short values first.
        body: The record's own Markdown, as sanitised HTML.
        source: Where it is written.
        depth: 0 for a record at the top, 1 for its child, and so on.
        trail: What it belongs to, from the objective down, or None.
    """

    id: str
    title: str
    badges: tuple[Badge, ...] = ()
    fields: tuple[Field, ...] = ()
    body: str = ""
    source: SourceRef | None = None
    depth: int = 0
    trail: Html | None = None


@frozen
class Row:
    """A row of a table: one cell per column, and the record it stands for, if any."""

    cells: tuple[Cell, ...]
    record: RecordDetail | None = None
    depth: int = 0


@frozen
class TableView:
    """A table of records or of plain rows.

    Attributes:
        anchor: Id of its heading, unique on the page.
        title: Its heading.
        columns: The columns, in order.
        rows: The rows, in order; each has one cell per column.
        empty: What to say when there are no rows: what belongs here and how to add it.
        total: A last row with sums, or None.
        csv: Path of the table's CSV file in the site, or empty.
    """

    anchor: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "Nothing here yet."
    total: tuple[Cell, ...] | None = None
    csv: str = ""


@frozen
class RegisterView:
    """The page of one register.

    Attributes:
        title: The register's title.
        description: What it is for, as sanitised HTML.
        tables: One table per list of records in the register.
        file: The file or folder it is kept in, relative to the project folder.
    """

    title: str
    description: str
    tables: tuple[TableView, ...]
    file: str = ""
