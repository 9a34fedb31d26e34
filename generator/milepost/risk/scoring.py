"""Scales, scores and expected values of risks.

A score (likelihood times impact, ranks of 1 to 5) orders risks; it is no expectation. Expected values are
probability times cost and probability times delay, kept apart from scores and signed: a threat's expected
value is negative money, an opportunity's positive; an expected delay is positive, a gain of time negative.
The scales follow the PMBOK Guide (probability 10 to 90 percent; cost and time by share of the project), the
bands PM² (to 2, to 16, from 20), unless project.yaml has its own.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil

from milepost.budget.currency import Rates
from milepost.frozen import frozen
from milepost.risk.model import Assessment, ObjectiveImpacts, working_days
from milepost.schedule.calendar import Calendar
from milepost.source.fields import Fields

ZERO = Decimal(0)


@frozen
class ProbabilityStep:
    """A score of the probability scale.

    Attributes:
        score: 1 to 5.
        name: What it is called.
        probability: What stands for the score where only the score is given.
        up_to: Highest probability that still gets the score.
    """

    score: int
    name: str
    probability: Decimal
    up_to: Decimal


@frozen
class ImpactStep:
    """A score of the impact scale; None where an objective has no limit at it.

    Attributes:
        score: 1 to 5.
        name: What it is called.
        cost: Highest cost that still gets the score, in the project's currency.
        cost_share: The same as a share of the budget at completion.
        days: Longest delay in working days that still gets the score.
        time_share: The same as a share of the project's duration.
    """

    score: int
    name: str
    cost: Decimal | None = None
    cost_share: Decimal | None = None
    days: Decimal | None = None
    time_share: Decimal | None = None


@frozen
class Band:
    """Scores that are treated alike.

    Attributes:
        name: low, medium, high, …
        first: Lowest score in it.
        rag: Its colour, always shown with its name.
        review_every: Rhythm in which its risks are looked at, as written: 1w, 2w, 1mo.
    """

    name: str
    first: int
    rag: str
    review_every: str


_NAMES = ("Very low", "Low", "Medium", "High", "Very high")
PROBABILITIES = tuple(
    ProbabilityStep(score, name, Decimal(2 * score - 1) / 10, Decimal(2 * score) / 10)
    for score, name in enumerate(_NAMES, 1)
)
IMPACTS = tuple(
    ImpactStep(score, name, cost_share=cost, time_share=time)
    for score, (name, cost, time) in enumerate(
        zip(
            _NAMES,
            (Decimal("0.01"), Decimal("0.1"), Decimal("0.2"), Decimal("0.4"), None),
            (Decimal("0.01"), Decimal("0.05"), Decimal("0.1"), Decimal("0.2"), None),
            strict=True,
        ),
        1,
    )
)
BANDS = (
    Band("low", 1, "green", "1mo"),
    Band("medium", 3, "amber", "2w"),
    Band("high", 20, "red", "1w"),
)


@frozen
class Measure:
    """What shares of the project mean: its budget in its currency, its duration in working days."""

    bac: Decimal | None
    days: Decimal | None


@frozen
class Scales:
    """How a project scores its risks.

    Attributes:
        probabilities: Steps of likelihood, lowest first.
        impacts: Steps of impact, lowest first.
        bands: Bands of the score, lowest first.
        method: "max" (the highest objective decides) or "weighted" (their weighted mean, rounded up).
        weights: Objective to weight, for the weighted method; cost, schedule, quality, scope, benefits.
    """

    probabilities: tuple[ProbabilityStep, ...]
    impacts: tuple[ImpactStep, ...]
    bands: tuple[Band, ...]
    method: str
    weights: tuple[tuple[str, Decimal], ...]

    def likelihood(self, probability: Decimal) -> int:
        """The score of a probability."""
        step = next(
            (step for step in self.probabilities if probability <= step.up_to), self.probabilities[-1]
        )
        return step.score

    def probability(self, likelihood: int) -> Decimal | None:
        """The probability that stands for a score; None when the score is not on the scale."""
        found = (step.probability for step in self.probabilities if step.score == likelihood)
        return next(found, None)

    def cost_impact(self, cost: Decimal, measure: Measure) -> int | None:
        """The score of a cost in the project's currency; None when the scale has no limit for costs."""
        limits = []
        for step in self.impacts:
            shared = None if step.cost_share is None or not measure.bac else step.cost_share * measure.bac
            limits.append((step.score, shared if step.cost is None else step.cost))
        return _first_reached(limits, cost)

    def time_impact(self, days: Decimal, measure: Measure) -> int | None:
        """The score of a delay in working days; None as for cost."""
        limits = []
        for step in self.impacts:
            shared = None if step.time_share is None or not measure.days else step.time_share * measure.days
            limits.append((step.score, shared if step.days is None else step.days))
        return _first_reached(limits, days)

    def overall(self, scores: dict[str, int]) -> int | None:
        """The overall impact from the scores of objectives; None when there are none."""
        if not scores:
            return None
        if self.method == "weighted":
            weights = {name: weight for name, weight in self.weights if name in scores}
            whole = sum(weights.values(), ZERO)
            if whole:
                return ceil(sum((scores[name] * weight for name, weight in weights.items()), ZERO) / whole)
        return max(scores.values())

    def band(self, score: int) -> Band:
        """The band of a score; the lowest one below all."""
        reached = [band for band in self.bands if score >= band.first]
        return reached[-1] if reached else self.bands[0]


