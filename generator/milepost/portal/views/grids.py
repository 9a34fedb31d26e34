"""Grids of two scales: the risk matrix and the power/interest grid."""

from milepost.frozen import frozen
from milepost.portal.views.values import Badge, RecordLink, Tone


@frozen
class MatrixRisk:
    """A risk in the matrix; scores count from 1.

    Attributes:
        link: The risk.
        probability: Row of the inherent assessment.
        impact: Column of the inherent assessment.
        residual_probability: Row after responses, or None when not assessed.
        residual_impact: Column after responses, or None when not assessed.
        opportunity: Whether it is an opportunity instead of a threat.
    """

    link: RecordLink
    probability: int
    impact: int
    residual_probability: int | None = None
    residual_impact: int | None = None
    opportunity: bool = False


@frozen
class RiskMatrixView:
    """The probability/impact matrix.

    Attributes:
        title: What the matrix says, as its heading.
        probabilities: Names of the probability scale, lowest first.
        impacts: Names of the impact scale, lowest first.
        levels: What each cell is rated: `levels[p - 1][i - 1]`, a tone and its word.
        risks: The risks in it.
    """

    title: str
    probabilities: tuple[str, ...]
    impacts: tuple[str, ...]
    levels: tuple[tuple[Badge, ...], ...]
    risks: tuple[MatrixRisk, ...]


@frozen
class StakeholderPoint:
    """A stakeholder in the grid; power and interest count from 1.

    Attributes:
        link: The stakeholder.
        power: Power over the project.
        interest: Interest in the project.
        engagement: Current engagement in a word, or empty.
        desired: Wanted engagement in a word, or empty.
        tone: GOOD when engagement is as wanted, WATCH when there is a gap, BAD when resistant.
    """

    link: RecordLink
    power: int
    interest: int
    engagement: str = ""
    desired: str = ""
    tone: Tone = Tone.NEUTRAL


@frozen
class StakeholderGridView:
    """The power/interest grid.

    Attributes:
        title: What the grid says, as its heading.
        powers: Names of the power scale, lowest first.
        interests: Names of the interest scale, lowest first.
        points: The stakeholders.
    """

    title: str
    powers: tuple[str, ...]
    interests: tuple[str, ...]
    points: tuple[StakeholderPoint, ...]
