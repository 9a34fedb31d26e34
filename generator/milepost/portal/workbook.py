"""The budget as a spreadsheet: a sum there is a formula, so that a controller can follow and change it.

Texts are written as texts, never as formulas, whatever they begin with.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol, cast

from milepost.budget.booked import Booked
from milepost.budget.evm import BOTTOM_UP, CPI, CPI_SPI, REMAINING_AT_BUDGET, Performance
from milepost.budget.model import AccountBudget, Budget
from milepost.portal.workbook_rows import (
    ENTRIES,
    ENTRY_HEAD,
    FIRST,
    LABOUR_HEAD,
    LINE_HEAD,
    Formula,
    Line,
    Value,
    budget_lines,
    entry_lines,
    labour_lines,
    spent_on,
)

_MONEY, _INDEX, _DAY = "#,##0.00", "0.000", "yyyy-mm-dd"


class _Sheet(Protocol):
    """What is used of a worksheet."""

    def write_string(self, row: int, col: int, string: str, cell_format: object = None) -> int: ...
    def write_number(self, row: int, col: int, number: float, cell_format: object = None) -> int: ...
    def write_datetime(self, row: int, col: int, date: datetime, cell_format: object = None) -> int: ...
    def write_formula(
        self, row: int, col: int, formula: str, cell_format: object = None, value: object = 0
    ) -> int: ...
    def set_column(self, first_col: int, last_col: int, width: float) -> int: ...
    def set_row(
        self, row: int, height: float | None, cell_format: object, options: dict[str, object]
    ) -> int: ...
    def freeze_panes(self, row: int, col: int) -> None: ...


class _Book(Protocol):
    """What is used of a workbook."""

    def add_worksheet(self, name: str) -> _Sheet: ...
    def add_format(self, properties: Mapping[str, object]) -> object: ...
    def set_properties(self, properties: Mapping[str, object]) -> None: ...
    def close(self) -> None: ...


def budget_workbook(name: str, budget: Budget, entries: Sequence[Booked] | None = None) -> bytes:
    """The budget as an XLSX file; the same budget gives the same bytes.

    Args:
        name: The project's name.
        budget: Its computed budget.
        entries: What was booked, entry by entry; actual costs are then sums over it. None where there are too
            many to list, and actual costs are numbers.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = cast("_Book", xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}))
    day = budget.status_date
    book.set_properties({"title": name, "created": _moment(day)})
    write = _Writer(book)
    about = f"{name}, {budget.currency}, status date {day.isoformat()}"
    write.sheet("Accounts", about, _ACCOUNT_HEAD, _accounts(budget, entries or ()))
    write.sheet("Months", about, _MONTH_HEAD, _months(budget))
    write.sheet(
        "Causes", about, ("Cause", "Amount", "Reached", "Record", "How it is computed"), _causes(budget)
    )
    write.sheet(
        "Forecasts", about, ("Method", "Estimate at completion", "Variance", "Used"), _forecasts(budget)
    )
    write.sheet("Reserves", about, ("Reserve", "Type", "Set aside", "Drawn", "Left"), _reserves(budget))
    if budget.outlook.lines:
        write.sheet("Budget lines", about, LINE_HEAD, budget_lines(budget))
    if budget.outlook.labour.accounts:
        write.sheet("Labour", about, LABOUR_HEAD, labour_lines(budget))
    if entries:
        write.sheet(ENTRIES, about, ENTRY_HEAD, entry_lines(entries))
    book.close()
    return stream.getvalue()


