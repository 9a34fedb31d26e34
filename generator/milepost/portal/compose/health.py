"""Schedule health as a page: the score, and each of the 14 points in plain words."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.portal.compose.pages import link, link_to
from milepost.portal.views.health import HealthPoint, HealthView, ScoreItem
from milepost.portal.views.values import Badge, Number, RecordLink, Tone
from milepost.project import Project
from milepost.schedule.health_model import Health, Metric, Sense, SlipTest, Tie

_SHOWN = 40
_POINTS = {
    "logic": (
        "Missing logic",
        "open tasks",
        "Open tasks that wait for nothing, or that nothing waits for: delays that the finish does not show.",
    ),
    "leads": (
        "Leads",
        "links",
        "Links with a negative lag: the successor is to begin before what it waits for is done.",
    ),
    "lags": (
        "Lags",
        "links",
        "Links with a waiting time, which nobody owns and in which nothing can be seen.",
    ),
    "relationship_types": (
        "Finish-to-start links",
        "links",
        "Links from a finish to a start, the kind that is easiest to follow. Listed are the others.",
    ),
    "hard_constraints": (
        "Hard constraints",
        "open tasks",
        "Tasks held by a date (must start or finish on, no later than); they hide the delays before them.",
    ),
    "high_float": (
        "High float",
        "open tasks",
        "Tasks that may slip for months before the finish does: usually a successor is missing.",
    ),
    "negative_float": (
        "Negative float",
        "open tasks",
        "Tasks that are already too late for a date that was promised.",
    ),
    "high_duration": (
        "High duration",
        "open tasks",
        "Tasks so long that nobody can tell for months whether they are on time.",
    ),
    "invalid_dates": (
        "Invalid dates",
        "open tasks",
        "Work that is planned in the past, or reported as done in the future.",
    ),
    "resources": (
        "Without people or cost",
        "open tasks",
        "Tasks of a day or more that nobody works on and that cost nothing. There is no limit for it.",
    ),
    "missed_tasks": (
        "Missed tasks",
        "tasks due",
        "Tasks that the baseline finishes by now, and that finished later or will.",
    ),
    "critical_path_test": (
        "Critical path test",
        "",
        "How far the completion moves when a critical task takes 600 days more; if less, a link is missing.",
    ),
    "cpli": (
        "Critical path length index (CPLI)",
        "",
        "The time left to the promised finish as a share of the critical path; below 1, there is too little.",
    ),
    "bei": (
        "Baseline execution index (BEI)",
        "",
        "Tasks done, as a share of those that should be done by now and those that are not in the baseline.",
    ),
}
"""Name, what is counted, and the meaning of each point."""


def health_view(project: Project, health: Health) -> HealthView:
    """The schedule health page."""
    points = tuple(_point(project, health, metric) for metric in health.metrics.values())
    return HealthView(
        title="Schedule health",
        summary=_summary(health, points),
        score=None if health.score is None else Number(Decimal(round(health.score)), "%"),
        parts=tuple(ScoreItem(part.name, part.kept, part.judged) for part in health.parts),
        points=points,
    )


def _summary(health: Health, points: tuple[HealthPoint, ...]) -> str:
    judged = sum(part.judged for part in health.parts)
    if not judged:
        return "There is nothing to assess yet: the plan has no open tasks with links or a baseline."
    missed = [point.name for point in points if point.badge.tone is Tone.WATCH]
    kept = f"{judged - len(missed)} of {judged} points keep their limit."
    return f"{kept} Not kept: {_listed(missed)}." if missed else f"All {judged} points keep their limit."


def _listed(names: list[str]) -> str:
    lowered = [name[:1].lower() + name[1:] for name in names]
    return lowered[0] if len(lowered) == 1 else f"{', '.join(lowered[:-1])} and {lowered[-1]}"


def _point(project: Project, health: Health, metric: Metric) -> HealthPoint:
    name, _, meaning = _POINTS[metric.key]
    offenders = list(_offenders(project, metric))
    return HealthPoint(
        number=metric.number,
        anchor=metric.key.replace("_", "-"),
        name=name,
        badge=_badge(metric),
        value=None if metric.value is None else Number(_value(metric), metric.unit),
        wanted=_wanted(metric),
        counted=_counted(health, metric),
        meaning=meaning,
        offenders=tuple(offenders[:_SHOWN]),
        more=max(0, len(offenders) - _SHOWN),
    )


def _badge(metric: Metric) -> Badge:
    if metric.sense is Sense.REPORTED:
        return Badge("for information", Tone.INFO if metric.count else Tone.NEUTRAL)
    if metric.passed is None:
        return Badge("not measured")
    return Badge("kept", Tone.GOOD) if metric.passed else Badge("not kept", Tone.WATCH)


def _value(metric: Metric) -> Decimal:
    digits = {"%": 1, "d": 0}.get(metric.unit, 2)
    value = Decimal(str(round(metric.value or 0, digits)))
    return value.to_integral_value() if value == value.to_integral_value() and metric.unit else value


def _wanted(metric: Metric) -> str:
    if metric.limit is None:
        return ""
    amount = f"{metric.limit:g}" + (f" {metric.unit}" if metric.unit else "")
    return f"{metric.sense.value} {amount}"


def _counted(health: Health, metric: Metric) -> str:
    """What the value was made of."""
    what = _POINTS[metric.key][1]
    if what:
        return f"{metric.count} of {metric.of} {what}" if metric.of else ""
    if metric.key == "critical_path_test":
        return "" if health.test is None else _delayed(health.test)
    if metric.value is None:
        return ""
    if metric.key == "bei":
        return f"{metric.count} done, {metric.of} due or not in the baseline"
    return f"{metric.of} working days to {health.completion}"


def _delayed(test: SlipTest) -> str:
    return f"{test.delayed} takes {test.slip:g} d more, measured at {test.completion or 'the last task'}"


def _offenders(project: Project, metric: Metric) -> Iterator[RecordLink]:
    if metric.links:
        yield from (_link(project, tie) for tie in metric.links)
    else:
        yield from (link(project, id_) for id_ in metric.offenders)


def _link(project: Project, tie: Tie) -> RecordLink:
    """A link of the plan, shown as it is written, which leads to the task that waits."""
    found = link_to(project.by_id[tie.successor])
    lag = f" {tie.lag:+g} d" if tie.lag else ""
    text = f"{tie.predecessor} → {tie.successor} {tie.type}{lag}"
    return RecordLink(found.id, found.title, found.page, text)
