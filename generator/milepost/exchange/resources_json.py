"""The load of people within the report: week by week, and when it is too much."""

from milepost.exchange.scalars_json import instant
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.load import Overload, Period, PersonLoad
from milepost.schedule.load_plan import Load
from milepost.source.schemas import Json


def resources_value(load: Load) -> dict[str, Json]:
    """The load of everybody with work in the plan, by id."""
    return {who: _person(person) for who, person in load.people.items()}


def _person(person: PersonLoad) -> dict[str, Json]:
    return {
        "demand_hours": _hours(person.demand),
        "capacity_hours": _hours(person.capacity),
        "utilisation": _share(person.utilisation),
        "peak_units": _share(person.peak),
        "weeks": [_week(week) for week in person.periods],
        "overloads": [_overload(one) for one in person.overloads],
    }


def _week(week: Period) -> dict[str, Json]:
    return {
        "start": date_of(day_of(week.start)).isoformat(),
        "demand_hours": _hours(week.demand),
        "capacity_hours": _hours(week.capacity),
        "load": _share(week.load),
    }


def _overload(one: Overload) -> dict[str, Json]:
    return {
        "start": instant(one.start),
        "finish": instant(one.finish),
        "units": _share(one.peak),
        "capacity": _share(one.capacity),
        "excess_hours": _hours(one.excess),
        "tasks": list(one.tasks),
    }


def _hours(minutes: int) -> float:
    return round(minutes / 60, 6)


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
