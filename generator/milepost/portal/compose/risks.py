"""Risks as a page: the matrix from inherent to residual, what they amount to, and the sheet of each."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.budget.model import Budget
from milepost.checking import Checked
from milepost.frozen import replace
from milepost.portal.compose.amounts import money
from milepost.portal.compose.pages import link_to
from milepost.portal.compose.risk_tables import (
    band_badge,
    owners,
    pareto_figure,
    ranking,
    reviews,
    score_badge,
)
from milepost.portal.compose.risk_windows import window_figure
from milepost.portal.formats import Formats
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views.grids import MatrixRisk, RiskMatrixView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Cell, Field, Number, Text
from milepost.report import Report
from milepost.risk.adequacy import Adequacy, adequacy
from milepost.risk.compute import AssessedRisk, Exposure, RiskRegister
from milepost.risk.simulation.words import moved_words

_SCORES = (1, 2, 3, 4, 5)
_WHOLE, _TENTH = Decimal(1), Decimal("0.1")


def risk_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the register of risks."""
    register = checked.report.risk
    if not register.risks:
        return []
    windows = window_figure(checked.project, register)
    causes, budget = pareto_figure(register), checked.report.budget
    return [
        render.risk_matrix(_matrix(register)),
        render.table(ranking(checked.project, register)),
        render.table(_exposure_table(register, render.formats)),
        *([] if budget is None else [render.table(_adequacy_table(budget, checked.report, register))]),
        *(render.figure(*one) for one in (causes, windows) if one is not None),
        render.table(reviews(checked.project, register)),
        render.table(owners(checked.project, register)),
    ]


# -- the matrix ----------------------------------------------------------------------------------------------


def _matrix(register: RiskRegister) -> RiskMatrixView:
    scales = register.scales
    shown = [point for id_ in register.ranking if (point := _point(register.risks[id_])) is not None]
    cells = {(cell.likelihood, cell.impact): band_badge(cell.band) for cell in register.matrix}
    likelihoods = {step.score: step.name for step in scales.probabilities}
    impacts = {step.score: step.name for step in scales.impacts}
    return RiskMatrixView(
        title=_matrix_title(register),
        probabilities=tuple(likelihoods.get(score, str(score)) for score in _SCORES),
        impacts=tuple(impacts.get(score, str(score)) for score in _SCORES),
        levels=tuple(tuple(cells[row, column] for column in _SCORES) for row in _SCORES),
        risks=tuple(shown),
    )


def _matrix_title(register: RiskRegister) -> str:
    """How many of the open risks are threats in the highest band, today and after the responses."""
    count, high = len(register.ranking), len(register.high)
    if not count:
        return "No open risks"
    top = register.scales.bands[-1]
    found = (register.risks[id_] for id_ in register.ranking)
    after = sum(one.residual.band == top and not one.risk.opportunity for one in found)
    if not high and not after:
        return f"None of {count} open risks is a {top.name} threat"
    are = "is a" if high == 1 else "are"
    threats = "threat" if high == 1 else "threats"
    then = f"{after or 'none'} after the responses"
    return f"{high} of {count} open risks {are} {top.name} {threats} today, {then}"


def _point(one: AssessedRisk) -> MatrixRisk | None:
    before, after = one.inherent, one.residual
    if before.likelihood is None or before.impact is None:
        return None
    return MatrixRisk(
        link_to(one.risk.record),
        before.likelihood,
        before.impact,
        after.likelihood,
        after.impact,
        one.risk.opportunity,
    )


# -- what they amount to -------------------------------------------------------------------------------------


def _exposure_table(register: RiskRegister, formats: Formats) -> TableView:
    rows = (
        ("Before any response", register.inherent),
        ("Today", register.current),
        ("After the responses", register.residual),
    )
    return TableView(
        "exposure",
        _exposure_title(register, formats),
        (
            Column("Stage"),
            Column("Threats", ColumnKind.MONEY, "Sum of probability × cost"),
            Column("Opportunities", ColumnKind.MONEY, "Sum of probability × benefit"),
            Column("Net", ColumnKind.MONEY, "Threats less opportunities"),
            Column(
                "Expected delay",
                ColumnKind.NUMBER,
                "Sum of probability × working days, as if none ran in parallel",
            ),
            Column(
                "Without a price",
                ColumnKind.NUMBER,
                "Open risks without probability or cost; they are in no sum",
            ),
        ),
        tuple(Row(_exposure_cells(name, stage, register.currency)) for name, stage in rows),
    )


