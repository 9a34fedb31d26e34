"""The team in figures: letters in the responsibility matrix, skills, promises between teams, absences."""

from collections import defaultdict

from milepost.parties import has_left
from milepost.people.model import Absence, Duties, Handover, Skill
from milepost.people.skills import ALONE, is_done, levels
from milepost.people.team_checks import AGREE_DAYS
from milepost.project import Project, Record
from milepost.schedule.instants import date_of, day_of
from milepost.schedule.model import Schedule
from milepost.states import status

LETTERS = {
    "responsible": "R",
    "accountable": "A",
    "support": "S",
    "consulted": "C",
    "informed": "I",
}
"""Fields of a row of the matrix and their letters, in the order in which they are read."""


def duties(project: Project) -> dict[str, Duties]:
    """How many rows each party has with each letter, in the order in which the parties appear."""
    counts: dict[str, dict[str, int]] = {}
    for row in project.all("raci_row"):
        for field in LETTERS:
            for who in row.texts(field):
                mine = counts.setdefault(who, dict.fromkeys(LETTERS, 0))
                mine[field] += 1
    return {who: Duties(**mine) for who, mine in counts.items()}


def skill_matrix(project: Project) -> dict[str, Skill]:
    """Every skill that somebody has or that is asked for."""
    here = [
        person
        for person in project.all("person")
        if person.text("type") != "equipment" and not has_left(person.id, project)
    ]
    having: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for person in here:
        for name, level in levels(person).items():
            having[name][person.id] = level
    asked: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for task in project.all("task"):
        if "skills" in task.data and not is_done(task):
            for name, level in levels(task).items():
                asked[name][task.id] = level
    for role in project.all("role"):
        if not role.texts("held_by"):
            for name, level in levels(role).items():
                asked[name][role.id] = level
    return {name: _skill(having.get(name, {}), asked.get(name, {})) for name in sorted({*having, *asked})}


def _skill(having: dict[str, int], asked: dict[str, int]) -> Skill:
    best = dict(sorted(having.items(), key=lambda one: -one[1]))
    needed = max(asked.values(), default=0)
    enough = [who for who, level in best.items() if level >= max(needed, ALONE)]
    return Skill(
        needed=needed,
        tasks=tuple(asked),
        levels=best,
        gap=max(needed - max(best.values(), default=0), 0),
        only=enough[0] if asked and len(enough) == 1 else "",
    )


def handovers(project: Project) -> dict[str, Handover]:
    """Every dependency between teams by id."""
    return {one.id: _handover(one, project) for one in project.all("dependency")}


def _handover(one: Record, project: Project) -> Handover:
    today = project.settings.status_date
    need, promised, came = one.date("need_by"), one.date("promised_by"), one.date("delivered")
    expected = came or promised
    gap = None if need is None or expected is None else (expected - need).days
    agreed = one.has("agreed_by_giver") and one.has("agreed_by_receiver")
    state = status(one)
    late = 0 if came is not None or need is None or state == "cancelled" else max((today - need).days, 0)
    soon = need is not None and (need - today).days <= AGREE_DAYS
    if state == "cancelled":
        health = "cancelled"
    elif state == "accepted" or came is not None:
        health = "done"
    elif late:
        health = "late"
    else:
        health = "at-risk" if (gap or 0) > 0 or (soon and not agreed) else "open"
    return Handover(gap, late, agreed, health)


def absences(project: Project, schedule: Schedule | None) -> tuple[Absence, ...]:
    """Leave that is not over at the status date, the first one first."""
    today = project.settings.status_date
    work = {} if schedule is None else _work(schedule)
    found = []
    for person in project.all("person"):
        for leave in person.parts("leave"):
            first, last = leave.date("from"), leave.date("to")
            if first is None or last is None or last < today:
                continue
            hit = tuple(
                id_
                for id_, start, finish in work.get(person.id, ())
                if date_of(day_of(start)) <= last and date_of(day_of(finish - 1)) >= first
            )
            away = Absence(person.id, first, last, leave.text("reason"), person.text("substitute"), hit)
            found.append(away)
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def _work(schedule: Schedule) -> dict[str, list[tuple[str, int, int]]]:
    """Per person the unfinished tasks and from when to when they still work on them."""
    found: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for task in schedule.tasks.values():
        for one in task.assignments if not task.done else ():
            found[one.who].append((task.id, one.remaining_start, one.finish))
    return dict(found)
