"""Risks as a page: the matrix from inherent to residual, what they amount to, and their ranking."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.checking import Checked
from milepost.portal.compose.amounts import money
from milepost.portal.compose.pages import link, link_to
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.views import (
    Badge,
    Cell,
    Column,
    ColumnKind,
    Links,
    MatrixRisk,
    Number,
    RiskMatrixView,
    Row,
    TableView,
    Text,
    Tone,
)
from milepost.project import Project
from milepost.risk.compute import AssessedRisk, Exposure, RiskRegister
from milepost.risk.scoring import Band, Scored

_TONES = {"green": Tone.GOOD, "amber": Tone.WATCH, "red": Tone.BAD}


def risk_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the register of risks."""
    register = checked.report.risk
    if register is None or not register.risks:
        return []
    matrix = render.risk_matrix(_matrix(register))
    return [
        matrix,
        render.table(_exposure_table(register)),
        render.table(_ranking(checked.project, register)),
    ]


def _matrix(register: RiskRegister) -> RiskMatrixView:
    scales = register.scales
    shown = [point for id_ in register.ranking if (point := _point(register.risks[id_])) is not None]
    high = len(register.high)
    what = "threat is" if high == 1 else "threats are"
    band = scales.bands[-1].name
    cells = {(cell.likelihood, cell.impact): _badge(cell.band) for cell in register.matrix}
    return RiskMatrixView(
        title=f"{high} of {len(register.ranking)} open risks: {high} {what} {band}"
        if high
        else f"None of the {len(register.ranking)} open risks is a {band} threat",
        probabilities=tuple(step.name for step in scales.probabilities),
        impacts=tuple(step.name for step in scales.impacts),
        levels=tuple(tuple(cells[row, column] for column in range(1, 6)) for row in range(1, 6)),
        risks=tuple(shown),
    )


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


def _badge(band: Band | None) -> Badge:
    return Badge("not scored") if band is None else Badge(band.name, _TONES.get(band.rag, Tone.NEUTRAL))


def _exposure_table(register: RiskRegister) -> TableView:
    rows = (
        ("Before any response", register.inherent),
        ("Today", register.current),
        ("After the responses", register.residual),
    )
    return TableView(
        "exposure",
        "What the open risks amount to",
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


def _exposure_cells(name: str, stage: Exposure, unit: str) -> tuple[Cell, ...]:
    return (
        Text(name),
        money(stage.threats, unit),
        money(stage.opportunities, unit),
        money(stage.net, unit),
        Number(stage.delay.quantize(Decimal("0.1")), "d"),
        Number(len(stage.unpriced)),
    )


def _ranking(project: Project, register: RiskRegister) -> TableView:
    return TableView(
        "ranking",
        "Open risks, the highest first",
        (
            Column("Risk", ColumnKind.ID),
            Column("Title"),
            Column("Today", ColumnKind.BADGE, "Likelihood × impact, and its band"),
            Column("After response", ColumnKind.BADGE),
            Column("Expected value", ColumnKind.MONEY, "Probability × cost; negative for a threat"),
            Column("Owner", ColumnKind.LINKS),
        ),
        tuple(_ranked(project, register)),
        "No open risks.",
    )


def _ranked(project: Project, register: RiskRegister) -> Iterator[Row]:
    for id_ in register.ranking:
        one = register.risks[id_]
        value = one.current.expected_value
        yield Row(
            (
                link_to(one.risk.record),
                Text(one.risk.title),
                _scored(one.current),
                _scored(one.residual),
                None if value is None else money(value, register.currency),
                Links((link(project, one.risk.owner),)) if one.risk.owner else None,
            )
        )


def _scored(found: Scored) -> Badge:
    badge = _badge(found.band)
    return badge if found.score is None else Badge(f"{found.score} {badge.text}", badge.tone)
