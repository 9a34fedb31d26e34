"""The cells of a table in their plain form: numbers, dates and currencies; texts that begin like formulas."""

from collections.abc import Callable, Collection, Sequence
from itertools import compress, count
from operator import itemgetter

from milepost.diagnostics import Diagnostic, Note, Rule, Span
from milepost.frozen import field, mutable, replace
from milepost.source import schema_rules
from milepost.source import table_rules as rules
from milepost.source.data import CURRENCY, Document
from milepost.source.table import CellKind, Table
from milepost.source.table_format import TableFormat

MAX_FINDINGS = 500
"""Findings of one file after which the rest is counted, not listed."""

_FORMULA = frozenset("=+-@\t\r")
_FIRST = itemgetter(slice(1))


@mutable
class Findings:
    """What is wrong with a file, up to a bound."""

    found: list[Diagnostic] = field(default_factory=list)
    more: int = 0

    def add(
        self, rule: Rule, span: Span, message: str, *, remedy: str | None = None, notes: tuple[Note, ...] = ()
    ) -> None:
        """Note a finding, or only count it when there are many already."""
        if len(self.found) < MAX_FINDINGS:
            self.found.append(rule.at(span, message, remedy=remedy, notes=notes))
        else:
            self.more += 1

    @property
    def full(self) -> bool:
        """Whether further findings are only counted."""
        return len(self.found) >= MAX_FINDINGS

    def told(self) -> tuple[Diagnostic, ...]:
        """The findings; where some are left out, the last one says how many."""
        if not self.more:
            return tuple(self.found)
        last = self.found[-1]
        message = f"{last.message}; {self.more:,} more findings in this file are left out"
        return (*self.found[:-1], replace(last, message=message))


def translated(table: Table, document: Document, written: TableFormat, findings: Findings) -> Table:
    """The table with plain decimals, dates as year-month-day, and a column of currencies beside its amounts.

    Args:
        table: Cells as they are in the file.
        document: The file.
        written: How the file is written.
        findings: Grows by the cells that cannot be read; they become empty.
    """
    cells = _Cells(table, document, written, findings, dict(table.columns), dict(table.cells))
    for name, kind in table.kinds.items():
        if name not in table.columns:
            continue
        if kind is CellKind.MONEY:
            cells.money(name)
        elif kind is CellKind.NUMBER:
            cells.numbers(name, name)
        elif kind is CellKind.DATE:
            cells.dates(name)
        elif kind is CellKind.TEXT:
            cells.texts(name)
    known = {name: texts for name, texts in table.known.items() if cells.columns[name] is table.columns[name]}
    return replace(
        table, columns=cells.columns, cells=cells.cells, flawed=frozenset(cells.flawed), known=known
    )


@mutable
class _Cells:
    table: Table
    document: Document
    written: TableFormat
    findings: Findings
    columns: dict[str, Sequence[str]]
    cells: dict[str, int]
    flawed: set[tuple[int, str]] = field(default_factory=set)

    def money(self, name: str) -> None:
        if CURRENCY not in self.columns:
            parts = [cell.rpartition(" ") for cell in self.columns[name]]
            self.columns[name] = tuple(before if sign else after for before, sign, after in parts)
            self.columns[CURRENCY] = tuple(after if sign else "" for _, sign, after in parts)
            if name in self.cells:
                self.cells[CURRENCY] = self.cells[name]
        elif " " in "".join(self.columns[name]):  # its own currency may stand behind it, if it is the line's
            rows = zip(self.columns[name], self.columns[CURRENCY], strict=True)
            self.columns[name] = tuple(
                cell.removesuffix(f" {currency}") if currency else cell for cell, currency in rows
            )
        self._currencies(name)
        self.numbers(name, name)
        self.columns[name] = self.written.negated(tuple(self.columns[name]))

    def _currencies(self, amounts: str) -> None:
        column = self.columns[CURRENCY]
        wrong = {
            one
            for one in self._distinct(CURRENCY)
            if not (len(one) == 3 and one.isascii() and one.isupper() and one.isalpha())
        }
        if wrong == {""} and "" in set(self.columns[amounts]):
            wrong = (
                {""} if any(a for a, c in zip(self.columns[amounts], column, strict=True) if not c) else set()
            )
        if not wrong:
            return

        def message(cell: str) -> str:
            return f"{cell!r} is no currency" if cell else "the amount has no currency"

        remedy = "Write its three letters behind the amount (1250.50 EUR), or in a column `currency`."
        given = [bool(cell) for cell in self.columns[amounts]]
        lines = [line for line in _lines_of(column, wrong) if given[line]]
        self._refuse(
            amounts,
            lines,
            schema_rules.MALFORMED_VALUE,
            lambda line: message(column[line]),
            remedy,
            at=CURRENCY,
        )
        gone = set(lines)
        self.columns[amounts] = tuple(
            "" if line in gone else cell for line, cell in enumerate(self.columns[amounts])
        )

    def _distinct(self, name: str) -> Collection[str]:
        column = self.columns[name]
        unchanged = name in self.table.known and column is self.table.columns[name]
        return self.table.known[name] if unchanged else set(column)

    def numbers(self, name: str, shown: str) -> None:
        column = tuple(self.columns[name])
        self.columns[name], wrong = self.written.numbers(column)
        if wrong:
            lines = _lines_of(column, wrong)
            self._refuse(
                name, lines, rules.MALFORMED_NUMBER, lambda line: self._no_number(column[line]), at=shown
            )

    def _no_number(self, cell: str) -> str:
        if self.written.written is None and "," in cell:
            return f"{cell} has a comma; write no thousands separators, and a decimal point"
        if self.written.written is None and any(sign in cell for sign in " '’\u00a0\u202f"):
            return f"{cell} has a thousands separator; write none"
        return f"{cell!r} is no number in the format of this file"

    def dates(self, name: str) -> None:
        column = tuple(self.columns[name])
        self.columns[name], wrong = self.written.days(column)
        if wrong:
            self._refuse(
                name, _lines_of(column, wrong), rules.MALFORMED_DATE,
                lambda line: f"{column[line]!r} is no date written as {self.written.dates}",
            )  # fmt: skip

    def texts(self, name: str) -> None:
        """Formulas; ids are left to the check of references."""
        column = self.columns[name]
        if name not in self.cells:
            return
        known = self.table.known.get(name)
        if known is None and not _FORMULA & set(map(_FIRST, column)):
            return
        wrong = {cell for cell in known or set(column) if cell[:1] in _FORMULA}
        if not wrong:
            return
        lines = _lines_of(column, wrong)
        self._refuse(name, lines, rules.FORMULA_CELL, lambda line: f"{column[line]!r} begins like a formula")

    def _refuse(
        self,
        name: str,
        lines: Sequence[int],
        rule: Rule,
        message: Callable[[int], str],
        remedy: str | None = None,
        *,
        at: str = "",
    ) -> None:
        table = replace(self.table, cells=self.cells)
        for line in lines:
            self.flawed.add((line, name))
            if self.findings.full:
                self.findings.more += 1
            else:
                span = table.span(self.document, line, at or name)
                self.findings.add(rule, span, message(line), remedy=remedy)


def _lines_of(column: Sequence[str], wrong: set[str] | frozenset[str]) -> list[int]:
    return list(compress(count(), (cell in wrong for cell in column)))
