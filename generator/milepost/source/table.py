"""The lines of a CSV file, kept by column: a hundred thousand of them cost little more than their text."""

import csv
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum

from milepost.diagnostics import Span
from milepost.frozen import entity, field, frozen, replace
from milepost.source.data import CURRENCY, Document, Map, Mark, Seq, Value, line_starts
from milepost.source.table_cut import Cut, cut, reader


class CellKind(Enum):
    """What the cells of a column become in a record."""

    TEXT = "text"
    ID = "id"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    LIST = "list"


@frozen
class Layout:
    """How the text of a file is cut into cells.

    Attributes:
        delimiter: The character between two cells.
        begin: Offset of the line with the names of the columns.
    """

    delimiter: str
    begin: int = 0

    def cut(self, text: str) -> Cut:
        """The cells of a text as far as it can be cut; rows without any cell are passed over."""
        return cut(text[self.begin :] if self.begin else text, self.delimiter)

    def row_starts(self, text: str) -> list[int]:
        """Offsets at which the rows begin; a cell in quotes may hold line ends."""
        starts = [start for start in line_starts(text) if start >= self.begin]
        if '"' not in text:
            return starts
        found = [self.begin]
        rows = reader(text[self.begin :], self.delimiter)
        with suppress(csv.Error):
            found.extend(starts[rows.line_num] for _ in rows if rows.line_num < len(starts))
        return found

    def cell(self, text: str, start: int, column: int) -> Mark:
        """Where a cell of the row that begins at an offset stands, quotes included."""
        at = start
        for _ in range(column):
            at = self._end(text, at) + 1
        return at, self._end(text, at)

    def row_end(self, text: str, start: int) -> int:
        """Where the row that begins at an offset ends, its line end left out."""
        end = self._end(text, start)
        while text[end : end + 1] == self.delimiter:
            end = self._end(text, end + 1)
        return end

    def _end(self, text: str, at: int) -> int:
        if text[at : at + 1] == '"':
            at += 1
            while (close := text.find('"', at)) >= 0:
                at = close + 1
                if text[at : at + 1] != '"':
                    break
                at += 1
            else:
                return len(text)
        found = re.compile(rf"[{re.escape(self.delimiter)}\r\n]").search(text, at)
        return len(text) if found is None else found.start()


@entity
class Table:
    """Records of one kind, a line each.

    Amounts are plain decimal numbers here and their currencies a column of their own; dates are
    year-month-day; a cell that is empty, or has had a finding, is an empty text.

    Attributes:
        key: The list that the records belong to: entries, timesheets.
        size: Number of lines.
        columns: Field to its cells, a text for each line.
        kinds: Field to what its cells become.
        cells: Field to the number of its column in the file; a field that is the same for all lines has none.
        rows: Of each line, the number of its row in the file; the names of the columns are row 0.
        layout: How the file is cut.
        flawed: Lines and fields that have had a finding.
        known: Field to its different texts, of fields where that is known beforehand.
    """

    key: str
    size: int
    columns: Mapping[str, Sequence[str]]
    kinds: Mapping[str, CellKind]
    cells: Mapping[str, int]
    rows: Sequence[int]
    layout: Layout
    flawed: frozenset[tuple[int, str]] = frozenset()
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list, init=False, repr=False)
    _distinct: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def column(self, name: str) -> Sequence[str]:
        """The cells of a field; empty texts when the file has no such column."""
        return self.columns[name] if name in self.columns else ("",) * self.size

    def distinct(self, name: str) -> frozenset[str]:
        """The different texts in a field."""
        if name in self.known:
            return self.known[name]
        if name not in self._distinct:
            self._distinct[name] = frozenset(self.columns.get(name, ("",)))
        return self._distinct[name]

    def record(self, document: Document, line: int) -> Map:
        """A line as the mapping that the same record would be in a YAML file, with its places."""
        start = self._start(document.text, line)
        data = Map(start)
        data.offsets[1] = self.layout.row_end(document.text, start)
        for name, column in self.columns.items():
            text = column[line]
            if not text or (name == CURRENCY and name not in self.kinds):
                continue
            mark = self.mark(document.text, line, name)
            data.put(name, self._value(name, text, line, mark), *mark, *mark)
        return data

    def mark(self, text: str, line: int, name: str) -> Mark:
        """Offsets of a cell; of the whole line for a field that has no column."""
        start = self._start(text, line)
        if name not in self.cells:
            return start, self.layout.row_end(text, start)
        return self.layout.cell(text, start, self.cells[name])

    def span(self, document: Document, line: int, name: str) -> Span:
        """Where a cell stands."""
        return document.span(*self.mark(document.text, line, name))

    def only(self, lines: Sequence[int]) -> "Table":
        """The table with some of its lines, in the order given; places stay what they are."""
        new = {line: index for index, line in enumerate(lines)}
        return replace(
            self,
            size=len(lines),
            columns={name: [column[line] for line in lines] for name, column in self.columns.items()},
            rows=[self.rows[line] for line in lines],
            flawed=frozenset((new[line], name) for line, name in self.flawed if line in new),
            known={},
        )

    def _start(self, text: str, line: int) -> int:
        if not self._starts:
            self._starts.extend(self.layout.row_starts(text))
        return self._starts[self.rows[line]]

    def _value(self, name: str, text: str, line: int, mark: Mark) -> Value:
        kind = self.kinds.get(name, CellKind.TEXT)
        if kind is CellKind.MONEY:
            return f"{text} {self.columns[CURRENCY][line]}"
        if kind is CellKind.NUMBER:
            return float(text) if "." in text else int(text)
        if kind is CellKind.LIST:
            items = Seq(mark[0])
            items.offsets[1] = mark[1]
            for part in text.split(","):
                if part.strip():
                    items.put(part.strip(), *mark)
            return items
        return text
