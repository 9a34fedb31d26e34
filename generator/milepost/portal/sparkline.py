"""A curve of a few values as a small drawing beside its number."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

_WIDTH, _HEIGHT, _EDGE = 96, 22, 3


def sparkline(values: Sequence[tuple[date, Decimal]], target: Decimal | None) -> str:
    """SVG of values over time, with the target as a dashed line; empty for fewer than two values.

    The drawing is hidden from screen readers: the number stands beside it.

    Args:
        values: Day and value, the earliest first.
        target: The value aimed at, or None.
    """
    if len(values) < 2:
        return ""
    figures = [float(value) for _, value in values]
    known = figures if target is None else [*figures, float(target)]
    low, high = min(known), max(known)
    first, last = values[0][0].toordinal(), values[-1][0].toordinal()

    def x(day: date) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * (
            (day.toordinal() - first) / (last - first) if last > first else 1
        )

    def y(value: float) -> float:
        return _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * ((value - low) / (high - low) if high > low else 0.5)

    points = " ".join(f"{x(day):.1f},{y(float(value)):.1f}" for day, value in values)
    line = ""
    if target is not None:
        at = f"{y(float(target)):.1f}"
        line = f'<line x1="0" x2="{_WIDTH}" y1="{at}" y2="{at}" class="target"/>'
    end = f'<circle cx="{x(values[-1][0]):.1f}" cy="{y(figures[-1]):.1f}" r="2.2"/>'
    return (
        f'<svg class="mp-spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
        f' aria-hidden="true">'
        f'{line}<polyline points="{points}"/>{end}</svg>'
    )
