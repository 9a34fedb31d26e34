"""Stakeholders as a grid of power and interest."""

from milepost.portal.compose.pages import link_to
from milepost.portal.views import StakeholderGridView, StakeholderPoint, Tone
from milepost.project import Project, Record

_SCALE = ("very low", "low", "medium", "high", "very high")
_ENGAGEMENT = ("unaware", "resistant", "neutral", "supportive", "leading")


def stakeholder_grid(project: Project) -> StakeholderGridView | None:
    """Power against interest (Mendelow), with the gap between current and desired engagement."""
    points = [point for record in project.all("stakeholder") if (point := _point(record)) is not None]
    if not points:
        return None
    gaps = sum(point.tone is not Tone.GOOD for point in points)
    title = (
        f"{gaps} of {len(points)} stakeholders are less engaged than the project needs"
        if gaps
        else f"All {len(points)} stakeholders are as engaged as the project needs"
    )
    return StakeholderGridView(title, _SCALE, _SCALE, tuple(points))


def _point(record: Record) -> StakeholderPoint | None:
    power, interest = record.integer("power"), record.integer("interest")
    if power is None or interest is None or not (1 <= power <= 5 and 1 <= interest <= 5):
        return None
    engagement = record.part("engagement")
    current = engagement.text("current") if engagement is not None else ""
    desired = engagement.text("desired") if engagement is not None else ""
    return StakeholderPoint(link_to(record), power, interest, current, desired, _tone(current, desired))


def _tone(current: str, desired: str) -> Tone:
    if current == "resistant" and desired != "resistant":
        return Tone.BAD
    if current in _ENGAGEMENT and desired in _ENGAGEMENT:
        behind = _ENGAGEMENT.index(current) < _ENGAGEMENT.index(desired)
        return Tone.WATCH if behind else Tone.GOOD
    return Tone.GOOD
