"""CSV files to tables: cells are cut, columns get their meaning, numbers and dates their plain form."""

from difflib import get_close_matches
from itertools import compress
from typing import cast

from milepost.diagnostics import Diagnostic, Note, Span
from milepost.frozen import field, frozen, mutable
from milepost.source import table_rules as rules
from milepost.source.data import CURRENCY, Document, Map, line_starts
from milepost.source.schemas import SUFFIX, RecordList, RegisterSchema, Schema, SchemaSet
from milepost.source.table import CellKind, Layout, Table
from milepost.source.table_cells import Findings, translated
from milepost.source.table_cut import Cut
from milepost.source.table_format import OWN, TableFormat


def read_table(
    path: str, text: str, register: RegisterSchema, schemas: SchemaSet, written: TableFormat = OWN
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the text of a CSV file.

    Args:
        path: Its name, for positions.
        text: What it holds.
        register: The register it belongs to.
        schemas: The schemas in force.
        written: How it is written.

    Returns:
        A document with a table; without one, and `broken`, when its columns have no meaning. Lines that
        cannot be cut into cells are not in the table; they have a finding and make the document `broken`.
    """
    blank = Document(path, register.name, text, Map())
    reader = _Reader(blank, register, schemas, written)
    table = reader.table()
    document = Document(path, register.name, text, Map(), broken=not reader.whole, table=table)
    return document, reader.findings.told()


@frozen
class _Columns:
    """What the columns of a file mean.

    Attributes:
        entry: The list that the lines belong to.
        kinds: Field to what its cells become.
        cells: Field to number of its column.
    """

    entry: RecordList
    kinds: dict[str, CellKind]
    cells: dict[str, int]


@mutable
class _Reader:
    document: Document
    register: RegisterSchema
    schemas: SchemaSet
    written: TableFormat
    findings: Findings = field(default_factory=Findings)
    whole: bool = True
    _starts: list[int] = field(default_factory=list)

    def table(self) -> Table | None:
        text = self.document.text
        layout = self._layout()
        cut = layout.cut(text)
        if not any(cut.header):
            self.whole = not text.strip()
            lacking = f"line {self.written.header_row} should hold the names of the columns and is empty"
            message = "the file is empty" if self.whole else lacking
            self.findings.add(rules.EMPTY_TABLE, Span.of_file(self.document.path), message)
            return None
        columns = self._columns(cut.header, layout)
        if columns is None:
            self.whole = False
            return None
        self._lines(cut, layout)
        if not cut.numbers and self.whole:
            message = "below the names of the columns there is no line"
            self.findings.add(rules.EMPTY_TABLE, self._row_span(layout, 0), message)
        return translated(self._uncooked(cut, columns, layout), self.document, self.written, self.findings)

    def _layout(self) -> Layout:
        starts = line_starts(self.document.text) if self.written.header_row > 1 else [0]
        begin = starts[min(self.written.header_row, len(starts)) - 1]
        if self.written.header_row > len(starts):
            begin = len(self.document.text)
        return Layout(self.written.delimiter, begin)

    # -- columns ---------------------------------------------------------------------------------------------

    def _columns(self, header: list[str], layout: Layout) -> _Columns | None:
        entry = self._entry(header)
        if entry is None:
            from milepost.source.table_proposal import proposed_mapping

            name = self.document.path.rpartition("/")[2]
            proposal = proposed_mapping(name, self.document.text[:100_000])
            lists = " or ".join(self.register.tables)
            self.findings.add(
                rules.FOREIGN_TABLE,
                self._row_span(layout, 0),
                f"the columns are not those of {lists}",
                remedy=f"Describe the file in project.yaml, and check every word of it: {proposal}",
            )
            return None
        kinds = field_kinds(entry, self.schemas)
        known = {*kinds, CURRENCY} if CellKind.MONEY in kinds.values() else set(kinds)
        if self.written.written is None:
            cells = self._own_cells(header, known, layout)
        else:
            cells = self._mapped_cells(header, known, layout)
        lacking = [
            name for name in _required(entry) if name not in cells and name not in self.written.constants
        ]
        for name in lacking:
            if name not in self.written.columns:
                place = self._mapping_span("columns") or self._row_span(layout, 0)
                self.findings.add(
                    rules.MISSING_COLUMN, place, f"no column is named for `{name}`, which every line needs"
                )
        return None if lacking else _Columns(entry, kinds, cells)

    def _entry(self, header: list[str]) -> RecordList | None:
        """The list that lines with such columns belong to; None when that is not certain."""
        lists = [entry for entry in self.register.lists if entry.key in self.register.tables]
        if self.written.key:
            return next((entry for entry in lists if entry.key == self.written.key), None)
        fitting = [entry for entry in lists if set(_required(entry)) <= set(header)]
        return fitting[0] if len(fitting) == 1 else None

    def _own_cells(self, header: list[str], known: set[str], layout: Layout) -> dict[str, int]:
        cells: dict[str, int] = {}
        for index, name in enumerate(header):
            if name not in known:
                close = get_close_matches(name, known, n=1)
                remedy = f"Did you mean {close[0]}?" if close else None
                shown = f"`{name}` is not a field" if name else "a column has no name"
                self.findings.add(
                    rules.UNKNOWN_COLUMN, self._cell_span(layout, 0, index), shown, remedy=remedy
                )
            elif cells.setdefault(name, index) != index:
                self._twice(name, layout, index, cells[name])
        return cells

    def _mapped_cells(self, header: list[str], known: set[str], layout: Layout) -> dict[str, int]:
        cells: dict[str, int] = {}
        for name, column in self.written.columns.items():
            if name not in known:
                message = f"{self.written.key} have no field `{name}`"
                self.findings.add(rules.UNKNOWN_COLUMN, self._mapping_span("columns", name), message)
            elif column not in header:
                close = get_close_matches(column, header, n=1)
                remedy = f"Did you mean {close[0]}? Correct it in project.yaml." if close else None
                note = Note(self._mapping_span("columns", name), "named here")
                message = f"there is no column {column!r}"
                self.findings.add(
                    rules.MISSING_COLUMN, self._row_span(layout, 0), message, remedy=remedy, notes=(note,)
                )
                self.whole = False
            else:
                cells[name] = header.index(column)
                if header.count(column) > 1:
                    second = header.index(column, cells[name] + 1)
                    self._twice(column, layout, second, cells[name])
        for skip in self.written.skip:
            if skip.column not in header:
                message = f"there is no column {skip.column!r} by which rows are skipped"
                self.findings.add(rules.MISSING_COLUMN, self._row_span(layout, 0), message)
        return cells

    def _twice(self, name: str, layout: Layout, index: int, first: int) -> None:
        note = Note(self._cell_span(layout, 0, first), "the first one")
        span = self._cell_span(layout, 0, index)
        self.findings.add(rules.DUPLICATE_COLUMN, span, f"the column {name!r} stands twice", notes=(note,))

    # -- lines -----------------------------------------------------------------------------------------------

    def _lines(self, cut: Cut, layout: Layout) -> None:
        """What is wrong with lines as a whole."""
        unfinished = not self.document.text.endswith(("\n", "\r"))
        width = len(cut.header)
        if cut.problem:
            self.whole = False
            span = self._row_span(layout, cut.last + 1)
            if "unexpected end" in cut.problem:
                self.findings.add(rules.CUT_OFF, span, "a quote is opened in this line and never closed")
            else:
                self.findings.add(rules.BROKEN_QUOTES, span, "the quotes of this line do not fit together")
        for number, count in cut.odd:
            self._miscounted(layout, number, count, width, cut=unfinished and number == cut.last)
        if unfinished and not cut.problem and cut.last in cut.numbers[-1:]:
            message = "the file does not end with a line end, so it may have been cut"
            self.findings.add(rules.NO_LINE_END, self._cell_span(layout, cut.last, width - 1), message)

    def _miscounted(self, layout: Layout, number: int, count: int, width: int, *, cut: bool) -> None:
        self.whole = False
        message = f"the line has {count} {'cell' if count == 1 else 'cells'}, there are {width} columns"
        if cut and count < width:
            self.findings.add(rules.CUT_OFF, self._row_span(layout, number), f"the file ends here: {message}")
        else:
            self.findings.add(rules.WRONG_CELL_COUNT, self._row_span(layout, number), message)

    # -- cells -----------------------------------------------------------------------------------------------

    def _uncooked(self, cut: Cut, meaning: _Columns, layout: Layout) -> Table:
        """The table with its cells as they are in the file, less rows to skip."""
        numbers, cells = cut.numbers, cut.columns
        known = {name: cut.distinct(index) for name, index in meaning.cells.items()}
        for skip in self.written.skip:
            if skip.column in cut.header:
                kept = [cell not in skip.values for cell in cells[cut.header.index(skip.column)]]
                numbers = list(compress(numbers, kept))
                cells = [list(compress(column, kept)) for column in cells]
                known = {}
        size = len(numbers)
        columns = {name: tuple(cells[index]) for name, index in meaning.cells.items()}
        for name, value in self.written.constants.items():
            if name not in columns:
                columns[name], known[name] = (value,) * size, frozenset((value,) if size else ())
        for name, values in self.written.values.items():
            if name in columns:
                columns[name], known[name] = tuple(values.get(cell, cell) for cell in columns[name]), None
        texts = {name: found for name, found in known.items() if found is not None}
        entry, cells_of = meaning.entry, meaning.cells
        return Table(entry.key, size, columns, meaning.kinds, cells_of, numbers, layout, known=texts)

    # -- places ----------------------------------------------------------------------------------------------

    def _row_span(self, layout: Layout, number: int) -> Span:
        text = self.document.text
        starts = self._starts or layout.row_starts(text)
        self._starts = starts
        start = starts[min(number, len(starts) - 1)] if starts else len(text)
        return self.document.span(start, layout.row_end(text, start))

    def _cell_span(self, layout: Layout, number: int, column: int) -> Span:
        text = self.document.text
        self._starts = self._starts or layout.row_starts(text)
        return self.document.span(*layout.cell(text, self._starts[number], column))

    def _mapping_span(self, *path: str) -> Span:
        """Where the mapping says something; the file itself when it is in our own format."""
        fields = self.written.written
        if fields is None:
            return Span.of_file(self.document.path)
        for step in path[:-1]:
            fields = fields.part(step) or fields
        return fields.span(path[-1]) if fields.has(path[-1]) else fields.span("files")


def field_kinds(entry: RecordList, schemas: SchemaSet) -> dict[str, CellKind]:
    """The fields of a record that a cell can hold, and what it becomes."""
    found: dict[str, CellKind] = {}
    for name, schema in cast("dict[str, Schema]", entry.schema.get("properties", {})).items():
        resolved, _ = schemas.resolve(schema, entry.register + SUFFIX)
        kind = _KINDS.get(str(resolved.get("x-type"))) or _KINDS.get(str(resolved.get("type")))
        if kind is not None or "object" not in str(resolved.get("type")):
            found[name] = kind or CellKind.TEXT
    return found


_KINDS = {
    "id": CellKind.ID,
    "money": CellKind.MONEY,
    "date": CellKind.DATE,
    "number": CellKind.NUMBER,
    "array": CellKind.LIST,
}


def _required(entry: RecordList) -> list[str]:
    return [str(name) for name in cast("list[str]", entry.schema.get("required", []))]
