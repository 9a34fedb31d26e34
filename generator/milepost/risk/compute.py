"""The risk register computed: scores, bands, expected values and exposure before and after the responses.

Exposure counts open risks only (not rejected, occurred or closed). A risk that is not assessed before its
response counts there as it stands today, and one that is not assessed after it as if the response changed
nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from milepost.budget.currency import Rates, read_rates
from milepost.budget.phasing import exact
from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen
from milepost.project import Project
from milepost.risk import computed_rules as rules
from milepost.risk.model import Assessment, Risk, completed, read_risk
from milepost.risk.scoring import Band, Measure, Scales, Scored, Scorer, read_scales
from milepost.schedule.calendar import Calendar
from milepost.schedule.instants import day_number
from milepost.schedule.model import Schedule
from milepost.states import is_open

ZERO = Decimal(0)
INHERENT, CURRENT, RESIDUAL = "inherent", "current", "residual"


@frozen
class AssessedRisk:
    """A risk with its assessments scored.

    Attributes:
        risk: The risk.
        open: Whether it may still happen.
        inherent: Before any response; as today where it is not written.
        current: Today.
        residual: After the response; as today where it is not written.
        target: Level that would be acceptable.
    """

    risk: Risk
    open: bool
    inherent: Scored
    current: Scored
    residual: Scored
    target: Scored


@frozen
class Exposure:
    """What the open risks amount to, at one stage.

    Attributes:
        threats: Expected cost of the threats, positive.
        opportunities: Expected benefit of the opportunities, positive.
        delay: Expected delay of the threats in working days, as if none ran in parallel.
        gain: Expected gain of time of the opportunities in working days.
        score: Sum of the scores of the threats; for trends only, it is no amount.
        unpriced: Ids of open risks without an expected value.
    """

    threats: Decimal
    opportunities: Decimal
    delay: Decimal
    gain: Decimal
    score: int
    unpriced: tuple[str, ...]

    @property
    def net(self) -> Decimal:
        """Expected cost less expected benefit."""
        return self.threats - self.opportunities


@frozen
class Cell:
    """A cell of the matrix: its band, and the open risks in it before, at and after the response."""

    likelihood: int
    impact: int
    band: Band
    inherent: tuple[str, ...]
    current: tuple[str, ...]
    residual: tuple[str, ...]


@frozen
class RiskRegister:
    """The computed risk register.

    Attributes:
        currency: ISO 4217 code of every amount.
        scales: The scales in force.
        risks: Id to risk, in the order of the file.
        ranking: Ids of the open risks, the highest current score first, then the larger expected value.
        inherent: Exposure before any response.
        current: Exposure today.
        residual: Exposure after the responses.
        matrix: Cells by likelihood and impact, (1, 1) first.
        appetite: Residual exposure that the sponsor will carry, or None.
    """

    currency: str
    scales: Scales
    risks: Mapping[str, AssessedRisk]
    ranking: tuple[str, ...]
    inherent: Exposure
    current: Exposure
    residual: Exposure
    matrix: tuple[Cell, ...]
    appetite: Decimal | None

    @property
    def high(self) -> tuple[str, ...]:
        """Ids of the open threats in the highest band today."""
        top = self.scales.bands[-1]
        found = (self.risks[id_] for id_ in self.ranking)
        return tuple(one.risk.id for one in found if one.current.band == top and not one.risk.opportunity)


def compute_risk(
    project: Project, calendar: Calendar, schedule: Schedule | None, bac: Decimal | None
) -> tuple[RiskRegister, list[Diagnostic]]:
    """Score the risks of a project.

    Args:
        project: The project.
        calendar: Its calendar, on which delays are counted.
        schedule: Its schedule, whose duration delays in percent are a share of; None without a plan.
        bac: Budget at completion in the project's currency, which impacts in percent are a share of; or None.
    """
    rates = read_rates(project, day_number(project.settings.status_date))
    settings = project.settings.section("risk")
    scales = read_scales(settings, calendar, rates)
    minutes = 0 if schedule is None else calendar.between(schedule.start, schedule.finish)
    measure = Measure(bac or None, Decimal(minutes) / calendar.minutes_per_day or None)
    scorer = Scorer(scales, measure, calendar)
    risks = {
        record.id: _assessed(read_risk(record), scorer, rates) for record in project.all("risk") if record.id
    }
    running = [one for one in risks.values() if one.open]
    appetite = settings.money("appetite")
    register = RiskRegister(
        currency=rates.currency,
        scales=scales,
        risks=risks,
        ranking=tuple(one.risk.id for one in sorted(running, key=_rank)),
        inherent=_exposure((one.risk, one.inherent) for one in running),
        current=_exposure((one.risk, one.current) for one in running),
        residual=_exposure((one.risk, one.residual) for one in running),
        matrix=tuple(_matrix(running, scales)),
        appetite=None if appetite is None else rates.at_baseline(appetite),
    )
    return register, list(_check(project, register))


def _assessed(risk: Risk, scorer: Scorer, rates: Rates) -> AssessedRisk:
    def score(assessment: Assessment) -> Scored:
        cost = None if assessment.cost is None else rates.at_baseline(assessment.cost)
        priced = None if cost is None else exact(cost)
        return scorer.scored(assessment, risk.objectives, priced, 1 if risk.opportunity else -1)

    return AssessedRisk(
        risk=risk,
        open=is_open(risk.record),
        inherent=score(_priced_like(risk.inherent, risk.current)),
        current=score(risk.current),
        residual=score(_priced_like(risk.residual, risk.current)),
        target=score(risk.target),
    )


def _priced_like(assessment: Assessment, current: Assessment) -> Assessment:
    """An assessment with what it leaves out taken from that of today.

    Where it says how likely the risk is, in either form, or what it would do, today's other form of the same
    is not mixed in: a probability of today would contradict a likelihood after the response.
    """
    whole = completed(assessment, current)
    likely = assessment.probability is not None or assessment.likelihood is not None
    priced = assessment.cost is not None or assessment.delay is not None
    return Assessment(
        assessment.likelihood if likely else whole.likelihood,
        assessment.impact if priced else whole.impact,
        assessment.probability if likely else whole.probability,
        whole.cost,
        whole.delay,
    )


def _rank(one: AssessedRisk) -> tuple[int, Decimal]:
    return -(one.current.score or 0), -abs(one.current.expected_value or ZERO)


def _exposure(stage: Iterable[tuple[Risk, Scored]]) -> Exposure:
    threats = opportunities = delay = gain = ZERO
    score, unpriced = 0, []
    for risk, found in stage:
        value, days = found.expected_value or ZERO, found.expected_delay or ZERO
        if found.expected_value is None:
            unpriced.append(risk.id)
        if risk.opportunity:
            opportunities, gain = opportunities + value, gain - days
        else:
            threats, delay, score = threats - value, delay + days, score + (found.score or 0)
    return Exposure(threats, opportunities, delay, gain, score, tuple(unpriced))


def _matrix(risks: Sequence[AssessedRisk], scales: Scales) -> Iterator[Cell]:
    stages: dict[str, dict[tuple[int, int], list[str]]] = {INHERENT: {}, CURRENT: {}, RESIDUAL: {}}
    for one in risks:
        for name, found in ((INHERENT, one.inherent), (CURRENT, one.current), (RESIDUAL, one.residual)):
            if found.likelihood is not None and found.impact is not None:
                stages[name].setdefault((found.likelihood, found.impact), []).append(one.risk.id)
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            inside = {name: tuple(cells.get((likelihood, impact), ())) for name, cells in stages.items()}
            yield Cell(likelihood, impact, scales.band(likelihood * impact), **inside)


def _check(project: Project, register: RiskRegister) -> Iterator[Diagnostic]:
    scales, currency = register.scales, register.currency
    for one in register.risks.values():
        written = one.risk.current
        if not one.open or written.probability is None or written.likelihood is None:
            continue
        fits = scales.likelihood(written.probability)
        if fits != written.likelihood:
            record = one.risk.record
            block = record.part("current")
            where = block if block is not None and block.has("likelihood") else record
            share = f"{(100 * written.probability).normalize():f}%"
            message = (
                f"{one.risk.id} has the likelihood {written.likelihood}, and {share} is a {fits} on the scale"
            )
            yield rules.LIKELIHOOD_DIFFERS.at(where.span("likelihood"), message, record=one.risk.id)
    if register.appetite is not None and register.residual.threats > register.appetite:
        message = (
            f"the residual exposure is {register.residual.threats:.2f} {currency}, "
            f"the appetite {register.appetite:.2f} {currency}"
        )
        place = project.settings.section("risk").span("appetite")
        project_id = project.settings.text("id") or None
        yield rules.EXPOSURE_ABOVE_APPETITE.at(place, message, record=project_id)