@frozen
class Scored:
    """An assessment with what follows from it; None for what cannot be told.

    Attributes:
        likelihood: Score as written, else from the probability.
        impact: Overall score as written, else from the impacts on objectives.
        score: Likelihood times impact.
        band: Band of the score.
        probability: As written, else what stands for the likelihood.
        cost: Cost or benefit in the project's currency, positive.
        days: Delay or gain in working days, positive.
        expected_value: Probability times cost; negative for a threat, positive for an opportunity.
        expected_delay: Probability times days; positive for a threat, negative for an opportunity.
    """

    likelihood: int | None
    impact: int | None
    score: int | None
    band: Band | None
    probability: Decimal | None
    cost: Decimal | None
    days: Decimal | None
    expected_value: Decimal | None
    expected_delay: Decimal | None


@frozen
class Scorer:
    """Scores assessments.

    Attributes:
        scales: The project's scales.
        measure: What shares of the project mean.
        calendar: The project's calendar.
    """

    scales: Scales
    measure: Measure
    calendar: Calendar

    def scored(
        self, assessment: Assessment, objectives: ObjectiveImpacts, cost: Decimal | None, sign: int
    ) -> Scored:
        """Score an assessment.

        Args:
            assessment: What is written.
            objectives: Scores of the objectives that are not measured.
            cost: The cost of the assessment in the project's currency; None when it has none.
            sign: -1 for a threat, 1 for an opportunity.
        """
        probability, likelihood = assessment.probability, assessment.likelihood
        if likelihood is None and probability is not None:
            likelihood = self.scales.likelihood(probability)
        elif probability is None and likelihood is not None:
            probability = self.scales.probability(likelihood)
        days = None if assessment.delay is None else working_days(assessment.delay, self.calendar)
        impact = assessment.impact
        if impact is None:
            impact = self.scales.overall(self._by_objective(objectives, cost, days))
        score = None if likelihood is None or impact is None else likelihood * impact
        return Scored(
            likelihood=likelihood,
            impact=impact,
            score=score,
            band=None if score is None else self.scales.band(score),
            probability=probability,
            cost=cost,
            days=days,
            expected_value=None if probability is None or cost is None else sign * probability * cost,
            expected_delay=None if probability is None or days is None else -sign * probability * days,
        )

    def _by_objective(
        self, objectives: ObjectiveImpacts, cost: Decimal | None, days: Decimal | None
    ) -> dict[str, int]:
        found = {
            "cost": None if cost is None else self.scales.cost_impact(cost, self.measure),
            "schedule": None if days is None else self.scales.time_impact(days, self.measure),
            "quality": objectives.quality,
            "scope": objectives.scope,
            "benefits": objectives.benefits,
        }
        return {name: score for name, score in found.items() if score is not None}


