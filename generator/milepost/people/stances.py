"""Where each stakeholder stands: quadrant, salience, engagement, contact, expectations, satisfaction."""

from collections.abc import Mapping

from milepost.parties import has_left
from milepost.people.due_dates import next_contact
from milepost.people.engagement import (
    KEY_POWER,
    Audiences,
    actions_about,
    actions_for,
    answers_to,
    audiences,
    engagement_of,
    gap_of,
    is_key,
    items_for,
)
from milepost.people.model import Expectation, Stance
from milepost.project import Project, Record

_MIDDLE = 3
_QUADRANTS = {
    (True, True): "manage closely",
    (True, False): "keep satisfied",
    (False, True): "keep informed",
    (False, False): "monitor",
}
_SALIENCE = {
    (True, False, False): "dormant",
    (False, True, False): "discretionary",
    (False, False, True): "demanding",
    (True, True, False): "dominant",
    (True, False, True): "dangerous",
    (False, True, True): "dependent",
    (True, True, True): "definitive",
    (False, False, False): "non-stakeholder",
}


def quadrant(power: int | None, interest: int | None) -> str:
    """The usual advice for a power and an interest from 1 to 5 (Mendelow); high is above the middle."""
    return "" if power is None or interest is None else _QUADRANTS[power > _MIDDLE, interest > _MIDDLE]


def salience(power: int | None, legitimacy: bool | None, urgency: bool | None) -> str:  # noqa: FBT001
    """The class by power, legitimacy and urgency (Mitchell, Agle & Wood, 1997); power counts from 4."""
    if power is None or legitimacy is None or urgency is None:
        return ""
    return _SALIENCE[power >= KEY_POWER, legitimacy, urgency]


def stances(project: Project) -> dict[str, Stance]:
    """Every stakeholder by id."""
    about, named = actions_about(project), audiences(project)
    return {one.id: _stance(one, project, about, named) for one in project.all("stakeholder")}


def _stance(one: Record, project: Project, about: Mapping[str, list[Record]], named: Audiences) -> Stance:
    power = one.integer("power")
    current, desired = engagement_of(one)
    left = has_left(one.id, project)
    due = None if left else next_contact(one, project)
    late = 0 if due is None else max((project.settings.status_date - due).days, 0)
    scores = _scores(one)
    return Stance(
        quadrant=quadrant(power, one.integer("interest")),
        salience=salience(power, one.flag("legitimacy"), one.flag("urgency")),
        key=is_key(one, project),
        current=current,
        desired=desired,
        gap=gap_of(one),
        actions=tuple(action.id for action in actions_for(one, project, about)),
        last_contact=one.date("last_contact"),
        next_contact=due,
        contact_days_late=late,
        communications=tuple(item.id for item in items_for(one, project, named)),
        expectations=tuple(
            Expectation(what.text("text"), answers_to(what), what.flag("met"))
            for what in one.parts("expectations")
        ),
        satisfaction=scores[-1] if scores else None,
        satisfaction_change=scores[-1] - scores[-2] if len(scores) > 1 else None,
        left=left,
    )


def _scores(one: Record) -> list[int]:
    """Satisfaction in order of date."""
    dated = [
        (day, score)
        for answer in one.parts("satisfaction")
        if (day := answer.date("date")) is not None and (score := answer.integer("score")) is not None
    ]
    return [score for _, score in sorted(dated)]
