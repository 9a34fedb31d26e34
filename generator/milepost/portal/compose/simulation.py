"""The simulation as a page: the answer first, then the promises, the charts and what moves the result."""

from collections.abc import Iterable
from decimal import Decimal

from milepost.checking import Checked
from milepost.portal.compose.plan import last_day
from milepost.portal.compose.simulation_charts import (
    cost_figure,
    finish_figure,
    joint_figure,
    tornado_figure,
)
from milepost.portal.compose.simulation_tables import (
    milestone_chances,
    promises,
    risk_effects,
    runs,
    task_effects,
)
from milepost.portal.formats import Formats
from milepost.portal.page import Page, Section
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.simulation import OutcomeItem
from milepost.portal.views.values import Badge, Money, Text, Tone
from milepost.project import Project
from milepost.risk.simulation.names import title_of
from milepost.risk.simulation.result import Simulation
from milepost.risk.simulation.words import chance_text, chance_words, most_moving, moved_words

TITLE = "Simulation"
_EMPTY = (
    "Nothing has been simulated: no open task and no risk is uncertain yet. Give tasks an estimate "
    "(optimistic, most_likely, pessimistic), name the tasks that a risk hits under impact.targets, or write "
    "a spread for all tasks under risk.simulation in project.yaml."
)
_HELD = (
    "The plan is levelled, and in every run people do one thing after another in the levelled order: what "
    "takes longer delays what its people do next. Another order might be better in some runs; it is not "
    "looked for."
)
_WHOLE = Decimal(1)


def simulation_page(checked: Checked, render: Renderer) -> Page:
    """The page; without a simulation it says what one needs."""
    report = checked.report
    result, schedule, register = report.simulation, report.schedule, report.risk
    if result is None or schedule is None:
        return render.plan(TITLE, f'<p class="mp-empty">{escape(_EMPTY)}</p>', [])
    project, formats = checked.project, render.formats
    sections: list[Section] = [
        render.outcomes(tuple(_outcomes(result, register.currency, formats))),
        render.table(promises(result, schedule, register.currency)),
        render.figure(*finish_figure(result, formats)),
    ]
    cost = cost_figure(result, register.currency, formats)
    tornado = tornado_figure(project, result)
    joint = joint_figure(result, register.currency, formats)
    sections += [render.figure(*found) for found in (tornado, cost, joint) if found is not None]
    if result.risks:
        sections.append(render.table(risk_effects(project, result, register)))
    sections += [
        render.table(task_effects(project, schedule, result)),
        render.table(milestone_chances(project, schedule, result)),
        render.table(runs(result, register)),
    ]
    lead = "".join(f'<p class="mp-lead">{escape(text)}</p>' for text in _lead(project, result, formats))
    if schedule.levelled is not None:
        lead += f'<p class="mp-lead">{escape(_HELD)}</p>'
    return Page(TITLE, lead, tuple(sections), description=_summary(result, formats))


def _lead(project: Project, result: Simulation, formats: Formats) -> Iterable[str]:
    yield _summary(result, formats)
    yield most_moving(result, lambda id_: title_of(project, id_))


def _summary(result: Simulation, formats: Formats) -> str:
    """The answer in a sentence or two."""
    finish = result.finish
    planned, p50, p80 = (
        formats.day(last_day(at).day) for at in (finish.deterministic, finish.p50, finish.p80)
    )
    said = (
        f"By the plan alone the project finishes on {planned}. Played through {result.iterations:,} times "
        f"with what is uncertain, half of the runs finish by {p50} and four in five by {p80}"
    )
    if not result.finish_chances:
        return f"{said}."
    goal = result.finish_chances[0]
    kept = chance_words(goal.probability, result.iterations)
    return f"{said}; the {goal.name} of {formats.day(last_day(goal.value).day)} is kept in {kept}."


def _outcomes(result: Simulation, currency: str, formats: Formats) -> Iterable[OutcomeItem]:
    finish, reserve = result.finish, result.finish_reserve
    moved = moved_words(reserve.amount)
    yield OutcomeItem("Finish, P50", last_day(finish.p50), "As likely to be earlier as later.")
    yield OutcomeItem("Finish, P80", last_day(finish.p80), "Four in five runs finish by then.")
    yield OutcomeItem(
        f"Time reserve at {reserve.confidence:g}%",
        last_day(reserve.value),
        f"To be kept with {reserve.confidence:g}%, the date has to lie {moved} than the plan's.",
    )
    for chance in result.finish_chances[:1]:
        yield _chance(
            f"Chance of the {chance.name}", chance.probability, formats.day(last_day(chance.value).day)
        )
    if result.cost is None or result.cost_reserve is None:
        return
    yield OutcomeItem("Cost, P50", _amount(result.cost.p50, currency), "As likely to be less as more.")
    yield OutcomeItem("Cost, P80", _amount(result.cost.p80, currency), "Four in five runs cost no more.")
    money = _amount(Decimal(result.cost_reserve.amount), currency)
    planned = formats.money(result.cost.deterministic.quantize(_WHOLE), currency)
    yield OutcomeItem(
        f"Cost reserve at {result.cost_reserve.confidence:g}%",
        money,
        f"On top of the {planned} that the work costs by the plan.",
    )
    for promise in result.cost_chances[:1]:
        text = formats.money(promise.value.quantize(_WHOLE), currency)
        yield _chance(f"Chance of the {promise.name}", promise.probability, text)
    if result.joint is not None:
        both = f"{result.joint.finish} and {result.joint.cost}"
        yield _chance("Chance of both (joint confidence)", result.joint.probability, both)


def _chance(name: str, probability: float, promised: str) -> OutcomeItem:
    tone, word = Tone.BAD, "unlikely"
    if probability >= 0.8:
        tone, word = Tone.GOOD, "likely"
    elif probability >= 0.5:
        tone, word = Tone.WATCH, "open"
    return OutcomeItem(name, Text(chance_text(probability)), f"Promised: {promised}.", Badge(word, tone))


def _amount(amount: Decimal, currency: str) -> Money:
    return Money(amount.quantize(_WHOLE), currency)