def _adequacy_table(budget: Budget, report: Report, register: RiskRegister) -> TableView:
    """The contingency that is left against what it is for."""
    found, currency = adequacy(budget, register, report.simulation), register.currency
    rows = [
        ("Residual exposure: expected cost of the threats after the responses", found.exposure, found.ratio)
    ]
    if found.need is not None:
        what = f"Cost above the budget that is kept with {found.confidence:g}% (simulated)"
        rows.append((what, found.need, found.need_ratio))
    return TableView(
        "adequacy",
        _adequacy_title(found),
        (
            Column("What the contingency is for"),
            Column("Amount", ColumnKind.MONEY),
            Column("Contingency left", ColumnKind.MONEY),
            Column("Covered", ColumnKind.NUMBER, "Contingency left as a share of the amount"),
        ),
        tuple(
            Row((Text(what), money(amount, currency), money(found.contingency, currency), _share(ratio)))
            for what, amount, ratio in rows
        ),
    )


def _adequacy_title(found: Adequacy) -> str:
    parts = []
    if found.ratio is not None:
        parts.append(f"{100 * found.ratio:.0f}% of the residual exposure")
    if found.need_ratio is not None:
        parts.append(f"{100 * found.need_ratio:.0f}% of what the simulation asks for")
    if not found.contingency and parts:
        return "No contingency is left for the open risks"
    covers = " and ".join(parts)
    return f"The contingency left covers {covers}" if covers else "Is the contingency enough?"


def _share(ratio: Decimal | None) -> Number | None:
    return None if ratio is None else Number((100 * ratio).quantize(_WHOLE), "%")


def _exposure_title(register: RiskRegister, formats: Formats) -> str:
    today, after = register.current.threats, register.residual.threats
    if not today and not after:
        return "What the open risks amount to"
    amounts = (formats.money(one.quantize(_WHOLE), register.currency) for one in (today, after))
    return "The responses are to bring the threats from {} to {}".format(*amounts)


def _exposure_cells(name: str, stage: Exposure, unit: str) -> tuple[Cell, ...]:
    return (
        Text(name),
        money(stage.threats, unit),
        money(stage.opportunities, unit),
        money(stage.net, unit),
        Number(stage.delay.quantize(_TENTH), "d"),
        Number(len(stage.unpriced)),
    )


# -- the sheet of each risk ----------------------------------------------------------------------------------


def with_figures(report: Report, tables: tuple[TableView, ...]) -> tuple[TableView, ...]:
    """The register's tables with what is computed about each risk in its sheet."""
    register = report.risk
    made = []
    for table in tables:
        rows = []
        for row in table.rows:
            one = None if row.record is None else register.risks.get(row.record.id)
            if row.record is None or one is None:
                rows.append(row)
                continue
            fields = (*_figures(report, register, one), *row.record.fields)
            rows.append(replace(row, record=replace(row.record, fields=fields)))
        made.append(replace(table, rows=tuple(rows)))
    return tuple(made)


def _figures(report: Report, register: RiskRegister, one: AssessedRisk) -> Iterator[Field]:
    stages = (
        ("Score before responses", one.inherent),
        ("Score today", one.current),
        ("Score after responses", one.residual),
    )
    for name, found in stages:
        if found.score is not None:
            yield Field(name, score_badge(found), "Likelihood × impact, and its band")
    if one.current.expected_value is not None:
        value = money(one.current.expected_value, register.currency)
        yield Field("Expected value", value, "Probability × cost as things are today; negative for a threat")
    if one.current.expected_delay is not None:
        delay = Number(one.current.expected_delay.quantize(_TENTH), "d")
        yield Field("Expected delay", delay, "Probability × delay in working days")
    effect = None if report.simulation is None else report.simulation.risks.get(one.risk.id)
    if effect is not None:
        text = f"the mean finish is {moved_words(effect.mean_days)} because of it"
        yield Field("In the simulation", Text(text), "The same draws with and without it")
