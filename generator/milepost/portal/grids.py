"""Lay out grids of two scales, highest row first: what stands in which cell, how it is marked, in words."""

from collections import defaultdict

from milepost.frozen import frozen
from milepost.portal.views.grids import RiskMatrixView, StakeholderGridView
from milepost.portal.views.values import RecordLink, Tone


@frozen
class Mark:
    """A record in a cell; `style` is a class of the style sheet, `note` is for those who do not see it."""

    link: RecordLink
    style: str
    note: str = ""


@frozen
class GridCell:
    """A cell: its tone, the word for it, and the records in it."""

    tone: Tone
    word: str
    marks: tuple[Mark, ...]


@frozen
class GridRow:
    """A row with its name on the vertical scale."""

    name: str
    cells: tuple[GridCell, ...]


@frozen
class Grid:
    """A grid, laid out; `legend` and `sentences` say in words what the marks and their places mean."""

    title: str
    x_title: str
    y_title: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    legend: tuple[tuple[str, str], ...]
    sentences: tuple[tuple[RecordLink, str], ...]


def risk_grid(view: RiskMatrixView) -> Grid:
    """Lay out the risk matrix: a filled mark where a risk stands now, a hollow one where it came from."""
    marks: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    sentences: list[tuple[RecordLink, str]] = []
    for risk in view.risks:
        before = (risk.probability, risk.impact)
        after = (risk.residual_probability or risk.probability, risk.residual_impact or risk.impact)
        style = "opportunity" if risk.opportunity else "threat"
        marks[after].append(Mark(risk.link, style))
        place = _place(view, after)
        if before == after:
            sentences.append((risk.link, f"{risk.link.title}: {place}"))
        else:
            marks[before].append(Mark(risk.link, "before", "before responses"))
            sentences.append((risk.link, f"{risk.link.title}: from {_place(view, before)} to {place}"))
    rows = tuple(
        GridRow(
            view.probabilities[p - 1],
            tuple(
                GridCell(level.tone, level.text, tuple(marks[p, i]))
                for i, level in enumerate(view.levels[p - 1], start=1)
            ),
        )
        for p in range(len(view.probabilities), 0, -1)
    )
    legend = (
        ("threat", "threat, after responses"),
        ("opportunity", "opportunity, after responses"),
        ("before", "where it stood before responses"),
    )
    return Grid(view.title, "Impact", "Probability", view.impacts, rows, legend, tuple(sentences))


def _place(view: RiskMatrixView, at: tuple[int, int]) -> str:
    probability, impact = view.probabilities[at[0] - 1], view.impacts[at[1] - 1]
    return f"probability {probability.lower()}, impact {impact.lower()}"


def stakeholder_grid(view: StakeholderGridView) -> Grid:
    """Lay out the power/interest grid: each quarter carries the usual advice (Mendelow, 1991)."""
    marks: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    sentences: list[tuple[RecordLink, str]] = []
    for point in view.points:
        engagement = _engagement(point.engagement, point.desired)
        marks[point.power, point.interest].append(Mark(point.link, point.tone.value, engagement))
        power, interest = view.powers[point.power - 1], view.interests[point.interest - 1]
        place = f"power {power.lower()}, interest {interest.lower()}"
        sentences.append((point.link, f"{point.link.title}: {place}{engagement and ', ' + engagement}"))
    rows = tuple(
        GridRow(
            view.powers[power - 1],
            tuple(
                GridCell(_attention(view, power, interest), _advice(view, power, interest), tuple(cell))
                for interest in range(1, len(view.interests) + 1)
                for cell in (marks[power, interest],)
            ),
        )
        for power in range(len(view.powers), 0, -1)
    )
    legend = (("good", "engaged as wanted"), ("watch", "engagement gap"), ("bad", "resistant"))
    return Grid(view.title, "Interest", "Power", view.interests, rows, legend, tuple(sentences))


def _engagement(current: str, desired: str) -> str:
    if current and desired and current != desired:
        return f"{current}, wanted {desired}"
    return current or desired


def _halves(view: StakeholderGridView, power: int, interest: int) -> tuple[bool, bool]:
    return power * 2 > len(view.powers) + 1, interest * 2 > len(view.interests) + 1


def _attention(view: StakeholderGridView, power: int, interest: int) -> Tone:
    return Tone.INFO if all(_halves(view, power, interest)) else Tone.NEUTRAL


def _advice(view: StakeholderGridView, power: int, interest: int) -> str:
    """The advice stands in the outermost cell of its quarter only."""
    if power not in {1, len(view.powers)} or interest not in {1, len(view.interests)}:
        return ""
    return {
        (True, True): "manage closely",
        (True, False): "keep satisfied",
        (False, True): "keep informed",
        (False, False): "monitor",
    }[_halves(view, power, interest)]