class _Writer:
    """Writes sheets: a line about the project, a head, rows from the fourth line on."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._formats: dict[tuple[str, bool], object] = {}

    def sheet(self, title: str, about: str, head: Sequence[str], lines: Sequence[Line]) -> None:
        """Write a sheet."""
        sheet = self._book.add_worksheet(title)
        sheet.write_string(0, 0, about, self._format("", strong=True))
        for column, text in enumerate(head):
            sheet.write_string(2, column, text, self._format("", strong=True))
        widths = [len(text) for text in head]
        for row, line in enumerate(lines, FIRST - 1):
            if line.level:
                sheet.set_row(row, None, None, {"level": min(line.level, 7)})
            for column, value in enumerate(line.cells):
                self._cell(sheet, row, column, value, strong=line.strong, index=head[column] in _INDICES)
                widths[column] = max(widths[column], len(value) if isinstance(value, str) else 13)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 1, 60))
        sheet.freeze_panes(FIRST - 1, 1)

    def _cell(
        self, sheet: _Sheet, row: int, column: int, value: Value | Formula, *, strong: bool, index: bool
    ) -> None:
        number = self._format(_INDEX if index else _MONEY, strong=strong)
        match value:
            case None:
                return
            case str():
                sheet.write_string(row, column, value, self._format("", strong=strong))
            case Decimal():
                sheet.write_number(row, column, float(value), number)
            case date():
                sheet.write_datetime(row, column, _moment(value), self._format(_DAY, strong=strong))
            case Formula(text, result):
                shown = "" if result is None else float(result)
                sheet.write_formula(row, column, text, number, shown)

    def _format(self, number: str, *, strong: bool) -> object:
        key = (number, strong)
        if key not in self._formats:
            properties: dict[str, object] = {"bold": strong}
            if number:
                properties["num_format"] = number
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]


def _moment(day: date) -> datetime:
    """A day as spreadsheets store it: without a time zone."""
    return datetime.combine(day, time.min)


_ACCOUNT_HEAD = (
    "Account", "Name", "Budget (BAC)", "Committed", "Planned (PV)", "Earned (EV)", "Actual (AC)",
    "Cost variance", "Schedule variance", "CPI", "SPI", "Forecast (EAC)", "To complete (ETC)",
    "Variance (VAC)",
)  # fmt: skip
_INDICES = frozenset({"CPI", "SPI"})
_SUMMED = "CDEFG"


def _accounts(budget: Budget, entries: Sequence[Booked]) -> list[Line]:
    """The accounts: own amounts as numbers, those of divided accounts as sums of the rows below them.

    Actual cost is summed up over the entries where they are listed.

    A divided account that holds something itself has a row of its own for it, so that a sum is a sum.
    """
    children: dict[str | None, list[AccountBudget]] = {}
    for account in budget.accounts.values():
        children.setdefault(account.parent, []).append(account)
    rows: list[tuple[AccountBudget, bool]] = []  # with whether it is the row of what stands on it itself
    parts: dict[str, list[int]] = {}
    place: dict[str, int] = {}
    stack = list(reversed(children.get(None, [])))
    while stack:
        account = stack.pop()
        place[account.id] = FIRST + len(rows)
        rows.append((account, False))
        below = children.get(account.id, [])
        if below and (any(_amounts(account.own)) or account.committed_own):
            parts.setdefault(account.id, []).append(FIRST + len(rows))
            rows.append((account, True))
        stack += reversed(below)
    for account in budget.accounts.values():
        if account.parent is not None:
            parts.setdefault(account.parent, []).append(place[account.id])
    lines = []
    for row, (account, is_own) in enumerate(rows, FIRST):
        summed = [] if is_own else sorted(parts.get(account.id, ()))
        it = account.own if is_own else account.performance
        committed = account.committed_own if is_own else account.committed
        label = f"{account.id} itself" if is_own else account.id
        depth = account.depth + is_own
        sums = _sums(summed, _values(it, committed))
        if entries and not summed:
            sums = (*sums[:-1], spent_on(account.id, entries, it.ac))
        eac = None if is_own else account.forecast.selected
        lines.append(Line((label, account.name, *sums, *_figures(row, it, eac, budget)), depth, bool(summed)))
    roots = [place[account.id] for account in children.get(None, [])]
    last = FIRST + len(rows)
    sums = _sums(roots, _values(budget.performance, budget.committed))
    figures = _figures(last, budget.performance, budget.forecast.selected, budget)
    return [*lines, Line(("Project", "", *sums, *figures), 0, strong=True)]


def _amounts(it: Performance) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return it.bac, it.pv, it.ev, it.ac


def _values(it: Performance, committed: Decimal) -> tuple[Decimal, ...]:
    return it.bac, committed, it.pv, it.ev, it.ac


def _sums(rows: Sequence[int], values: Sequence[Decimal]) -> tuple[Decimal | Formula, ...]:
    """The values, as formulas over the rows below where there are some."""
    if not rows:
        return tuple(values)
    return tuple(
        Formula("=" + "+".join(f"{column}{row}" for row in rows), value)
        for column, value in zip(_SUMMED, values, strict=True)
    )


def _figures(row: int, it: Performance, eac: Decimal | None, budget: Budget) -> tuple[Value | Formula, ...]:
    variances = (
        Formula(f"=F{row}-G{row}", it.cv),
        Formula(f"=F{row}-E{row}", it.sv),
        Formula(f'=IF(G{row}=0,"",F{row}/G{row})', it.cpi),
        Formula(f'=IF(E{row}=0,"",F{row}/E{row})', it.spi),
    )
    if eac is None:
        return (*variances, None, None, None)
    return (
        *variances,
        _eac(row, eac, budget.forecast.requested),
        Formula(f"=L{row}-G{row}", eac - it.ac),
        Formula(f"=C{row}-L{row}", it.bac - eac),
    )


def _eac(row: int, eac: Decimal, method: str) -> Decimal | Formula:
    """The estimate as the project asks for it; new estimates of the rest are a number."""
    bac, pv, ev, ac = (f"{column}{row}" for column in "CEFG")
    at_budget = f"{ac}+{bac}-{ev}"
    formulas = {
        CPI: f"IF(OR({ev}=0,{ac}=0),{at_budget},{bac}*{ac}/{ev})",
        REMAINING_AT_BUDGET: at_budget,
        CPI_SPI: f"IF(OR({ev}=0,{ac}=0,{pv}=0),{at_budget},{ac}+({bac}-{ev})*{ac}*{pv}/({ev}*{ev}))",
    }
    if method == BOTTOM_UP:
        return eac
    return Formula(f"=IF(AND({bac}>0,{ev}>={bac}),{ac},{formulas[method]})", eac)


_MONTH_HEAD = (
    "Month", "Planned", "Earned", "Spent", "Expected", "In all", "Funding", "Short", "Planned in all",
    "Earned in all", "Spent in all", "CPI", "SPI",
)  # fmt: skip


def _months(budget: Budget) -> list[Line]:
    lines = []
    planned = earned = spent = Decimal(0)
    months = budget.outlook.months
    for row, month in enumerate(months, FIRST):
        known = month.spent is not None
        planned += month.planned
        earned += month.earned or 0
        spent += month.spent or 0
        before = f"+F{row - 1}" if row > FIRST else ""

        def so_far(column: str, last: int = row) -> str:
            return f"=SUM({column}${FIRST}:{column}{last})"

        short = None
        if month.funding is not None:
            short = Formula(f"=MAX(0,F{row}-G{row})", month.short or Decimal(0))
        cells: tuple[Value | Formula, ...] = (
            month.last,
            month.planned,
            month.earned,
            month.spent,
            month.expected,
            Formula(f"=D{row}+E{row}{before}", month.total),
            month.funding,
            short,
            Formula(so_far("B"), planned),
            Formula(so_far("C"), earned) if known else None,
            Formula(so_far("D"), spent) if known else None,
            Formula(f'=IF(K{row}=0,"",J{row}/K{row})', month.cpi) if known else None,
            _spi(row, month.spi, whole=known and month.expected is None),
        )
        lines.append(Line(cells))
    if months:
        last = FIRST + len(months) - 1
        sums = [sum((one for one in column if one is not None), Decimal(0)) for column in _columns(budget)]
        cells = (
            "Sum",
            *(
                Formula(f"=SUM({name}{FIRST}:{name}{last})", value)
                for name, value in zip("BCDE", sums, strict=True)
            ),
        )
        lines.append(Line(cells, strong=True))
    return lines


def _columns(budget: Budget) -> tuple[list[Decimal | None], ...]:
    months = budget.outlook.months
    return (
        [one.planned for one in months],
        [one.earned for one in months],
        [one.spent for one in months],
        [one.expected for one in months],
    )


def _spi(row: int, spi: Decimal | None, *, whole: bool) -> Formula | Decimal | None:
    """SPI; of the status date's month as a number, because PV beside it is that of the whole month."""
    return Formula(f'=IF(I{row}=0,"",J{row}/I{row})', spi) if whole else spi


