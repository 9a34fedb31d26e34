"""The schedule assessment within the report: the 14 points with their limits, and the score."""

from milepost.schedule.health_model import Health, Metric, Tie
from milepost.source.schemas import Json


def health_value(health: Health) -> dict[str, Json]:
    """The 14 points by their key, in the order of the pamphlet."""
    return {key: _metric(metric) for key, metric in health.metrics.items()}


def score_value(health: Health) -> dict[str, Json]:
    """The score and its parts, and what else the assessment says."""
    return {
        "percent": _rounded(health.score),
        "parts": [{"name": part.name, "kept": part.kept, "judged": part.judged} for part in health.parts],
        "tasks": health.tasks,
        "links": health.links,
        "completion": health.completion,
        "delayed": None if health.test is None else health.test.delayed,
        "hit_percent": _rounded(health.hit_percent),
        "dangling_starts": list(health.dangling_starts),
        "dangling_finishes": list(health.dangling_finishes),
    }


def _metric(metric: Metric) -> dict[str, Json]:
    links: list[Json] = [_link(tie) for tie in metric.links]
    return {
        "number": metric.number,
        "value": _rounded(metric.value),
        "unit": metric.unit,
        "limit": _rounded(metric.limit),
        "sense": metric.sense.value.replace(" ", "-"),
        "pass": metric.passed,
        "count": metric.count,
        "of": metric.of,
        "offenders": links or list(metric.offenders),
    }


def _link(tie: Tie) -> list[Json]:
    return [tie.predecessor, tie.successor, tie.type, _rounded(tie.lag)]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)
