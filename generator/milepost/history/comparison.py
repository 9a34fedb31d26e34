"""Several states of a project side by side: their figures, and how far each is from the first."""

from collections.abc import Callable
from decimal import Decimal

from milepost.frozen import frozen
from milepost.history.snapshot import Snapshot
from milepost.schedule.instants import date_of, day_of


@frozen
class Column:
    """A state: what the user calls it, and its figures."""

    label: str
    snapshot: Snapshot


@frozen
class ComparedRow:
    """A figure of every state.

    Attributes:
        label: What it is called.
        cells: Its value in each state, in words.
        differences: How far each is from the first, in words; empty for the first, and where it is the same.
    """

    label: str
    cells: tuple[str, ...]
    differences: tuple[str, ...]


def compared(columns: tuple[Column, ...]) -> tuple[ComparedRow, ...]:
    """The figures of states as rows, those first that are asked for first."""
    rows = [
        _row("Status date", columns, lambda one: one.status_date.isoformat()),
        _row("Status", columns, lambda one: one.status.get("overall", "")),
        _dates("Finish", columns, lambda one: one.finish),
        _dates("P80 of the finish", columns, lambda one: one.finish_p80),
        _dates("Baseline finish", columns, lambda one: one.baseline_finish),
        _amounts("Forecast cost", columns, lambda one: one.eac),
        _amounts("P80 of the cost", columns, lambda one: one.cost_p80),
        _amounts("Outside the baseline", columns, lambda one: one.outside),
        _amounts("Budget", columns, lambda one: one.bac),
        _amounts("Contingency left", columns, lambda one: one.contingency),
        _numbers("CPI", columns, lambda one: one.cpi),
        _numbers("SPI", columns, lambda one: one.spi),
        _amounts("Open threats", columns, lambda one: one.threats),
        _counts("Open risks", columns, lambda one: one.open_risks),
        _counts("In scope", columns, lambda one: sum(one.scope.values())),
        _counts("Errors", columns, lambda one: one.findings.get("error", 0)),
        _counts("Warnings", columns, lambda one: one.findings.get("warning", 0)),
    ]
    milestones = dict.fromkeys(id_ for one in columns for id_ in one.snapshot.milestones)
    for id_ in milestones:
        row = _dates(id_, columns, _milestone(id_))
        name = next(one.snapshot.milestones[id_].name for one in columns if id_ in one.snapshot.milestones)
        if len(set(row.cells)) > 1:
            rows.append(ComparedRow(f"{id_} {name}", row.cells, row.differences))
    return tuple(rows)


def comparison_text(columns: tuple[Column, ...]) -> str:
    """The comparison as a table of text."""
    from milepost.diagnostics.render.characters import escape

    table = [("", *(escape(one.label) for one in columns))]
    for row in compared(columns):
        cells = (
            f"{cell} ({difference})" if difference else cell
            for cell, difference in zip(row.cells, row.differences, strict=True)
        )
        table.append((escape(row.label), *(escape(cell) for cell in cells)))
    widths = [max(len(line[index]) for line in table) for index in range(len(columns) + 1)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    ]
    broken = [f"{one.label}: {one.snapshot.broken}" for one in columns if one.snapshot.broken]
    return "\n".join([*lines, *(f"Not computed: {escape(one)}" for one in broken)]) + "\n"


def _milestone(id_: str) -> Callable[[Snapshot], int | None]:
    def finish(snapshot: Snapshot) -> int | None:
        found = snapshot.milestones.get(id_)
        return None if found is None else found.finish

    return finish


def _row(label: str, columns: tuple[Column, ...], figure: Callable[[Snapshot], str]) -> ComparedRow:
    return ComparedRow(label, tuple(figure(one.snapshot) or "–" for one in columns), ("",) * len(columns))


def _dates(label: str, columns: tuple[Column, ...], figure: Callable[[Snapshot], int | None]) -> ComparedRow:
    days = [None if (at := figure(one.snapshot)) is None else date_of(day_of(at - 1)) for one in columns]
    first = days[0]
    differences = (
        "" if day is None or first is None or day == first else _days((day - first).days) for day in days
    )
    return ComparedRow(
        label, tuple("–" if day is None else day.isoformat() for day in days), tuple(differences)
    )


def _days(count: int) -> str:
    """Days of the calendar, with their sign."""
    return f"{count:+} day{'' if abs(count) == 1 else 's'}"


def _amounts(
    label: str, columns: tuple[Column, ...], figure: Callable[[Snapshot], Decimal | None]
) -> ComparedRow:
    values = [(figure(one.snapshot), one.snapshot.currency) for one in columns]
    cells = tuple("–" if value is None else f"{value:,.0f} {currency}" for value, currency in values)
    first, unit = values[0]
    differences = tuple(
        ""
        if value is None or first is None or currency != unit or value == first
        else f"{value - first:+,.0f}"
        for value, currency in values
    )
    return ComparedRow(label, cells, differences)


def _numbers(
    label: str, columns: tuple[Column, ...], figure: Callable[[Snapshot], Decimal | None]
) -> ComparedRow:
    values = [figure(one.snapshot) for one in columns]
    first = values[0]
    return ComparedRow(
        label,
        tuple("–" if value is None else f"{value:.2f}" for value in values),
        tuple(
            "" if None in (value, first) or f"{value:.2f}" == f"{first:.2f}" else _signed(value, first)
            for value in values
        ),
    )


def _signed(value: Decimal | None, first: Decimal | None) -> str:
    return f"{(value or 0) - (first or 0):+.2f}"


def _counts(label: str, columns: tuple[Column, ...], figure: Callable[[Snapshot], int]) -> ComparedRow:
    values = [figure(one.snapshot) for one in columns]
    differences = tuple("" if value == values[0] else f"{value - values[0]:+}" for value in values)
    return ComparedRow(label, tuple(str(value) for value in values), differences)