def _causes(budget: Budget) -> list[Line]:
    lines = []
    reached = Decimal(0)
    for row, cause in enumerate(budget.outlook.causes, FIRST):
        reached = cause.amount if cause.is_sum else reached + cause.amount
        level: Value | Formula = Formula(f"=B{row}" if cause.is_sum else f"=C{row - 1}+B{row}", reached)
        lines.append(Line((cause.label, cause.amount, level, cause.record, cause.why), strong=cause.is_sum))
    return lines


def _forecasts(budget: Budget) -> list[Line]:
    outlook, bac = budget.forecast, budget.performance.bac
    methods = (
        ("BAC / CPI", CPI, outlook.cpi),
        ("AC + (BAC - EV)", REMAINING_AT_BUDGET, outlook.remaining_at_budget),
        ("AC + (BAC - EV) / (CPI x SPI)", CPI_SPI, outlook.cpi_spi),
        ("AC + new estimates of what remains", BOTTOM_UP, outlook.bottom_up),
    )
    return [
        Line(
            (
                label,
                eac,
                None if eac is None else bac - eac,
                outlook.reason if method == outlook.method else "",
            )
        )
        for label, method, eac in methods
    ]


def _reserves(budget: Budget) -> list[Line]:
    return [
        Line((one.id, one.type, one.amount, one.drawn, Formula(f"=C{row}-D{row}", one.left)))
        for row, one in enumerate(budget.reserves.values(), FIRST)
    ]