def expected_value(outcomes: Iterable[tuple[Decimal, Decimal]], cost: Decimal = ZERO) -> Decimal:
    """Expected monetary value of a decision: sum of probability times value, less what the decision costs."""
    return sum((probability * value for probability, value in outcomes), ZERO) - cost


def grid(likelihoods: Sequence[Decimal], impacts: Sequence[Decimal]) -> tuple[tuple[Decimal, ...], ...]:
    """The products of two scales: a row per likelihood, a column per impact, unrounded."""
    return tuple(tuple(likelihood * impact for impact in impacts) for likelihood in likelihoods)


def read_scales(settings: Fields, calendar: Calendar, rates: Rates) -> Scales:
    """The scales of a project.

    Args:
        settings: The section `risk` of project.yaml.
        calendar: The project's calendar.
        rates: Its exchange rates.
    """
    impacts = sorted(
        (_impact(entry, calendar, rates) for entry in settings.parts("impact_scale")),
        key=lambda one: one.score,
    )
    bands = [_band(entry) for entry in settings.parts("bands")]
    weights = settings.part("weights")
    return Scales(
        probabilities=_probabilities(settings) or PROBABILITIES,
        impacts=tuple(impacts) or IMPACTS,
        bands=tuple(sorted(bands, key=lambda band: band.first)) or BANDS,
        method=settings.text("impact_method") or "max",
        weights=()
        if weights is None
        else tuple((name, weights.decimal(name) or ZERO) for name in weights.data),
    )


def _probabilities(settings: Fields) -> tuple[ProbabilityStep, ...]:
    """The written steps; where no upper limit is given it lies half way to the next step."""
    found = []
    for entry in settings.parts("probability_scale"):
        score, probability, up_to = (
            entry.integer("score"),
            _share(entry, "probability"),
            _share(entry, "up_to"),
        )
        if score is not None and probability is not None:
            found.append((score, entry.text("name"), probability, up_to))
    found.sort(key=lambda one: one[0])
    steps = []
    for place, (score, name, probability, up_to) in enumerate(found):
        following = found[place + 1][2] if place + 1 < len(found) else Decimal(2) - probability
        limit = (probability + following) / 2 if up_to is None else up_to
        steps.append(ProbabilityStep(score, name or str(score), probability, limit))
    return tuple(steps)


def _impact(entry: Fields, calendar: Calendar, rates: Rates) -> ImpactStep:
    days, cost = entry.duration("days"), entry.money("cost")
    score = entry.integer("score") or 1
    return ImpactStep(
        score=score,
        name=entry.text("name") or str(score),
        cost=None if cost is None else rates.at_baseline(cost),
        cost_share=entry.percentage("cost_percent"),
        days=None if days is None else working_days(days, calendar),
    )


def _band(entry: Fields) -> Band:
    name = entry.text("name")
    usual = next((band for band in BANDS if band.name == name.removeprefix("very-")), BANDS[1])
    return Band(
        name=name,
        first=entry.integer("from") or 1,
        rag=entry.text("rag") or usual.rag,
        review_every=entry.text("review_every") or usual.review_every,
    )


def _share(entry: Fields, key: str) -> Decimal | None:
    return entry.percentage(key) if isinstance(entry.raw(key), str) else entry.decimal(key)


def _first_reached(limits: list[tuple[int, Decimal | None]], value: Decimal) -> int | None:
    """The first score whose limit is not exceeded; above all limits the highest score."""
    if all(limit is None for _, limit in limits):
        return None
    for score, limit in limits:
        if limit is not None and value <= limit:
            return score
    return limits[-1][0]
